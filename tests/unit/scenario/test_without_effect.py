"""What was set and changes nothing is told, and no more than that."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load_scenario

POINTS = "village.points_per_100_villages"


@pytest.fixture
def load(write):
    def loaded(text: str = "", **overrides: str):
        path = write("mild", f"{HEAD}set:\n  {text}\n" if text else HEAD)
        return load_scenario(path, overrides.get("overrides"))

    return loaded


HEAD = """\
format: ruralbeds-scenario/1
id: mild
title: {zh: 甲, en: A}
extends: sound-parent
"""
NOTE = "source: assumption, note: x"


def only(scenario) -> str:
    ((zh, en),) = scenario.warnings
    assert "作用" in zh
    return en


def test_mutual_aid_points_that_never_change_have_no_effect(load):
    told = only(load(f"{POINTS}: {{value: 90, {NOTE}}}"))

    assert "mild.yaml:6: " in told
    assert "is 90 throughout" in told
    assert "values: by date" in told
    assert "--set" in only(load(overrides={POINTS: "90"}))


@pytest.mark.parametrize(
    "text", ["", f"{POINTS}: {{values: {{2023-01-01: 90}}, {NOTE}}}"]
)
def test_points_that_nobody_set_or_that_change_are_not_told(load, text):
    assert load(text).warnings == ()


def test_a_level_of_demand_above_the_cap_is_told(load):
    told = only(load(f"demand.level: {{values: {{2024-01-01: 6}}, {NOTE}}}"))

    assert "mild.yaml:6: " in told
    assert "reaches 6" in told
    assert "at 5" in told
    assert load(overrides={"demand.level": "5"}).warnings == ()
    raised = {"demand.level": "6", "demand.multiplier_cap": "8"}
    assert load(overrides=raised).warnings == ()


@pytest.mark.parametrize("day", ["2031-01-01", "2099-12-31"])
def test_a_dated_override_after_the_period_is_told(load, day):
    told = only(load(overrides={f"demand.level@{day}": "1.5"}))

    assert told.startswith(f"--set demand.level@{day}=1.5: has no effect")
    assert "2021-01-01 to 2030-12-31" in told


def test_a_dated_override_within_the_period_is_not_told(load):
    assert load(overrides={"demand.level@2030-12-31": "1.5"}).warnings == ()


def test_a_dated_override_without_a_date_is_a_fault(load):
    with pytest.raises(ScenarioError) as caught:
        load(overrides={"demand.level@": "1.5"})

    (fault,) = caught.value.faults
    assert "no date after “@”" in fault.message_en
    assert "demand.level=1.5" in fault.message_en


def test_a_constant_override_wipes_out_no_dated_one(load):
    both = {"demand.level@2025-01-01": "1.5", "demand.level": "1.2"}
    one, other = load(overrides=both), load(overrides=dict(reversed(both.items())))

    assert one.value("demand.level") == other.value("demand.level") == 1.2
    assert one.input_hash() == other.input_hash()
    assert one.is_dated("demand.level")
