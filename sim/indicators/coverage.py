"""Coverage at the end of each year: three indicators, each with its own units.

*Served* (opinions) counts towns, townships and streets that an operating centre
serves, *has* (plan) rural-type townships in which one stands, *institution* (plan,
indicator 7) those in which a comprehensive institution stands. County homes have two
denominators as well: every county-level unit, or counties and county-level cities.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.indicators.bed_days import BedDays
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.home_states import open_to_social
from sim.indicators.nearness import Pairs
from sim.indicators.reading import LogReading
from sim.indicators.rows import Rows
from sim.indicators.scope import RESIDENCES, RURAL_KINDS, UNIT_KINDS, Scope
from sim.indicators.step_curves import ratio
from sim.supply.catchment import centers_of

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Nursing share that both texts ask of a county home, and its counties by the plan.
COUNTY_HOME_NURSING_SHARE: Final = 0.8
PLAN_COUNTY_KINDS: Final = ["county", "autonomous_county", "county_level_city"]


def add_coverage(
    rows: Rows,
    reading: LogReading,
    days: BedDays,
    centers: Mask,
    pairs: Pairs,
    *,
    center_minutes: float,
    center_townships: int,
) -> None:
    """Add the three coverages and both countings of county homes.

    Parameters
    ----------
    days
        Year-end beds of the homes.
    centers
        Which homes are centres at each year's end. Shape (homes, years)
    pairs
        Townships and homes, in the order of assignment.
    center_minutes
        How far a centre's service reaches. [minutes]
    center_townships
        How many units one centre may serve, its own included.
    """
    kind = rows.scope.townships["kind"]
    unit, rural = kind.isin(UNIT_KINDS).to_numpy(), kind.isin(RURAL_KINDS).to_numpy()
    reached = pairs.chosen(unit[pairs.township] & (pairs.minutes <= center_minutes))
    served = _served(reached, centers, len(unit), center_townships)
    _add_share(rows, "center_coverage_served", served, unit)
    _add_share(rows, "center_coverage_served", served, rural, residence="rural")
    _add_share(rows, "center_coverage_has", _has(rows.scope, centers), rural)
    comprehensive = centers & (days.licensed_beds > 0)
    comprehensive |= open_to_social(reading, rows.scope, rows.scope.edges) & (
        days.nursing_beds > 0
    )
    standing = _has(rows.scope, comprehensive)
    _add_share(rows, "institution_coverage", standing, unit)
    _add_share(rows, "institution_coverage", standing, rural, residence="rural")
    _add_county_homes(rows, days)


def _served(
    pairs: Pairs, centers: Mask, n_townships: int, center_townships: int
) -> Mask:
    """Return which townships are served at each year's end. (townships, years)."""
    served = np.zeros((n_townships, centers.shape[1]), dtype=bool)
    for year in range(centers.shape[1]):
        if year and np.array_equal(centers[:, year], centers[:, year - 1]):
            served[:, year] = served[:, year - 1]
            continue
        served[_assigned(pairs, centers[:, year], center_townships), year] = True
    return served


def _assigned(pairs: Pairs, is_center: Mask, center_townships: int) -> list[int]:
    """Return the townships that get a centre when pairs are taken in their order."""
    offered = pairs.chosen(is_center[pairs.home])
    in_order = zip(offered.township.tolist(), offered.home.tolist(), strict=True)
    return sorted(centers_of(in_order, center_townships))


def _has(scope: Scope, homes: Mask) -> Mask:
    """Return which townships have one of the homes. Shape (townships, years)."""
    has = np.zeros((len(scope.townships), homes.shape[1]), dtype=bool)
    np.logical_or.at(has, scope.homes["township"].to_numpy(), homes)
    return has


def _add_share(
    rows: Rows, indicator: str, covered: Mask, units: Mask, residence: str = "all"
) -> None:
    """Add the share of the units that are covered, by area."""
    scope = rows.scope
    numbers = np.zeros((len(scope.counties), covered.shape[1]))
    totals = np.zeros_like(numbers)
    county = scope.townships["county"].to_numpy()[units]
    np.add.at(numbers, county, covered[units].astype(np.float64))
    np.add.at(totals, county, 1.0)
    share = ratio(pool_counties(scope, numbers), pool_counties(scope, totals))
    rows.add(
        indicator,
        share,
        area=pooled_areas(scope),
        residence=RESIDENCES.index(residence),
    )


def _add_county_homes(rows: Rows, days: BedDays) -> None:
    """Add the share of counties with a public county home of enough nursing beds."""
    scope, homes = rows.scope, rows.scope.homes
    county_home = (homes["tier"] == "county") & (homes["ownership"] == "public")
    share = ratio(days.nursing_beds, days.licensed_beds)
    fit = county_home.to_numpy()[:, None] & (share >= COUNTY_HOME_NURSING_SHARE)
    has = np.zeros((len(scope.counties), fit.shape[1]), dtype=bool)
    np.logical_or.at(has, homes["county"].to_numpy(), fit)
    of_plan = scope.counties["kind"].isin(PLAN_COUNTY_KINDS).to_numpy()
    for indicator, counted in {
        "county_home_coverage": np.ones(len(scope.counties), dtype=bool),
        "county_home_coverage_plan": of_plan,
    }.items():
        numbers = (has & counted[:, None]).astype(np.float64)
        totals = np.broadcast_to(counted.astype(np.float64)[:, None], numbers.shape)
        covered = ratio(pool_counties(scope, numbers), pool_counties(scope, totals))
        rows.add(indicator, covered, area=pooled_areas(scope))
