"""Which townships an operating centre serves.

A township is served by one centre within reach, and a centre serves so many units at
most, its own included. A centre's own township comes first, then the nearest; ties by
township, then by home id. Assignment stays within a county: its offices answer for
its townships.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.supply.homes import Homes
from sim.supply.travel import Travel

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]


def order_of_assignment(
    township: Codes,
    home: Codes,
    minutes: NDArray[np.float64],
    home_township: Codes,
) -> Codes:
    """Return the order in which pairs of a township and a home are assigned.

    Parameters
    ----------
    township, home
        Of each pair; ties are settled by these numbers. Shape (pairs).
    minutes
        Shape (pairs). [minutes]
    home_township
        Township in which the home of each pair stands. Shape (pairs).
    """
    elsewhere = home_township != township
    return np.lexsort([home, township, minutes, elsewhere])


def centers_of(
    pairs: Iterable[tuple[int, int]], center_townships: int
) -> dict[int, int]:
    """Return the centre that serves each township that is served.

    Parameters
    ----------
    pairs
        Township and operating centre, within reach and in order of assignment.
    center_townships
        How many units one centre may serve, its own included.
    """
    center_of: dict[int, int] = {}
    room: dict[int, int] = {}
    for township, home in pairs:
        left = room.get(home, center_townships)
        if left > 0 and township not in center_of:
            center_of[township] = home
            room[home] = left - 1
    return center_of


class Catchments:
    """Townships and homes within reach of each other, in order of assignment.

    Parameters
    ----------
    homes
        Places of all homes of the pack.
    home_ids
        Settle ties, so that homes built later take no other place than in a table
        sorted by id.
    township_county
        County of each township of the pack. Shape (townships).
    units
        Townships that are to be served. Shape (townships).
    travel
        Travel times.
    center_minutes
        How far a centre's service reaches. [minutes]
    """

    def __init__(
        self,
        homes: Homes,
        home_ids: Sequence[str],
        township_county: Codes,
        units: Mask,
        travel: Travel,
        center_minutes: float,
    ) -> None:
        place = np.argsort(np.argsort(np.array(home_ids, dtype=np.str_)))
        parts = [
            _near(
                np.flatnonzero(units & (township_county == county)), homes, at, travel
            )
            for county in np.unique(township_county[units]).tolist()
            if len(at := np.flatnonzero(homes.county == county))
        ]
        township, home, minutes = (
            np.concatenate([part[column] for part in parts] or [np.zeros(0)])
            for column in range(3)
        )
        near = minutes <= center_minutes
        to, by = township[near].astype(np.int64), home[near].astype(np.int64)
        order = order_of_assignment(to, place[by], minutes[near], homes.township[by])
        self._township, self._home = to[order], by[order]
        self._n_townships = len(township_county)

    def centers_of(self, is_center: Mask, center_townships: int) -> dict[int, int]:
        """Return the centre of each township that one serves.

        Parameters
        ----------
        is_center
            Homes that are operating centres. Shape (homes).
        center_townships
            How many units one centre may serve, its own included.
        """
        offered = is_center[self._home]
        pairs = zip(
            self._township[offered].tolist(), self._home[offered].tolist(), strict=True
        )
        return centers_of(pairs, center_townships)

    def served(self, is_center: Mask, center_townships: int) -> Mask:
        """Return which townships are served; see `centers_of`. Shape (townships)."""
        served = np.zeros(self._n_townships, dtype=bool)
        served[list(self.centers_of(is_center, center_townships))] = True
        return served


def _near(
    townships: Codes, homes: Homes, at: Codes, travel: Travel
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return townships, homes and minutes of a county's pairs."""
    minutes = travel.minutes(
        townships, homes.lon[at], homes.lat[at], homes.township[at]
    )
    return (
        np.repeat(townships, len(at)).astype(np.float64),
        np.tile(at, len(townships)).astype(np.float64),
        minutes.ravel(),
    )
