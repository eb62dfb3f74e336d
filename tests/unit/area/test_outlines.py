"""A planner's own boundaries: put right where possible, refused in a sentence."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from sim.area import AreaError
from sim.area.outlines import read_outlines

SQUARE = [[108, 22], [109, 22], [109, 23], [108, 23], [108, 22]]  # counter-clockwise
CODES = ["450123", "450881"]


def feature(code="450123", ring=SQUARE, **changes):
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "id": code,
        "geometry": shape,
        "properties": {},
    } | changes


def written(tmp_path, *features, **more):
    path = tmp_path / "own.geojson"
    content = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def clockwise(ring):
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) > 0


def test_outer_rings_run_clockwise_and_holes_the_other_way(tmp_path):
    hole = [[108.2, 22.2], [108.2, 22.4], [108.4, 22.4], [108.4, 22.2], [108.2, 22.2]]
    shape = {"type": "Polygon", "coordinates": [SQUARE, hole]}

    found = read_outlines(written(tmp_path, feature(geometry=shape)), CODES)

    [[outer, inner]] = found.collection["features"][0]["geometry"]["coordinates"]
    assert clockwise(outer)
    assert not clockwise(inner)
    assert found.missing == ("450881",)


@pytest.mark.parametrize(
    "named",
    [
        {"id": 450123},
        {"id": None, "properties": {"county_code": "450123"}},
        {"id": 7, "properties": {"county_code": 450123.0}},
    ],
)
def test_codes_may_be_numbers_or_properties(tmp_path, named):
    found = read_outlines(written(tmp_path, feature(**named)), CODES)

    assert [one["id"] for one in found.collection["features"]] == ["450123"]


def test_other_places_are_left_out_and_open_rings_closed(tmp_path):
    path = written(tmp_path, feature(ring=SQUARE[:-1]), feature("440100"))

    found = read_outlines(path, CODES)

    [one] = found.collection["features"]
    ring = one["geometry"]["coordinates"][0][0]
    assert ring[0] == ring[-1]


def test_islets_that_vanish_are_left_out(tmp_path):
    islet = [[[108.5, 22.5], [108.5001, 22.5], [108.5, 22.5001], [108.5, 22.5]]]
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE], islet]}

    found = read_outlines(written(tmp_path, feature(geometry=shape)), CODES)

    assert len(found.collection["features"][0]["geometry"]["coordinates"]) == 1


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ([feature("440100")], "no feature is a county of the run"),
        ([feature(), feature()], "feature 2: county 450123 occurs twice"),
        ([feature(geometry={"type": "Point"})], "Point, must be a Polygon"),
        ([feature(geometry=None)], "None, must be a Polygon"),
        ([feature(ring=[[22, 108], [23, 108], [23, 109]])], "latitude first"),
        ([feature(ring=[[36500000, 2500000]] * 4)], "are no degrees"),
        ([feature(ring=[["a", "b"]])], "coordinates cannot be read"),
        ([feature(ring=[[108, 22]] * 5)], "no ring has three different points"),
        (["x", 3], "no feature is a county of the run"),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path, features, sentence):
    with pytest.raises(AreaError) as raised:
        read_outlines(written(tmp_path, *features), CODES)

    assert sentence in raised.value.message("en")
    assert raised.value.message("zh").startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "no JSON"),
        (b"[1, 2]", "no GeoJSON collection"),
        ("边界".encode("gb18030"), "not UTF-8"),
        (b'{"type": "Topology"}', "no GeoJSON collection"),
    ],
)
def test_other_files_are_told(tmp_path, content, sentence):
    path = tmp_path / "own.geojson"
    path.write_bytes(content)

    with pytest.raises(AreaError) as raised:
        read_outlines(path, CODES)

    assert sentence in raised.value.message("en")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(AreaError, match="读不了"):
        read_outlines(tmp_path / "none.geojson", CODES)
