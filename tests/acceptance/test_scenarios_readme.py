"""What `scenarios/README.md` tells planners to write is sound."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

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


def test_every_file_and_clause_it_names_exists():
    for name in re.findall(r"`(\w+\.yaml)`", TEXT):
        if name != "demand_up_slowly.yaml":
            places = (SCENARIOS / name, SCENARIOS / "teaching" / name)
            assert any(place.is_file() for place in places), name
    for source, clause in re.findall(r"`(opinions|fyp14)#([^`]+)`", TEXT):
        assert clause in sources()[source].clauses
