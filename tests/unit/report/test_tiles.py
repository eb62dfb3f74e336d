"""Counties as tiles: none on another, each near where it lies."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from sim.report.charts.counties import county_chart
from sim.report.charts.tiles import FEWEST, has_places, places, short, tiles
from sim.report.page_data import PageData
from sim.report.words import Text, load_words


def counties(points: list[tuple[float, float]]) -> pd.DataFrame:
    table = pd.DataFrame(points, columns=["lon", "lat"])
    return table.assign(county_code=[f"45{at:04d}" for at in range(len(points))])


def test_no_two_counties_share_a_tile_even_at_one_place() -> None:
    crowd = np.array([[108.0, 23.0]] * 9 + [[109.0, 24.0]])
    cells = places(crowd)

    assert len({tuple(cell) for cell in cells.tolist()}) == 10


def test_what_lies_north_and_east_stays_there() -> None:
    corners = [(105.0, 21.0), (105.0, 25.0), (110.0, 21.0), (110.0, 25.0)]
    inner = [(107.0, 22.5), (107.5, 23.5), (108.0, 23.0)]
    cells = places(np.array([*corners, *inner]))
    south_west, north_west, south_east, north_east = cells[:4]

    assert north_west[1] > south_west[1]
    assert south_east[0] > south_west[0]
    assert north_east.tolist() == [south_east[0], north_west[1]]


def test_tiles_have_clockwise_rings_and_codes() -> None:
    table = counties([(105.0 + at, 22.0) for at in range(7)])
    made = tiles(table)

    assert [one["id"] for one in made["features"]] == list(table["county_code"])
    for one in made["features"]:
        (ring,) = one["geometry"]["coordinates"][0]
        area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
        assert area > 0


@pytest.mark.parametrize("name", ["lon", "lat"])
def test_counties_without_centres_are_no_tiles(name: str) -> None:
    table = counties([(105.0 + at, 22.0) for at in range(FEWEST)])

    assert has_places(table)
    assert not has_places(table.iloc[1:])
    assert not has_places(table.drop(columns=name))
    assert not has_places(table.assign(**{name: float("nan")}))


def test_names_are_cut_to_what_a_tile_holds() -> None:
    assert short(Text("桂平市", "Guiping City")) == Text("桂平", "Guiping")
    assert short(Text("都安瑶族自治县", "Du'an Yao County")).zh == "都安"
    assert short(Text("横县", "Heng County")) == Text("横县", "Heng")


def test_the_county_chart_takes_tiles_where_it_has_no_boundaries(
    full: PageData,
) -> None:
    at = np.arange(len(full.counties))
    placed = full.counties.assign(lon=105 + at % 6, lat=22 + at // 6)
    words = load_words()
    drawn = county_chart(full.figures, placed, None, words)
    with_map = county_chart(full.figures, placed, full.boundaries, words)

    assert drawn.figure is not None
    assert drawn.figure["form"] == "tiles"
    assert len(drawn.figure["outlines"]["features"]) == len(placed)
    assert with_map.figure is not None
    assert with_map.figure["form"] == "map"


def test_a_county_has_a_line_for_each_kind_of_home(full: PageData) -> None:
    drawn = county_chart(full.figures, full.counties, None, load_words())
    assert drawn.figure is not None
    kinds = drawn.figure["kinds"]
    code = str(full.counties["county_code"].iloc[3])
    own = full.figures.path("occupancy_rate", code, tier="county", ownership="public")

    assert [one["label"].en for one in kinds] == [
        "County, public",
        "Township, public",
        "Private",
    ]
    assert kinds[0]["mean"][3] == [float(f"{one.mean:.4g}") for one in own.values()]
    assert kinds[0]["low"][3] == [float(f"{one.low:.4g}") for one in own.values()]
