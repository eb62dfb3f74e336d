"""Elders near a centre, elders near a free bed, and beds per elder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.indicators.bed_days import BedDays
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.floating_catchment import gini
from sim.indicators.persons import Persons
from sim.indicators.rows import Rows
from sim.indicators.scope import ALL, RESIDENCES, Scope
from sim.indicators.step_curves import ratio
from sim.indicators.township_access import TownshipAccess

Table = NDArray[np.float64]

_LIMITS: Final = (30, 60)
"""Minutes within which a centre or a bed is near, as the policy texts draw circles."""


def add_center_access(rows: Rows, persons: Persons, access: TownshipAccess) -> None:
    """Add who lives within 30 and 60 minutes of an operating centre.

    Elders, and the moderately and severely disabled among them.
    """
    for limit in _LIMITS:
        near = (access.center <= limit).astype(np.float64)
        for whom, counted in {
            "share": persons.aged_60_plus,
            "share_disabled": persons.disabled,
        }.items():
            _add_mean(rows, f"{whom}_within_{limit}_min_center", counted, near)


def add_free_bed_access(rows: Rows, persons: Persons, access: TownshipAccess) -> None:
    """Add who lives within 30 and 60 minutes of a free bed that suits.

    Means of the quarter ends. A nursing bed suits everybody, an ordinary one the able
    and the mildly disabled.
    """
    others = persons.aged_60_plus - persons.disabled
    for limit in _LIMITS:
        near, near_nursing = (
            access.mean_of_quarters((minutes <= limit).astype(np.float64))
            for minutes in (access.free_bed, access.free_nursing_bed)
        )
        _add_mean(
            rows, f"share_within_{limit}_min_free_bed", persons.disabled, near_nursing
        )
        suited = ratio(
            others * near + persons.disabled * near_nursing, persons.aged_60_plus
        )
        _add_mean(
            rows,
            f"share_elders_within_{limit}_min_free_bed",
            persons.aged_60_plus,
            np.nan_to_num(suited),
        )


def add_floating_catchments(
    rows: Rows, persons: Persons, access: TownshipAccess
) -> None:
    """Add the beds in reach of elders and of the disabled, and their Gini."""
    for ending, counted, beds in (
        ("", persons.aged_60_plus, access.beds),
        ("_disabled", persons.disabled, access.nursing_beds),
    ):
        _add_mean(rows, f"access_2sfca{ending}", counted, 1000 * beds)
        unequal = _gini_by_area(rows.scope, beds, counted[ALL])
        rows.add(f"access_gini{ending}", unequal, area=pooled_areas(rows.scope))


def add_beds_per_elder(
    rows: Rows,
    days: BedDays,
    persons: Persons,
    outside_beds_on: Callable[[date], float],
) -> None:
    """Add licensed beds per 1,000 aged 65 and above, and beds of all kinds.

    The beds outside institutions are known for the whole area only, so that their sum
    is given only where all of it is looked at.
    """
    scope, area = rows.scope, pooled_areas(rows.scope)
    by_county = np.zeros((len(scope.counties), days.licensed_beds.shape[1]))
    np.add.at(by_county, scope.homes["county"].to_numpy(), days.licensed_beds)
    beds = pool_counties(scope, by_county)
    aged = pool_counties(scope, _by_county(scope, persons.aged_65_plus[0]))
    rows.add("beds_per_1000_aged_65_plus", 1000 * ratio(beds, aged), area=area)
    if scope.is_whole_pack:
        outside = np.array([outside_beds_on(end) for end in scope.year_ends])
        rows.add("total_beds", beds[:1] + outside, area=area[:1])


def _gini_by_area(scope: Scope, values: Table, weights: Table) -> Table:
    """Return the Gini over the townships of region, prefectures and counties."""
    by_area = np.full((len(pooled_areas(scope)), values.shape[1]), np.nan)
    areas = scope.county_areas[:, scope.townships["county"].to_numpy()]
    for level in areas:
        for area in np.unique(level):
            here = level == area
            by_area[area] = gini(values[here], weights[here])
    return by_area


def _add_mean(rows: Rows, indicator: str, persons: Table, values: Table) -> None:
    """Add a mean of townships weighted by persons, by residence and area.

    Parameters
    ----------
    persons
        Shape (residences, townships, years).
    values
        Shape (townships, years), or one for each residence.
    """
    scope = rows.scope
    by_residence = np.broadcast_to(values, persons.shape)
    for place in range(len(RESIDENCES)):
        counted = persons[place]
        part = pool_counties(scope, _by_county(scope, counted * by_residence[place]))
        every = pool_counties(scope, _by_county(scope, counted))
        rows.add(
            indicator, ratio(part, every), area=pooled_areas(scope), residence=place
        )


def _by_county(scope: Scope, by_township: Table) -> Table:
    """Return sums over the townships of each county."""
    sums = np.zeros((len(scope.counties), by_township.shape[1]))
    np.add.at(sums, scope.townships["county"].to_numpy(), by_township)
    return sums
