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
_NOWHERE = -1
_KINDS = [suitable_kinds(ability) for ability in Ability]

# Rank, since when, stay, and its turn: the order of service.
_Entry = tuple[int, float, int, int]


class Replay:
    """Who lies where, as stay follows stay.

    A quarter of a million things happen in the past of a whole region, so that all
    that is known of a stay or a home is a plain list.

    Parameters
    ----------
    world
        Homes as they are at the start, rules and tastes; nothing of it is changed.
    stays
        In the order of admission.
    under_60
        Guaranteed residents under 60, a fixed load. Shape (homes).
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
        self._ability = [_GONE] * len(stays)
        self._home = [_NOWHERE] * len(stays)
        self._kind = [_NOWHERE] * len(stays)
        # Who waits for a bed, or for a better one, since when and until when.
        self._since = [0.0] * len(stays)
        self._gives_up = [-inf] * len(stays)
        # An entry on a list is void once its stay waits no more, or has joined anew.
        self._turn = [0] * len(stays)
        self._lists: list[tuple[list[_Entry], ...]] = [
            ([], []) for _ in range(len(homes))
        ]
        self._overdue: deque[tuple[float, int]] = deque()

    @property
    def place_of(self) -> dict[int, tuple[int, int]]:
        """Home and bed kind of each stay that has a bed."""
        places = enumerate(zip(self._home, self._kind, strict=True))
        return {stay: place for stay, place in places if place[0] != _NOWHERE}

    def run(self) -> None:
        """Let the past pass, up to the first day."""
        overdue, ability_of = self._overdue, self._ability
        for day, stay, ability in self._moments:
            self._day = day
            while overdue and overdue[0][0] <= day:
                self._climb_down(overdue.popleft()[1])
            if ability == _GONE:
                self._leave(stay)
            elif ability_of[stay] != _GONE:
                self._change(stay, ability)
            else:
                ability_of[stay] = ability
                self._arrive(stay, ability)

    def _arrive(self, stay: int, ability: int) -> None:
        homes = self._choices.on_admission(stay)
        if self._taken(stay, homes, _KINDS[ability]):
            return
        if self._class[stay] == ElderClass.GUARANTEED:
            gives_up = inf
            self._overdue.append((self._day + self._parameters.guarantee_days, stay))
        else:
            gives_up = self._day + self._patience[stay]
            homes = homes[: self._parameters.waiting_lists]
        self._since[stay], self._gives_up[stay] = self._day, gives_up
        self._join_lists(stay, homes)

    def _change(self, stay: int, ability: int) -> None:
        former = self._ability[stay]
        self._ability[stay] = ability
        home = self._home[stay]
        if home != _NOWHERE:
            self._idle_staff[home] += self._load_of[former] - self._load_of[ability]
            self._seek_suitable(stay)
            if ability < former:
                self._fill(home)
        elif self._gives_up[stay] > self._day:
            homes = self._choices.suited(stay, ability)
            if self._class[stay] != ElderClass.GUARANTEED:
                homes = homes[: self._parameters.waiting_lists]
            self._join_lists(stay, homes)

    def _leave(self, stay: int) -> None:
        self._gives_up[stay] = -inf
        if self._home[stay] != _NOWHERE:
            self._fill(self._vacate(stay))

    def _climb_down(self, stay: int) -> None:
        """Give a guaranteed elder who has waited long enough an ordinary bed."""
        if self._gives_up[stay] == inf and self._home[stay] == _NOWHERE:
            homes = self._choices.suited(stay, self._ability[stay])
            if self._taken(stay, homes, ORDINARY_BED):
                self._seek_suitable(stay)

    def _seek_suitable(self, stay: int) -> None:
        """Move a resident whose bed does not suit, or put it on the lists."""
        ability, home = self._ability[stay], self._home[stay]
        kinds = _KINDS[ability]
        waited = self._gives_up[stay] == inf
        self._gives_up[stay] = -inf
        if self._kind[stay] in kinds:
            return
        free = self._free[home]
        for other in kinds:
            if free[other] > 0 and not self._claimed(stay, home, other):
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
        if not waited:
            self._since[stay] = self._day
        self._gives_up[stay] = inf
        self._join_lists(stay, [home, *others])

    # --- beds --------------------------------------------------------------

    def _taken(self, stay: int, homes: list[int], kinds: tuple[int, ...]) -> bool:
        """Take the first home with a free bed and staff for it, if there is one."""
        load = self._load_of[self._ability[stay]]
        for home in homes:
            free = self._free[home]
            for kind in kinds:
                if free[kind] > 0:
                    break
            else:
                continue
            if load > self._idle_staff[home] or self._stands_behind(stay, home):
                continue
            if self._home[stay] != _NOWHERE:
                self._vacate(stay)
            self._take(stay, home, kind)
            return True
        return False

    def _stands_behind(self, stay: int, home: int) -> bool:
        """Say whether somebody is before a stay for any of the free beds of a home."""
        free, lists = self._free[home], self._lists[home]
        for kind in ANY_BED:
            if free[kind] > 0 and lists[kind] and self._claimed(stay, home, kind):
                return True
        return False

    def _claimed(self, stay: int, home: int, kind: int) -> bool:
        """Say whether somebody of the same or a higher rank is first for a bed."""
        first = self._first(home, kind)
        if first is None or first[2] == stay:
            return False
        return first[0] <= _rank(self._class[stay], self._ability[stay])

    def _take(self, stay: int, home: int, kind: int) -> None:
        self._gives_up[stay] = -inf
        self._home[stay], self._kind[stay] = home, kind
        self._free[home][kind] -= 1
        self._idle_staff[home] -= self._load_of[self._ability[stay]]

    def _vacate(self, stay: int) -> int:
        home = self._home[stay]
        self._home[stay] = _NOWHERE
        self._free[home][self._kind[stay]] += 1
        self._idle_staff[home] += self._load_of[self._ability[stay]]
        return home

    # --- waiting -----------------------------------------------------------

    def _join_lists(self, stay: int, homes: list[int]) -> None:
        ability = self._ability[stay]
        self._turn[stay] += 1
        rank = _rank(self._class[stay], ability)
        entry = (rank, self._since[stay], stay, self._turn[stay])
        for home in homes:
            for kind in _KINDS[ability]:
                heappush(self._lists[home][kind], entry)

    def _fill(self, home: int) -> None:
        """Give the free beds of a home to those first in line, and so on."""
        if not any(self._lists[home]):
            return
        todo = deque([home])
        while todo:
            at = todo.popleft()
            while (head := self._head(at)) is not None:
                stay, kind = head
                if not self._has_staff(at, stay):
                    break
                if self._home[stay] != _NOWHERE:
                    todo.append(self._vacate(stay))
                self._take(stay, at, kind)

    def _head(self, home: int) -> tuple[int, int] | None:
        """Return who is first in line for the free beds of a home, and which kind."""
        free, best, best_kind = self._free[home], None, 0
        for kind in ANY_BED:
            if free[kind] > 0:
                first = self._first(home, kind)
                if first is not None and (best is None or first < best):
                    best, best_kind = first, kind
        return None if best is None else (best[2], best_kind)

    def _first(self, home: int, kind: int) -> _Entry | None:
        """Return who is first in line for a bed."""
        heap = self._lists[home][kind]
        while heap:
            entry = heap[0]
            _, _, stay, turn = entry
            if turn == self._turn[stay] and self._gives_up[stay] > self._day:
                return entry
            heappop(heap)
        return None

    def _has_staff(self, home: int, stay: int) -> bool:
        if self._home[stay] == home:
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
