"""Whether homes, townships and borders of a pack lie where they can lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.area import Area
from sim.area.border_points import MARGIN, border_points
from sim.doctor.findings import Finding
from sim.report.words import Words
from sim.scenario.catalogue import catalogue
from sim.supply.registry import draw_registry
from sim.supply.travel import Travel, travel_of

_SEED: Final = 0


def homes_outside(area: Area, words: Words) -> Iterator[Finding]:
    """Find homes of a registry that stand outside the surroundings of their county."""
    if area.homes is None:
        return
    boxes = {code: _box(area, code) for code in area.homes["county_code"].unique()}
    outside = [
        str(home["home_id"])
        for home in area.homes.to_dict("records")
        if not _within(boxes[home["county_code"]], home["lon"], home["lat"])
    ]
    if outside:
        text = words["pack.outside"].fill(count=len(outside))
        yield Finding("fault", text, outside)


def _box(area: Area, code: str) -> tuple[float, float, float, float]:
    """Return the limits of a county with a margin: west, south, east, north."""
    county = area.counties[area.counties["county_code"] == code]
    towns = area.townships[area.townships["county_code"] == code]
    points = border_points(area, code)
    for table in (county, towns):
        points += list(zip(table["lon"], table["lat"], strict=True))
    lon, lat = np.array(points, dtype=float).T
    # A county known by one point has the surroundings of its area.
    side = float(np.sqrt(county["area_km2"].astype(float).iloc[0]) / 2 / 111)
    room = MARGIN + (side if len(towns) < 2 else 0.0)
    return lon.min() - room, lat.min() - room, lon.max() + room, lat.max() + room


def _within(box: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def townships_out_of_reach(
    area: Area, words: Words, max_minutes: float | None
) -> Iterator[Finding]:
    """Find townships with elders from which no home of their county is in reach."""
    if not area.has_homes:
        return
    most = _number(area, "choice.max_minutes") if max_minutes is None else max_minutes
    homes = draw_registry(
        area,
        seed=_SEED,
        draw=0,
        home_effect_sd=0.0,
        under_60_per_bed=_number(area, "guaranteed.under_60_per_public_bed"),
    )
    travel = _travel(area)
    aged = area.elders[area.elders["age_group"] >= "60-64"]
    elders = aged.groupby("township_index")["elders"].sum()
    far = [
        index
        for county in range(len(area.counties))
        for index in _far(area, county, homes, travel, most)
        if elders.get(index, 0) > 0
    ]
    if far:
        text = words["pack.reach"].fill(
            count=len(far),
            elders=f"{int(elders.reindex(far).sum()):,}",
            minutes=f"{most:g}",
        )
        codes = list(area.townships["township_code"].iloc[far])
        yield Finding("note", text, codes)


def _far(
    area: Area, county: int, homes: pd.DataFrame, travel: Travel, most: float
) -> list[int]:
    towns = np.flatnonzero(area.townships["county_index"].to_numpy() == county)
    own = homes[homes["county_code"] == area.counties["county_code"].iloc[county]]
    if own.empty:
        return [int(one) for one in towns]
    places = pd.Index(area.townships["township_code"])
    minutes = travel.minutes(
        towns,
        own["lon"].to_numpy(dtype=float),
        own["lat"].to_numpy(dtype=float),
        places.get_indexer(pd.Index(own["township_code"])),
    )
    return [int(one) for one in towns[minutes.min(axis=1) > most]]


def _travel(area: Area) -> Travel:
    return travel_of(
        area.townships,
        area.minutes,
        detour_ratio=_number(area, "travel.detour_ratio"),
        speed=_number(area, "travel.speed"),
        own_township_minutes=_number(area, "travel.own_township_minutes"),
    )


def _number(area: Area, path: str) -> float:
    """Return a value of the pack, or the catalogue's."""
    own = area.parameters.get(path)
    return float(own.value) if own else float(catalogue()[path].default)


def wrong_rings(geometry: Any) -> bool:
    """Return whether an outer ring runs counter-clockwise.

    Plotly then takes it for a hole and floods the frame with one colour.
    """
    shapes = geometry.get("coordinates") or []
    polygons = [shapes] if geometry.get("type") == "Polygon" else shapes
    return any(_signed(polygon[0]) > 0 for polygon in polygons if polygon)


def _signed(ring: Sequence[Sequence[float]]) -> float:
    """Return twice the signed area of a ring, positive if counter-clockwise."""
    x, y = np.array([point[:2] for point in ring], dtype=float).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
