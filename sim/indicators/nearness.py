"""Which homes lie how far from which townships of the same county.

Assignment and access stay within a county: its offices answer for its townships, and
a county simulated alone must get the figures that it gets in the region.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.indicators.scope import Scope
from sim.supply.catchment import order_of_assignment

Table = NDArray[np.float64]
Codes = NDArray[np.int64]


class TravelMinutes(Protocol):
    """Travel times, as `sim.supply.travel.Travel` gives them."""

    def minutes(
        self, townships: Codes, lon: Table, lat: Table, home_townships: Codes
    ) -> Table:
        """Return minutes from townships to homes. Shape (townships, homes)."""
        ...


@dataclass(frozen=True)
class Pairs:
    """All pairs of a township and a home of one county. Arrays of shape (pairs).

    In the order in which townships are assigned to centres: a home's own township
    first, then the nearest; ties by township code, then by home id.
    """

    township: Codes
    """Position in `Scope.townships`."""
    home: Codes
    """Position in `Scope.homes`."""
    minutes: Table
    """[minutes]"""

    def chosen(self, mask: NDArray[np.bool_]) -> Pairs:
        """Return some of the pairs, in the same order."""
        return Pairs(self.township[mask], self.home[mask], self.minutes[mask])


def near_pairs(scope: Scope, travel: TravelMinutes) -> Pairs:
    """Return the pairs of townships and homes of each county."""
    towns, homes = scope.townships, scope.homes
    pack_index = towns["pack_index"].to_numpy()
    of_town, of_home = towns["county"].to_numpy(), homes["county"].to_numpy()
    stands = homes["township"].to_numpy()
    lon, lat = homes["lon"].to_numpy(np.float64), homes["lat"].to_numpy(np.float64)

    def of_county(county: int) -> tuple[Codes, Codes, Table]:
        near, at = np.flatnonzero(of_town == county), np.flatnonzero(of_home == county)
        minutes = travel.minutes(
            pack_index[near], lon[at], lat[at], pack_index[stands[at]]
        )
        return np.repeat(near, len(at)), np.tile(at, len(near)), minutes.ravel()

    parts = [of_county(county) for county in range(len(scope.counties))]
    township, home, minutes = (
        np.concatenate([part[place] for part in parts]) for place in range(3)
    )
    order = order_of_assignment(township, home, minutes, stands[home])
    return Pairs(township[order], home[order], minutes[order])


def least_minutes(
    pairs: Pairs, open_homes: NDArray[np.bool_], n_townships: int
) -> Table:
    """Return minutes to the nearest open home, infinite where there is none.

    Parameters
    ----------
    pairs
        Townships and homes.
    open_homes
        Which homes count. Shape (homes)
    n_townships
        Number of townships.
    """
    counted = open_homes[pairs.home]
    least = np.full(n_townships, np.inf)
    np.minimum.at(least, pairs.township[counted], pairs.minutes[counted])
    return least
