"""Where a home stands: longitude and latitude, and that they lie in the county."""

from __future__ import annotations

from functools import partial

from sim.area import Area
from sim.area.border_points import MARGIN, border_points
from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.home_draft import HomeDraft
from sim.importing.places import CountyPlaces

Box = tuple[float, float, float, float]


def county_box(area: Area, places: CountyPlaces) -> Box:
    """Return west, south, east and north of a county, with a margin, in degrees."""
    points = border_points(area, str(places.county["county_code"]))
    towns = places.townships
    points += list(zip(towns["lon"], towns["lat"], strict=True))
    east, north = (max(point[axis] for point in points) for axis in (0, 1))
    west, south = (min(point[axis] for point in points) for axis in (0, 1))
    return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN


def check_position(
    home: HomeDraft, area: Area, places: CountyPlaces, findings: Findings
) -> None:
    """Take the position, and refuse one outside the county."""
    record = home.record
    reader = partial(values.amount, most=180)
    lon = record.read("lon", reader, findings)
    lat = record.read("lat", reader, findings)
    if lon is None or lat is None:
        missing = "lat" if lat is None else "lon"
        if (lon is None) != (lat is None) and missing not in record.cells:
            findings.refuse(
                record.spot,
                "经度、纬度只写了一个；都写，或都不写",
                "has only one of longitude and latitude; write both or none",
            )
        return
    west, south, east, north = county_box(area, places)
    if west <= lon <= east and south <= lat <= north:
        home.take("lon", lon)
        home.take("lat", lat)
        return
    is_swapped = west <= lat <= east and south <= lon <= north
    zh = "经度、纬度写反了，请对调" if is_swapped else "不在本县范围内，请核对或留空"
    en = (
        "longitude and latitude are swapped"
        if is_swapped
        else "it is outside the county; check it or leave it empty"
    )
    findings.refuse(
        record.place("lon"),
        f"读到经度 {lon:g}、纬度 {lat:g}，{zh}"
        f"（经度 {west:.2f}-{east:.2f}，纬度 {south:.2f}-{north:.2f}）",
        f"read longitude {lon:g}, latitude {lat:g}: {en} (longitude "
        f"{west:.2f}-{east:.2f}, latitude {south:.2f}-{north:.2f})",
    )
