"""Who applies when: crossings of pre-drawn thresholds, stretch by stretch.

Between two changes of the multipliers nothing needs deciding again, so crossings are
found in one array operation, and only of elders who may apply in the stretch that is
about to be lived. Elders whose multipliers a change leaves as they were are not
touched: what they have used up of their threshold is not even summed anew, and a
change of nothing changes no bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.foreseen import Foreseen
from sim.engine.roster import Roster
from sim.population import Walk, greatest, hazards_of_applying
from sim.timeline import moment, on_grid

# Sums made in pieces round otherwise than a bound that is made at once.
_SLACK = 1 + 1e-9


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
        # Of whom it is open when they apply, it is infinity.
        self._next = np.full(number, np.inf)
        self._open = np.ones(number, dtype=bool)
        # Who has come home of late, with the threshold and the day: there are many,
        # and putting them into arrays one by one would take most of the time.
        self._returned: dict[int, tuple[float, float]] = {}
        self._multiplier: NDArray[np.float64] | None = None
        # Greatest hazard of any ability, by residence, township and class.
        self._peaks: list[float] = []
        if people.applies_on is not None:
            self._next = np.where(people.resident, np.inf, on_grid(people.applies_on))
            self._open[:] = False

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
        if self._multiplier is None:
            self._walk = Walk(self._people, len(multiplier))
        else:
            self._use_up(day, (multiplier != self._multiplier).any(axis=(1, 2)))
        self._multiplier = multiplier
        self._hazards = hazards_of_applying(self._people.rates, multiplier)
        self._peak = greatest(self._hazards)
        self._peaks = self._peak.tolist()

    def _use_up(self, day: float, changed: NDArray[np.bool_]) -> None:
        """Sum up what elders of some townships have used of their thresholds."""
        self._take_in()
        # The dead apply no more; a day's grace for the rounding of moments.
        self._at_home &= self._walk.finish > day - 1
        touched = np.flatnonzero(self._at_home & changed[self._people.township])
        since = self._from_day[touched]
        self._remaining[touched] -= self._walk.used(touched, since, day, self._hazards)
        self._from_day[touched] = day
        self._next[touched] = np.inf
        self._open[touched] = True

    def between(self, first: float, last: float) -> NDArray[np.int64]:
        """Return who applies in [first, last), in order of day and id.

        They count as having left home.
        """
        self._find(last)
        due = np.flatnonzero(
            self._at_home & (self._next >= first) & (self._next < last)
        )
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
        if self._people.applies_on is not None:
            self._next[person] = np.inf
            return
        threshold = self._foreseen.exponential(
            "application", self._roster.elder_id[person], occasion
        )
        self._returned[person] = threshold, day

    def may_return(self, person: int, within_days: float) -> bool:
        """Say whether a person just come home could apply again within some days.

        A bound by the greatest hazard of whoever has the same residence, township and
        class; whoever is past it is found with all others when the next stretch
        begins. The guaranteed do not come home, but somebody may become one.
        """
        if not self._peaks:
            return False
        threshold, day = self._returned[person]
        if self._roster.guaranteed_from[person] < day + within_days:
            return True
        peak = self._peaks[self._walk.group_of(person)]
        return threshold <= peak * within_days * _SLACK

    def next_of(self, person: int) -> float:
        """Return the day [days] of the next application of one person."""
        self._take_in()
        if self._open[person]:
            day = self._walk.crossing_of_one(
                person,
                self._from_day.item(person),
                self._remaining.item(person),
                self._hazards,
            )
            self._next[person] = moment(day)
            self._open[person] = False
        return float(self._next[person])

    def leave(self, person: int) -> None:
        """Note that a person applies now."""
        self._at_home[person] = False

    def put_back(self, persons: list[int]) -> None:
        """Let persons who were to apply be at home again; the day is still theirs."""
        self._at_home[np.array(persons, dtype=np.int64)] = True

    def _take_in(self) -> None:
        """Put those who came home of late among the others."""
        if not self._returned:
            return
        persons = np.fromiter(self._returned, dtype=np.int64)
        since = np.array(list(self._returned.values()))
        self._returned.clear()
        self._remaining[persons], self._from_day[persons] = since.T
        self._next[persons] = np.inf
        self._at_home[persons] = self._open[persons] = True

    def _find(self, last: float) -> None:
        """Find out when those apply who may do so before a day."""
        self._take_in()
        persons = np.flatnonzero(self._open & self._at_home)
        if not len(persons):
            return
        since, remaining = self._from_day[persons], self._remaining[persons]
        # A day more than asked for: moments are rounded.
        before = last + 1
        may = self._walk.may_cross(
            persons, since, remaining, self._hazards, self._peak, before
        )
        persons = persons[may]
        crossing = self._walk.crossing(
            persons, since[may], remaining[may], self._hazards, before
        )
        self._next[persons] = on_grid(crossing)
        self._open[persons] = np.isinf(crossing)
