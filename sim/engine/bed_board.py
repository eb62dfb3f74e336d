"""The beds of all homes, who lies where, and the record of every change to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import simpy

from sim.engine.beds import BedLedgerError, Place
from sim.engine.capacity import Capacity
from sim.engine.ledger import BedDayLedger
from sim.engine.recorder import FROM_ABILITY, Recorder
from sim.engine.roster import RANK_GUARANTEED, Roster
from sim.engine.waiting_list import Ticket, WaitingLists
from sim.events import BedKind, Cause, Event, EventLog
from sim.supply.bed_kinds import ANY_BED
from sim.supply.homes import Homes


class BedBoard:
    """Matches elders to free beds and logs what changes.

    Every change of who lies where goes through a method here, every change of a home
    through a function of `home_changes`; each logs what it changed, so that state and
    log cannot disagree.

    Parameters
    ----------
    env
        Clock. [days]
    homes
        State at the start; later changes come through the methods.
    log
        Written, never read.
    load
        Carers needed by a resident, by ability. [carers per resident]
    roster
        Who the persons are, for the log.
    """

    def __init__(
        self,
        env: simpy.Environment,
        homes: Homes,
        log: EventLog,
        load: tuple[float, ...],
        roster: Roster,
    ) -> None:
        self.homes = homes
        self._roster = roster
        self.ledger = BedDayLedger(len(homes))
        self.recorder = Recorder(env, homes, log, roster, self.ledger)
        self.capacity = Capacity(homes, load)
        self.free = self.capacity.free
        self._refill: deque[int] = deque()
        self._filling = False
        self.lists = WaitingLists(len(homes))
        self.place_of: dict[int, Place] = {}
        self._residents: list[set[int]] = [set() for _ in range(len(homes))]
        self.transfer_of: dict[int, Ticket] = {}
        self.under_60 = [[0, 0, 0] for _ in range(len(homes))]

    def free_bed(
        self, home: int, kinds: tuple[int, ...], ability: int, rank: int
    ) -> int:
        """Return the first kind with a bed for a newcomer of a rank, else -1.

        A bed may be free because the first in line needs more care than the staff can
        give; nobody of the same or a lower rank overtakes for that.
        """
        free = self.free[home]
        if not self.lists.nobody_waits(home):
            for kind in ANY_BED:
                if free[kind] > 0:
                    first = self.lists.first(home, kind)
                    if first is not None and first.rank <= rank:
                        return -1
        for kind in kinds:
            if free[kind] > 0:
                return kind if self.capacity.carries(home, ability) else -1
        return -1

    def bed_within(self, person: int, kinds: tuple[int, ...], rank: int) -> int:
        """Return the first kind with a bed for a resident in the own home, else -1.

        The staff carries the resident already, unless the bed is an extra one: who
        lies there was taken in beyond the staff, and moves when the staff suffices.
        """
        place = self.place_of[person]
        if place.kind == BedKind.SURGE and self.capacity.overloaded(place.home):
            return -1
        for kind in kinds:
            if self.free[place.home][kind] > 0:
                first = self.lists.first(place.home, kind)
                if first is None or first.rank > rank:
                    return kind
        return -1

    def residents_of(self, home: int) -> list[tuple[int, int]]:
        """Return id and person of those who live in a home, the smaller id first."""
        ids = self._roster.elder_id
        return sorted((ids[person], person) for person in self._residents[home])

    def number_lying(self, home: int, kind: int) -> int:
        """Return how many elders lie in a home's beds of a kind."""
        kinds = [self.place_of[person].kind for person in self._residents[home]]
        return kinds.count(kind)

    def admit(
        self, person: int, home: int, kind: int, ability: int, cause: Cause
    ) -> None:
        """Give a person a bed, which must be free (a surge bed is put up)."""
        self.capacity.take(home, kind)
        if kind == BedKind.SURGE:
            self.recorder.home(Event.SURGE_OPENED, home, kind, 1, Cause.NONE)
        if person in self.place_of:
            raise BedLedgerError(f"person {person} has a bed already")
        self.place_of[person] = Place(home, kind, ability)
        self._residents[home].add(person)
        self.capacity.carry(home, ability)
        self.recorder.person(
            Event.ADMITTED, person, home, kind, 1, ability, cause, travel=True
        )

    def leave(self, person: int, event: Event, cause: Cause = Cause.NONE) -> None:
        """Free a person's bed, wherever it is by now."""
        ticket = self.cancel_transfer(person)
        place = self.place_of.pop(person)
        self._residents[place.home].remove(person)
        self.recorder.person(
            event, person, place.home, place.kind, -1, place.ability, cause
        )
        self._vacate(place)
        self.fill(place.home)
        if ticket is not None:
            self.stand_down(ticket)

    def change_ability(self, person: int, ability: int) -> Place:
        """Note that a resident worsened or recovered; staff may be overloaded."""
        place = self.place_of[person]
        former = place.ability
        place.ability = ability
        self.capacity.carry(place.home, former, -1)
        self.capacity.carry(place.home, ability)
        self.recorder.person(
            Event.WORSENED if ability > former else Event.RECOVERED,
            person,
            place.home,
            place.kind,
            0,
            ability,
            FROM_ABILITY[former],
        )
        if ability < former:
            self.fill(place.home)
        return place

    def move(self, person: int, home: int, kind: int, cause: Cause) -> None:
        """Move a resident to a free bed in the same or another home."""
        ticket = self.cancel_transfer(person)
        former = self.place_of[person].home
        self.relocate(person, home, kind, cause)
        self.fill(former)
        if ticket is not None:
            self.stand_down(ticket)

    def relocate(
        self,
        person: int,
        home: int,
        kind: int,
        cause: Cause,
        event: Event = Event.TRANSFERRED,
    ) -> None:
        """Log a move and change who lies where, without serving anybody else.

        A surge bed is put up for whoever moves into one.
        """
        place = self.place_of[person]
        record = self.recorder.person
        record(event, person, place.home, place.kind, -1, place.ability, cause)
        self._vacate(place)
        former, place.home, place.kind = place.home, home, kind
        self._residents[former].remove(person)
        self._residents[home].add(person)
        self.capacity.take(home, kind)
        if kind == BedKind.SURGE:
            self.recorder.home(Event.SURGE_OPENED, home, kind, 1, Cause.NONE)
        self.capacity.carry(home, place.ability)
        arriving = (event, person, home, kind, 1, place.ability, cause)
        record(*arriving, travel=True, former=former)

    def _vacate(self, place: Place) -> None:
        self.capacity.carry(place.home, place.ability, -1)
        self.capacity.give_back(place.home, place.kind)
        if place.kind == BedKind.SURGE:
            self.recorder.home(
                Event.SURGE_CLOSED, place.home, BedKind.SURGE, -1, Cause.NONE
            )

    def wait(self, ticket: Ticket, former: Ticket | None = None) -> None:
        """Put an applicant, or a resident in an unsuitable bed, on waiting lists.

        Parameters
        ----------
        ticket
            The place on the lists.
        former
            The one that it replaces, if the elder stood on lists already.
        """
        self.lists.join(ticket)
        if ticket.offer is None:
            self.transfer_of[ticket.person] = ticket
        for home in ticket.homes:
            self.fill(home)
        if former is not None:
            self.stand_down(former)

    def stand_down(self, ticket: Ticket) -> None:
        """Take an elder off the lists, and serve those who stood behind.

        Whoever was first in line and needed more care than the staff could give kept
        everybody behind from a free bed.
        """
        ticket.open = False
        for home in ticket.homes:
            self.fill(home)

    def cancel_transfer(self, person: int) -> Ticket | None:
        """Take a resident off the lists for a better bed; return the place held there.

        The caller serves those who stood behind, once the resident has looked round.
        """
        ticket = self.transfer_of.pop(person, None)
        if ticket is not None:
            ticket.open = False
        return ticket

    def fill(self, home: int) -> None:
        """Give the free beds of a home to those first in line, and so on.

        A move frees a bed elsewhere, so homes are worked off as a queue and not by
        recursion.
        """
        if self._filling:
            self._refill.append(home)
        elif not self.lists.nobody_waits(home):
            self._refill.append(home)
            self._fill_all()

    @contextmanager
    def beds_kept(self) -> Iterator[None]:
        """Give nobody on a list a bed until all who are being moved have theirs."""
        self._filling = True
        yield
        self._fill_all()

    def _fill_all(self) -> None:
        self._filling = True
        while self._refill:
            at = self._refill.popleft()
            while (head := self.lists.head(at, self.free[at])) is not None:
                ticket, kind = head
                if not self._serve(ticket, at, kind):
                    break
        self._filling = False

    def _serve(self, ticket: Ticket, home: int, kind: int) -> bool:
        """Give a bed to a ticket unless staff is short; return whether it was given."""
        place = self.place_of.get(ticket.person)
        capacity = self.capacity
        if place is not None and place.home == home:
            # Carried already; whoever lies in an extra bed was taken in beyond staff.
            if place.kind == BedKind.SURGE and capacity.overloaded(home):
                return False
        elif not capacity.carries(home, self._roster.ability[ticket.person]):
            return False
        ticket.open = False
        self._refill.extend(ticket.homes)
        if place is not None:
            self.transfer_of.pop(ticket.person, None)
            self._refill.append(place.home)
            self.relocate(ticket.person, home, kind, Cause.SUITABLE_BED)
        elif ticket.offer is not None:
            self.admit(
                ticket.person,
                home,
                kind,
                self._roster.ability[ticket.person],
                Cause.RUNG_SUITABLE
                if ticket.rank == RANK_GUARANTEED
                else Cause.FROM_LIST,
            )
            ticket.offer.succeed((home, kind))
        return True
