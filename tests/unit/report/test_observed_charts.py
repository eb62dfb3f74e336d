"""Observed figures beside simulated ones, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sim.report.charts.observed import WORDS, observed_chart
from sim.report.charts.observed_homes import observed_homes_chart
from sim.report.figures import Figures
from sim.report.observed import ObservedData
from sim.report.page import page, page_words
from sim.report.words import load_words

KIND = {"tier": "township", "ownership": "public"}


def years(*rows):
    table = pd.DataFrame(rows, columns=["year", "tier", "ownership", "value"])
    return table.assign(persons=table["value"] * 100)


def homes(*rows):
    names = ["home_id", "name", "beds", "observed", "mean", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def observed(last=2025, beside=2026, small=0, interval=True):
    low, high = ((0.2, 0.4), (0.5, 0.7)) if interval else ((float("nan"),) * 2,) * 2
    return ObservedData(
        years((2024, *KIND.values(), 0.5), (2025, *KIND.values(), 0.55)),
        homes(
            ("a", "甲院", 40, 0.35, 0.3, *low),
            ("b", "乙院", 20, 0.9, 0.6, *high),
        ),
        last,
        beside,
        small,
    )


@pytest.fixture
def figures():
    row = {
        "area_level": "region",
        "area_code": "x",
        "operation": "all",
        "residence": "all",
        "indicator": "occupancy_rate",
        **KIND,
    }
    table = [
        {**row, "year": year, "mean": 0.4, "low": 0.3, "high": 0.5}
        for year in (2026, 2027)
    ]
    return Figures(pd.DataFrame(table))


def test_registered_years_are_points_beside_the_line(figures):
    chart = observed_chart(observed(), figures, load_words(WORDS))

    points = [one for one in chart.figure["data"] if one["mode"] == "markers"]
    assert [one["x"] for one in points] == [[2024, 2025]]
    assert points[0]["y"] == [0.5, 0.55]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    assert low < 2024
    assert high > 2027


def test_the_reading_says_which_years_are_compared(figures):
    words = load_words(WORDS)

    apart = observed_chart(observed(), figures, words).reading
    same = observed_chart(observed(last=2026), figures, words).reading

    assert "2025" in apart.en
    assert "55%" in apart.zh
    assert "neighbouring years" in apart.en
    assert "相邻的年份" in apart.zh
    assert "neighbouring" not in same.en


def test_the_table_has_every_year_of_either(figures):
    table = observed_chart(observed(), figures, load_words(WORDS)).table

    assert [row[0].raw for row in table.rows] == ["2024", "2025", "2026", "2027"]
    assert [row[2].raw for row in table.rows] == ["0.5", "0.55", "", ""]
    assert [row[4].raw for row in table.rows] == ["", "", "0.4", "0.4"]


def test_homes_farthest_from_their_register_come_first():
    chart = observed_homes_chart(observed(), load_words(WORDS))

    assert [row[0].text.zh for row in chart.table.rows] == ["乙院", "甲院"]
    assert "2家机构中，登记的入住率（2025年，方块）有1家" in chart.reading.zh
    assert chart.figure["data"][0]["error_x"]["array"] == pytest.approx([0.1, 0.1])


def test_one_replication_has_no_interval_to_lie_in():
    chart = observed_homes_chart(observed(interval=False), load_words(WORDS))

    assert "error_x" not in chart.figure["data"][0]
    assert "no interval" in chart.reading.en


def test_homes_too_small_to_be_shown_are_counted():
    reading = observed_homes_chart(observed(small=3), load_words(WORDS)).reading

    assert "另有3家" in reading.zh
    assert reading.en.endswith("are not shown: 3.")


def test_each_language_stays_by_itself(figures):
    words = load_words(WORDS)
    for chart in (
        observed_chart(observed(), figures, words),
        observed_homes_chart(observed(small=1), words),
    ):
        for text in (chart.title, chart.reading, chart.alternative):
            assert not any("一" <= sign <= "鿿" for sign in text.en)
            assert any("一" <= sign <= "鿿" for sign in text.zh)


def test_the_page_shows_it_where_a_place_has_counted_and_else_no_trace(full):
    seen = replace(full, observed=observed(last=2025, beside=2025))

    titles = [load_words(WORDS)[f"{name}.title"].zh for name in _TITLED]

    texts = [page(data, page_words(data)) for data in (seen, full)]
    assert all(title in texts[0] for title in titles)
    assert not any(title in texts[1] for title in titles)


_TITLED = ("observed", "observed_homes")
