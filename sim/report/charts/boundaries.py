"""County boundaries as the browser's map needs them: bare, clockwise, keyed by code.

Plotly floods the frame with one colour where a ring runs the wrong way round, and a
planner's own file may have either direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Ring = Sequence[Sequence[float]]


def outlines(
    boundaries: Mapping[str, Any] | None, codes: set[str]
) -> dict[str, Any] | None:
    """Return the features of the given counties with outer rings clockwise.

    Parameters
    ----------
    boundaries
        GeoJSON; a feature's code is its `id` or its property `county_code`.
    codes
        County codes of the run.

    Returns
    -------
        A FeatureCollection without properties, coordinates to three decimals (about
        100 m), or None without boundaries.
    """
    if boundaries is None:
        return None
    features = [_feature(one) for one in boundaries["features"] if _code(one) in codes]
    return {"type": "FeatureCollection", "features": features}


def _code(feature: Mapping[str, Any]) -> str:
    named = (feature.get("properties") or {}).get("county_code")
    return str(feature.get("id") or named)


def _feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    shape = feature["geometry"]
    parts = shape["coordinates"]
    if shape["type"] == "Polygon":
        parts = [parts]
    return {
        "type": "Feature",
        "id": _code(feature),
        "properties": {},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [
                [_turned(ring, outer=at == 0) for at, ring in enumerate(part)]
                for part in parts
            ],
        },
    }


def _turned(ring: Ring, *, outer: bool) -> list[list[float]]:
    """Return the ring clockwise where it is an outer one, else counter-clockwise."""
    points = [[round(lon, 3), round(lat, 3)] for lon, lat, *_ in ring]
    return points if _is_clockwise(points) == outer else points[::-1]


def _is_clockwise(ring: Ring) -> bool:
    """Whether the ring runs clockwise seen with north up (shoelace formula)."""
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) > 0
