"""What a scenario may say and is probably not meant is told before the run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.area import AreaError
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


@pytest.mark.parametrize("day", ["1998-10-01", "2021-01-01", "2021-1-1"])
def test_a_home_that_stands_on_the_first_day_may_say_since_when(scenario, day):
    give_date(scenario, day)

    load_scenario(scenario)


@pytest.mark.parametrize("day", ["2021-01-02", "2029-06-01"])
def test_a_home_of_later_is_refused_with_its_line(scenario, day):
    homes = give_date(scenario, day)

    with pytest.raises(AreaError) as caught:
        load_scenario(scenario)

    assert (caught.value.file, caught.value.line) == (homes.resolve(), 3)
    assert f"opened reads {day}" in caught.value.message("en")
    assert f"opened 读到 {day}" in caught.value.message("zh")


def give_date(scenario: Path, day: str) -> Path:
    homes = scenario.parent / "places" / "two_homes" / "homes.csv"
    first, second = homes.read_text("utf-8").rsplit("no,,", 1)
    homes.write_text(f"{first}no,{day},{second}", "utf-8")
    return homes
