"""Stretches of time of single elders in a home, on a list, or turned away.

What happened to an elder is cut into spells in which place, ability and class stay the
same, so that days can be counted by all of them. Residents under 60 are no single
elders of the log and are not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, NONE, Cause, ElderClass, Event
from sim.indicators.reading import Codes, LogReading, Mask, one_of, positions
from sim.indicators.scope import Scope
from sim.indicators.step_curves import area_under, window_of
from sim.indicators.waiting import ElderRows, elder_rows, last_before

Table = NDArray[np.float64]

GONE: Final = -1
WAITING: Final = -2
LOST: Final = -3
"""Withdrew, found no home in reach, or was sent home and has not applied again."""
_SAME: Final = -4

_ARRIVES: Final = [
    EVENT_CODE[event]
    for event in (
        *(Event.ADMITTED, Event.TRANSFERRED),
        *(Event.MOVED_BY_CLOSURE, Event.REGROUPED),
    )
]
_ASKS: Final = [EVENT_CODE[Event.WILLING], EVENT_CODE[Event.APPLIED]]
_TURNED_AWAY: Final = [EVENT_CODE[Event.DECLINED], EVENT_CODE[Event.WITHDREW]]
_LEAVES: Final = [
    EVENT_CODE[event]
    for event in (Event.DISCHARGED, Event.DIED_IN_CARE, Event.DIED_WAITING)
]
_CHANGES: Final = [EVENT_CODE[Event.WORSENED], EVENT_CODE[Event.RECOVERED]]
_CLASSES: Final = [klass.name.lower() for klass in ElderClass]


@dataclass(frozen=True)
class Spells:
    """Stretches of time of elders. Arrays of shape (spells)."""

    since: Table
    """First moment. [days]"""
    until: Table
    """Last moment. [days]"""
    home: Codes
    """Position in `Scope.homes`, or `WAITING` or `LOST`."""
    county: Codes
    """The elder's home county, as a position in `Scope.counties`, or -1."""
    ability: Codes
    """`sim.events.Ability`."""
    elder_class: Codes
    """`sim.events.ElderClass`."""
    minutes: Table
    """From the elder's home township to the home. [minutes]"""

    def days_by(
        self, cell: Codes, n_cells: int, edges: Table, *, weights: Table | None = None
    ) -> Table:
        """Return days, or days times weights, by cell and year; -1 is in no cell."""
        weight = np.ones(len(cell)) if weights is None else weights
        return area_under(
            np.concatenate([self.since, self.until]),
            np.tile(cell, 2),
            np.concatenate([weight, -weight]),
            n_cells,
            edges,
        )


def spells(reading: LogReading, scope: Scope, elders: pd.DataFrame) -> Spells:
    """Return the spells of all elders of a log, in homes or at home.

    Parameters
    ----------
    elders
        `elder_id`, `class` and `guaranteed_from` [days] of who is in the log. Before
        that day a guaranteed elder is of the class in `class_before`, hardship if
        that column is missing.

    Returns
    -------
        By elder and time, none of length nought. Who was turned away is followed to
        the end of that calendar year at the most: the log does not say what becomes
        of such an elder, and the ability is the last one known.
    """
    steps = _steps(reading)
    turns = _place_after(reading, steps)
    last = last_before_or_at(turns != _SAME, steps.elder)
    place = np.where(last >= 0, turns[last], GONE)
    after = np.append(steps.elder[1:] == steps.elder[:-1], False)[: len(place)]
    next_day = np.append(steps.day[1:], 0.0)[: len(place)]
    until = np.where(after, next_day, scope.edges[-1])
    year_end = scope.edges[window_of(steps.day, scope.edges) + 1]
    until = np.where(place == LOST, np.minimum(until, year_end), until)
    minutes = np.where(last >= 0, reading.minutes[steps.row[last]], np.nan)
    county, ability = reading.county[steps.row], np.maximum(steps.ability, 0)
    # Nobody is in two classes at a time: cut where the guarantee begins.
    known = _classes(steps.elder, elders)
    halves = []
    for elder_class, low, high in (
        (known.before, steps.day, np.minimum(until, known.guaranteed_from)),
        (known.final, np.maximum(steps.day, known.guaranteed_from), until),
    ):
        keep = (place != GONE) & (high > low)
        columns = [low, high, place, county, ability, elder_class, minutes]
        halves.append([column[keep] for column in columns])
    return Spells(*(np.concatenate(pair) for pair in zip(*halves, strict=True)))


def _steps(reading: LogReading) -> ElderRows:
    """Return the rows that begin a spell: arrivals of moves, not departures."""
    steps = elder_rows(reading, [*_ARRIVES, *_ASKS, *_TURNED_AWAY, *_LEAVES, *_CHANGES])
    moves = one_of(steps.event, _ARRIVES) & (reading.residents[steps.row] < 0)
    return steps.chosen(~moves)


def _place_after(reading: LogReading, steps: ElderRows) -> Codes:
    """Return where each row leaves its elder, or that it does not change that."""
    arrives = one_of(steps.event, _ARRIVES)
    asks = one_of(steps.event, _ASKS) & ~steps.in_a_home
    sent_home = reading.cause[steps.row] == CAUSE_CODE[Cause.SENT_HOME]
    leaves = one_of(steps.event, _LEAVES)
    away = one_of(steps.event, _TURNED_AWAY) | (leaves & sent_home)
    # A home of another county is no place of this scope.
    place = np.where(arrives, reading.home[steps.row], _SAME)
    place = np.where(arrives & (place == NONE), GONE, place)
    place = np.where(leaves, GONE, place)
    place = np.where(away, LOST, place)
    return np.where(asks, WAITING, place)


def last_before_or_at(marked: Mask, elder: Codes) -> Codes:
    """Return the last marked row up to each row of the same elder, or -1."""
    place = np.arange(len(marked))
    return np.where(marked, place, last_before(marked, elder))


@dataclass(frozen=True)
class _Classes:
    """Class of elders before and from the day of the guarantee."""

    before: Codes
    final: Codes
    guaranteed_from: Table


def _classes(elder: Codes, elders: pd.DataFrame) -> _Classes:
    """Return the classes of elders by id; strangers are self-paying."""
    ids = elders["elder_id"].to_numpy(dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    if not len(ids):
        nobody = np.full(len(elder), int(ElderClass.SELF_PAYING))
        return _Classes(nobody, nobody, np.full(len(elder), np.inf))
    place = np.minimum(np.searchsorted(ids[order], elder), len(ids) - 1)
    row = order[place]
    known = ids[row] == elder
    codes = positions(elders["class"], _CLASSES, strict=False)
    final = np.where(known, codes[row], ElderClass.SELF_PAYING)
    since = elders["guaranteed_from"].to_numpy(dtype=np.float64)[row]
    guaranteed = final == ElderClass.GUARANTEED
    before = np.where(guaranteed, ElderClass.HARDSHIP, final)
    if "class_before" in elders:
        told = positions(elders["class_before"], _CLASSES, strict=False)[row]
        # Who is guaranteed from the first day on has been nothing else.
        paying = known & guaranteed & (told != ElderClass.GUARANTEED)
        before = np.where(paying, told, before)
    return _Classes(
        before=before.astype(np.int64),
        final=final.astype(np.int64),
        guaranteed_from=np.where(guaranteed, since, np.inf),
    )
