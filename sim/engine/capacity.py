"""What a home can take: free beds, extra beds, and care staff against load."""

from __future__ import annotations

from math import ceil

from sim.engine.beds import BedLedgerError
from sim.events import BedKind
from sim.supply.care_staff import STAFF_TOLERANCE
from sim.supply.homes import Homes

# Staff and load are compared as whole millionths of a carer: sums of shares such as
# 1/6 would depend on the order in which residents came and went.
MILLIONTHS = 1_000_000
_TOLERANCE = round(STAFF_TOLERANCE * MILLIONTHS)


class Capacity:
    """Counts of all homes; the bed board says who lies where.

    Parameters
    ----------
    homes
        State at the start; every home is shut until its beds are added.
    load
        Carers needed by a resident, by ability. [carers per resident]

    Attributes
    ----------
    free
        Free licensed beds, by home and kind.
    """

    def __init__(self, homes: Homes, load: tuple[float, ...]) -> None:
        self.free: list[list[int]] = [[0, 0] for _ in range(len(homes))]
        self._surge = [0] * len(homes)
        self._withheld: dict[int, list[int]] = {}
        self._load = [0] * len(homes)
        self._load_of = [round(value * MILLIONTHS) for value in load]
        self._staff: list[int] = [
            round(value * MILLIONTHS) for value in homes.care_staff.tolist()
        ]

    def take(self, home: int, kind: int, number: int = 1) -> None:
        """Take free beds of a kind, or put up an extra one."""
        if kind == BedKind.SURGE:
            self._surge[home] += number
            return
        self.free[home][kind] -= number
        if self.free[home][kind] < 0:
            raise BedLedgerError(f"no free bed of kind {kind} in home {home}")

    def give_back(self, home: int, kind: int) -> None:
        """Free a bed, or take an extra one down."""
        if kind == BedKind.SURGE:
            self._surge[home] -= 1
        else:
            self.add(home, kind, 1)

    def add(self, home: int, kind: int, number: int) -> None:
        """Add free beds; to a shut home, those that nobody may have yet."""
        self._withheld.get(home, self.free[home])[kind] += number

    def shut(self, home: int) -> None:
        """Let nobody have the free beds of a home, nor those that become free."""
        if home not in self._withheld:
            self._withheld[home] = list(self.free[home])
            self.free[home][:] = [0, 0]

    def unshut(self, home: int) -> None:
        """Let the free beds of a home be had again."""
        for kind, beds in enumerate(self._withheld.pop(home, [0, 0])):
            self.free[home][kind] += beds

    def is_shut(self, home: int) -> bool:
        """Say whether a home admits nobody."""
        return home in self._withheld

    def idle_staff(self, home: int) -> float:
        """Return the care staff that no resident or promise needs. [carers]."""
        return (self._staff[home] - self._load[home]) / MILLIONTHS

    def change_staff(self, home: int, carers: float) -> None:
        """Add care staff to a home, or take some away. [carers]."""
        self._staff[home] += round(carers * MILLIONTHS)

    def carry(self, home: int, ability: int, number: int = 1) -> None:
        """Add residents of an ability to the load of the staff, or take them off."""
        self._load[home] += number * self._load_of[ability]

    def carries(self, home: int, ability: int) -> bool:
        """Say whether the staff can take on one more resident of an ability."""
        needed = self._load[home] + self._load_of[ability]
        return needed <= self._staff[home] + _TOLERANCE

    def overloaded(self, home: int) -> bool:
        """Say whether the residents need more care than the staff can give."""
        return self._load[home] > self._staff[home] + _TOLERANCE

    def surge(self, home: int) -> int:
        """Return the extra beds put up in a home."""
        return self._surge[home]

    def surge_room(self, home: int, licensed_beds: int, share: float) -> bool:
        """Say whether another extra bed may be put up, at most a share of the beds."""
        if self.is_shut(home):
            return False
        return self._surge[home] < ceil(share * licensed_beds)
