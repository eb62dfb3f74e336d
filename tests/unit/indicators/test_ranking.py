"""Who is best, by how much, and what the spread is made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.indicators.ranking import (
    chance_and_ignorance,
    chance_of_best,
    error_of_chance,
    ranking_table,
)
from sim.indicators.repetitions import side_by_side


def table(values, indicator="nursing_bed_share", draws=None) -> pd.DataFrame:
    number = range(len(values))
    return pd.DataFrame(
        {
            "draw": [0] * len(values) if draws is None else draws,
            "replication": number,
            "year": 2030,
            "area_level": "region",
            "area_code": "here",
            "tier": "all",
            "ownership": "all",
            "operation": "all",
            "residence": "all",
            "indicator": indicator,
            "value": values,
            "unit": "share",
        }
    ).dropna(subset=["value"])


def ranked(scenarios, **options) -> pd.DataFrame:
    tables = {name: table(values, **options) for name, values in scenarios.items()}
    return ranking_table(side_by_side(tables), "a", [2030]).set_index("scenario")


def test_the_chance_of_being_best_is_the_share_of_repetitions():
    told = ranked({"a": [0.5, 0.5, 0.5, 0.5], "b": [0.6, 0.6, 0.6, 0.4]})

    assert told["chance_best"].to_dict() == {"b": 0.75, "a": 0.25}
    assert told["rank"].to_dict() == {"b": 1, "a": 2}
    assert told.loc["b", "chance_better"] == 0.75
    assert told.loc["b", "chance_equal"] == 0
    assert np.isnan(told.loc["a", "chance_better"])


def test_less_is_better_where_the_catalogue_says_so():
    scenarios = {"a": [5.0, 5.0], "b": [9.0, 9.0]}

    told = ranked(scenarios, indicator="median_wait_days")

    assert told["rank"].to_dict() == {"a": 1, "b": 2}
    assert told.loc["a", "chance_best"] == 1


def test_equals_share_the_first_place_and_the_rank():
    told = ranked({"a": [0.5, 0.7], "b": [0.5, 0.7]})

    assert told["rank"].tolist() == [1, 1]
    assert told["chance_best"].tolist() == [0.5, 0.5]
    assert told.loc["b", "chance_better"] == 0
    assert told.loc["b", "chance_equal"] == 1


def test_a_rounding_in_the_last_digit_is_no_victory():
    best = chance_of_best(np.array([[0.1 + 0.2], [0.3]]))

    assert best.tolist() == [[0.5], [0.5]]


def test_repetitions_in_which_one_scenario_lacks_the_figure_are_left_out():
    # A repetition without any figure at all would be none.
    other = table([1.0] * 3, "residents")
    values = {"a": [0.5, np.nan, 0.5], "b": [0.6, 0.9, 0.4]}
    tables = {name: pd.concat([other, table(one)]) for name, one in values.items()}
    both = side_by_side(tables)

    told = ranking_table(both, "a", [2030]).set_index("scenario")

    assert (told["n"] == 2).all()
    assert told["chance_best"].to_dict() == {"a": 0.5, "b": 0.5}


def test_figures_without_a_better_side_are_not_ranked():
    tables = {name: table([1.0, 2.0], "residents") for name in "ab"}

    assert ranking_table(side_by_side(tables), "a", [2030]).empty


def test_years_outside_the_period_have_no_rank():
    tables = {name: table([1.0, 2.0]) for name in "ab"}

    assert ranking_table(side_by_side(tables), "a", [2029]).empty


def test_what_never_happened_in_twenty_may_still_happen():
    alone = np.zeros(20, np.int64)

    never = error_of_chance(np.zeros(20), alone)
    half = error_of_chance(np.repeat([0.0, 1.0], 10), alone)

    assert 0.03 < never < 0.08
    assert half == pytest.approx(0.5 / np.sqrt(24))


def test_repetitions_of_one_draw_count_once():
    shares = np.repeat([0.0, 1.0], 50)

    error = error_of_chance(shares, np.repeat([1, 2], 50))

    assert error == pytest.approx(0.5 / np.sqrt(6))


def test_chance_and_ignorance_share_the_variance():
    draws = [1, 1, 2, 2, 3, 3]
    chance = np.array([0.01, -0.01] * 3)
    drawn = np.repeat([0.2, 0.4, 0.6], 2)
    tables = {
        "a": table(drawn + chance, draws=draws),
        "b": table(drawn + 2 * chance + 0.1, draws=draws),
    }

    parts = chance_and_ignorance(side_by_side(tables, joint=True), "a")
    parts = parts.set_index(["what", "scenario"])

    figure, change = parts.loc[("figure", "a")], parts.loc[("difference", "b")]
    assert figure["percent_ignorance"] > 99
    assert figure["sd_chance"] == pytest.approx(0.01 * np.sqrt(2))
    # What is not known falls out of the difference; chance does not.
    assert change["percent_chance"] == pytest.approx(100)
    assert figure["percent_chance"] + figure["percent_ignorance"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("draws", "values"),
    [
        ([0, 0, 0], [0.1, 0.2, 0.3]),
        ([1, 2, 3], [0.1, 0.2, 0.3]),
        ([1, 1, 2, 2], [0.3] * 4),
    ],
    ids=["one draw", "one replication in each", "no spread"],
)
def test_what_cannot_be_told_apart_has_no_percentage(draws, values):
    tables = {name: table(values, draws=draws) for name in "ab"}

    parts = chance_and_ignorance(side_by_side(tables), "a")

    assert parts[["percent_chance", "percent_ignorance"]].isna().all(axis=None)


def test_one_draw_has_the_spread_of_its_replications():
    tables = {name: table([0.1, 0.2, 0.3]) for name in "ab"}

    parts = chance_and_ignorance(side_by_side(tables), "a").set_index(["what"])

    assert parts.loc["figure", "sd_chance"].tolist() == pytest.approx([0.1, 0.1])
    assert parts.loc["difference", "sd_chance"] == 0
