"""Why occupancy differs and what it is paid for with, as the page shows it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from comparisons import BETTER, A, accounts, made

from sim.indicators.repetitions import side_by_side
from sim.indicators.trade_offs import COLUMNS, trade_offs
from sim.indicators.waterfall import waterfall_means, waterfall_table
from sim.report.compare_charts.dominance import dominance_chart, dominated
from sim.report.compare_charts.waterfall import waterfall_panels
from sim.report.compare_page import compare_words


def points(**scenarios: tuple[float, float, float]) -> pd.DataFrame:
    """Return occupancy, access and moves of scenarios, without intervals."""
    rows = [
        dict.fromkeys(COLUMNS, float("nan"))
        | {"scenario": name, "occupancy": one, "access": two, "moves": moves}
        for name, (one, two, moves) in scenarios.items()
    ]
    return pd.DataFrame(rows)


def test_the_steps_of_a_panel_end_where_the_sum_begins_to_be_told():
    closed = {"bed_days_closed": -20.0, "resident_days_earlier": 48.0}
    steps = waterfall_means(waterfall_table(accounts(b=closed), "a"))
    data = replace(made({"a": A, "b": BETTER}), waterfall=steps)

    panels = waterfall_panels(data, compare_words()).panels

    bars = panels[0].figure["data"][0]
    assert bars["base"][-2] + bars["x"][-2] == pytest.approx(10.0, abs=2e-3)
    assert bars["x"][-1] == pytest.approx(100 * (48 / 80 - 0.5), abs=2e-3)
    assert bars["base"][-1] == 0.0


def test_without_accounts_the_section_says_so_and_draws_nothing():
    found = waterfall_panels(made({"a": A, "b": BETTER}), compare_words())

    assert not found.panels
    assert "lack" in found.reading.en


def test_beaten_is_who_is_better_in_nothing():
    rows = points(a=(0.5, 0.8, 0.0), b=(0.6, 0.7, 40.0), c=(0.5, 0.7, 10.0))

    assert dominated(rows) == {"c": "a"}


def test_a_difference_not_worth_telling_beats_nobody():
    rows = points(a=(0.5, 0.8, 0.0), b=(0.5004, 0.7998, 0.4))

    assert dominated(rows) == {}


def test_the_chart_names_who_is_beaten_and_by_whom():
    rows = points(a=(0.5, 0.8, 0.0), b=(0.4, 0.7, 40.0))
    data = replace(made({"a": A, "b": BETTER}), trade_offs=rows)

    chart = dominance_chart(data, compare_words())

    assert '"S b" is better than "S a" in none of the three' in chart.reading.en
    assert [trace["x"] for trace in chart.figure["data"]] == [[0.5], [0.4]]


def test_moves_of_planned_years_are_added_up_and_access_is_that_of_the_last():
    keys = {"area_level": "region", "area_code": "here", "unit": "share"}
    splits = dict.fromkeys(("tier", "operation", "residence"), "all")
    rows = [
        {"draw": 0, "replication": n, "year": year, "indicator": name, "value": value}
        | {"ownership": ownership}
        for n in (0, 1)
        for year, access, moves in (
            (2026, 0.1, 100),
            (2029, 0.6, 5 + n),
            (2030, 0.8, 1),
        )
        for name, ownership, value in (
            ("share_within_30_min_free_bed", "all", access),
            ("occupancy_rate", "public", 0.5),
            ("moves_by_rule", "all", moves),
        )
    ]
    table = pd.DataFrame(rows).assign(**keys, **splits)
    both = side_by_side({"a": table})

    found = trade_offs(both, 2027).set_index("scenario").loc["a"]

    assert found["access"] == 0.8
    assert found["occupancy"] == 0.5
    assert found["moves"] == 6.5
