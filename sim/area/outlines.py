"""A planner's own county boundaries: read, checked, and made fit to be drawn.

Files come from many programs. What can be put right is (direction and closure of
rings, a third coordinate, numbers as codes); what cannot is told in a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.area.errors import AreaError

_LARGEST: Final = 50_000_000
_DECIMALS: Final = 3
_CODE: Final = ("county_code", "adcode", "code")

Point = list[float]


class Outlines(NamedTuple):
    """Boundaries of the counties that were run, and which of these have none."""

    collection: dict[str, Any]
    """GeoJSON: a feature a county, its `id` the code, outer rings clockwise."""
    missing: tuple[str, ...]
    """Codes of counties without an outline."""
    attribution: str
    """Whose map it is, where the file says so."""


def read_outlines(path: Path, codes: Sequence[str]) -> Outlines:
    """Return the outlines of counties; those of other places are left out.

    Parameters
    ----------
    path
        GeoJSON: a collection of features, each with the six-digit county code as its
        `id` or as a property `county_code`, in degrees of longitude and latitude.
    codes
        Counties that were run.

    Raises
    ------
    AreaError
        The file cannot be read or drawn; with a sentence in both languages.
    """
    content = _content(path)
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise AreaError(
            "不是 GeoJSON 要素集；应以 type: FeatureCollection 开头，并有 features",
            "no GeoJSON collection; it must have type FeatureCollection and features",
            file=path,
        )
    found: dict[str, Any] = {}
    for number, feature in enumerate(features, 1):
        code = _code(feature)
        if code not in codes:
            continue
        if code in found:
            raise AreaError(
                f"第{number}个要素：县代码 {code} 出现了两次，合成一个多边形要素",
                f"feature {number}: county {code} occurs twice; make it one feature",
                file=path,
            )
        found[code] = _feature(code, feature, number, path)
    if not found:
        raise AreaError(
            f"没有一个要素是所推演的县；每个要素要有六位县代码，写作 id 或属性 "
            f"county_code，例如 {codes[0]}",
            "no feature is a county of the run; each needs the six-digit code as its "
            f"id or its property county_code, for example {codes[0]}",
            file=path,
        )
    missing = tuple(code for code in codes if code not in found)
    ordered = [found[code] for code in codes if code in found]
    collection = {"type": "FeatureCollection", "features": ordered}
    return Outlines(collection, missing, str(content.get("attribution") or ""))


def _content(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        text = "" if size > _LARGEST else path.read_text("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AreaError(
            f"边界文件读不了（{reason}）",
            f"the file of boundaries cannot be read ({reason})",
            file=path,
        ) from error
    except UnicodeDecodeError as error:
        raise AreaError(
            "不是 UTF-8 文本；导出 GeoJSON 时选 UTF-8，shapefile 要先转成 GeoJSON",
            "not UTF-8 text; export GeoJSON as UTF-8, and convert a shapefile first",
            file=path,
        ) from error
    if size > _LARGEST:
        raise AreaError(
            f"边界文件有{size / 1e6:.0f}兆，太大；先简化到50兆以下",
            f"{size / 1e6:.0f} MB are too many; simplify it to less than 50 MB",
            file=path,
        )
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AreaError(
            f"不是 JSON：{error}", f"this is no JSON: {error}", file=path
        ) from error
    return content if isinstance(content, dict) else {}


def _code(feature: Any) -> str:
    """Return the county code of a feature; empty if it has none."""
    if not isinstance(feature, Mapping):
        return ""
    properties = feature.get("properties")
    named = properties if isinstance(properties, Mapping) else {}
    given = [feature.get("id"), *(named.get(name) for name in _CODE)]
    # Some programs write codes as numbers, some with a fraction.
    told = [str(one).removesuffix(".0").strip() for one in given if one is not None]
    six = [one for one in told if len(one) == 6 and one.isdigit()]
    return six[0] if six else ""


def _feature(code: str, feature: Mapping[str, Any], number: int, path: Path) -> Any:
    shape = feature.get("geometry")
    kind = shape.get("type") if isinstance(shape, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise AreaError(
            f"第{number}个要素（{code}）：是 {kind}，应是 Polygon 或 MultiPolygon",
            f"feature {number} ({code}): {kind}, must be a Polygon or MultiPolygon",
            file=path,
        )
    try:
        coordinates = shape["coordinates"]  # type: ignore[index]
        parts = [coordinates] if kind == "Polygon" else coordinates
        drawn = [polygon for part in parts if (polygon := _polygon(part))]
    except _BadRingError as error:
        raise AreaError(
            f"第{number}个要素（{code}）：{error.zh}",
            f"feature {number} ({code}): {error.en}",
            file=path,
        ) from error
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise AreaError(
            f"第{number}个要素（{code}）：coordinates 读不懂",
            f"feature {number} ({code}): its coordinates cannot be read",
            file=path,
        ) from error
    if not drawn:
        raise AreaError(
            f"第{number}个要素（{code}）：没有一个环有三个不同的点（按 0.001 度取整）",
            f"feature {number} ({code}): no ring has three different points (to 0.001 "
            "degrees)",
            file=path,
        )
    geometry = {"type": "MultiPolygon", "coordinates": drawn}
    return {"type": "Feature", "id": code, "properties": {}, "geometry": geometry}


class _BadRingError(Exception):
    """A ring that cannot be drawn."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def _polygon(part: Sequence[Collection[Sequence[float]]]) -> list[list[Point]]:
    """Return an outer ring with its holes; empty where the outer one is too small."""
    rings = [_ring(ring, outer=at == 0) for at, ring in enumerate(part)]
    return [ring for ring in rings if ring] if rings and rings[0] else []


def _ring(ring: Collection[Sequence[float]], *, outer: bool) -> list[Point]:
    """Return a ring closed, without repeated points, outer ones clockwise.

    Empty where nothing of it is left to draw: an islet of less than a hundred metres.
    """
    points: list[Point] = []
    for lon, lat, *_ in ring:
        _check(float(lon), float(lat))
        point = [round(float(lon), _DECIMALS), round(float(lat), _DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    if points and points[0] != points[-1]:
        points.append(points[0])
    if len(points) < 4:
        return []
    # The shoelace formula: positive where the ring runs clockwise, north up.
    clockwise = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(points)) > 0
    return points if clockwise == outer else points[::-1]


def _check(lon: float, lat: float) -> None:
    if isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90:
        return
    if abs(lat) <= 180 and abs(lon) <= 90:
        raise _BadRingError(
            f"坐标（{lon:g}，{lat:g}）像是纬度在前；GeoJSON 是经度在前",
            f"({lon:g}, {lat:g}) seems to have latitude first; GeoJSON has longitude "
            "first",
        )
    raise _BadRingError(
        f"坐标（{lon:g}，{lat:g}）不是经纬度；先转成 WGS84 或 CGCS2000 经纬度",
        f"({lon:g}, {lat:g}) are no degrees; convert to longitude and latitude",
    )
