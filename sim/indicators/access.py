"""Elders near a centre, elders near a free bed, and beds per elder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.indicators.bed_days import BedDays, free_nursing_beds
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.home_states import open_to_social, winding_down
from sim.indicators.nearness import Pairs, least_minutes
from sim.indicators.persons import Persons
from sim.indicators.reading import LogReading
from sim.indicators.rows import Rows
from sim.indicators.scope import RESIDENCES, Scope
from sim.indicators.step_curves import ratio
from sim.timeline import Timeline

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]

_NEAR: Final = 30.0
_FAR: Final = 60.0


def add_center_access(
    rows: Rows, persons: Persons, centers: Mask, pairs: Pairs
) -> None:
    """Add the shares of elders within 30 and 60 minutes of an operating centre."""
    n_townships = len(rows.scope.townships)
    minutes = np.array(
        [least_minutes(pairs, in_year, n_townships) for in_year in centers.T]
    ).T
    for indicator, limit in {
        "share_within_30_min_center": _NEAR,
        "share_within_60_min_center": _FAR,
    }.items():
        near = (minutes <= limit).astype(np.float64)
        _add_share_of(rows, indicator, persons.aged_60_plus, near)


def add_free_bed_access(
    rows: Rows, reading: LogReading, persons: Persons, pairs: Pairs
) -> None:
    """Add the share of disabled elders near a free nursing bed, mean of quarter ends.

    Only homes that take social elders count: a bed kept for the guaranteed is not
    free to most. Nor is one in a home whose end is announced.
    """
    scope = rows.scope
    edges, year = quarter_edges(scope.timeline)
    free = free_nursing_beds(reading, scope, edges) >= 1
    free &= open_to_social(reading, scope, edges)
    free &= ~winding_down(reading, scope, edges)
    n_townships = len(scope.townships)
    near = np.array(
        [least_minutes(pairs, at_end, n_townships) <= _NEAR for at_end in free.T]
    ).T
    share_of_ends = np.array(
        [near[:, year == one].mean(axis=1) for one in range(len(scope.year_days))]
    ).T
    _add_share_of(rows, "share_within_30_min_free_bed", persons.disabled, share_of_ends)


def quarter_edges(timeline: Timeline) -> tuple[Table, NDArray[np.int64]]:
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


def _add_share_of(rows: Rows, indicator: str, persons: Table, share: Table) -> None:
    """Add a share of townships weighted by persons, by residence and area."""
    scope = rows.scope
    for place in range(len(RESIDENCES)):
        counted = persons[place]
        near = pool_counties(scope, _by_county(scope, counted * share))
        every = pool_counties(scope, _by_county(scope, counted))
        rows.add(
            indicator, ratio(near, every), area=pooled_areas(scope), residence=place
        )


def _by_county(scope: Scope, by_township: Table) -> Table:
    """Return sums over the townships of each county."""
    sums = np.zeros((len(scope.counties), by_township.shape[1]))
    np.add.at(sums, scope.townships["county"].to_numpy(), by_township)
    return sums
