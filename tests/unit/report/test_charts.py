from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import ModuleType
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from sim.report import PageData
from sim.report.charts.boundaries import outlines
from sim.report.charts.counties import county_chart
from sim.report.charts.coverage import coverage_chart
from sim.report.charts.drift import drift_chart
from sim.report.charts.occupancy import occupancy_chart
from sim.report.charts.style import level, planning
from sim.report.figures import Figures
from sim.report.numbers import Estimate
from sim.report.targets import read_targets
from sim.report.words import Text, load_words

START = date(2027, 1, 1)
PLACE = Text("广西", "Guangxi")


@pytest.fixture(scope="module")
def figures(full: PageData) -> Figures:
    return Figures(full.summary)


def said(value: Any, lang: str) -> Any:
    """Return a figure in one language, as the scripts of the page do."""
    if isinstance(value, Text):
        return getattr(value, lang)
    if isinstance(value, dict):
        return {key: said(one, lang) for key, one in value.items()}
    return [said(one, lang) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plotly_accepts_every_figure(
    full: PageData, figures: Figures, lang: str
) -> None:
    words = load_words()
    charts = [
        occupancy_chart(figures, words, START),
        coverage_chart(figures, read_targets(full.targets), words, START),
        drift_chart(full.frozen_null, words, PLACE),
    ]

    for chart in charts:
        go.Figure(said(chart.figure, lang))


def lines(chart: Any) -> list[dict[str, Any]]:
    return [one for one in chart.figure["data"] if one["mode"] == "lines+markers"]


def test_occupancy_has_a_line_and_a_band_for_each_kind_of_home(
    figures: Figures,
) -> None:
    chart = occupancy_chart(figures, load_words(), START)

    assert [line["name"].en for line in lines(chart)] == [
        "County, public",
        "Township, public",
        "Private",
    ]
    assert chart.figure is not None
    assert len(chart.figure["data"]) == 6
    drawn = lines(chart)[1]["y"][-1]
    split = {"tier": "township", "ownership": "public"}
    assert drawn == round(figures.at(2030, "occupancy_rate", **split).mean, 4)


def test_lines_differ_without_their_colour(figures: Figures) -> None:
    drawn = lines(occupancy_chart(figures, load_words(), START))

    assert len({line["line"]["dash"] for line in drawn}) == 3
    assert len({line["marker"]["symbol"] for line in drawn}) == 3


def test_the_table_has_residents_and_beds_beside_occupancy(figures: Figures) -> None:
    table = occupancy_chart(figures, load_words(), START).table
    assert table is not None

    heads = [head.en for head in table.heads]
    assert {"Occupancy", "Residents", "Licensed beds"} <= set(heads)
    assert len(table.rows) == 10 * 5


def test_the_year_mark_stands_between_two_years() -> None:
    shapes, _ = planning(START, Text("", ""))

    assert shapes[0]["x0"] == 2026.5
    assert planning(None, Text("", "")) == ([], [])


def test_coverage_shows_its_targets_at_their_year(
    full: PageData, figures: Figures
) -> None:
    chart = coverage_chart(figures, read_targets(full.targets), load_words(), START)
    assert chart.figure is not None

    stars = [one for one in chart.figure["data"] if one["mode"] == "markers"]
    assert [(star["customdata"], star["y"]) for star in stars] == [
        ([2025, 2030], [0.6, 0.716]),
        ([2025, 2030], [0.6, 0.6499]),
    ]


def test_targets_of_one_year_stand_side_by_side(
    full: PageData, figures: Figures
) -> None:
    chart = coverage_chart(figures, read_targets(full.targets), load_words(), START)
    assert chart.figure is not None

    stars = [one["x"] for one in chart.figure["data"] if one["mode"] == "markers"]
    assert stars[0][0] != stars[1][0]


def test_the_label_of_a_level_keeps_clear_of_the_series() -> None:
    def path(first: float, last: float) -> dict[int, Estimate]:
        steps = [first + (last - first) * k / 9 for k in range(10)]
        return {2021 + k: Estimate(at, at, at) for k, at in enumerate(steps)}

    def place(*paths: dict[int, Estimate]) -> tuple[str, str]:
        _, label = level(0.5, Text("50%", "50%"), paths)
        return label["xanchor"], label["yanchor"]

    assert place(path(0.3, 0.3)) == ("left", "bottom")
    assert place(path(0.53, 0.9)) == ("right", "top")
    assert place(path(0.53, 0.9), path(0.5, 0.4)) == ("right", "bottom")


def test_a_still_null_and_a_drifting_one_are_told_apart() -> None:
    table = pd.DataFrame(
        {
            "tier": ["township"],
            "size_class": ["up_to_30"],
            "start": [0.3],
            "end": [0.309],
            "change": [0.009],
        }
    )

    still = drift_chart(table, load_words(), PLACE)
    drifting = drift_chart(table.assign(change=-0.012), load_words(), PLACE)

    assert "no class of home moves by more than 0.9 points" in still.reading.en
    assert "more than one point" in drifting.reading.en
    assert "1.2" in drifting.reading.en


def test_the_null_of_the_whole_explains_no_part_of_it(full: PageData) -> None:
    whole = drift_chart(full.frozen_null, load_words(), PLACE)
    part = drift_chart(full.frozen_null, load_words(), PLACE, is_part=True)

    for reading in (whole.reading, part.reading):
        assert "整个广西" in reading.zh
        assert "the whole of Guangxi" in reading.en
    assert "therefore come from ageing" in whole.reading.en
    assert "therefore come from ageing" not in part.reading.en
    assert "only a part of it" in part.reading.en


def test_without_boundaries_counties_are_bars(full: PageData, figures: Figures) -> None:
    chart = county_chart(figures, full.counties, None, load_words())

    assert chart.figure is not None
    assert chart.figure["form"] == "bars"
    assert chart.figure["outlines"] is None


def test_county_numbers_are_those_of_the_table(
    full: PageData, figures: Figures
) -> None:
    chart = county_chart(figures, full.counties, full.boundaries, load_words())
    assert chart.figure is not None
    assert chart.table is not None

    public = chart.figure["measures"][0]
    shown = float(chart.table.rows[3][1].raw or "nan")

    assert public["name"] == "occupancy_public"
    assert public["mean"][3][-1] == pytest.approx(shown, rel=1e-3)


def ring_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@pytest.mark.parametrize("turn", [1, -1])
def test_outer_rings_are_clockwise_whatever_they_were(turn: int) -> None:
    outer = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]][::turn]
    hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.4], [0.2, 0.2]][::turn]
    shape = {"type": "Polygon", "coordinates": [outer, hole]}
    feature = {"type": "Feature", "id": "450123", "geometry": shape}

    made = outlines({"features": [feature]}, {"450123"})

    assert made is not None
    rings = made["features"][0]["geometry"]["coordinates"][0]
    assert ring_area(rings[0]) < 0 < ring_area(rings[1])


def test_outlines_are_those_of_the_counties_of_the_run(made_up: Any) -> None:
    whole = made_up.boundaries(made_up.counties(12))

    made = outlines(whole, {"450103", "450104"})

    assert made is not None
    assert [one["id"] for one in made["features"]] == ["450103", "450104"]


def test_a_run_without_splits_says_what_is_missing() -> None:
    columns = ["year", "area_level", "area_code", "tier", "ownership", "operation"]
    bare = pd.DataFrame(
        columns=[*columns, "residence", "indicator", "mean", "low", "high"]
    )
    figures = Figures(bare, [2021, 2022])
    words = load_words()

    charts = [
        occupancy_chart(figures, words, None),
        coverage_chart(figures, read_targets(pd.DataFrame()), words, None),
        county_chart(figures, pd.DataFrame({"county_code": ["1"]}), None, words),
        drift_chart(None, words, PLACE),
    ]

    assert [chart.figure for chart in charts] == [None] * 4
    assert all("left out" in chart.reading.en for chart in charts)


def test_entrusted_homes_have_a_line_of_their_own(
    full: PageData, beside_sample: ModuleType
) -> None:
    figures = Figures(beside_sample.entrusted(full.summary))
    several = occupancy_chart(figures, load_words(), START)
    one = occupancy_chart(Figures(full.summary), load_words(), START)

    names = [trace["name"].en for trace in several.figure["data"] if "name" in trace]
    assert names[-2:] == ["Entrusted", "Run by the owner (private homes included)"]
    assert "Village, public" in names
    assert "not what entrusting does" in several.reading.en
    assert "No home is entrusted" in one.reading.en


def test_a_target_of_occupancy_is_a_star(full: PageData) -> None:
    aims = read_targets(
        pd.DataFrame(
            [
                {
                    "indicator": "occupancy_rate",
                    "label_zh": "入住率",
                    "label_en": "Occupancy",
                    "date": "2030-12-31",
                    "limit": 0.6,
                }
            ]
        )
    )
    chart = occupancy_chart(Figures(full.summary), load_words(), START, aims)

    star = chart.figure["data"][-1]
    assert (star["x"], star["y"]) == ([2030], [0.6])
    assert star["marker"]["symbol"] == "star-open"
