"""Declared, synthetic positions of townships inside their county.

No coordinates of townships are published under an open licence, so each county is
covered evenly: a grid is laid over it, the first place is the grid point nearest the
middle, every further one the point farthest from all earlier ones, and thirty rounds of
moving each place to the middle of what lies nearest to it (Lloyd) even them out. No
random number is involved. Distances between neighbouring townships come out like those
of real ones on average; a single pair means nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rings = list[Floats]

_GRID_POINTS = 2500
_LLOYD_ROUNDS = 30
_DECIMALS = 4


def rings_of(geometry: dict[str, Any]) -> Rings:
    """Return every ring of a GeoJSON polygon or multipolygon. Shape (n, 2) each."""
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [np.array(ring, dtype=np.float64) for part in parts for ring in part]


def inside(points: Floats, rings: Rings) -> NDArray[np.bool_]:
    """Return which points lie inside, by the even-odd rule. Shape (points)."""
    result = np.zeros(len(points), dtype=bool)
    x, y = points[:, 0], points[:, 1]
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if y0 != y1:
                crosses = (y0 > y) != (y1 > y)
                result ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return result


def grid(rings: Rings) -> Floats:
    """Return about `_GRID_POINTS` points inside the rings. Shape (points, 2)."""
    corners = np.concatenate(rings)
    low, high = corners.min(axis=0), corners.max(axis=0)
    spacing = float(np.sqrt(np.prod(high - low) / _GRID_POINTS))
    for _ in range(2):
        points = _lattice(low, high, spacing)
        kept = points[inside(points, rings)]
        spacing *= float(np.sqrt(len(kept) / _GRID_POINTS))
    return kept


def _lattice(low: Floats, high: Floats, spacing: float) -> Floats:
    x = np.arange(low[0] + spacing / 2, high[0], spacing)
    y = np.arange(low[1] + spacing / 2, high[1], spacing)
    mesh = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
    return np.asarray(np.round(mesh, _DECIMALS))


def _squared(points: Floats, place: Floats, narrowing: float) -> Floats:
    step = (points - place) * np.array([narrowing, 1.0])
    return np.asarray(step[:, 0] ** 2 + step[:, 1] ** 2)


def lay_out(rings: Rings, count: int) -> Floats:
    """Return `count` evenly spread places, nearest the middle first.

    Returns
    -------
        Shape (count, 2), longitude and latitude, all inside the rings. [degrees]
    """
    points = grid(rings)
    narrowing = float(np.cos(np.radians(points[:, 1].mean())))
    middle = points.mean(axis=0)
    chosen = _farthest_points(points, middle, count, narrowing)
    for _ in range(_LLOYD_ROUNDS):
        gaps = np.stack([_squared(points, points[c], narrowing) for c in chosen])
        nearest = gaps.argmin(axis=0)
        moved = [
            _middle_point(points, nearest == place, narrowing) for place in range(count)
        ]
        if moved == chosen:
            break
        chosen = moved
    places = points[chosen]
    order = np.argsort(_squared(places, middle, narrowing), kind="stable")
    return places[order]


def _farthest_points(
    points: Floats, middle: Floats, count: int, narrowing: float
) -> list[int]:
    chosen = [int(_squared(points, middle, narrowing).argmin())]
    gap = _squared(points, points[chosen[0]], narrowing)
    while len(chosen) < count:
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, _squared(points, points[chosen[-1]], narrowing))
    return chosen


def _middle_point(points: Floats, own: NDArray[np.bool_], narrowing: float) -> int:
    """Return the own grid point nearest the middle of the own ones."""
    distance = _squared(points, points[own].mean(axis=0), narrowing)
    return int(np.where(own, distance, np.inf).argmin())
