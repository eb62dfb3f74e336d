"""Who waits for which homes, in order of rank.

One heap a home and bed kind. An elder may stand on several; the first bed wins, and
the other entries are dropped when they come to the top. SimPy's resources have one
queue each, and joining a long priority queue there is quadratic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

import simpy


@dataclass(slots=True, eq=False)
class Ticket:
    """A place on waiting lists.

    Attributes
    ----------
    person
        Index in the roster.
    rank, since, elder_id
        Order of service: rank, then longest wait, then the smaller id. [-], [days]
    kinds
        Bed kinds that suit, the preferred first.
    homes
        Homes on whose lists the elder stands.
    offer
        Succeeds with home and bed kind when a bed was given, with nothing when the
        elder must look round again; none for residents who wait for a better bed,
        whom the bed board moves without their doing.
    open
        Whether the elder still waits.
    """

    person: int
    rank: int
    since: float
    elder_id: int
    kinds: tuple[int, ...]
    homes: tuple[int, ...]
    offer: simpy.Event | None = None
    open: bool = field(default=True)


class WaitingLists:
    """The lists of all homes."""

    def __init__(self, homes: int) -> None:
        self._heaps: list[list[list[tuple[int, float, int, int, Ticket]]]] = [
            [[], []] for _ in range(homes)
        ]
        self._entries = 0

    def join(self, ticket: Ticket) -> None:
        """Put a ticket on the lists of its homes."""
        for home in ticket.homes:
            for kind in ticket.kinds:
                # The running number keeps tickets themselves from being compared.
                self._entries += 1
                heappush(
                    self._heaps[home][kind],
                    (
                        ticket.rank,
                        ticket.since,
                        ticket.elder_id,
                        self._entries,
                        ticket,
                    ),
                )

    def nobody_waits(self, home: int) -> bool:
        """Say whether surely nobody stands on the lists of a home."""
        ordinary, nursing = self._heaps[home]
        return not ordinary and not nursing

    def first(self, home: int, kind: int) -> Ticket | None:
        """Return who is first in line for a bed of a home, if anybody waits."""
        heap = self._heaps[home][kind]
        while heap:
            ticket = heap[0][-1]
            if ticket.open:
                return ticket
            heappop(heap)
        return None

    def standing(self, home: int) -> list[Ticket]:
        """Return who stands on the lists of a home, in order of service."""
        entries = [entry for heap in self._heaps[home] for entry in heap]
        entries.sort(key=lambda entry: entry[:4])
        tickets = dict.fromkeys(entry[-1] for entry in entries)
        return [ticket for ticket in tickets if ticket.open]

    def head(self, home: int, free: list[int]) -> tuple[Ticket, int] | None:
        """Return who is first in line for the free beds of a home, and which kind.

        Parameters
        ----------
        home
            Which home.
        free
            Free beds by kind; kinds without one do not count.
        """
        best: tuple[int, float, int, int] | None = None
        found: Ticket | None = None
        for kind, beds in enumerate(free):
            ticket = self.first(home, kind) if beds > 0 else None
            if ticket is not None:
                order = (ticket.rank, ticket.since, ticket.elder_id, kind)
                if best is None or order < best:
                    best, found = order, ticket
        return None if best is None or found is None else (found, best[-1])
