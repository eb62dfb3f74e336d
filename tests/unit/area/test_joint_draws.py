"""What a calibration leaves in a pack: fitted values and joint draws."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.area import AreaError, load_area

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"
FITTED = """\
values:
  demand.application_rate.severe: {value: 0.5, unit: per_year, range: [0.2, 0.8], \
source: calibration, grade: derived}
  choice.own_township: {value: 0.7, unit: utility, source: calibration, grade: derived}
"""
DRAWS = """\
tables:
  joint_draws:
    unit: by_path
    source: calibration
    grade: assumed
    columns: [draw, demand.application_rate.severe, choice.own_township]
    rows: |
      1, 0.4, 0.1
      2, 0.5, 0.9
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PLACES / "small_county", tmp_path / "small_county")


Write = Callable[[str, str], Path]


@pytest.fixture
def write(pack: Path) -> Write:
    def to_pack(name: str, text: str) -> Path:
        path = pack / "parameters" / name
        path.write_text(text, encoding="utf-8")
        return path

    return to_pack


def test_a_fitted_value_replaces_that_of_another_file(pack: Path, write: Write) -> None:
    before = load_area(pack)
    write("fitted.yaml", FITTED)

    area = load_area(pack)

    assert "demand.application_rate.severe" in before.parameters
    assert area.parameters["demand.application_rate.severe"].value == 0.5
    assert area.parameters["choice.own_township"].value == 0.7
    assert {name: one.value for name, one in area.unfitted.items()} == {
        name: one.value for name, one in before.parameters.items()
    }


def test_two_other_files_may_not_say_the_same(pack: Path, write: Write) -> None:
    write("another.yaml", FITTED)

    with pytest.raises(AreaError, match="出现两次"):
        load_area(pack)


def test_a_calibration_is_a_source_of_every_pack(pack: Path) -> None:
    sources = load_area(pack).sources.set_index("source_id")

    assert sources.loc["calibration", "grade"] == "derived"
    assert "校准" in sources.loc["calibration", "title_zh"]


def test_joint_draws_are_read_as_numbers(pack: Path, write: Write) -> None:
    path = write("draws.yaml", DRAWS)

    area = load_area(pack)

    assert area.joint_draws == 2
    assert area.tables["joint_draws"].to_dict("list") == {
        "draw": [1, 2],
        "demand.application_rate.severe": [0.4, 0.5],
        "choice.own_township": [0.1, 0.9],
    }
    assert area.rows_at["joint_draws"] == (path, 8)


def test_a_pack_without_calibration_has_no_draws(pack: Path) -> None:
    area = load_area(pack)

    assert area.joint_draws == 0
    assert "joint_draws" not in area.tables
    assert area.unfitted == area.parameters


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("      2, 0.5", "      3, 0.5", 9, "count from 1"),
        ("      1, 0.4", "      0, 0.4", 8, "count from 1"),
        ("      2, 0.5", "      1, 0.5", 9, "count from 1"),
        ("2, 0.5, 0.9", "2, 0.5", 9, "choice.own_township is missing"),
        ("2, 0.5, 0.9", "2, , 0.9", 9, "severe is missing or not a number"),
        ("2, 0.5, 0.9", "2, 0.5, 0.9, 1.1", 9, "more than 3 cells"),
        ("[draw, ", "[drawn, ", 6, "lacks the columns: draw"),
        ("choice.own_township]", "draw]", 6, "occur twice: draw"),
    ],
)
def test_a_fault_of_the_draws_has_its_line(
    pack: Path, write: Write, before: str, after: str, line: int, said: str
) -> None:
    assert before in DRAWS
    write("draws.yaml", DRAWS.replace(before, after))

    with pytest.raises(AreaError) as caught:
        load_area(pack)

    assert caught.value.line == line
    assert said in caught.value.message("en")
    assert caught.value.message("zh") != caught.value.message("en")
