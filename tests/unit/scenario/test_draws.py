"""A scenario in a draw: what a draw moves, and what somebody chose stays."""

import shutil
from pathlib import Path

import pytest

from sim.area import AreaError
from sim.scenario import Scenario, load_scenario

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"
SEVERE, OWN, LISTS = (
    "demand.application_rate.severe",
    "choice.own_township",
    "demand.waiting_lists",
)
DRAWS = f"""\
tables:
  joint_draws:
    unit: by_path
    source: calibration
    grade: assumed
    columns: [draw, {SEVERE}, {OWN}, {LISTS}]
    rows: |
      1, 0.4, 0.1, 2
      2, 0.5, 0.9, 4
"""
SCENARIO = """\
format: ruralbeds-scenario/1
id: mine
title: {zh: 一, en: one}
area: ./small_county
period: {start: 2021-01-01, end: 2025-12-31}
seed: 1
"""
SET = """\
set:
  choice.own_township: {value: 0.25, source: assumption, note: chosen}
"""


def written(folder: Path, draws: str = DRAWS, more: str = "") -> Path:
    shutil.copytree(PLACES / "small_county", folder / "small_county")
    path = folder / "small_county" / "parameters" / "draws.yaml"
    path.write_text(draws, encoding="utf-8")
    file = folder / "mine.yaml"
    file.write_text(SCENARIO + more, encoding="utf-8")
    return file


def values(scenario: Scenario) -> tuple[object, ...]:
    return tuple(scenario.value(path) for path in (SEVERE, OWN, LISTS))


def test_a_draw_replaces_what_the_catalogue_and_the_pack_say(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))

    layers = [scenario.settings[path].layer for path in (SEVERE, OWN)]

    assert layers == ["area", "catalogue"]
    assert values(scenario.in_draw(2)) == (0.5, 0.9, 4)
    assert values(scenario.in_draw(1)) == (0.4, 0.1, 2)
    assert scenario.in_draw(1).settings[OWN].layer == "draw"
    assert scenario.in_draw(0) is scenario


def test_what_a_file_or_the_command_line_says_stays(tmp_path: Path) -> None:
    file = written(tmp_path, more=SET)

    scenario = load_scenario(file, {LISTS: "1"})

    assert scenario.settings[OWN].layer == "scenario"
    assert scenario.settings[LISTS].layer == "command"
    assert values(scenario.in_draw(2)) == (0.5, 0.25, 1)
    assert scenario.drawn_paths() == [SEVERE]


def test_values_of_a_program_replace_any_layer_and_outlive_a_draw(
    tmp_path: Path,
) -> None:
    scenario = load_scenario(written(tmp_path, more=SET))

    given = scenario.with_values({OWN: 0.6})

    assert given.value(OWN) == 0.6
    assert given.in_draw(2).value(OWN) == 0.6
    assert scenario.value(OWN) == 0.25


def test_a_value_out_of_bounds_or_of_no_parameter_is_refused(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))

    with pytest.raises(ValueError, match=r"out of bounds"):
        scenario.with_values({SEVERE: -1.0})
    with pytest.raises(KeyError):
        scenario.with_values({"demand.nothing": 1.0})


def test_a_draw_that_the_pack_has_not_is_refused(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path))

    with pytest.raises(ValueError, match="2 joint draws"):
        scenario.in_draw(3)


def test_a_pack_without_draws_is_the_same_in_every_draw(root: Path) -> None:
    scenario = load_scenario(root / "scenarios" / "teaching" / "small_county.yaml")

    assert scenario.in_draw(7) is scenario
    assert scenario.drawn_paths() == []


def test_a_draw_written_out_as_a_file_is_that_draw(tmp_path: Path) -> None:
    drawn = load_scenario(written(tmp_path, more=SET)).in_draw(2)
    copy = tmp_path / "copy.yaml"
    copy.write_text(drawn.resolved_yaml(), encoding="utf-8")

    again = load_scenario(copy)

    assert again.input_hash() == drawn.input_hash()
    assert values(again.in_draw(1)) == values(drawn)
    origins = again.origins().set_index("path")
    assert origins.loc[SEVERE, "source"] == "calibration"


def test_draws_beside_a_scenario_leave_its_values_alone(tmp_path: Path) -> None:
    file = written(tmp_path)
    before = load_scenario(file)
    hash_before = before.input_hash()
    (tmp_path / "small_county" / "parameters" / "draws.yaml").unlink()
    after = load_scenario(file)

    assert before.settings == after.settings
    assert hash_before != after.input_hash()


@pytest.mark.parametrize(
    ("before", "after", "line", "zh", "en"),
    [
        (OWN, "choice.own_townshop", 7, "不认识的参数", "did you mean choice.own_town"),
        ("2, 0.5", "2, -1", 9, "超出界限", "out of bounds"),
        ("0.1, 2", "0.1, 2.5", 8, "不是整数", "not a whole number"),
        (OWN, "population.frozen", 8, "yes", "population.frozen"),
    ],
)
def test_a_draw_of_what_cannot_be_is_a_fault_of_the_pack(
    tmp_path: Path, before: str, after: str, line: int, zh: str, en: str
) -> None:
    file = written(tmp_path, DRAWS.replace(before, after))

    with pytest.raises(AreaError) as caught:
        load_scenario(file)

    assert caught.value.line == line
    assert zh in caught.value.message("zh")
    assert en in caught.value.message("en")
