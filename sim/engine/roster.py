"""The people of all counties of a run in one list, as the engine needs them.

Arrays serve what is worked out for many at once; plain lists serve what an event asks
of one person, for which indexing an array would take most of the time.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, ElderClass
from sim.population import People
from sim.supply.choice import ChoiceSet
from sim.timeline import on_grid

NEVER = inf
RANK_GUARANTEED, RANK_PRIORITY, RANK_OTHERS = 1, 2, 3


class Roster:
    """Who is who.

    Parameters
    ----------
    people
        Elders of all counties of the run, in the order of their ids.
    choices
        Pairs of township and home, for travel times.
    """

    def __init__(self, people: People, choices: ChoiceSet) -> None:
        self.people = people
        pairs = zip(choices.township.tolist(), choices.home.tolist(), strict=True)
        self._minutes: dict[tuple[int, int], float] = dict(
            zip(pairs, choices.minutes.tolist(), strict=True)
        )
        self.elder_id: list[int] = people.elder_id.tolist()
        self.township: list[int] = people.township.tolist()
        self.county: list[int] = (people.elder_id // 10**7).tolist()
        self.death_day: list[float] = on_grid(people.death_day).tolist()
        self.guaranteed_from: list[float] = people.guaranteed_from.tolist()
        self._class: list[int] = people.class_before.tolist()
        self._flagged: list[bool] = (
            people.special_family | people.special_contribution
        ).tolist()
        self._segment_offset: list[int] = people.segment_offset.tolist()
        self._segment_day: list[float] = on_grid(people.segment_day).tolist()
        self._segment_ability: list[int] = people.segment_ability.tolist()
        self._row: list[int] = people.row.tolist()
        self._discharge: list[list[float]] = people.rates.discharge.tolist()
        rates = people.rates
        self.admission_death_days = float(rates.admission_death_days)
        self.admission_death_ratio = float(rates.admission_death_ratio)
        self._death_rates: list[list[float]] = people.table.death_rate.tolist()
        self._edges: list[float] = people.table.edges.tolist()
        self._clock: list[float] = people.clock.tolist()
        self._segment: list[int] = self._segment_offset[:-1]
        # Ability as last noted by the engine.
        self.ability: list[int] = [0] * len(people.elder_id)
        self.occasion: list[int] = [0] * len(people.elder_id)
        self.met: set[int] = set()

    def __len__(self) -> int:
        return len(self.elder_id)

    def class_on(self, person: int, day: float) -> int:
        """Return the class of a person on a day."""
        if self.guaranteed_from[person] <= day:
            return int(ElderClass.GUARANTEED)
        return self._class[person]

    def classes_on(
        self, persons: NDArray[np.int64], days: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """Return the class of each person on a day of its own. Shape (persons)."""
        people = self.people
        return np.where(
            people.guaranteed_from[persons] <= days,
            int(ElderClass.GUARANTEED),
            people.class_before[persons].astype(np.int64),
        )

    @property
    def stay_is_given(self) -> bool:
        """Whether stays are drawn by themselves instead of following from lives."""
        return self.people.stay_days is not None

    def excess_death_day(
        self, person: int, day: float, threshold: float, *, ratio: float, days: float
    ) -> float:
        """Return when the frailty of an admission or a move kills, or infinity [days].

        Parameters
        ----------
        person, day
            Who, and the day of admission or move. [days]
        threshold
            Excess hazard of death at which the resident dies.
        ratio, days
            How many times the usual hazard of death, and for how long. [-], [days]
        """
        excess = ratio - 1.0
        end = min(day + days, self.death_day[person])
        row, clock = self._row[person] * len(Ability), self._clock[person]
        edges = self._edges
        slot = min(bisect_right(edges, day - clock), len(edges) - 1) - 1
        at, last = self._segment[person], self._segment_offset[person + 1] - 1
        while day < end:
            rate = self._death_rates[row + self._segment_ability[at]][slot] * excess
            final_slot = slot + 2 == len(edges)
            until = end if final_slot else min(end, edges[slot + 1] + clock)
            if at < last:
                until = min(until, self._segment_day[at + 1])
            if rate > 0 and rate * (until - day) >= threshold:
                return day + threshold / rate
            threshold -= rate * (until - day)
            day = until
            slot += not final_slot and day >= edges[slot + 1] + clock
            at += at < last and day >= self._segment_day[at + 1]
        return NEVER

    def discharge_day(self, person: int, day: float, threshold: float) -> float:
        """Return when a resident from a day on leaves alive, or infinity [days].

        Parameters
        ----------
        person, day
            Who, and since when in care. [days]
        threshold
            Hazard of discharge at which the resident leaves.
        """
        rates = self._discharge[self._class[person]]
        end_of_life = self.death_day[person]
        until = min(self.guaranteed_from[person], end_of_life)
        at, last = self._segment[person], self._segment_offset[person + 1] - 1
        while day < until:
            end = until if at == last else min(until, self._segment_day[at + 1])
            rate = rates[self._segment_ability[at]]
            if rate * (end - day) >= threshold and rate > 0:
                return day + threshold / rate
            threshold -= rate * (end - day)
            day, at = end, at + 1
        return NEVER

    def rank(self, person: int, elder_class: int, ability: int) -> int:
        """Return the rank of admission.

        The guaranteed come first; then, in parallel, poor elders with moderate or
        severe disability, special families and special contributors; then the others.
        """
        if elder_class == ElderClass.GUARANTEED:
            return RANK_GUARANTEED
        poor = elder_class == ElderClass.HARDSHIP and ability >= Ability.MODERATE
        return RANK_PRIORITY if poor or self._flagged[person] else RANK_OTHERS

    def settle(self, person: int, day: float) -> int:
        """Note and return the ability that a person has on a day.

        Days must not run backwards for a person.
        """
        at = self._segment[person]
        end = self._segment_offset[person + 1]
        while at + 1 < end and self._segment_day[at + 1] <= day:
            at += 1
        self._segment[person] = at
        self.ability[person] = self._segment_ability[at]
        return self._segment_ability[at]

    def next_change(self, person: int) -> float:
        """Return the day [days] on which the ability changes next, or infinity."""
        at = self._segment[person] + 1
        if at < self._segment_offset[person + 1]:
            return self._segment_day[at]
        return NEVER

    def minutes_to(self, person: int, home: int) -> float:
        """Return minutes from the home township; nan for a home not looked at."""
        return self._minutes.get((self.township[person], home), nan)
