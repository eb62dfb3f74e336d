"""Who applies when: crossings of pre-drawn thresholds, stretch by stretch.

Between two changes of the multipliers nothing needs deciding again, so the crossings
of all elders are found in one array operation. Elders whose multipliers a change
leaves as they were are not touched: what they have used up of their threshold is not
even summed anew, and a change of nothing changes no bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.foreseen import Foreseen
from sim.engine.roster import Roster
from sim.events import ElderClass
from sim.population import crossing_day, integrate
from sim.timeline import on_grid

_FIRST_PAYING = int(ElderClass.HARDSHIP)


class Applications:
    """The next application of every elder at home.

    Parameters
    ----------
    roster
        Who they are.
    foreseen
        Thresholds after the first.
    """

    def __init__(self, roster: Roster, foreseen: Foreseen) -> None:
        people = roster.people
        self._roster = roster
        self._people = people
        self._foreseen = foreseen
        number = len(roster)
        self._at_home = ~people.resident
        self._remaining = people.threshold.astype(np.float64)
        self._from_day = np.zeros(number)
        self._next = np.full(number, np.inf)
        self._multiplier: NDArray[np.float64] | None = None
        self._returned: list[int] = []
        paying = people.rates.apply[:, ElderClass.HARDSHIP :]
        self._paying = paying
        # Greatest hazard of applying, by residence, township and class.
        self._peak: list[list[list[float]]] | None = None
        if people.applies_on is not None:
            self._next = np.where(people.resident, np.inf, on_grid(people.applies_on))

    def change_multipliers(self, day: float, multiplier: NDArray[np.float64]) -> None:
        """Let new multipliers hold from a day on.

        Parameters
        ----------
        day
            When. [days]
        multiplier
            Shape (townships, classes, abilities).
        """
        if self._people.applies_on is not None:
            return
        peak = self._paying[:, None] * multiplier[None, :, ElderClass.HARDSHIP :]
        self._peak = peak.max(axis=-1).tolist()
        if self._multiplier is None:
            self._multiplier = multiplier
            self._find(np.flatnonzero(self._at_home))
            return
        self._catch_up()
        changed = (multiplier != self._multiplier).any(axis=(1, 2))
        touched = np.flatnonzero(self._at_home & changed[self._people.township])
        used = integrate(
            self._people, touched, self._from_day[touched], day, self._multiplier
        )
        self._remaining[touched] -= used
        self._from_day[touched] = day
        self._multiplier = multiplier
        self._find(touched)

    def between(self, first: float, last: float) -> NDArray[np.int64]:
        """Return who applies in [first, last), in order of day and id.

        They count as having left home.
        """
        self._catch_up()
        due = np.flatnonzero((self._next >= first) & (self._next < last))
        due = due[np.lexsort((due, self._next[due]))]
        self._at_home[due] = False
        return due

    def day_of(self, persons: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the days [days] on which persons apply."""
        return self._next[persons]

    def come_home(self, person: int, day: float) -> None:
        """Let a person who left a home or a list be a non-applicant again."""
        occasion = self._roster.occasion[person] + 1
        self._roster.occasion[person] = occasion
        self._next[person] = np.inf
        if self._people.applies_on is not None:
            return
        self._remaining[person] = self._foreseen.exponential(
            "application", self._roster.elder_id[person], occasion
        )
        self._from_day[person] = day
        self._at_home[person] = True
        self._returned.append(person)

    def may_return(self, person: int, within_days: float) -> bool:
        """Say whether a person just come home could apply again within some days.

        A bound by the greatest hazard of whoever has the same residence, township and
        class; whoever is past it is found with all others when the next stretch
        begins. The guaranteed do not come home, but somebody may become one.
        """
        if self._peak is None:
            return False
        roster = self._roster
        if roster.guaranteed_from[person] < self._from_day[person] + within_days:
            return True
        by_class = self._peak[roster.residence[person]][roster.township[person]]
        paying = roster.class_before[person] - _FIRST_PAYING
        # A hair's breadth more: sums made in pieces round otherwise.
        most = by_class[paying] * within_days * (1 + 1e-9)
        return bool(self._remaining[person] <= most)

    def next_of(self, person: int) -> float:
        """Return the day [days] of the next application of one person."""
        self._catch_up()
        return float(self._next[person])

    def leave(self, person: int) -> None:
        """Note that a person applies now."""
        self._at_home[person] = False

    def put_back(self, persons: list[int]) -> None:
        """Let persons who were to apply be at home again; the day is still theirs."""
        self._at_home[np.array(persons, dtype=np.int64)] = True

    def _catch_up(self) -> None:
        if self._returned:
            persons = np.array(sorted(set(self._returned)), dtype=np.int64)
            self._returned.clear()
            self._find(persons[self._at_home[persons]])

    def _find(self, persons: NDArray[np.int64]) -> None:
        assert self._multiplier is not None
        days = crossing_day(
            self._people,
            persons,
            self._from_day[persons],
            self._remaining[persons],
            self._multiplier,
        )
        self._next[persons] = on_grid(days)
