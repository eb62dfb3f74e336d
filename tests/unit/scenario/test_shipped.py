"""The scenarios that come with the program load, and say what they should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.scenario.catalogue import sources

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TEACHING = sorted((SCENARIOS / "teaching").glob("*.yaml"))


@pytest.fixture(scope="module")
def baseline():
    return load_scenario(SCENARIOS / "baseline.yaml")


@pytest.mark.parametrize("path", TEACHING, ids=lambda path: path.stem)
def test_a_teaching_scenario_loads_and_is_named_by_its_idea(path):
    scenario = load_scenario(path)

    assert scenario.id == path.stem.replace("_", "-")
    assert scenario.area.name != "guangxi"
    assert path.read_text(encoding="utf-8").count("\n#") >= 2


def test_baseline_is_all_of_guangxi_from_2021_to_2030(baseline):
    assert len(baseline.county_indices) == 111
    assert baseline.timeline.start == date(2021, 1, 1)
    assert baseline.timeline.end == date(2030, 12, 31)
    assert baseline.planning_start == date(2027, 1, 1)
    assert (baseline.replications, baseline.seed) == (10, 20250101)
    assert baseline.programme == []


def test_baseline_history_is_assumed_and_says_so(baseline):
    assert {action.grade for action in baseline.history} == {"assumed"}
    assert all(action.note for action in baseline.history)


def test_baseline_history_stays_short_of_the_nursing_target(baseline):
    converted = sum(action.beds or 0 for action in baseline.history)

    by_2025 = sum(
        action.beds or 0
        for action in baseline.history
        if action.date < date(2026, 1, 1)
    )
    assert 0.53 < (39_000 + by_2025) / 92_000 < 0.55
    assert converted < 92_000 - 39_000


def test_baseline_targets_name_their_clause_or_that_they_are_national(baseline):
    targets = {target.id: target for target in baseline.targets}

    for target in targets.values():
        name, _, clause = target.source.partition("#")
        assert clause in sources()[name].clauses or target.document == "national"
    nursing = targets["nursing_bed_share@2025-12-31"]
    assert (nursing.nature, nursing.at_least) == ("binding", 0.55)
    assert targets["nursing_bed_share@2030-12-31"].document == "national"
    both = [targets[f"county_home_coverage@2025-12-31{end}"] for end in ("", "/plan")]
    assert [target.scope for target in both] == ["all", "counties_and_cities"]


def test_no_target_of_2030_pretends_to_come_from_the_plan(baseline):
    later = [t for t in baseline.targets if t.date > date(2025, 12, 31)]

    assert {target.document for target in later} == {"national", "opinions"}
    assert [t.indicator for t in later if t.document == "opinions"] == [
        "guaranteed_placed_share"
    ]


def test_frozen_changes_nothing_over_time():
    frozen = load_scenario(SCENARIOS / "frozen.yaml")

    assert frozen.value("population.frozen") is True
    assert frozen.history == frozen.programme == []
    assert not any(frozen.is_dated(path) for path in frozen.settings)


def test_programme_acts_from_planning_start_on_only():
    programme = load_scenario(SCENARIOS / "programme.yaml")

    assert programme.programme
    assert all(a.date >= programme.planning_start for a in programme.programme)
    assert any(
        a.nursing_share == 0.8 and a.among["tier"] == "county"
        for a in programme.programme
    )
