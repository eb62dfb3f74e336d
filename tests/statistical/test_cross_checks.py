"""What `python tests/cross_checks` found at length, and that it is still so.

The tables are committed, so that what they say is seen where Ciw and sim-tools are not
installed; a few of their figures are made again here.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cross_checks.agreement import STANDARD_ERRORS
from cross_checks.planning_rules import Place, needed, service
from cross_checks.replication_numbers import (
    SERIES,
    first_narrow,
    first_that_stays_narrow,
    half_width_here,
    half_width_there,
    number_there,
    series,
)
from cross_checks.three_homes import CASES, DAYS, REPLICATIONS, measured_here

REFERENCE = Path(__file__).parents[2] / "results" / "reference"
SERIES_EACH = 100


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "cross_checks.csv")


@pytest.fixture(scope="module")
def planned() -> pd.DataFrame:
    table = pd.read_csv(REFERENCE / "planning_rules.csv")
    return table.set_index(["aged_65_plus", "applications_per_year", "rule"])


def test_all_homes_agree_with_ciw_and_theory(checks):
    homes = checks[checks["check"].str.startswith("homes_")]

    assert set(homes["against"].str.split().str[0]) == {"Ciw", "Erlang"}
    assert (homes["standard_errors_apart"].abs() < STANDARD_ERRORS).all()


def test_the_long_comparison_sees_small_faults(checks):
    seen = checks.set_index(["check", "measure", "against"])["seen_with_power_90"]
    homes = seen[seen.index.get_level_values("check").str.startswith("homes_")]

    limits = {"gone_share": 0.02, "wait_days": 0.6, "residents": 0.4}
    for (_, measure, _), shift in homes.items():
        assert shift < limits[measure.rstrip("_123")]


@pytest.mark.parametrize("name", SERIES)
def test_rules_that_sim_tools_agreed_with_are_still_the_same(checks, name):
    rows = checks[checks["check"] == f"precision_{name}"].set_index("measure")["there"]
    made_up = [series(name, number) for number in range(SERIES_EACH)]

    found = {
        "half_width_of_20": np.mean([half_width_here(x[:20]) for x in made_up]),
        "first_narrow": np.mean([first_narrow(x) for x in made_up]),
        "first_that_stays_narrow": np.mean(
            [first_that_stays_narrow(x) for x in made_up]
        ),
    }

    for measure, mean in found.items():
        assert float(rows[measure]) == pytest.approx(mean, rel=1e-3), measure


def test_sim_tools_says_the_same():
    pytest.importorskip("sim_tools", reason="sim-tools is not installed")

    for name in SERIES:
        values = series(name, 7)
        assert half_width_here(values[:40]) == pytest.approx(
            half_width_there(values[:40])
        )
        assert first_narrow(values) == number_there(values, 0)
        assert first_that_stays_narrow(values) == number_there(values, 5)


def test_small_places_need_more_beds_for_each_thousand(planned):
    """Square-root staffing; an average flow leaves nothing for chance."""
    need = planned.xs("as many as needed", level="rule").sort_index()
    usual = need[
        need.index.get_level_values("applications_per_year")
        == need.index.get_level_values("aged_65_plus") / 200
    ]
    flow = planned.xs("average flow", level="rule")

    assert usual["beds_per_1000_aged_65_plus"].is_monotonic_decreasing
    assert (flow["beds_beyond_need"] < 0).all()
    assert flow["placed_within_30_days"].max() < 0.95


def test_one_ratio_gives_some_too_few_beds_and_others_too_many(planned):
    ratio = planned.xs("fixed ratio", level="rule")["beds_beyond_need"]
    root = planned.xs("square root", level="rule")["beds_beyond_need"]

    assert ratio[500].item() < 0 < ratio[16000].item()
    assert ratio[(4000, 25.0)] < 0 < ratio[(4000, 16.0)]
    assert root.abs().sum() < ratio.abs().sum() / 2


def test_a_place_is_planned_as_the_table_says(planned):
    row = planned.loc[(1000, 5.0, "as many as needed")]

    placed = service(Place(1000), int(row["beds"])).placed
    assert placed == pytest.approx(row["placed_within_30_days"], abs=0.001)


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_homes_are_as_the_table_says(checks, name):
    rows = checks[checks["check"] == f"homes_{name}"]
    told = rows.groupby("measure")["here"].first()

    found = measured_here(CASES[name], DAYS, REPLICATIONS).mean()

    assert found[told.index].to_dict() == pytest.approx(told.to_dict(), rel=1e-3)


@pytest.mark.long
def test_beds_needed_are_found_again(planned):
    need = planned.xs("as many as needed", level="rule")["beds"]

    for (size, applications), beds in need.items():
        assert needed(Place(size, applications * 200 / size)) == beds
