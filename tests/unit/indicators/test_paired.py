"""Paired differences on numbers that a reader can check."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.indicators.headlines import headline_list
from sim.indicators.paired import (
    differences_table,
    family,
    headline_lines,
    moments,
    welch,
)
from sim.indicators.repetitions import side_by_side

A = [0.40, 0.50, 0.60, 0.70]
B = [0.50, 0.61, 0.69, 0.80]


def table(values, *, draws=None, **changed) -> pd.DataFrame:
    """Return one figure of one scenario, a repetition each."""
    several = draws is not None
    keys = {
        "year": 2030,
        "area_level": "region",
        "area_code": "here",
        "tier": "all",
        "ownership": "public",
        "operation": "all",
        "residence": "all",
        "indicator": "occupancy_rate",
        "unit": "share",
    }
    rows = pd.DataFrame(
        {
            "draw": draws if several else [0] * len(values),
            "replication": range(len(values)),
            "value": values,
        }
    )
    return rows.assign(**(keys | changed)).dropna(subset=["value"])


def test_with_draws_a_difference_is_the_centre_of_its_interval():
    """A draw with one repetition counts as much as a draw with two."""
    draws, known = [1, 1, 2, 2], {"indicator": "residents", "unit": "persons"}
    other = table([1.0] * 4, draws=draws, **known)
    both = {
        "a": pd.concat([table([0.1] * 4, draws=draws), other]),
        "b": pd.concat([table([0.2, np.nan, 0.5, 0.7], draws=draws), other]),
    }

    rows = differences_table(side_by_side(both), "a")
    row = rows[rows["indicator"] == "occupancy_rate"].iloc[0]

    assert row["difference"] == pytest.approx(0.3)
    assert row["difference"] == pytest.approx((row["mean_low"] + row["mean_high"]) / 2)
    assert row["mean"] - row["mean_reference"] == pytest.approx(row["difference"])
    assert row["n"] == 3


def row_of(a, b, **options) -> pd.Series:
    both = side_by_side({"a": table(a, **options), "b": table(b, **options)})
    return differences_table(both, "a").iloc[0]


def test_a_difference_is_the_mean_of_the_differences_of_repetitions():
    row = row_of(A, B)

    assert [row["mean_reference"], row["mean"]] == pytest.approx([0.55, 0.65])
    assert row["difference"] == pytest.approx(0.10)
    assert row["n"] == 4
    assert (row["scenario"], row["reference"]) == ("b", "a")


def test_intervals_of_outcomes_and_mean_are_those_of_the_differences():
    row = row_of(A, B)

    changes = np.array([0.10, 0.11, 0.09, 0.10])
    half = stats.t.ppf(0.975, 3) * changes.std(ddof=1) / 2
    assert [row["low"], row["high"]] == pytest.approx(np.quantile(changes, [0.1, 0.9]))
    assert row["mean_high"] - row["difference"] == pytest.approx(half)
    assert row["difference"] - row["mean_low"] == pytest.approx(half)


def test_the_unpaired_interval_is_that_of_two_samples():
    row = row_of(A, B)

    known = stats.ttest_ind(B, A, equal_var=False).confidence_interval(0.95)
    assert row["unpaired_low"] == pytest.approx(known.low)
    assert row["unpaired_high"] == pytest.approx(known.high)


def test_variance_reduction_is_unpaired_variance_over_paired():
    row = row_of(A, B)

    changes = np.subtract(B, A)
    apart = np.var(A, ddof=1) + np.var(B, ddof=1)
    assert row["variance_reduction"] == pytest.approx(apart / np.var(changes, ddof=1))
    assert row["variance_reduction"] > 100


def test_independent_runs_have_a_variance_reduction_of_about_one():
    random = np.random.default_rng(1)
    values = random.normal(size=(2, 4000))

    row = row_of(list(values[0]), list(values[1]))

    assert row["variance_reduction"] == pytest.approx(1, abs=0.1)


def test_the_same_scenario_twice_differs_by_exactly_nothing():
    row = row_of(A, A)

    ends = ["difference", "low", "high", "mean_low", "mean_high"]
    assert (row[[*ends, "simultaneous_low", "simultaneous_high"]] == 0).all()
    assert np.isnan(row["variance_reduction"])


def test_a_change_that_is_the_same_everywhere_has_no_variance_to_reduce():
    # 0.1 + 0.2 is not 0.3: what is left is rounding.
    row = row_of([0.1, 0.2, 0.7], [0.3, 0.4, 0.9])

    assert np.isnan(row["variance_reduction"])
    assert row["mean_low"] == row["mean_high"] == pytest.approx(0.2)


def test_one_repetition_has_a_difference_and_no_interval():
    row = row_of([0.4], [0.5])

    assert row["difference"] == pytest.approx(0.1)
    ends = ["low", "high", "mean_low", "mean_high", "unpaired_low", "simultaneous_low"]
    assert row[[*ends, "variance_reduction"]].isna().all()
    assert row["band"] == ""


def test_only_repetitions_that_both_have_are_paired():
    # A repetition without any figure at all would be none.
    other = table([1.0] * 4, indicator="residents", unit="persons", ownership="all")
    values = {"a": [0.4, np.nan, 0.6, 0.7], "b": [0.5, 0.6, 0.7, 0.8]}
    tables = {name: pd.concat([other, table(one)]) for name, one in values.items()}
    rows = differences_table(side_by_side(tables), "a").set_index("headline")
    row = rows.loc["public_occupancy"]

    assert row["n"] == 3
    assert row["difference"] == pytest.approx(0.1)
    assert row["mean"] == pytest.approx((0.5 + 0.7 + 0.8) / 3)


def test_a_figure_that_only_one_scenario_has_has_no_difference():
    rows = [table(A), table(A, indicator="nursing_bed_share", ownership="all")]
    both = side_by_side({"a": pd.concat(rows), "b": table(B)})

    row = differences_table(both, "a").set_index("indicator").loc["nursing_bed_share"]

    assert row["n"] == 0
    assert np.isnan(row["difference"])


def test_several_draws_are_the_independent_repetitions():
    draws = [1, 1, 2, 2, 3, 3]
    a = [0.1, 0.3, 0.2, 0.4, 0.3, 0.5]
    b = [0.2, 0.4, 0.4, 0.6, 0.6, 0.8]

    row = row_of(a, b, draws=draws)

    half = stats.t.ppf(0.975, 2) * 0.1 / np.sqrt(3)
    assert row["mean_high"] - row["difference"] == pytest.approx(half)
    assert row["band"] == "chance_and_registry"


def test_intervals_that_hold_together_are_bonferroni_over_figures_and_scenarios():
    named = {"indicator": "nursing_bed_share", "ownership": "all"}

    def both(values):
        return pd.concat([table(values), table([1 - v for v in values], **named)])

    three = side_by_side({"a": both(A), "b": both(B), "c": both([0.1, 0.7, 0.3, 0.2])})
    rows = differences_table(three, "a")

    assert family(rows) == 4
    row = rows.iloc[0]
    changes = np.subtract(B, A)
    factor = stats.t.ppf(1 - 0.05 / 2 / 4, 3)
    half = factor * changes.std(ddof=1) / 2
    together = rows[rows["scenario"] == "b"].set_index("headline")
    row = together.loc["public_occupancy"]
    assert row["simultaneous_high"] - row["difference"] == pytest.approx(half)


def test_figures_that_are_no_headline_have_no_interval_that_holds_together():
    row = row_of(A, B, indicator="residents", unit="persons")

    assert row["headline"] == ""
    assert np.isnan(row["simultaneous_low"])


def test_welch_agrees_with_scipy_where_samples_differ_in_size():
    one = np.array([[1.0, 2.0, 4.0, np.nan]])
    other = np.array([[3.0, 1.0, 0.5, 2.5]])
    draw = np.zeros(4, np.int64)

    low, high = welch(moments(one, draw), moments(other, draw))

    known = stats.ttest_ind([1.0, 2.0, 4.0], other[0], equal_var=False)
    expected = known.confidence_interval(0.95)
    assert [low[0], high[0]] == pytest.approx([expected.low, expected.high])


def test_scenarios_of_other_repetitions_are_refused():
    with pytest.raises(ValueError, match="same repetitions"):
        side_by_side({"a": table(A), "b": table(B[:3])})


def test_rows_in_another_order_and_homes_change_nothing():
    shuffled = table(B).sample(frac=1, random_state=1)
    home = table([0.9] * 4, area_level="home", area_code="here-C1")

    first = differences_table(side_by_side({"a": table(A), "b": table(B)}), "a")
    second = differences_table(
        side_by_side({"a": pd.concat([home, table(A)]), "b": shuffled}), "a"
    )

    pd.testing.assert_frame_equal(first, second)


def test_lines_have_mean_and_outcomes_of_each_scenario():
    lines = headline_lines(side_by_side({"a": table(A), "b": table(B)}))

    assert lines["scenario"].tolist() == ["a", "b"]
    assert lines["mean"].tolist() == pytest.approx([0.55, 0.65])
    assert lines["low"].iloc[0] == pytest.approx(np.quantile(A, 0.1))


def test_headlines_are_figures_that_are_published():
    names = [one.id for one in headline_list()]

    assert len(set(names)) == len(names)
    assert all(one.unit for one in headline_list())
    assert {one.better for one in headline_list()} == {"up", "down", ""}


def ruled(values, **cost):
    """Return closures of the region in each replication, and what they cost."""
    everywhere = {"ownership": "all"}
    parts = [table(values, indicator="closures", unit="homes", **everywhere)]
    parts += [
        table(cost[name], indicator=name, unit="yuan", **everywhere) for name in cost
    ]
    return pd.concat(parts, ignore_index=True)


def test_a_scenario_without_rules_is_held_against_one_with_them_as_nought():
    figures = side_by_side({"a": table(A), "b": ruled([2.0, 0.0, 4.0, 2.0])})
    rows = figures.figures["indicator"] == "closures"

    assert (figures.by_scenario["a"][rows] == 0).all()
    row = differences_table(figures, "a").query("indicator == 'closures'").iloc[0]
    assert row["difference"] == pytest.approx(2)
    assert row["headline"] == "closures"


def test_headlines_of_rules_are_none_where_no_scenario_has_rules():
    cost = table(A, indicator="cost_public", unit="yuan", ownership="all")
    plain = pd.concat([table(A), cost])
    without = side_by_side({"a": plain, "b": plain})
    with_rules = side_by_side({"a": plain, "b": ruled(A, cost_public=A)})

    def names(figures):
        return set(figures.figures["headline"]) - {""}

    assert not names(without) & {"cost_public", "closures", "moves_by_rule"}
    assert names(with_rules) >= {"cost_public", "closures"}
