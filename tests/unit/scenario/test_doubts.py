"""What a scenario may say and is probably not meant is told before the run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.scenario import load_scenario

TEACHING = Path(__file__).parents[3] / "scenarios" / "teaching"
TARGET = """
targets:
  nursing_bed_share@{day}: {{at_least: 73%, nature: expected, source: fyp15_outline}}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    shutil.copytree(TEACHING / "places" / "two_homes", tmp_path / "places/two_homes")
    return Path(shutil.copy(TEACHING / "two_homes.yaml", tmp_path))


def warnings_of(path: Path) -> list[str]:
    return [en for _, en in load_scenario(path).warnings]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("2030-12-31", False), ("2099-12-31", True), ("1999-12-31", True)],
)
def test_a_target_of_a_day_that_is_not_simulated_is_told(scenario, day, is_told):
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text + TARGET.format(day=day), encoding="utf-8")

    said = [one for one in warnings_of(scenario) if "not within the period" in one]

    assert len(said) == is_told
    assert all(f"nursing_bed_share@{day}" in one for one in said)


def test_a_table_in_gbk_is_told(scenario):
    homes = scenario.parent / "places" / "two_homes" / "homes.csv"
    homes.write_bytes(homes.read_text(encoding="utf-8").encode("gbk"))

    said = [one for one in warnings_of(scenario) if "was read as GBK" in one]

    assert len(said) == 1
    assert "homes.csv" in said[0]
