"""Elementary effects: what is moved, what comes of it, and nothing is run twice."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pandas as pd
import pytest

from sim.experiment import screening_running
from sim.experiment.screening import (
    at_bases,
    covering,
    effects_table,
    factors_of,
    points_of,
)
from sim.experiment.screening_running import (
    finished_screening,
    make_screening,
    run_screening,
)
from sim.scenario import load_scenario

MOVED = ("demand.level", "relocation.days")


@pytest.fixture(scope="module")
def scenario(root):
    return load_scenario(root / "scenarios" / "teaching" / "small_county.yaml")


@pytest.fixture(scope="module")
def asked(scenario):
    """A screening of one assumption that acts and of one that nothing here asks for."""
    whole = make_screening(scenario, area=["990102"], bases=2, jobs=1)
    chosen = tuple(one for one in whole.factors if one.path in MOVED)
    return replace(whole, factors=chosen)


@pytest.fixture(scope="module")
def made(asked, tmp_path_factory):
    out = tmp_path_factory.mktemp("results")
    return run_screening(asked, out), out


def test_numbers_with_a_range_and_choices_of_two_are_moved(scenario):
    factors = {one.path: one for one in factors_of(scenario)}

    assert (factors["demand.level"].low, factors["demand.level"].high) == ("0.7", "1.5")
    assert factors["demand.waiting_lists"].low == "1"
    assert factors["population.disability_definition"].high == "assessed"


def test_costs_decisions_and_courses_over_time_are_not_moved(scenario):
    dated = scenario.at_point({"demand.level@2025-01-01": "1.2"})

    left = {one.path for one in factors_of(dated)}

    assert not [path for path in left if path.startswith("cost.")]
    assert "choice.cross_county" not in left
    assert "demand.level" not in left


def test_an_end_where_the_scenario_is_already_is_not_run(scenario):
    own = scenario.at_point({"demand.level": "0.7"})
    factors = [one for one in factors_of(own) if one.path == "demand.level"]

    assert list(points_of(own, factors)) == ["own", "demand.level high"]


def _figures(*values):
    return pd.DataFrame(
        {
            "headline": "public_occupancy",
            "draw": 0,
            "replication": range(len(values)),
            "value": values,
        }
    )


def test_effects_are_those_of_a_worked_example(scenario):
    two = at_bases(scenario, 2)
    factors = [one for one in factors_of(two) if one.path in MOVED]
    figures = {
        "own": _figures(0.40, 0.50),
        "demand.level low": _figures(0.35, 0.41),
        "demand.level high": _figures(0.45, 0.61),
        "relocation.days low": _figures(0.40, 0.50),
        "relocation.days high": _figures(0.42, 0.48),
    }

    first, second = effects_table(two, factors, figures).to_dict("records")

    assert first["path"] == "demand.level"
    assert first["low_change"] == pytest.approx(-0.07)
    assert first["high_change"] == pytest.approx(0.08)
    assert first["mu_star"] == pytest.approx(0.15)
    assert first["sigma"] == pytest.approx(0.1 / math.sqrt(2))
    assert first["half_width"] == pytest.approx(12.7062 * 0.05, rel=1e-4)
    # Effects either way add up to nothing on average and are still effects.
    assert second["mu"] == pytest.approx(0)
    assert second["mu_star"] == pytest.approx(0.02)


def test_a_figure_seen_at_one_base_point_alone_is_left_out(scenario):
    two = at_bases(scenario, 2)
    factors = [one for one in factors_of(two) if one.path == "demand.level"]
    figures = {
        "own": _figures(0.40, 0.50),
        "demand.level low": _figures(0.35),
        "demand.level high": _figures(0.45, 0.61),
    }

    assert effects_table(two, factors, figures).empty


def test_more_demand_fills_homes_and_what_nothing_asks_for_moves_nothing(made):
    table, _ = made
    effects = table[table["headline"] == "public_occupancy"].set_index("path")

    assert effects.loc["demand.level", "low_change"] < 0
    assert effects.loc["demand.level", "high_change"] > 0
    # On the same elders and chances nothing is left of chance.
    assert effects.loc["relocation.days", "mu_star"] == 0


def test_a_finished_screening_is_read_and_not_made_again(made, asked):
    table, out = made

    found = finished_screening(asked, out)

    assert found is not None
    assert list(found["path"]) == list(table["path"])
    assert found["mu_star"].to_numpy() == pytest.approx(table["mu_star"].to_numpy())
    more = make_screening(asked.plan.scenario, bases=2)
    assert finished_screening(more, out) is None


def test_one_with_a_changed_table_is_not_believed(made, asked, tmp_path):
    _, out = made
    (folder,) = (out / asked.name).iterdir()
    other = tmp_path / asked.name / folder.name
    other.mkdir(parents=True)
    for file in folder.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    (other / "screening.csv").write_text("mended", encoding="utf-8")

    assert finished_screening(asked, tmp_path) is None


def test_one_that_was_stopped_goes_on_where_it_was(asked, tmp_path, monkeypatch):
    at = screening_running._figures_at
    run = []

    def counted(plan, one):
        if len(run) == 2:
            raise KeyboardInterrupt
        run.append(one[1][0])
        return at(plan, one)

    monkeypatch.setattr(screening_running, "_figures_at", counted)
    with pytest.raises(KeyboardInterrupt):
        run_screening(asked, tmp_path)
    (folder,) = (tmp_path / asked.name).iterdir()
    status = json.loads((folder / "manifest.json").read_text("utf-8"))["status"]
    monkeypatch.setattr(screening_running, "_figures_at", at)
    done = {file.name for file in (folder / "parts").glob("*.parquet")}

    run_screening(asked, tmp_path)

    assert status == "partial"
    assert len(done) == 2
    assert len(list((tmp_path / asked.name).iterdir())) == 1
    assert finished_screening(asked, tmp_path) is not None


def test_a_page_shows_its_own_ranks_or_those_of_its_area(scenario):
    rows = pd.DataFrame(
        {
            "area": ["small_county", "small_county", "elsewhere"],
            "scenario": ["another", "small-county", "small-county"],
            "counties": ["990102", "all", "all"],
            "headline": "public_occupancy",
        }
    )

    assert list(covering(rows, scenario)["scenario"]) == ["small-county"]
    assert list(covering(rows[:1], scenario)["scenario"]) == ["another"]
    assert covering(rows[2:], scenario) is None
    assert list(covering(rows[:1], scenario)["where_zh"]) == ["乙县"]
    assert list(covering(rows, scenario)["where_zh"]) == [""]
    assert covering(rows, scenario)["label_en"].iloc[0] == "Occupancy of public homes"
