"""Whether willing guaranteed (特困) elders get a place in time, and on which rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, Cause, Event
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.reading import LogReading
from sim.indicators.rows import Rows
from sim.indicators.scope import Scope
from sim.indicators.step_curves import changes_in, ratio
from sim.indicators.waiting import (
    ADMITTED,
    DIED_WAITING,
    STILL_WAITING,
    WITHDREW,
    Waits,
    waits_since,
)

Table = NDArray[np.float64]

RUNGS: Final = [
    Cause.RUNG_SUITABLE,
    Cause.RUNG_ORDINARY,
    Cause.RUNG_SURGE,
    Cause.RUNG_PRIVATE,
    Cause.RUNG_OTHER_COUNTY,
]


@dataclass(frozen=True)
class _Judged:
    """Willing elders whose time has run out or who have a place."""

    waits: Waits
    in_time: NDArray[np.bool_]
    """Whether a place was found within the days of the guarantee."""


def add_guarantee(rows: Rows, reading: LogReading, guarantee_days: float) -> None:
    """Add the share placed in time, the shares by rung, and the breaches.

    Parameters
    ----------
    guarantee_days
        Days from becoming willing within which a place is due. [days]
    """
    scope, area = rows.scope, pooled_areas(rows.scope)
    judged = _judged(waits_since(reading, scope, Event.WILLING), guarantee_days)
    everybody = np.ones(len(judged.in_time), dtype=bool)
    due = _count(scope, judged, everybody)
    placed = _count(scope, judged, judged.in_time)
    rows.add("guaranteed_placed_share", ratio(placed, due), area=area)
    for rung in RUNGS:
        by_rung = judged.in_time & (judged.waits.cause == CAUSE_CODE[rung])
        share = ratio(_count(scope, judged, by_rung), due)
        rows.add(f"guaranteed_placed_{rung}", share, area=area)
    rows.add("guarantee_breaches", due - placed, area=area)


def _judged(waits: Waits, guarantee_days: float) -> _Judged:
    """Leave out who died or withdrew in time, or whose time is not over."""
    over = waits.days > guarantee_days
    gone = waits.ended_as(DIED_WAITING, WITHDREW) & ~over
    # The last day may end with the period: then it has been seen whole.
    open_end = waits.ended_as(STILL_WAITING) & (waits.days < guarantee_days)
    kept = waits.chosen(~gone & ~open_end)
    in_time = kept.ended_as(ADMITTED) & (kept.days <= guarantee_days)
    return _Judged(kept, in_time)


def _count(scope: Scope, judged: _Judged, chosen: NDArray[np.bool_]) -> Table:
    """Return how many of the chosen became willing in each area and year."""
    by_county = changes_in(
        judged.waits.since[chosen],
        judged.waits.county[chosen],
        1.0,
        len(scope.counties),
        scope.edges,
    )
    return pool_counties(scope, by_county)
