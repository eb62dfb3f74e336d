"""Places small enough to calibrate in a test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from fitting_places import baseline, plan_of

from sim.area import load_area
from sim.fitting.fit import Fit, fit
from sim.fitting.plan import CalibrationPlan
from sim.scenario import Scenario


@pytest.fixture(scope="session")
def places(root) -> Path:
    return root / "scenarios" / "teaching" / "places"


@pytest.fixture(scope="session")
def county(places):
    """The small county as a pack."""
    return load_area(places / "small_county")


@pytest.fixture
def pack(places, tmp_path) -> Path:
    """A copy of the small county that a test may write to."""
    return Path(shutil.copytree(places / "small_county", tmp_path / "small_county"))


@dataclass(frozen=True)
class Fitted:
    """A small calibration with everything that it left."""

    plan: CalibrationPlan
    scenario: Scenario
    parts: Path
    found: Fit


@pytest.fixture(scope="session")
def fitted(places, tmp_path_factory) -> Fitted:
    """The small county, calibrated with twenty simulations and a short chain."""
    folder = tmp_path_factory.mktemp("fitted")
    plan = plan_of(places / "small_county", folder)
    scenario = baseline(plan, folder)
    parts = folder / "parts"
    parts.mkdir()
    return Fitted(plan, scenario, parts, fit(plan, scenario, parts, lambda *_: None))
