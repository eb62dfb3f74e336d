"""How far it is from each township to care, and how many beds it can reach.

Read at the ends of quarters (free beds) and of years (all else). What it means for the
elders who live there is in `access`, who loses by it in `who_loses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import BedKind
from sim.indicators.bed_days import BedDays, free_beds
from sim.indicators.floating_catchment import supply_in_reach
from sim.indicators.home_states import open_to_social, winding_down
from sim.indicators.nearness import Pairs, least_minutes
from sim.indicators.persons import Persons
from sim.indicators.reading import LogReading
from sim.indicators.scope import Scope
from sim.timeline import Timeline

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

MINUTES: Final = (
    *("minutes_center", "minutes_home"),
    *("minutes_free_bed", "minutes_free_nursing_bed"),
)
COLUMNS: Final = [
    *("year", "township_code"),
    *MINUTES,
    *("beds_per_1000", "nursing_beds_per_1000_disabled", "homes"),
]


@dataclass(frozen=True)
class TownshipAccess:
    """Minutes and beds in reach. Arrays of shape (townships, years or quarters)."""

    center: Table
    """To the nearest operating centre at the year's end, infinite if none. [minutes]"""
    home: Table
    """To the nearest home that admits social elders at the year's end. [minutes]"""
    free_bed: Table
    """To the nearest free ordinary or nursing bed at each quarter's end. [minutes]"""
    free_nursing_bed: Table
    """To the nearest free nursing bed at each quarter's end. [minutes]"""
    year_of_quarter: Codes
    """Which year each quarter is in."""
    beds: Table
    """Licensed beds in reach for each person of 60 and above. [beds per person]"""
    nursing_beds: Table
    """Nursing beds in reach for each disabled person. [beds per person]"""
    homes: Table
    """Homes with beds that stand in the township at the year's end."""

    def mean_of_quarters(self, by_quarter: Table) -> Table:
        """Return the mean of each year's quarter ends. Shape (townships, years)."""
        years = range(self.beds.shape[1])
        return np.array(
            [by_quarter[:, self.year_of_quarter == one].mean(axis=1) for one in years]
        ).T


def township_access(
    reading: LogReading,
    scope: Scope,
    days: BedDays,
    centers: Mask,
    pairs: Pairs,
    persons: Persons,
    catchment_minutes: float,
) -> TownshipAccess:
    """Return minutes and beds in reach of each township.

    Only homes that admit social elders count, but for centres: a bed kept for the
    guaranteed is open to few, and one in a home whose end is announced to nobody.

    Parameters
    ----------
    days
        Beds of the homes at the years' ends.
    centers
        Which homes are centres at each year's end. Shape (homes, years)
    catchment_minutes
        How far a home's beds count, see `supply_in_reach`. [minutes]
    """
    quarters, year = quarter_edges(scope.timeline)
    at_quarters = _admitting(reading, scope, quarters)
    at_ends = _admitting(reading, scope, scope.edges)
    free = {
        kind: free_beds(reading, scope, quarters, kind) >= 1
        for kind in (BedKind.ORDINARY, BedKind.NURSING)
    }
    number = len(scope.townships)
    nursing = free[BedKind.NURSING] & at_quarters
    either = (free[BedKind.ORDINARY] & at_quarters) | nursing
    standing = days.licensed_beds > 0
    homes = np.zeros((number, standing.shape[1]))
    np.add.at(homes, scope.homes["township"].to_numpy(), standing.astype(np.float64))
    return TownshipAccess(
        center=_nearest(pairs, centers, number),
        home=_nearest(pairs, at_ends & standing, number),
        free_bed=_nearest(pairs, either, number),
        free_nursing_bed=_nearest(pairs, nursing, number),
        year_of_quarter=year,
        beds=supply_in_reach(
            pairs,
            days.licensed_beds * at_ends,
            persons.aged_60_plus[0],
            catchment_minutes,
        ),
        nursing_beds=supply_in_reach(
            pairs, days.nursing_beds * at_ends, persons.disabled[0], catchment_minutes
        ),
        homes=homes,
    )


def access_by_township(
    access: TownshipAccess, scope: Scope, years: Sequence[int], reach_minutes: float
) -> pd.DataFrame:
    """Return minutes and beds in reach, a row for each township and year asked for.

    Parameters
    ----------
    years
        Calendar years; those outside the period are left out.
    reach_minutes
        What has nothing nearer counts as this far: beyond it nobody applies. [minutes]

    Returns
    -------
        Columns `COLUMNS`. Free beds are means of the quarter ends.
    """
    near = {
        "minutes_center": access.center,
        "minutes_home": access.home,
        "minutes_free_bed": access.free_bed,
        "minutes_free_nursing_bed": access.free_nursing_bed,
    }
    tables = {name: np.minimum(table, reach_minutes) for name, table in near.items()}
    for name in MINUTES[2:]:
        tables[name] = access.mean_of_quarters(tables[name])
    tables["beds_per_1000"] = 1000 * access.beds
    tables["nursing_beds_per_1000_disabled"] = 1000 * access.nursing_beds
    tables["homes"] = access.homes
    codes = pd.array(scope.townships["township_code"].to_numpy(), dtype="str")
    known = list(scope.timeline.years)
    parts = [
        pd.DataFrame(
            {
                "year": np.full(len(codes), year, dtype=np.int32),
                "township_code": codes,
                **{name: table[:, known.index(year)] for name, table in tables.items()},
            }
        )
        for year in years
        if year in known
    ]
    return (
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    )


def quarter_edges(timeline: Timeline) -> tuple[Table, Codes]:
    """Return the borders of the quarters, and the year that each quarter is in.

    Returns
    -------
        Shapes (quarters + 1) [days] and (quarters), years as positions in
        `Timeline.years`. The first and last quarter may be parts.
    """
    starts = [
        (timeline.day(date(year, month, 1)), place)
        for place, year in enumerate(timeline.years)
        for month in (1, 4, 7, 10)
    ]
    ends = [*(day for day, _ in starts[1:]), np.inf]
    kept = [
        (max(start, 0.0), place)
        for (start, place), end in zip(starts, ends, strict=True)
        if end > 0 and start < timeline.horizon_days
    ]
    edges = np.array([*(start for start, _ in kept), timeline.horizon_days])
    return edges, np.array([place for _, place in kept])


def _admitting(reading: LogReading, scope: Scope, edges: Table) -> Mask:
    """Return which homes take social elders, and new ones, at the ends of windows."""
    closed_door = winding_down(reading, scope, edges)
    admitting: Mask = open_to_social(reading, scope, edges) & ~closed_door
    return admitting


def _nearest(pairs: Pairs, homes: Mask, n_townships: int) -> Table:
    """Return minutes to the nearest of some homes. Shape (townships, windows)."""
    return np.array([least_minutes(pairs, at, n_townships) for at in homes.T]).T
