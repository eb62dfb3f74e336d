"""What a run says of itself comes from the scenario, the catalogue and the code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.events import Event
from sim.experiment.assumptions_log import COLUMNS, assumptions_log
from sim.experiment.statement import stream_names
from sim.experiment.stating import ASSUMPTIONS, STATEMENT, stress_facts
from sim.report.stress import statement

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"


@pytest.fixture(scope="module")
def results():
    scenario = sim.load_scenario(SCENARIOS / "teaching" / "two_homes.yaml")
    return sim.run(scenario, replications=1, jobs=1)


def test_no_item_of_a_run_is_blank(results):
    items = statement(stress_facts(results))

    assert len(items) == 20
    told = " ".join(text.en for _, text in items)
    for event in Event:
        assert f"`{event.value}`" in told
    assert results.scenario.id in told
    chinese = " ".join(text.zh for _, text in items)
    for name in ("能力完好（`able`）", "自费（`self_paying`）", "临时加床（`surge`）"):
        assert name in chinese


def test_the_run_folder_has_statement_and_assumptions(results):
    text = (results.folder / STATEMENT).read_text("utf-8")
    log = pd.read_csv(results.folder / ASSUMPTIONS)

    assert text.count("\n## ") == 40
    assert str(ROOT) not in text
    assert log.columns.tolist() == COLUMNS
    origins = results.scenario.origins()
    assert (log["kind"] == "parameter").sum() == (origins["grade"] != "published").sum()
    assert log["where"].notna().all()
    assert not log["where"].str.contains(str(ROOT), regex=False).any()


def test_rules_tell_what_they_assume_and_changes_their_range():
    scenario = sim.load_scenario(SCENARIOS / "close_below_half.yaml")
    log = assumptions_log(scenario, None)

    assumed = sum(len(rule.assumes) for rule in scenario.rules)
    assert assumed > 0
    assert (log["kind"] == "assumes").sum() == assumed
    changes = log[log["kind"] == "change"]
    assert len(changes) == len(scenario.history) + len(scenario.programme)
    assert changes["low"].notna().any()
    assert (log["kind"] == "registry").any()


def test_a_screened_value_says_what_it_moves():
    scenario = sim.load_scenario(SCENARIOS / "teaching" / "two_homes.yaml")
    path = str(scenario.origins()["path"].iloc[0])
    told = {"label_zh": "入住率", "label_en": "Occupancy", "headline": "occupancy"}
    screened = pd.DataFrame([told | {"path": path, "unit": "share", "mu_star": 0.042}])

    log = assumptions_log(scenario, screened)

    own = log[log["what_en"].str.contains(f"({path})", regex=False)].iloc[0]
    assert own["impact_en"] == "moves Occupancy by 4.2 points (rank 1)"
    assert own["impact_zh"] == "使入住率变动 4.2个百分点（影响第 1 位）"


def test_streams_are_read_from_the_code():
    assert {"taste", "home_effect", "birth", "patience"} <= set(stream_names())
