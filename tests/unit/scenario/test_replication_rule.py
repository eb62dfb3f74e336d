"""`replications: {until: …}`: what may be written, and how a slip is told."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load_scenario
from sim.scenario.replication_rule import written

HEAD = """\
format: ruralbeds-scenario/1
id: ruled
extends: sound-parent
title: {zh: 乙, en: B}
"""
ONE = "{indicator: occupancy_rate, half_width: 0.5%}"
FAULTS = {
    f"{{until: {ONE}}}": (5, 15, "缺少“max”", "“max” is missing"),
    f"{{until: {ONE}, min: 1, max: 9}}": (None, None, "不能小于 2", "at least 2"),
    f"{{until: {ONE}, min: 9, max: 4}}": (None, None, "小于 min", "less than min (9)"),
    "{until: {indicator: occupancy_rat, half_width: 1%}, max: 40}": (
        *(5, 35, "想写 occupancy_rate", "did you mean occupancy_rate"),
    ),
    "{until: {indicator: occupancy_rate, half_width: 5}, max: 40}": (
        *(None, None, "应写成 5%", "write 5%"),
    ),
    "{until: {indicator: occupancy_rate, half_width: 0}, max: 40}": (
        *(None, None, "必须大于 0", "greater than 0"),
    ),
    "{until: [{indicator: moves, half_width: 5, tier: township}], max: 40}": (
        *(None, None, "不按 tier 分列", "not given by tier"),
    ),
    "{until: [{indicator: moves, half_width: 5, year: 2031}], max: 40}": (
        *(None, None, "不在 period 之内", "not a year of the period"),
    ),
    "{until: [], max: 40}": (None, None, "至少要有 1 项", "needs at least 1 item"),
    "many": (5, 15, "不是数", "not a number"),
}


def text(rule: str) -> str:
    return f"{HEAD}replications: {rule}\n"


@pytest.mark.parametrize("rule", FAULTS)
def test_a_slip_is_a_sentence_at_its_place(write, rule):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write("ruled", text(rule)))

    [fault] = caught.value.faults
    line, column, zh, en = FAULTS[rule]
    assert zh in fault.text("zh")
    assert en in fault.text("en")
    assert fault.line == 5
    if line is not None:
        assert (fault.line, fault.column) == (line, column)


def test_a_rule_is_read_with_what_it_leaves_unsaid(write):
    scenario = load_scenario(write("ruled", text(f"{{until: {ONE}, max: 40}}")))

    figure = {"indicator": "occupancy_rate", "half_width": 0.005, "confidence": 0.95}
    assert written(scenario.replication_rule) == {
        "until": [figure],
        "min": 10,
        "max": 40,
    }
    assert scenario.replications == 40


@pytest.mark.parametrize(("most", "least"), [(2, 2), (6, 6), (10, 10), (11, 10)])
def test_what_nobody_wrote_is_no_more_than_what_is_allowed(write, most, least):
    scenario = load_scenario(write("ruled", text(f"{{until: {ONE}, max: {most}}}")))

    assert scenario.replication_rule.min == least
    assert scenario.replication_rule.max == most


def test_a_resolved_rule_is_the_same_rule(write):
    scenario = load_scenario(write("ruled", text(f"{{until: [{ONE}], max: 40}}")))
    again = load_scenario(write("again", scenario.resolved_yaml()))

    assert written(again.replication_rule) == written(scenario.replication_rule)
    assert again.input_hash() == scenario.input_hash()


def test_a_number_takes_the_place_of_a_rule_and_another_rule_is_another_input(write):
    ruled, other, fixed = (
        load_scenario(write("ruled", text(rule)))
        for rule in (f"{{until: {ONE}, max: 40}}", f"{{until: {ONE}, max: 41}}", "40")
    )

    assert ruled.with_run(replications=40).input_hash() == fixed.input_hash()
    assert len({one.input_hash() for one in (ruled, other, fixed)}) == 3
