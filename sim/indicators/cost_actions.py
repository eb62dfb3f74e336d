"""What was built, changed, closed and moved: occasions of one-off cost, unpriced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, BedKind, Cause, Event
from sim.indicators.forced_moves import forced_departures
from sim.indicators.reading import LogReading, Mask
from sim.indicators.scope import Scope
from sim.indicators.step_curves import changes_in

Table = NDArray[np.float64]

_BUILT_FOR: Final = [
    CAUSE_CODE[cause] for cause in (Cause.HISTORY, Cause.PROGRAMME, Cause.RULE)
]


@dataclass(frozen=True)
class Occasions:
    """Numbers by home and year. Arrays of shape (homes, years)."""

    build_bed: Table
    """Beds of homes that opened in the course of the period."""
    nursing_bed: Table
    """Ordinary beds that became nursing beds."""
    upgrade_home: Table
    improve_bed: Table
    """Licensed beds of homes that were improved."""
    convert_home: Table
    close_home: Table
    move_resident: Table
    """Persons moved out, by the home left."""
    reopen_home: Table


def occasions(reading: LogReading, scope: Scope) -> Occasions:
    """Return how often each home gave occasion to spend, in units of the parameter."""

    def counted(rows: Mask, weights: Table | None = None) -> Table:
        chosen = rows & (reading.home >= 0)
        weight = np.ones(len(chosen)) if weights is None else weights
        return changes_in(
            reading.day[chosen],
            reading.home[chosen],
            weight[chosen],
            len(scope.homes),
            scope.edges,
        )

    def once(event: Event) -> Table:
        return counted(first_rows(reading, event))

    built = _is(reading, Event.OPENED) & np.isin(reading.cause, _BUILT_FOR)
    return Occasions(
        build_bed=counted(built, reading.beds.astype(np.float64)),
        nursing_bed=counted(*_turned_to_nursing(reading)),
        upgrade_home=once(Event.UPGRADED),
        improve_bed=counted(*_improved(reading)),
        convert_home=once(Event.CONVERTED),
        close_home=once(Event.CLOSED),
        move_resident=counted(
            forced_departures(reading), -reading.residents.astype(np.float64)
        ),
        reopen_home=once(Event.REOPENED),
    )


def _is(reading: LogReading, *events: Event) -> Mask:
    return reading.is_event(*(EVENT_CODE[event] for event in events))


def first_rows(reading: LogReading, event: Event) -> Mask:
    """Return one row of each home and moment, as there may be one a bed kind."""
    rows = np.flatnonzero(_is(reading, event) & (reading.home >= 0))
    pairs = np.array([reading.home[rows].astype(np.float64), reading.day[rows]])
    _, first = np.unique(pairs, axis=1, return_index=True)
    chosen = np.zeros(len(reading.day), dtype=bool)
    chosen[rows[first]] = True
    return chosen


def _turned_to_nursing(reading: LogReading) -> tuple[Mask, Table]:
    """Return rows and numbers of ordinary beds that became nursing beds.

    Both happen in one moment; beds that a merger carries over are as they were, and so
    are those that come back after an improvement.
    """
    changed = _is(reading, Event.BEDS_REMOVED, Event.BEDS_ADDED) & (reading.home >= 0)
    changed &= reading.cause != CAUSE_CODE[Cause.RULE_MERGE]
    rows = np.flatnonzero(changed)
    pairs = np.array([reading.home[rows].astype(np.float64), reading.day[rows]])
    groups, first, group = np.unique(
        pairs, axis=1, return_index=True, return_inverse=True
    )
    kind, beds = reading.bed_kind[rows], reading.beds[rows]

    def total(of: BedKind) -> Table:
        weights = beds * (kind == of)
        sums = np.bincount(group.ravel(), weights, groups.shape[1])
        return sums.astype(np.float64)

    numbers = np.zeros(len(reading.day))
    numbers[rows[first]] = np.maximum(
        np.minimum(-total(BedKind.ORDINARY), total(BedKind.NURSING)), 0.0
    )
    return numbers > 0, numbers


def _improved(reading: LogReading) -> tuple[Mask, Table]:
    """Return rows of improvements, and the licensed beds when each moment is over."""
    chosen = first_rows(reading, Event.IMPROVED)
    licensed = reading.beds * (reading.bed_kind != BedKind.SURGE)
    numbers = np.zeros(len(reading.day))
    for row in np.flatnonzero(chosen):
        until = int(np.searchsorted(reading.day, reading.day[row], side="right"))
        here = reading.home[:until] == reading.home[row]
        numbers[row] = licensed[:until][here].sum()
    return chosen, numbers
