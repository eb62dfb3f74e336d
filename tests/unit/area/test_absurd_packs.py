"""A pack that nobody wrote in earnest: a sentence with the line, not a crash later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.area import AreaError, load_area

ROOT = Path(__file__).parents[3]
PLACES = ROOT / "scenarios" / "teaching" / "places"
DRAWN = ROOT / "calibration" / "areas" / "wuyou"
VALUE = "values:\n  a.b: {value: %s, unit: beds, source: made_up, grade: assumed}"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PLACES / "one_home", tmp_path / "one_home")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(DRAWN, tmp_path_factory.mktemp("drawn") / "wuyou")


def fault_of(pack: Path) -> AreaError:
    with pytest.raises(AreaError) as caught:
        load_area(pack)
    assert caught.value.file is not None
    assert caught.value.message("zh") != caught.value.message("en")
    return caught.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (VALUE % ".inf", "is no number that can be used"),
        (VALUE % "-.inf", "is no number that can be used"),
        (VALUE % ".nan", "is no number that can be used"),
        (VALUE % "1e999", "is no number that can be used"),
        (VALUE % "012", "is no number that can be used"),
        (VALUE % ("9" * 5000), "is no number that can be used"),
        (VALUE % "!!int many", "is no number that can be used"),
        (VALUE % "1\x00", "control characters"),
        (VALUE % ("[" * 5000), "nested deeper than"),
        (VALUE % ("[" * 40 + "]" * 40), "nested deeper than"),
        ("values: &a {b: *a}", "aliases"),
        ("x: &x [1, 1]\nvalues: [*x, *x]", "aliases"),
        ("{[1]: 2}", "a key must be text"),
        (VALUE.replace("unit: beds", "unit: [beds]") % "1", "a single value"),
        ("tables: {a: {unit: x, source: made_up, grade: assumed, columns: a, "
         "rows: b}}", "a list of names"),
    ],
)  # fmt: skip
def test_a_file_of_parameters_is_refused_where_it_is_absurd(pack, text, said):
    path = pack / "parameters" / "more.yaml"
    path.write_text(text + "\n", "utf-8")

    fault = fault_of(pack)

    assert fault.file == path.resolve()
    assert said in fault.message("en")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("homes.csv", "yes,10,0,", "yes,1e300,0,", "between 0 and 100000"),
        ("homes.csv", "yes,10,0,4,", "yes,10,0,1e9,", "between 0 and 100000"),
        ("homes.csv", "yes,10,yes", "yes,1e6,yes", "between 0 and 1000"),
        ("counties.csv", "80,made_up", "1e30,made_up", "between 0 and"),
        ("townships.csv", ",8,1,", ",8e15,1,", "between 0 and"),
        ("townships.csv", ",8,1,", ",8,1," + "," * 2000, "more than 1000 cells"),
        ("townships.csv", ",made_up", ",made_up,1,2", "this row has 13 cells"),
    ],
)
def test_a_table_is_refused_where_a_number_or_row_is_absurd(
    pack, name, before, after, said
):
    path = pack / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")

    fault = fault_of(pack)

    assert fault.file == path.resolve()
    assert said in fault.message("en")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("mean: 32,", "mean: 1e30,", "township_beds.mean must be a number between 1"),
        ("mean: 32,", "mean: many,", "township_beds.mean must be a number between 1"),
        ("sd: 15,", "sd: -15,", "township_beds.sd"),
        ("mean: 32, ", "", "lack: mean"),
        ("min: 10, max: 80", "min: 90, max: 80", "min above max"),
        ("county: 0.55,", "county: 1,", "nursing_share.county"),
        ("concentration: 6", "concentration: 0", "nursing_share.concentration"),
        ("concentration: [3, 20]", "concentration: [3, 1e99]", "concentration"),
        ("township: 0.12", "township: 1e9", "care_staff_per_bed.township"),
        ("max: 25", "max: 1e9", "equipment_age_years.max"),
        ("institutions: {value: 18", "institutions: {value: 1e9", "whole value"),
        ("nursing_beds: {value: 380", "nursing_beds: {value: 9600", "at most"),
        ("county_homes: {value: 5", "county_homes: {value: 6", "at most"),
        ("regional_centers: {value: 3", "regional_centers: {value: 30", "at most"),
        ("private_homes: {value: 3", "private_homes: {value: 2", "without any"),
        ("beds: {value: 960", "beds: {value: 96000000000", "at most"),
        ("source: made_up, grade: assumed}", "source: made_up}", "grade of"),
        (
            "concentration: [3, 20]}, source: made_up, grade: assumed",
            "concentration: [3, 20]}, source: made_up, grade: sure",
            "grade of nursing",
        ),
        ("range: [8, 12]", "range: [8, 13]", "without any"),
    ],
)
def test_totals_are_refused_where_no_homes_can_be_drawn(drawn, before, after, said):
    path = drawn / "homes_totals.yaml"
    text = path.read_text("utf-8")
    at = text.find("\nbeds:") if before.startswith("beds") else 0
    assert before in text[at:]
    path.write_text(text[:at] + text[at:].replace(before, after, 1), "utf-8")
    try:
        fault = fault_of(drawn)
    finally:
        path.write_text(text, "utf-8")

    assert fault.file == path.resolve()
    assert said in fault.message("en")


def test_a_place_where_nobody_lives_is_refused(pack):
    path = pack / "elders.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    nobody = [row[: row.rindex(",")] + ",0" for row in rows]
    path.write_text("\n".join([head, *nobody]) + "\n", "utf-8")

    fault = fault_of(pack)

    assert (fault.file, fault.line) == (path.resolve(), 2)
    assert f"of the {len(rows)} rows" in fault.message("en")


@pytest.mark.parametrize("rate", ["0", "0.0", "1e-300"])
def test_a_death_rate_of_nothing_is_refused_with_its_line(pack, rate):
    path = pack / "parameters" / "mortality.yaml"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "urban,male,2020,70," in line)
    lines[at] = lines[at][: lines[at].rindex(",") + 1] + rate
    path.write_text("\n".join(lines) + "\n", "utf-8")

    fault = fault_of(pack)

    assert fault.line == at + 1
    assert f"reads {rate} and cannot be 0" in fault.message("en")


def test_a_quote_without_its_partner_is_told_in_plain_words(pack):
    path = pack / "townships.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *rows, '"' + rows[-1]]) + "\n", "utf-8")

    fault = fault_of(pack)

    assert "double quote" in fault.message("en")
    assert "双引号" in fault.message("zh")


@pytest.mark.parametrize("name", ["homes.csv", "parameters/more.yaml"])
def test_a_folder_in_place_of_a_file_is_refused(pack, name):
    (pack / name).unlink(missing_ok=True)
    (pack / name).mkdir()

    fault = fault_of(pack)

    assert fault.file == (pack / name).resolve()
    assert "is a folder" in fault.message("en")
