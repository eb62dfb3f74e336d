"""Moves that a rule or a lost home forces on residents, among all moves of a log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import EVENT_CODE, Event
from sim.indicators.reading import Codes, LogReading, Mask
from sim.indicators.waiting import last_before

Table = NDArray[np.float64]

FORCED: Final = (Event.MOVED_BY_CLOSURE, Event.REGROUPED)
_ARRIVALS: Final = [
    EVENT_CODE[event] for event in (Event.ADMITTED, Event.TRANSFERRED, *FORCED)
]


@dataclass(frozen=True)
class ForcedMoves:
    """Forced moves in order of happening. Arrays of shape (moves)."""

    day: Table
    """[days]"""
    elder: Codes
    """`elder_id`, or -1 for residents under 60."""
    persons: Codes
    """One, or so many residents under 60."""
    from_home: Codes
    """Home left, as a position in `Scope.homes`."""
    number: Codes
    """Which forced move of this elder it is, from 1; 0 for residents under 60."""
    before: Table
    """Minutes from the home township to the home left. [minutes]"""
    after: Table
    """Minutes from the home township to the new home. [minutes]"""


def forced_departures(reading: LogReading) -> Mask:
    """Return the rows in which a forced move leaves a home."""
    return _forced(reading) & (reading.residents < 0)


def _forced(reading: LogReading) -> Mask:
    return reading.is_event(*(EVENT_CODE[event] for event in FORCED))


def forced_moves(reading: LogReading) -> ForcedMoves:
    """Return the forced moves out of homes of the scope.

    Minutes are those that the log has written: of the arrival, and of the elder's last
    arrival before it; not a number where one is missing.
    """
    arrives = reading.is_event(*_ARRIVALS) & (reading.residents > 0)
    chosen = arrives[reading.by_elder.row]
    rows, elder = reading.by_elder.row[chosen], reading.by_elder.elder[chosen]
    last = last_before(np.ones(len(rows), dtype=bool), elder)
    before = np.full(len(reading.day), np.nan)
    before[rows] = np.where(last >= 0, reading.minutes[rows[last]], np.nan)
    number = np.zeros(len(reading.day), dtype=np.int64)
    number[rows] = _numbered(_forced(reading)[rows], elder)
    moves = np.flatnonzero(
        _forced(reading) & (reading.residents > 0) & (reading.from_home >= 0)
    )
    return ForcedMoves(
        day=reading.day[moves],
        elder=reading.elder[moves],
        persons=reading.residents[moves],
        from_home=reading.from_home[moves],
        number=number[moves],
        before=before[moves],
        after=reading.minutes[moves],
    )


def _numbered(marked: Mask, elder: Codes) -> Codes:
    """Return how many marked rows each elder has had so far; `elder` is sorted."""
    so_far = np.cumsum(marked)
    first = np.append(True, elder[1:] != elder[:-1])[: len(elder)]
    start = np.maximum.accumulate(np.where(first, np.arange(len(elder)), 0))
    counted: Codes = so_far - (so_far - marked)[start]
    return counted
