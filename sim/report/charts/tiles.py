"""A grid of equal tiles in place of a map: each county near where it lies.

For areas without boundaries, or whose boundaries may not be shown. Tiles are outlines
like any other, so that everything that works on a map works on them.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from sim.report.words import Text

FEWEST: Final = 6
"""Fewer counties than this are clearer as ranked bars."""
# Free cells beside the taken ones, so that the shape of the area can be seen.
_SPARE: Final = 1.35
_HALF: Final = 0.47
_ENDINGS: Final = ("县", "市", "区")
# Before it stands the name of a people, which a tile has no room for.
_AUTONOMOUS: Final = "自治县"
_LETTERS: Final = 7

Points = NDArray[np.float64]


def has_places(counties: pd.DataFrame) -> bool:
    """Whether counties have centres, and are enough for a grid."""
    if len(counties) < FEWEST or not {"lon", "lat"} <= set(counties.columns):
        return False
    return bool(np.isfinite(counties[["lon", "lat"]].to_numpy(dtype=np.float64)).all())


def tiles(counties: pd.DataFrame) -> dict[str, Any]:
    """Return a square for each county as GeoJSON, in cells that no two share.

    The cells are chosen so that the counties are moved least, by the sum of squares.

    Parameters
    ----------
    counties
        `county_code`, `lon`, `lat`.
    """
    cells = places(counties[["lon", "lat"]].to_numpy(dtype=np.float64))
    codes = counties["county_code"].astype(str)
    features = [
        _square(code, x, y) for code, (x, y) in zip(codes, cells.tolist(), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def places(points: Points) -> Points:
    """Return a cell of the grid for each point: column, row. Shape (points, 2)."""
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    span = np.where(span > 0, span, 1.0)
    # A degree of longitude is shorter than one of latitude.
    shape = span[0] * np.cos(np.radians(points[:, 1].mean())) / span[1]
    columns = max(1, ceil(sqrt(_SPARE * len(points) * shape)))
    rows = max(1, ceil(_SPARE * len(points) / columns))
    size = np.array([columns - 1, rows - 1])
    wanted = (points - low) / span * size
    across, up = np.meshgrid(np.arange(columns), np.arange(rows))
    grid = np.column_stack([across.ravel(), up.ravel()]).astype(np.float64)
    away = ((wanted[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
    _, cell = linear_sum_assignment(away)
    chosen: Points = grid[cell]
    return chosen


def _square(code: str, x: float, y: float) -> dict[str, Any]:
    west, east, south, north = x - _HALF, x + _HALF, y - _HALF, y + _HALF
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    shape = {"type": "MultiPolygon", "coordinates": [[ring]]}
    return {"type": "Feature", "id": code, "properties": {}, "geometry": shape}


def short(name: Text) -> Text:
    """Return a name that fits on a tile."""
    zh = name.zh[:2] if name.zh.endswith(_AUTONOMOUS) else name.zh
    for ending in _ENDINGS:
        if zh.endswith(ending) and len(zh) > len(ending) + 1:
            zh = zh.removesuffix(ending)
            break
    return Text(zh[:4], name.en.split(" ")[0][:_LETTERS])
