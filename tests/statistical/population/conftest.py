"""The population of Guangxi as the baseline has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.population import PopulationSetting, population_setting
from sim.scenario import load_scenario


@pytest.fixture(scope="session")
def guangxi(root: Path) -> PopulationSetting:
    return population_setting(load_scenario(root / "scenarios" / "baseline.yaml"))
