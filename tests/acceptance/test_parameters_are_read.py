"""No parameter of the catalogue is there for nothing: a run asks for each of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import sim
from sim.scenario import Scenario, catalogue

TEACHING = Path(__file__).parents[2] / "scenarios" / "teaching"


@pytest.fixture(scope="module")
def asked() -> set[str]:
    paths: set[str] = set()
    value_on = Scenario.value_on

    def recorded(self: Scenario, path: str, when: date) -> float | bool:
        paths.add(path)
        return value_on(self, path, when)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scenario, "value_on", recorded)
        scenario = sim.load_scenario(TEACHING / "more_demand_from_2025.yaml")
        paths.clear()
        sim.run(scenario, replications=1, jobs=1)
    return paths


@pytest.mark.parametrize("path", catalogue())
def test_a_run_reads(path, asked):
    assert path in asked
