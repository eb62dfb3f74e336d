"""Minutes between a township and a home.

Nobody publishes travel times for all townships. They are derived from the straight
line, a detour factor and a speed, and replaced pair by pair where the area pack has a
table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088


def great_circle_km(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    other_lon: NDArray[np.float64],
    other_lat: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return straight-line distances on the sphere, by the haversine formula.

    Parameters
    ----------
    lon, lat, other_lon, other_lat
        WGS84, broadcast against each other. [degrees]

    Returns
    -------
        Distances. [km]
    """
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half_phi = (other_phi - phi) / 2
    half_lambda = (np.radians(other_lon) - np.radians(lon)) / 2
    haversine = (
        np.sin(half_phi) ** 2
        + np.cos(phi) * np.cos(other_phi) * np.sin(half_lambda) ** 2
    )
    result: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(haversine))
    return result


@dataclass(frozen=True)
class Travel:
    """Travel times from the townships of an area.

    Attributes
    ----------
    lon, lat
        Positions of all townships of the pack. Shape (townships). [degrees]
    detour_ratio
        Road distance over straight line.
    speed
        Mean speed on the road. [km/hour]
    own_township_minutes
        Time to a home in the elder's own township, where the straight line between
        two points of a township says nothing. [minutes]
    table
        Minutes of single pairs of townships, by (from, to) index; they replace the
        derived ones.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    detour_ratio: float
    speed: float
    own_township_minutes: float
    table: dict[tuple[int, int], float]

    def minutes(
        self,
        townships: NDArray[np.int64],
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        home_townships: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return minutes from each township to each home.

        Parameters
        ----------
        townships
            Indices of townships in the pack. Shape (n).
        lon, lat
            Positions of the homes. Shape (m). [degrees]
        home_townships
            Indices of the townships in which the homes stand. Shape (m).

        Returns
        -------
            Shape (n, m). [minutes]
        """
        km = great_circle_km(
            self.lon[townships][:, None], self.lat[townships][:, None], lon, lat
        )
        result: NDArray[np.float64] = km * self.detour_ratio / self.speed * 60
        own = townships[:, None] == home_townships[None, :]
        result[own] = self.own_township_minutes
        if self.table:
            self._replace(result, townships, home_townships)
        return result

    def _replace(
        self,
        minutes: NDArray[np.float64],
        townships: NDArray[np.int64],
        home_townships: NDArray[np.int64],
    ) -> None:
        for row, origin in enumerate(townships.tolist()):
            for column, target in enumerate(home_townships.tolist()):
                known = self.table.get((origin, target))
                if known is not None:
                    minutes[row, column] = known


def travel_of(
    townships: pd.DataFrame,
    table: pd.DataFrame | None,
    *,
    detour_ratio: float,
    speed: float,
    own_township_minutes: float,
) -> Travel:
    """Return the travel times of an area pack.

    Parameters
    ----------
    townships
        The pack's townships; `township_code`, `lon` and `lat` are read.
    table
        Optional minutes of single pairs: from_township, to_township, minutes.
    detour_ratio, speed, own_township_minutes
        As in `Travel`.
    """
    index = {code: i for i, code in enumerate(townships["township_code"])}
    pairs: dict[tuple[int, int], float] = {}
    if table is not None:
        for origin, target, minutes in zip(
            table["from_township"], table["to_township"], table["minutes"], strict=True
        ):
            pairs[index[origin], index[target]] = float(minutes)
    return Travel(
        lon=townships["lon"].to_numpy(dtype=np.float64),
        lat=townships["lat"].to_numpy(dtype=np.float64),
        detour_ratio=detour_ratio,
        speed=speed,
        own_township_minutes=own_township_minutes,
        table=pairs,
    )
