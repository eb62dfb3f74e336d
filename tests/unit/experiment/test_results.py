"""`sim.run` from Python, on a place of two small counties."""

import gc
import json

import pandas as pd
import pytest

import sim
from sim.indicators import summary_table

QUICK = {"replications": 2, "jobs": 1}


@pytest.fixture(scope="module")
def scenario(root):
    return sim.load_scenario(root / "scenarios" / "teaching" / "small_county.yaml")


@pytest.fixture(scope="module")
def results(scenario):
    return sim.run(scenario, **QUICK)


def test_tables_are_those_that_were_promised(results):
    tables = {
        name: getattr(results, name)
        for name in (
            *("indicators", "events", "decisions", "homes"),
            *("elders", "population", "targets", "summary"),
        )
    }

    assert {name for name, table in tables.items() if not len(table.columns)} == set()
    assert {name for name, table in tables.items() if table.empty} == {"decisions"}
    assert results.indicators["replication"].nunique() == 2
    assert list(results.indicators.columns[:3]) == ["scenario", "draw", "replication"]


def test_a_summary_made_a_few_years_at_a_time_is_that_of_all_years(
    results, monkeypatch
):
    whole = summary_table(results.indicators)

    monkeypatch.setattr("sim.experiment.results._ROWS_AT_ONCE", 1000)
    results.__dict__.pop("summary", None)
    pieces = results.summary

    assert len(results._years_at_once()) > 3
    pd.testing.assert_frame_equal(pieces, whole)


def test_nothing_remains_when_the_results_are_gone(scenario):
    results = sim.run(scenario, replications=1, jobs=1)
    folder = results.folder
    assert folder.exists()

    del results
    gc.collect()

    assert not folder.exists()


def test_same_seed_gives_the_same_and_another_does_not(scenario, results):
    same = sim.run(scenario, seed=scenario.seed, **QUICK)
    other = sim.run(scenario, seed=scenario.seed + 1, **QUICK)

    pd.testing.assert_frame_equal(same.events, results.events)
    assert not other.events.equals(results.events)


def test_more_replications_leave_the_first_ones_as_they_were(scenario, results):
    three = sim.run(scenario, replications=3, jobs=1)

    first_two = three.indicators.query("replication < 2")
    pd.testing.assert_frame_equal(first_two, results.indicators)


def test_area_narrows_the_run(scenario):
    code = str(scenario.area.counties["county_code"].iloc[0])

    alone = sim.run(scenario, area=[code], replications=1, jobs=1)

    counties = alone.indicators.query("area_level == 'county'")["area_code"]
    assert set(counties.astype(str)) == {code}


def test_unknown_area_is_a_fault_of_the_planner(scenario):
    with pytest.raises(sim.ScenarioError, match="999999"):
        sim.run(scenario, area=["999999"])


def test_saved_folder_is_a_run_folder(results, tmp_path):
    folder = results.save(tmp_path / "kept")

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete"
    events = pd.read_parquet(folder / "events.parquet")
    assert len(events) == len(results.events)
    assert not (folder / "parts").exists()


def test_report_opens_in_the_language_asked_for(results, tmp_path):
    page = results.report(tmp_path / "page", lang="en")

    assert page == tmp_path / "page" / "report.html"
    assert '<html lang="en"' in page.read_text(encoding="utf-8")[:500]


def test_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'ruun'"):
        sim.ruun  # noqa: B018
