"""The end of a stay: death, sooner by the frailty of admission, or discharge."""

from __future__ import annotations

import numpy as np

from sim.population.arrays import Codes, Floats, Ints
from sim.population.people import People

STAYS, DIED, LEFT = 0, 1, 2


def care_end(
    people: People,
    index: Ints,
    admission_day: Floats | float,
    discharge_threshold: Floats,
    excess_death_threshold: Floats,
    elapsed: Floats | float = 0.0,
) -> tuple[Floats, Codes]:
    """Return when and how stays end that begin on days of each one's own.

    Death is the elder's own or, in the first days after the admission, an earlier
    one: the excess hazard (ratio - 1) * mortality runs against a threshold of its own,
    so that the life without care stays what it was. Guaranteed elders do not leave.

    Parameters
    ----------
    people, index
        Elders of one county, and positions among them.
    admission_day
        First day in care, or day 0 for those who are there at the start. [days]
    discharge_threshold, excess_death_threshold
        Unit exponentials, one each per stay.
    elapsed
        Time in care before `admission_day`, which uses up the first days. [days]

    Returns
    -------
        Day, infinite if after the horizon; and cause `STAYS`, `DIED` or `LEFT`.
    """
    index = np.atleast_1d(np.asarray(index, dtype=np.int64))
    shape = index.shape
    start = np.array(np.broadcast_to(admission_day, shape), dtype=float)
    if people.stay_days is not None:
        return _within(people, start + people.stay_days[index], np.full(shape, np.inf))
    discharge = np.array(np.broadcast_to(discharge_threshold, shape), dtype=float)
    excess = np.array(np.broadcast_to(excess_death_threshold, shape), dtype=float)
    frail_until = start + np.maximum(
        people.rates.admission_death_days - np.broadcast_to(elapsed, shape), 0.0
    )
    left, frail_death = _walk(people, index, start, frail_until, discharge, excess)
    return _within(people, left, np.minimum(frail_death, people.death_day[index]))


def _within(people: People, left: Floats, death: Floats) -> tuple[Floats, Codes]:
    """Return the earlier end and its cause, none after the horizon."""
    day = np.minimum(left, death)
    cause = np.where(death <= left, DIED, LEFT)
    beyond = day >= people.horizon
    return np.where(beyond, np.inf, day), np.where(beyond, STAYS, cause).astype(np.int8)


def _walk(
    people: People,
    index: Ints,
    start: Floats,
    frail_until: Floats,
    discharge: Floats,
    excess: Floats,
) -> tuple[Floats, Floats]:
    """Return days of leaving and of excess death, walking each life's segments.

    Thresholds are used up in place.
    """
    left, died = np.full(len(index), np.inf), np.full(len(index), np.inf)
    end_of_life = np.minimum(people.death_day[index], people.horizon)
    last = people.segment_offset[index + 1] - 1
    at = np.arange(len(index))
    segment = people.segment_offset[index]
    while len(at):
        who = index[at]
        final = segment == last[at]
        until = np.where(
            final, np.inf, people.segment_day[np.where(final, segment, segment + 1)]
        )
        low = np.maximum(people.segment_day[segment], start[at])
        high = np.minimum(until, end_of_life[at])
        ability = people.segment_ability[segment]
        leaving, discharge[at] = _leave(people, who, ability, low, high, discharge[at])
        left[at] = np.minimum(left[at], leaving)
        frail = np.minimum(high, frail_until[at])
        dying, excess[at] = _die(people, who, ability, low, frail, excess[at])
        died[at] = np.minimum(died[at], dying)
        over = final | (until >= end_of_life[at])
        over |= np.minimum(left[at], died[at]) < high
        at, segment = at[~over], segment[~over] + 1
    return left, died


def _leave(
    people: People, who: Ints, ability: Codes, low: Floats, high: Floats, need: Floats
) -> tuple[Floats, Floats]:
    """Return the day of leaving within a segment, and the threshold still left."""
    # Who becomes guaranteed in a home stays from then on.
    high = np.minimum(high, people.guaranteed_from[who])
    rate = people.rates.discharge[people.class_before[who], ability]
    spent = rate * np.maximum(high - low, 0.0)
    crosses = (spent >= need) & (spent > 0)
    day = np.full(len(who), np.inf)
    day[crosses] = np.minimum(
        low[crosses] + need[crosses] / rate[crosses], high[crosses]
    )
    return day, need - spent


def _die(
    people: People, who: Ints, ability: Codes, low: Floats, high: Floats, need: Floats
) -> tuple[Floats, Floats]:
    """Return the day of excess death within a segment, and the threshold left."""
    ratio = people.rates.admission_death_ratio - 1.0
    day = np.full(len(who), np.inf)
    some = np.flatnonzero((high > low) & (ratio > 0))
    if not len(some):
        return day, need
    clock = people.clock[who[some]]
    key = people.row[who[some]] * 4 + ability[some]
    begin, end = low[some] - clock, high[some] - clock
    table = people.table
    spent = ratio * (table.death_hazard(key, end) - table.death_hazard(key, begin))
    crosses = spent >= need[some]
    hit = some[crosses]
    crossing = table.death_crossing(key[crosses], begin[crosses], need[hit] / ratio)
    day[hit] = np.minimum(crossing + clock[crosses], high[hit])
    rest = need.copy()
    rest[some] -= spent
    return day, rest
