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
    parts = [_of_county(scope, travel, county) for county in range(len(scope.counties))]
    township, home, minutes = (
        np.concatenate([part[place] for part in parts]) for place in range(3)
    )
    township, home = township.astype(np.int64), home.astype(np.int64)
    stands_in = scope.homes["township"].to_numpy()[home]
    order = order_of_assignment(township, home, minutes, stands_in)
    return Pairs(township[order], home[order], minutes[order])


def _of_county(scope: Scope, travel: TravelMinutes, county: int) -> list[Table]:
    """Return townships, homes and minutes of a county's pairs."""
    townships = np.flatnonzero(scope.townships["county"].to_numpy() == county)
    homes = np.flatnonzero(scope.homes["county"].to_numpy() == county)
    pack_index = scope.townships["pack_index"].to_numpy()
    at = scope.homes.iloc[homes]
    minutes = travel.minutes(
        pack_index[townships],
        at["lon"].to_numpy(dtype=np.float64),
        at["lat"].to_numpy(dtype=np.float64),
        pack_index[at["township"].to_numpy()],
    )
    return [
        np.repeat(townships, len(homes)).astype(np.float64),
        np.tile(homes, len(townships)).astype(np.float64),
        np.asarray(minutes, dtype=np.float64).ravel(),
    ]


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
