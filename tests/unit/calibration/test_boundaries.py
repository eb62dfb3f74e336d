"""Boundaries and positions of Guangxi, checked without the tools that made them."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from calibration.steps.places import AREAS
from calibration.steps.positions import inside, lay_out, rings_of

FILE = AREAS / "guangxi" / "boundaries.geojson"


@pytest.fixture(scope="module")
def collection() -> dict[str, Any]:
    result: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return result


def signed_area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def polygons(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    shape = feature["geometry"]
    single = shape["type"] == "Polygon"
    return [shape["coordinates"]] if single else list(shape["coordinates"])


def test_every_county_has_a_boundary_under_its_code(collection: dict[str, Any]) -> None:
    counties = pd.read_csv(AREAS / "guangxi" / "counties.csv", dtype=str)

    assert [f["id"] for f in collection["features"]] == counties["county_code"].tolist()


def test_exterior_rings_run_clockwise_and_holes_the_other_way(
    collection: dict[str, Any],
) -> None:
    for feature in collection["features"]:
        for exterior, *holes in polygons(feature):
            assert signed_area(np.array(exterior)) < 0
            assert all(signed_area(np.array(hole)) > 0 for hole in holes)


def test_coordinates_have_three_decimals_and_lie_in_guangxi(
    collection: dict[str, Any],
) -> None:
    for feature in collection["features"]:
        points = np.concatenate(rings_of(feature["geometry"]))
        assert np.array_equal(points, points.round(3))
        assert (points > [104.4, 20.8]).all()
        assert (points < [112.1, 26.4]).all()


def test_rings_are_closed(collection: dict[str, Any]) -> None:
    for feature in collection["features"]:
        for ring in rings_of(feature["geometry"]):
            assert np.array_equal(ring[0], ring[-1])
            assert len(ring) >= 4


def test_file_is_small_and_names_its_origin(collection: dict[str, Any]) -> None:
    assert FILE.stat().st_size < 300_000
    assert "MIT" in collection["attribution"]["en"]
    assert "天地图" in collection["attribution"]["zh"]


def test_counties_cover_guangxi_once(collection: dict[str, Any]) -> None:
    total = 0.0
    for feature in collection["features"]:
        for polygon in polygons(feature):
            exterior = np.array(polygon[0])
            km2 = 111.32**2 * np.cos(np.radians(exterior[:, 1].mean()))
            total += -signed_area(exterior) * km2

    # Official area of land: 237,600 km².
    assert total == pytest.approx(237_600, rel=0.01)


def test_every_township_lies_inside_its_county(collection: dict[str, Any]) -> None:
    units = pd.read_csv(AREAS / "guangxi" / "townships.csv", dtype={"county_code": str})
    shapes = {f["id"]: rings_of(f["geometry"]) for f in collection["features"]}

    for code, group in units.groupby("county_code"):
        points = group[["lon", "lat"]].to_numpy()
        assert inside(points, shapes[str(code)]).all(), code
        assert len(np.unique(points, axis=0)) == len(points)
    assert set(units["position"]) == {"synthetic"}


def test_streets_stand_nearest_the_middle() -> None:
    units = pd.read_csv(AREAS / "guangxi" / "townships.csv", dtype={"county_code": str})
    group = units[units["county_code"] == "450105"]
    middle = group[["lon", "lat"]].mean()
    far = np.hypot(group["lon"] - middle["lon"], group["lat"] - middle["lat"])
    street, other = (group["kind"] == "street"), (group["kind"] != "street")

    assert street.any()
    assert far[street].mean() < far[other].mean()


def test_places_of_a_square_are_spread_evenly() -> None:
    square = np.array([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], dtype=float)

    places = lay_out([square], 16)

    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    gaps[np.diag_indices(16)] = np.inf
    assert gaps.min() > 0.15
    assert inside(places, [square]).all()


def test_a_hole_is_outside() -> None:
    outer = np.array([[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]], dtype=float)
    hole = np.array([[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]], dtype=float)
    points = np.array([[0.5, 0.5], [2.0, 2.0], [5.0, 2.0]])

    assert inside(points, [outer, hole]).tolist() == [True, False, False]
