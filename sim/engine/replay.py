"""Past admissions lived through without a clock: where residents came to lie.

A resident lies where a suitable bed was free on admission, and that depended on who
lay there then and has left since. The rules are those of `pathway`, `transfers` and
the bed board in their main lines; nothing is logged, the end of a stay does not depend
on the wait before it, and of the guarantee's rungs there is the ordinary bed alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.engine.capacity import MILLIONTHS
from sim.engine.past_choices import PastChoices
from sim.engine.roster import RANK_GUARANTEED, RANK_OTHERS, RANK_PRIORITY
from sim.engine.world import World
from sim.events import Ability, BedKind, ElderClass
from sim.population.stays import PastStays
from sim.supply.bed_kinds import ANY_BED, ORDINARY_BED, suitable_kinds
from sim.supply.care_staff import STAFF_TOLERANCE

_GONE = -1


class Replay:
    """Who lies where, as stay follows stay.

    Parameters
    ----------
    world
        Homes as they are at the start, rules and tastes; nothing of it is changed.
    stays
        In the order of admission.
    under_60
        Guaranteed residents under 60, a fixed load. Shape (homes).

    Attributes
    ----------
    place_of
        Home and bed kind of each stay that has a bed.
    """

    def __init__(
        self, world: World, stays: PastStays, under_60: NDArray[np.int64]
    ) -> None:
        homes = world.homes
        self._parameters = world.parameters
        self._load_of = [round(load * MILLIONTHS) for load in world.parameters.load]
        young = (under_60 * self._load_of[Ability.ABLE]).tolist()
        self._idle_staff: list[int] = [
            round((staff + STAFF_TOLERANCE) * MILLIONTHS) - load
            for staff, load in zip(homes.care_staff.tolist(), young, strict=True)
        ]
        free = homes.beds * homes.is_open[:, None]
        free[:, BedKind.ORDINARY] -= under_60
        self._free: list[list[int]] = free.tolist()
        self._choices = PastChoices(world, stays)
        self._class: list[int] = stays.elder_class.tolist()
        self._patience: list[float] = (
            world.streams.exponential("past_patience", stays.elder_id)
            * world.parameters.patience_days
        ).tolist()
        self._moments = _moments(stays)
        self._day = -inf
        self._ability: dict[int, int] = {}
        self.place_of: dict[int, tuple[int, int]] = {}
        # Since when and until when somebody waits for a bed, or for a better one.
        self._waits: dict[int, tuple[float, float]] = {}
        # An entry on a list is void once the turn of its stay has passed.
        self._turn = [0] * len(stays)
        self._lists: list[tuple[list[tuple[int, float, int, int]], ...]] = [
            ([], []) for _ in range(len(homes))
        ]
        self._overdue: deque[tuple[float, int]] = deque()

    def run(self) -> None:
        """Let the past pass, up to the first day."""
        overdue = self._overdue
        for day, stay, ability in self._moments:
            self._day = day
            while overdue and overdue[0][0] <= day:
                self._climb_down(overdue.popleft()[1])
            if ability == _GONE:
                self._leave(stay)
            elif stay in self._ability:
                self._change(stay, ability)
            else:
                self._ability[stay] = ability
                self._arrive(stay, ability)

    def _arrive(self, stay: int, ability: int) -> None:
        homes = self._choices.on_admission(stay)
        if self._taken(stay, homes, suitable_kinds(ability)):
            return
        if self._class[stay] == ElderClass.GUARANTEED:
            gives_up = inf
            self._overdue.append((self._day + self._parameters.guarantee_days, stay))
        else:
            gives_up = self._day + self._patience[stay]
            homes = homes[: self._parameters.waiting_lists]
        self._waits[stay] = (self._day, gives_up)
        self._join_lists(stay, homes)

    def _change(self, stay: int, ability: int) -> None:
        former = self._ability[stay]
        self._ability[stay] = ability
        place = self.place_of.get(stay)
        if place is not None:
            home = place[0]
            self._idle_staff[home] += self._load_of[former] - self._load_of[ability]
            self._seek_suitable(stay)
            if ability < former:
                self._fill(home)
        elif stay in self._waits and self._waits[stay][1] > self._day:
            homes = self._choices.suited(stay, ability)
            if self._class[stay] != ElderClass.GUARANTEED:
                homes = homes[: self._parameters.waiting_lists]
            self._turn[stay] += 1
            self._join_lists(stay, homes)

    def _leave(self, stay: int) -> None:
        self._turn[stay] += 1
        self._waits.pop(stay, None)
        if stay in self.place_of:
            self._fill(self._vacate(stay))

    def _climb_down(self, stay: int) -> None:
        """Give a guaranteed elder who has waited long enough an ordinary bed."""
        if stay in self._waits and stay not in self.place_of:
            homes = self._choices.suited(stay, self._ability[stay])
            if self._taken(stay, homes, ORDINARY_BED):
                self._seek_suitable(stay)

    def _seek_suitable(self, stay: int) -> None:
        """Move a resident whose bed does not suit, or put it on the lists."""
        ability = self._ability[stay]
        kinds = suitable_kinds(ability)
        home, kind = self.place_of[stay]
        since, _ = self._waits.pop(stay, (self._day, inf))
        self._turn[stay] += 1
        if kind in kinds:
            return
        for other in kinds:
            if self._free[home][other] > 0 and not self._claimed(home, other, stay):
                self._vacate(stay)
                self._take(stay, home, other)
                self._fill(home)
                return
        homes = self._choices.suited(stay, ability)
        if self._taken(stay, homes, kinds):
            self._fill(home)
            return
        others = [other for other in homes if other != home]
        if self._class[stay] != ElderClass.GUARANTEED:
            others = others[: self._parameters.waiting_lists - 1]
        self._waits[stay] = (since, inf)
        self._join_lists(stay, [home, *others])

    # --- beds --------------------------------------------------------------

    def _taken(self, stay: int, homes: list[int], kinds: tuple[int, ...]) -> bool:
        """Take the first home with a free bed and staff for it, if there is one."""
        load = self._load_of[self._ability[stay]]
        for home in homes:
            free = self._free[home]
            if any(free[k] > 0 and self._claimed(home, k, stay) for k in ANY_BED):
                continue
            for kind in kinds:
                if free[kind] > 0:
                    if load > self._idle_staff[home]:
                        break
                    if stay in self.place_of:
                        self._vacate(stay)
                    self._take(stay, home, kind)
                    return True
        return False

    def _claimed(self, home: int, kind: int, stay: int) -> bool:
        """Say whether somebody of the same or a higher rank is first for a bed."""
        first = self._first(home, kind)
        return (
            first is not None
            and first != stay
            and self._order(first)[0] <= (self._order(stay)[0])
        )

    def _order(self, stay: int) -> tuple[int, float, int]:
        """Return the order of service: rank, since when, number."""
        since = self._waits[stay][0] if stay in self._waits else self._day
        return _rank(self._class[stay], self._ability[stay]), since, stay

    def _take(self, stay: int, home: int, kind: int) -> None:
        self._turn[stay] += 1
        self._waits.pop(stay, None)
        self.place_of[stay] = home, kind
        self._free[home][kind] -= 1
        self._idle_staff[home] -= self._load_of[self._ability[stay]]

    def _vacate(self, stay: int) -> int:
        home, kind = self.place_of.pop(stay)
        self._free[home][kind] += 1
        self._idle_staff[home] += self._load_of[self._ability[stay]]
        return home

    # --- waiting -----------------------------------------------------------

    def _join_lists(self, stay: int, homes: list[int]) -> None:
        ability = self._ability[stay]
        entry = (
            _rank(self._class[stay], ability),
            self._waits[stay][0],
            stay,
            self._turn[stay],
        )
        for home in homes:
            for kind in suitable_kinds(ability):
                heappush(self._lists[home][kind], entry)

    def _fill(self, home: int) -> None:
        """Give the free beds of a home to those first in line, and so on."""
        todo = deque([home])
        while todo:
            at = todo.popleft()
            while (head := self._head(at)) is not None:
                stay, kind = head
                if not self._has_staff(at, stay):
                    break
                if stay in self.place_of:
                    todo.append(self._vacate(stay))
                self._take(stay, at, kind)

    def _head(self, home: int) -> tuple[int, int] | None:
        """Return who is first in line for the free beds of a home, and which kind."""
        heads = [
            (*self._order(stay), kind)
            for kind in ANY_BED
            if self._free[home][kind] > 0
            and (stay := self._first(home, kind)) is not None
        ]
        if not heads:
            return None
        *_, stay, kind = min(heads)
        return stay, kind

    def _first(self, home: int, kind: int) -> int | None:
        """Return who is first in line for a bed."""
        heap = self._lists[home][kind]
        while heap:
            _, _, stay, turn = heap[0]
            if turn == self._turn[stay] and self._waits[stay][1] > self._day:
                return stay
            heappop(heap)
        return None

    def _has_staff(self, home: int, stay: int) -> bool:
        place = self.place_of.get(stay)
        if place is not None and place[0] == home:
            return True
        return self._load_of[self._ability[stay]] <= self._idle_staff[home]


def _rank(elder_class: int, ability: int) -> int:
    """Return the rank of admission; the few special families are not told apart."""
    if elder_class == ElderClass.GUARANTEED:
        return RANK_GUARANTEED
    poor = elder_class == ElderClass.HARDSHIP and ability >= Ability.MODERATE
    return RANK_PRIORITY if poor else RANK_OTHERS


def _moments(stays: PastStays) -> Iterator[tuple[float, int, int]]:
    """Return day, stay and new ability (or `_GONE`) of all that happened, in order."""
    number = np.arange(len(stays))
    left = np.flatnonzero(np.isfinite(stays.gone))
    day = np.concatenate([stays.segment_day, stays.gone[left]])
    who = np.concatenate([np.repeat(number, np.diff(stays.segment_offset)), left])
    what = np.concatenate([stays.segment_ability, np.full(len(left), _GONE)])
    order = np.argsort(day, kind="stable")
    return zip(
        day[order].tolist(), who[order].tolist(), what[order].tolist(), strict=True
    )
