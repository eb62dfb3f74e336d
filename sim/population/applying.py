"""Cumulative hazards of applying along a life, and the day on which one is reached.

Lives are walked from segment to segment, for all elders at once: an elder's sum has the
same terms in the same order, whoever else is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np

from sim.events import Ability, ElderClass
from sim.population.arrays import Bools, Floats, Ints
from sim.population.people import People
from sim.population.rates import Rates

# Sums made in pieces round otherwise than a bound that is made at once.
_SLACK = 1 + 1e-9
_CLASSES, _ABILITIES = len(ElderClass), len(Ability)


@dataclass(frozen=True)
class Stretch:
    """A time of constant hazard in the lives of some elders.

    `at` are positions in the index asked for; `start`, `end` days; `rate` per day.
    """

    at: Ints
    start: Floats
    end: Floats
    rate: Floats


def hazards_of_applying(rates: Rates, multiplier: Floats) -> Floats:
    """Return the hazards under a multiplier, which the guaranteed's does not meet.

    Parameters
    ----------
    rates
        Hazards without it.
    multiplier
        Shape (townships of the pack, or 1 if the same in all, class, ability).

    Returns
    -------
        Shape (residence, townships, class, ability). [1/day]
    """
    hazards = rates.apply[:, None] * multiplier
    hazards[:, :, ElderClass.GUARANTEED] = rates.apply[:, None, ElderClass.GUARANTEED]
    return hazards


def greatest(hazards: Floats) -> Floats:
    """Return the greatest hazard of any ability, laid flat."""
    # Along so short an axis, `max` would take ten times as long.
    levels = [hazards[..., level] for level in range(hazards.shape[-1])]
    peak: Floats = np.maximum.reduce(levels).ravel()
    return peak


class Walk:
    """Lives at home, walked along to where thresholds are used up.

    Where each life was last asked about is remembered, so that days must not run
    backwards for an elder.

    Parameters
    ----------
    people
        Who they are.
    townships
        As of the multipliers that will be asked about.
    """

    def __init__(self, people: People, townships: int) -> None:
        self._people = people
        township = people.township if townships > 1 else 0
        place = people.residence.astype(np.int64) * townships + township
        # Of the hazards laid flat: an elder's own, those of the able first.
        self._place = (place * _CLASSES + people.class_before) * _ABILITIES
        self._guaranteed = place * _CLASSES * _ABILITIES
        self.finish = np.minimum(people.horizon, people.death_day)
        self._segment = people.segment_offset[:-1].copy()
        self._segment_end = np.append(people.segment_day[1:], inf)
        self._segment_end[people.segment_offset[1:] - 1] = inf

    def group_of(self, person: int) -> int:
        """Return the place in `greatest` of a person's residence, township, class."""
        return self._place.item(person) // _ABILITIES

    def used(
        self, index: Ints, from_day: Floats, to_day: Floats | float, hazards: Floats
    ) -> Floats:
        """Return the hazard used up between two days of each one's own.

        Parameters
        ----------
        index
            Who.
        from_day, to_day
            `to_day` may be one for all. [days]
        hazards
            See `hazards_of_applying`; constant over the time asked for.
        """
        total = np.zeros(len(index))
        finish = np.minimum(to_day, self.finish[index])
        for stretch in self._stretches(index, from_day, finish, hazards):
            total[stretch.at] += stretch.rate * (stretch.end - stretch.start)
        return total

    def crossing(
        self,
        index: Ints,
        from_day: Floats,
        remaining: Floats,
        hazards: Floats,
        before: float = inf,
    ) -> Floats:
        """Return the day on which `remaining` hazard after `from_day` is used up.

        Infinite if death or the horizon comes first; or if it is not in a stretch
        that begins before the day given.
        """
        left = remaining.copy()
        day = np.full(len(index), inf)
        finish = self.finish[index]
        for stretch in self._stretches(index, from_day, finish, hazards, before):
            at, need = stretch.at, left[stretch.at]
            spent = stretch.rate * (stretch.end - stretch.start)
            crosses = np.flatnonzero(
                np.isinf(day[at]) & (spent >= need) & (stretch.rate > 0)
            )
            day[at[crosses]] = np.minimum(
                stretch.start[crosses] + need[crosses] / stretch.rate[crosses],
                stretch.end[crosses],
            )
            left[at] = need - spent
        return day

    def crossing_of_one(
        self, person: int, from_day: float, remaining: float, hazards: Floats
    ) -> float:
        """Return what `crossing` gives for one person, bit by bit, sooner."""
        people, flat = self._people, hazards.ravel()
        begin: float = max(from_day, people.eligible_from.item(person))
        finish: float = self.finish.item(person)
        entry: float = people.guaranteed_from.item(person)
        segment: int = self._segment.item(person)
        until = -inf
        while begin < finish and until < finish:
            until = self._segment_end.item(segment)
            start = max(begin, people.segment_day.item(segment))
            end = min(until, finish)
            for place, low, high in (
                (self._place.item(person), start, min(end, entry)),
                (self._guaranteed.item(person), max(start, entry), end),
            ):
                rate = float(flat[place + people.segment_ability.item(segment)])
                spent = rate * (high - low) if high > low else 0.0
                if high > low and spent >= remaining and rate > 0:
                    return float(min(low + remaining / rate, high))
                remaining -= spent
            segment += 1
        return inf

    def may_cross(
        self,
        index: Ints,
        from_day: Floats,
        remaining: Floats,
        hazards: Floats,
        peak: Floats,
        before: float,
    ) -> Bools:
        """Say who might use up a threshold before a day: never too few.

        Judged by `peak`, see `greatest`, and then by the hazard of whoever keeps the
        present ability until that day.
        """
        flat = hazards.ravel()
        days = (before - from_day) * _SLACK
        place, entry = self._place[index], self._people.guaranteed_from[index]
        possible: Bools = remaining <= peak.take(place // _ABILITIES) * days
        possible |= entry < before
        some = np.flatnonzero(possible)
        place, segment = place[some], self._segment[index[some]]
        ability = self._people.segment_ability[segment]
        possible[some] = (
            (remaining[some] <= flat.take(place + ability) * days[some])
            | (self._segment_end[segment] < before)
            | (entry[some] < before)
        )
        return possible

    def _stretches(
        self,
        index: Ints,
        from_day: Floats,
        finish: Floats,
        hazards: Floats,
        before: float = inf,
    ) -> Iterator[Stretch]:
        """Yield the times of constant hazard, each elder's in order."""
        people, flat = self._people, hazards.ravel()
        begin = np.maximum(from_day, people.eligible_from[index])
        at = np.flatnonzero(finish > begin)
        who, begin, finish = index[at], begin[at], finish[at]
        segment = self._segment_on(who, begin)
        start = np.maximum(people.segment_day[segment], begin)
        place, entry = self._place[who], people.guaranteed_from[who]
        while len(at):
            until = self._segment_end[segment]
            end = np.minimum(until, finish)
            ability = people.segment_ability[segment]
            paying = np.minimum(end, entry)
            some = np.flatnonzero(paying > start)
            rate = flat.take(place[some] + ability[some])
            yield Stretch(at[some], start[some], paying[some], rate)
            low = np.maximum(start, entry)
            some = np.flatnonzero(end > low)
            if len(some):
                rate = flat.take(self._guaranteed[who[some]] + ability[some])
                yield Stretch(at[some], low[some], end[some], rate)
            on = np.flatnonzero((until < finish) & (until < before))
            at, who, segment = at[on], who[on], segment[on] + 1
            start, finish, place, entry = until[on], finish[on], place[on], entry[on]

    def _segment_on(self, who: Ints, day: Floats) -> Ints:
        """Return and remember the segments in which days lie, or the first ones."""
        segment = self._segment[who]
        over = np.flatnonzero(self._segment_end[segment] <= day)
        while len(over):
            segment[over] += 1
            over = over[self._segment_end[segment[over]] <= day[over]]
        self._segment[who] = segment
        return segment


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
    since = np.array(np.broadcast_to(from_day, index.shape), dtype=float)
    walk = Walk(people, len(multiplier))
    return walk.used(
        index, since, to_day, hazards_of_applying(people.rates, multiplier)
    )


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
    since = np.array(np.broadcast_to(from_day, index.shape), dtype=float)
    need = np.array(np.broadcast_to(remaining, index.shape), dtype=float)
    walk = Walk(people, len(multiplier))
    hazards = hazards_of_applying(people.rates, multiplier)
    return walk.crossing(index, since, need, hazards)


def could_apply(people: People) -> Bools:
    """Return who could reach the first threshold under the greatest multiplier.

    A hair's breadth is allowed for the rounding of sums that the engine makes in
    more pieces than this function does.
    """
    most = np.full((1, 3, 4), people.rates.multiplier_cap)
    reach = integrate(people, np.arange(len(people)), 0.0, inf, most)
    possible: Bools = reach * _SLACK >= people.threshold
    return possible
