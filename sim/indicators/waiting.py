"""Applications and how they end: admission, withdrawal, death, or still waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import EVENT_CODE, Ability, Event
from sim.indicators.reading import Codes, LogReading, Mask, one_of
from sim.indicators.scope import Scope
from sim.indicators.step_curves import area_under

Days = NDArray[np.float64]

ADMITTED: Final = EVENT_CODE[Event.ADMITTED]
WITHDREW: Final = EVENT_CODE[Event.WITHDREW]
DIED_WAITING: Final = EVENT_CODE[Event.DIED_WAITING]
DECLINED: Final = EVENT_CODE[Event.DECLINED]
STILL_WAITING: Final = -1

# MODEL, Figures: a wait is unmet need from its thirty-first day on.
UNMET_AFTER_DAYS: Final = 30.0

_ENDINGS: Final = [ADMITTED, WITHDREW, DIED_WAITING, DECLINED]
_CHANGES: Final = [EVENT_CODE[Event.WORSENED], EVENT_CODE[Event.RECOVERED]]
_LEAVES: Final = [EVENT_CODE[Event.DISCHARGED], EVENT_CODE[Event.DIED_IN_CARE]]


@dataclass(frozen=True)
class Waits:
    """What began and how it ended, by elder and then in order of happening."""

    county: Codes
    """The elder's home county, as a position in `Scope.counties`."""
    since: Days
    """Day of the beginning. [days]"""
    until: Days
    """Day of the ending; the end of the period where there is none. [days]"""
    ending: Codes
    """Event that ended it, or `STILL_WAITING`."""
    cause: Codes
    """Cause written with the ending, 0 where there is none."""
    ability: Codes
    """Ability at the ending, at the last change before where none was written."""

    def ended_as(self, *endings: int) -> Mask:
        """Return which ended in one of these ways."""
        mask: Mask = np.isin(self.ending, endings)
        return mask

    @property
    def days(self) -> Days:
        """Length so far, in days."""
        return self.until - self.since

    def chosen(self, mask: Mask) -> Waits:
        """Return some of them."""
        return Waits(*(getattr(self, name)[mask] for name in self.__annotations__))


def waits_since(reading: LogReading, scope: Scope, beginning: Event) -> Waits:
    """Return what followed each `beginning` (applied, or willing) of an elder.

    Elders who lie in a home at that moment are left out: they have a bed.
    """
    steps = elder_rows(reading, [EVENT_CODE[beginning], *_ENDINGS, *_CHANGES, *_LEAVES])
    began = steps.event == EVENT_CODE[beginning]
    began &= ~steps.in_a_home
    start = np.flatnonzero(began)
    end = steps.next_of(_ENDINGS)[start]
    ended = end >= 0
    last = np.where(ended, end, start)
    return Waits(
        county=reading.county[steps.row[start]],
        since=steps.day[start],
        until=np.where(ended, steps.day[last], scope.edges[-1]),
        ending=np.where(ended, steps.event[last], STILL_WAITING),
        cause=np.where(ended, reading.cause[steps.row[last]], 0),
        ability=steps.ability[last],
    )


@dataclass(frozen=True)
class ElderRows:
    """Rows of the log that concern single elders, by elder, then as they happened."""

    row: Codes
    elder: Codes
    day: Days
    event: Codes
    ability: Codes

    def chosen(self, mask: Mask) -> ElderRows:
        """Return some of them."""
        return ElderRows(*(getattr(self, name)[mask] for name in self.__annotations__))

    @property
    def in_a_home(self) -> Mask:
        """Whether the elder lies in a home when the row happens."""
        moves = one_of(self.event, [ADMITTED, *_LEAVES])
        last = last_before(moves, self.elder)
        inside: Mask = (last >= 0) & (self.event[last] == ADMITTED)
        return inside

    def next_of(self, events: list[int]) -> Codes:
        """Return the next row of the same elder that is one of `events`, or -1."""
        place = np.arange(len(self.row))
        hits = np.where(one_of(self.event, events), place, len(place))
        after = np.append(np.minimum.accumulate(hits[::-1])[::-1], len(place))[1:]
        elders = np.append(self.elder, -1)
        return np.where(elders[after] == self.elder, after, -1)


def last_before(marked: Mask, elder: Codes) -> Codes:
    """Return the last marked row before each row of the same elder, or -1."""
    place = np.where(marked, np.arange(len(marked)), -1)
    before = np.append(-1, np.maximum.accumulate(place))[: len(marked)]
    return np.where((before >= 0) & (elder[before] == elder), before, -1)


def elder_rows(reading: LogReading, events: list[int]) -> ElderRows:
    """Return the rows of these events; an unwritten ability is the one before."""
    every = reading.by_elder
    chosen = one_of(every.event, events)
    elder, ability = every.elder[chosen], every.ability[chosen]
    written = last_before(ability >= 0, elder)
    ability = np.where((ability < 0) & (written >= 0), ability[written], ability)
    return ElderRows(
        every.row[chosen], elder, every.day[chosen], every.event[chosen], ability
    )


def unmet_need_days(reading: LogReading, scope: Scope) -> NDArray[np.float64]:
    """Return person-days of unmet need. Shape (counties, years).

    Days that applicants wait while moderately or severely disabled: those after the
    thirtieth day of the wait, and all of them if the wait ended in withdrawal or
    death, because that need was never met.
    """
    applied = EVENT_CODE[Event.APPLIED]
    steps = elder_rows(reading, [applied, *_CHANGES, *_ENDINGS, *_LEAVES])
    begun = steps.event == applied
    start = np.where(begun, np.arange(len(begun)), last_before(begun, steps.elder))
    end = steps.next_of(_ENDINGS)
    # A step waits if its elder's last beginning or ending was an application.
    turns = begun | one_of(steps.event, [*_ENDINGS, *_LEAVES])
    last = last_before(turns, steps.elder)
    waiting = begun | (one_of(steps.event, _CHANGES) & (last >= 0) & begun[last])
    disabled = waiting & (steps.ability >= Ability.MODERATE)
    after = np.append(steps.elder[1:] == steps.elder[:-1], False)
    until = np.where(after, np.append(steps.day[1:], 0.0), scope.edges[-1])
    never_met = (end >= 0) & one_of(steps.event[end], [WITHDREW, DIED_WAITING])
    grace = np.where(never_met, 0.0, UNMET_AFTER_DAYS)
    since = np.maximum(steps.day, steps.day[start] + grace)
    counted = disabled & (until > since)
    county = reading.county[steps.row[counted]]
    return area_under(
        np.concatenate([since[counted], until[counted]]),
        np.tile(county, 2),
        np.repeat([1.0, -1.0], counted.sum()),
        len(scope.counties),
        scope.edges,
    )
