"""What `scenarios/README.md` tells planners to write is sound."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.scenario.catalogue import sources

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TEXT = (SCENARIOS / "README.md").read_text(encoding="utf-8")


def test_the_example_loads_beside_the_baseline(tmp_path):
    block = re.search(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    assert block
    path = tmp_path / "demand_up_slowly.yaml"
    path.write_text(re.sub(r"(?m)^ {3}", "", block[1]), encoding="utf-8")
    shutil.copy(SCENARIOS / "baseline.yaml", tmp_path)

    scenario = load_scenario(path)

    assert scenario.value_on("demand.level", date(2026, 12, 31)) == 1
    assert scenario.value_on("demand.level", date(2030, 12, 31)) == 1.3


@pytest.mark.parametrize("mark", ["rules", "whole"])
def test_what_is_shown_of_rules_has_neither_fault_nor_warning(mark, tmp_path):
    block = re.search(rf"<!-- scenario: {mark} -->\n```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert block
    path = tmp_path / "shown.yaml"
    path.write_text(block[1], encoding="utf-8")
    shutil.copy(SCENARIOS / "baseline.yaml", tmp_path)

    scenario = load_scenario(path)

    assert len(scenario.rules) == (2 if mark == "whole" else 1)
    assert [one for one in scenario.warnings if "shown.yaml" in one[1]] == []


def test_every_shipped_scenario_is_listed_in_both_languages():
    for half in TEXT.split('<a id="english"></a>'):
        for path in SCENARIOS.glob("*.yaml"):
            assert f"`{path.name}`" in half


def test_every_file_and_clause_it_names_exists():
    for name in re.findall(r"`(\w+\.yaml)`", TEXT):
        if name != "demand_up_slowly.yaml":
            places = (SCENARIOS / name, SCENARIOS / "teaching" / name)
            assert any(place.is_file() for place in places), name
    for source, clause in re.findall(r"`(opinions|fyp14)#([^`]+)`", TEXT):
        assert clause in sources()[source].clauses
