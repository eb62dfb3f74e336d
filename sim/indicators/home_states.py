"""What homes are at a moment: centres, open to social elders, entrusted, winding down.

A state is what the last event that sets it left behind, not a count of events: a home
that is entrusted and later upgraded has been opened to social elders once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import EVENT_CODE, EVENTS, Event
from sim.indicators.reading import LogReading
from sim.indicators.scope import Scope
from sim.indicators.step_curves import stock_at_ends

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]

_ENDS: Final = {Event.CLOSED: False, Event.CONVERTED: False, Event.MOTHBALLED: False}
_CENTER: Final = {Event.CENTER_STARTED: True, Event.CENTER_ENDED: False} | _ENDS
_SOCIAL: Final = {
    Event.OPENED_TO_SOCIAL: True,
    Event.ENTRUSTED: True,
    Event.UPGRADED: True,
}
_WINDING_DOWN: Final = {
    Event.CLOSING_ANNOUNCED: True,
    Event.CLOSING_STOPPED: False,
    Event.REOPENED: False,
} | _ENDS
_MOTHBALLED: Final = {
    Event.MOTHBALLED: True,
    Event.REOPENED: False,
    Event.CLOSED: False,
    Event.CONVERTED: False,
}


def operating_centers(reading: LogReading, scope: Scope) -> Mask:
    """Return which homes are centres at the end of each year. Shape (homes, years)."""
    nowhere = np.zeros(len(scope.homes), dtype=bool)
    return _at_ends(reading, scope.edges, _CENTER, nowhere)


def open_to_social(reading: LogReading, scope: Scope, edges: Table) -> Mask:
    """Return which homes take social elders at the end of each window.

    Those that did at the start, and those since opened to them, entrusted or upgraded.
    """
    at_start = scope.homes["accepts_social"].to_numpy(dtype=bool)
    return _at_ends(reading, edges, _SOCIAL, at_start)


def winding_down(reading: LogReading, scope: Scope, edges: Table) -> Mask:
    """Return which homes admit nobody because their end is announced."""
    nowhere = np.zeros(len(scope.homes), dtype=bool)
    return _at_ends(reading, edges, _WINDING_DOWN, nowhere)


def mothballed(reading: LogReading, scope: Scope) -> Mask:
    """Return which homes are shut for the time being at the end of each year."""
    nowhere = np.zeros(len(scope.homes), dtype=bool)
    return _at_ends(reading, scope.edges, _MOTHBALLED, nowhere)


def entrusted(reading: LogReading, scope: Scope) -> Mask:
    """Return which homes are entrusted at the end of each year."""
    at_start = (scope.homes["operation"] == "entrusted").to_numpy(dtype=bool)
    return _at_ends(reading, scope.edges, {Event.ENTRUSTED: True}, at_start)


def entrusted_since(reading: LogReading, scope: Scope) -> Table:
    """Return the day on which each home was entrusted in the log, infinite if never."""
    since = np.full(len(scope.homes), np.inf)
    rows = reading.is_event(EVENT_CODE[Event.ENTRUSTED]) & (reading.home >= 0)
    np.minimum.at(since, reading.home[rows], reading.day[rows])
    return since


def _at_ends(
    reading: LogReading, edges: Table, sets: Mapping[Event, bool], at_start: Mask
) -> Mask:
    """Return the state of each home at the end of windows. Shape (homes, windows).

    Parameters
    ----------
    sets
        What each event leaves behind; all others leave the state as it is.
    at_start
        State before the first event. Shape (homes)
    """
    value = np.zeros(len(EVENTS), dtype=np.int64)
    for event, leaves in sets.items():
        value[EVENT_CODE[event]] = leaves
    rows = np.flatnonzero(
        reading.is_event(*(EVENT_CODE[event] for event in sets)) & (reading.home >= 0)
    )
    rows = rows[np.argsort(reading.home[rows], kind="stable")]
    home, now = reading.home[rows], value[reading.event[rows]]
    before = np.append(0, now[:-1])
    first = np.append(True, home[1:] != home[:-1])[: len(home)]
    before = np.where(first, at_start[home].astype(np.int64), before[: len(home)])
    changes = stock_at_ends(reading.day[rows], home, now - before, len(at_start), edges)
    state: Mask = at_start[:, None] + changes > 0
    return state
