"""What is under way or has been done to homes, beyond what elders see of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.supply.homes import Homes

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Promise:
    """A bed kept for a resident of a home that is to end."""

    home: int
    kind: int
    ability: int


@dataclass
class SupplyState:
    """Flags and dates by home, county and township.

    Attributes
    ----------
    winding_down, mothballed, upgradable
        By home.
    works
        How much is under way on each home. Shape (homes).
    acted_on, renewed_on
        When a rule last acted on a home, minus infinity if never; since when its
        equipment is new, nan if that was before the start. Shape (homes). [days]
    restricted_until
        Until when building is restricted in a county. Shape (counties). [days]
    houses
        Townships with a house that gives day care or mutual aid instead of beds.
    promises
        Beds kept for the residents of a home that is to end, by that home.
    expected
        How many promises and mergers a home is to take in.
    """

    winding_down: Flags
    mothballed: Flags
    upgradable: Flags
    works: NDArray[np.int64]
    acted_on: NDArray[np.float64]
    renewed_on: NDArray[np.float64]
    restricted_until: NDArray[np.float64]
    houses: set[int] = field(default_factory=set)
    promises: dict[int, list[Promise]] = field(default_factory=dict)
    expected: dict[int, int] = field(default_factory=dict)

    def expect(self, home: int, number: int) -> None:
        """Note that a home is to take in so many more, or fewer."""
        self.expected[home] = self.expected.get(home, 0) + number

    @property
    def awaited(self) -> Flags:
        """Homes that are to take in the residents of others. Shape (homes)."""
        result = np.zeros(len(self.works), dtype=bool)
        result[[home for home, number in self.expected.items() if number > 0]] = True
        return result


def supply_state(homes: Homes, upgradable: Flags, counties: int) -> SupplyState:
    """Return the state at the start: nothing is under way.

    Parameters
    ----------
    homes
        Only their number is read.
    upgradable
        Homes that can become regional centres. Shape (homes).
    counties
        How many the pack has.
    """
    number = len(homes)
    return SupplyState(
        winding_down=np.zeros(number, dtype=bool),
        mothballed=np.zeros(number, dtype=bool),
        upgradable=upgradable.copy(),
        works=np.zeros(number, dtype=np.int64),
        acted_on=np.full(number, -np.inf),
        renewed_on=np.full(number, np.nan),
        restricted_until=np.full(counties, -np.inf),
    )
