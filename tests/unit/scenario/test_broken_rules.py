"""What a planner reads about a rule with something wrong, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario import ScenarioError, load_scenario

BROKEN = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("broken_rules.yaml").read_text(encoding="utf-8")
)
MACHINERY = ("Traceback", "pydantic", "NoneType", "Input should", "{", "tuple")


def text_of(case: dict) -> str:
    text = BROKEN["head"]
    for change in (case, case.get("and", {"from": "", "to": ""})):
        assert change["from"] in text
        text = text.replace(change["from"], change["to"], 1)
    return text + case.get("tail", "")


def test_the_rule_that_they_start_from_is_sound(write):
    scenario = load_scenario(write("sound-rule", BROKEN["head"]))

    assert [rule.id for rule in scenario.rules] == ["below-half"]


@pytest.mark.parametrize("name", BROKEN["cases"])
def test_every_fault_of_a_rule_is_a_sentence_at_its_place(name, write):
    case = BROKEN["cases"][name]
    path = write(f"rule-{name}", text_of(case))

    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)

    found = caught.value.faults
    assert [(f.line, f.column) for f in found] == [
        (fault[0], fault[1]) for fault in case["faults"]
    ], "\n".join(fault.text("en") for fault in found)
    for fault, (_, _, zh, en) in zip(found, case["faults"], strict=True):
        assert zh in fault.text("zh")
        assert en in fault.text("en")
        assert fault.file.endswith(f"rule-{name}.yaml")
        for word in MACHINERY:
            assert word not in fault.text("zh") + fault.text("en")
