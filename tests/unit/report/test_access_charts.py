"""How far elders live from care, and who comes to live farther, as the page says it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.report.charts.access import access_chart, inequality_chart
from sim.report.charts.who_loses import told, who_loses_chart
from sim.report.figures import Figures
from sim.report.words import Text, load_words

MEASURES = (
    *("minutes_center", "minutes_home", "minutes_free_bed"),
    *("beds_per_1000", "nursing_beds_per_1000_disabled"),
)


def loses_words():
    return load_words("loses_words.yaml")


def losing(against="twin", **changed) -> pd.DataFrame:
    """Return a row for each group and measure that there are words for."""
    groups = [
        *(("all", "all"), ("sex", "female"), ("sex", "male")),
        *(("ability", one) for one in ("able", "mild", "moderate", "severe")),
        *(("residence", one) for one in ("rural", "urban")),
        *(("distance", f"up_to_{one}") for one in (15, 30, 60)),
        ("distance", "beyond"),
        *(("last_home", one) for one in ("all", "able", "mild", "moderate", "severe")),
    ]
    figures = {
        **{"persons": 20_000.0, "townships": 4.0, "before": 20.0, "after": 24.0},
        **{"change": 4.0, "low": 3.0, "high": 5.0, "loses": 0.1, "gains": 0.02},
        **{"loses_low": 0.06, "loses_high": 0.15, "noticed": 5.0, "n": 8},
    }
    rows = [
        {"group": group, "member": member, "measure": measure, **figures, **changed}
        for group, member in groups
        for measure in MEASURES
    ]
    told = {"against": against, "year": 2030, "against_year": 2026}
    return pd.DataFrame(rows).assign(**told)


def test_every_group_is_drawn_once_and_every_measure_is_in_the_table():
    chart = who_loses_chart(losing(), loses_words())

    loses, gains = chart.figure["data"]
    # The last homes by ability are in the table alone.
    assert loses["x"] == [0.1] * 14
    assert gains["x"] == [-0.02] * 14
    assert loses["error_x"]["array"] == [0.05] * 14
    assert len(chart.table.rows) == 18 * len(MEASURES)


def test_who_loses_is_told_with_persons_and_minutes():
    lines = told(losing(), loses_words())

    assert "10.0% of elders (about 2,000) live more than 5 minutes" in lines[0].en
    assert "10.0%的老年人（约2,000人）" in lines[0].zh
    assert "4 townships" in lines[2].en
    # Moderately and severely disabled, 20,000 of each.
    assert "40,000" in lines[2].en


@pytest.mark.parametrize(
    ("loses", "said"), [(0.0, "no elder lives"), (0.0001, "<0.1% of elders (about 2)")]
)
def test_nobody_and_hardly_anybody_are_told_apart(loses, said):
    lines = told(losing(loses=loses, gains=0.0), loses_words())

    assert said in lines[0].en


def test_bars_go_to_the_right_alone_where_nobody_gains():
    chart = who_loses_chart(losing(gains=0.0), loses_words())

    assert [one["name"].en for one in chart.figure["data"]] == ["Farther"]
    assert chart.figure["layout"]["xaxis"]["range"][0] == 0


def test_one_repetition_has_no_whiskers():
    one = losing(loses_low=np.nan, loses_high=np.nan, low=np.nan, high=np.nan)

    chart = who_loses_chart(one, loses_words())

    assert "error_x" not in chart.figure["data"][0]
    assert chart.table.rows[0][6].text == Text("—", "—")


def test_drawn_positions_are_an_example(full, made_up):
    figures = Figures(made_up.access_summary(full.summary))
    for made in (access_chart, inequality_chart):
        drawn = made(figures, load_words(), None, synthetic=True)
        real = made(figures, load_words(), None, synthetic=False)

        assert "位置是抽取的" in drawn.reading.zh
        assert "Homes stand where they were drawn" not in real.reading.en
        assert len(drawn.table.rows) == 10 * 8


def test_a_run_without_access_says_so(full):
    figures = Figures(full.summary)

    for made in (access_chart, inequality_chart):
        chart = made(figures, load_words(), None, synthetic=True)
        assert chart.figure is None
        assert "no figures" in chart.reading.en
