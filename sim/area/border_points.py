"""The corners of a county's border."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sim.area.pack import Area

MARGIN: Final = 0.15
"""How far outside the box around its county a home may stand. [degrees]"""


def border_points(area: Area, code: str) -> list[tuple[float, float]]:
    """Return longitude and latitude of each corner, none for an unknown border."""
    features = (area.boundaries or {}).get("features", [])
    own = [one for one in features if str(one["id"]) == code]
    return list(_points(own[0]["geometry"]["coordinates"])) if own else []


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)
