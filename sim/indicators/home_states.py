"""What homes are at a moment: centres, open to social elders, entrusted, winding down.

A state is what the last event that sets it left behind, not a count of events: a home
that is entrusted and later upgraded has been opened to social elders once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, EVENTS, Cause, Event
from sim.indicators.reading import LogReading
from sim.indicators.scope import Scope
from sim.indicators.step_curves import area_under, stock_at_ends

Table = NDArray[np.float64]
Codes = NDArray[np.int64]
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
_OPEN: Final = {Event.OPENED: True, Event.REOPENED: True} | _ENDS
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


def open_days(reading: LogReading, scope: Scope) -> Table:
    """Return for how many days of each year each home stood open."""
    return _days(reading, scope, _OPEN)


def entrusted_open_days(reading: LogReading, scope: Scope) -> Table:
    """Return for how many days of each year each home stood open and entrusted."""
    at_start = (scope.homes["operation"] == "entrusted").to_numpy()
    since = np.where(at_start, 0.0, entrusted_since(reading, scope))
    return _days(reading, scope, _OPEN, since)


def mothballed_days(reading: LogReading, scope: Scope) -> Table:
    """Return for how many days of each year each home was shut for the time being."""
    return _days(reading, scope, _MOTHBALLED)


def converted_days(
    reading: LogReading, scope: Scope, cause: Cause | None = None
) -> Table:
    """Return for how many days of each year each home has been something else.

    Only those converted for a cause, where one is given.
    """
    days = _days(reading, scope, {Event.CONVERTED: True})
    if cause is None:
        return days
    rows = reading.is_event(EVENT_CODE[Event.CONVERTED]) & (reading.home >= 0)
    rows &= reading.cause == CAUSE_CODE[cause]
    chosen = np.isin(np.arange(len(scope.homes)), reading.home[rows])
    return days * chosen[:, None]


def _days(
    reading: LogReading,
    scope: Scope,
    sets: Mapping[Event, bool],
    since: Table | None = None,
) -> Table:
    """Return the days of each home and year in a state, from a day of each home on."""
    nowhere = np.zeros(len(scope.homes), dtype=bool)
    day, home, change = _changes(reading, sets, nowhere)
    if since is not None:
        day = np.maximum(day, since[home])
    return area_under(day, home, change, len(nowhere), scope.edges)


def _at_ends(
    reading: LogReading, edges: Table, sets: Mapping[Event, bool], at_start: Mask
) -> Mask:
    """Return the state of each home at the end of windows. Shape (homes, windows)."""
    day, home, change = _changes(reading, sets, at_start)
    later = stock_at_ends(day, home, change, len(at_start), edges)
    state: Mask = at_start[:, None] + later > 0
    return state


def _changes(
    reading: LogReading, sets: Mapping[Event, bool], at_start: Mask
) -> tuple[Table, Codes, Codes]:
    """Return day, home and change (-1, 0, 1) of each row that sets a state.

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
    first = np.append(True, home[1:] != home[:-1])[: len(home)]
    former = np.append(0, now[:-1])[: len(home)]
    before = np.where(first, at_start[home].astype(np.int64), former)
    return reading.day[rows], home, now - before
