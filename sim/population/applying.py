"""Cumulative hazards of applying along a life, and the day on which one is reached.

Every function loops over the how-many-th segment of a life, for all elders at once:
an elder's sum has the same terms in the same order, whoever else is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.events import ElderClass
from sim.population.arrays import Bools, Floats, Ints
from sim.population.people import People


@dataclass(frozen=True)
class Stretch:
    """A time of constant hazard in the lives of some elders.

    `at` are positions in the index asked for; `start`, `end` days; `rate` per day.
    """

    at: Ints
    start: Floats
    end: Floats
    rate: Floats


def integrate(
    people: People,
    index: Ints,
    from_day: Floats | float,
    to_day: Floats | float,
    multiplier: Floats,
) -> Floats:
    """Return the hazard of applying used up between two days of each one's own.

    Parameters
    ----------
    people
        Elders of one county.
    index
        Positions in `people`.
    from_day, to_day
        Broadcast with `index`. [days]
    multiplier
        What multiplies the hazard of elders who are not guaranteed, constant over
        the time asked for. Shape (townships of the pack, class, ability).
    """
    index = np.asarray(index)
    total = np.zeros(len(index))
    for stretch in _stretches(people, index, from_day, to_day, multiplier):
        total[stretch.at] += stretch.rate * (stretch.end - stretch.start)
    return total


def crossing_day(
    people: People,
    index: Ints,
    from_day: Floats | float,
    remaining: Floats,
    multiplier: Floats,
) -> Floats:
    """Return the day on which `remaining` hazard after `from_day` is used up.

    Infinite if death or the horizon comes first. The inverse of `integrate`.
    """
    index = np.asarray(index)
    left = np.array(np.broadcast_to(remaining, index.shape), dtype=float)
    day = np.full(len(index), np.inf)
    for stretch in _stretches(people, index, from_day, np.inf, multiplier):
        need = left[stretch.at]
        spent = stretch.rate * (stretch.end - stretch.start)
        crosses = np.isinf(day[stretch.at]) & (spent >= need) & (stretch.rate > 0)
        hit = stretch.at[crosses]
        day[hit] = np.minimum(
            stretch.start[crosses] + need[crosses] / stretch.rate[crosses],
            stretch.end[crosses],
        )
        left[stretch.at] = need - spent
    return day


def _stretches(
    people: People,
    index: Ints,
    from_day: Floats | float,
    to_day: Floats | float,
    multiplier: Floats,
) -> Iterator[Stretch]:
    """Yield the times of constant hazard, each elder's in order."""
    first = people.segment_offset[index]
    last = people.segment_offset[index + 1] - 1
    begin = np.maximum(
        np.broadcast_to(from_day, index.shape), people.eligible_from[index]
    )
    finish = np.minimum(np.broadcast_to(to_day, index.shape), people.horizon)
    finish = np.minimum(finish, people.death_day[index])
    at = np.flatnonzero(finish > begin)
    ordinal = 0
    while len(at):
        segment = first[at] + ordinal
        final = segment == last[at]
        until = np.where(
            final, np.inf, people.segment_day[np.where(final, segment, segment + 1)]
        )
        start = np.maximum(people.segment_day[segment], begin[at])
        end = np.minimum(until, finish[at])
        entry = people.guaranteed_from[index[at]]
        for guaranteed, low, high in (
            (False, start, np.minimum(end, entry)),
            (True, np.maximum(start, entry), end),
        ):
            some = high > low
            if some.any():
                rate = _hazard(
                    people, index[at[some]], segment[some], guaranteed, multiplier
                )
                yield Stretch(at[some], low[some], high[some], rate)
        at = at[~final & (until < finish[at])]
        ordinal += 1


def _hazard(
    people: People,
    index: Ints,
    segment: Ints,
    guaranteed: bool,
    multiplier: Floats,
) -> Floats:
    """Return the hazard of applying in a segment [1/day]."""
    ability = people.segment_ability[segment]
    residence = people.residence[index]
    if guaranteed:
        willing: Floats = people.rates.apply[residence, ElderClass.GUARANTEED, ability]
        return willing
    paying = people.class_before[index]
    factor = multiplier[people.township[index], paying, ability]
    hazard: Floats = people.rates.apply[residence, paying, ability] * factor
    return hazard


def could_apply(people: People, townships: int) -> Bools:
    """Return who could reach the first threshold under the greatest multiplier.

    A hair's breadth is allowed for the rounding of sums that the engine makes in
    more pieces than this function does.
    """
    most = np.full((townships, 3, 4), people.rates.multiplier_cap)
    everyone = np.arange(len(people))
    reach = integrate(people, everyone, 0.0, np.inf, most)
    possible: Bools = reach * (1 + 1e-9) >= people.threshold
    return possible
