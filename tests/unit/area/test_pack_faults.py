"""A pack that is wrong: each fault a sentence with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.area import AreaError, load_area

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return shutil.copytree(PLACES / "two_homes", tmp_path / "two_homes")


def fault_of(pack: Path) -> AreaError:
    with pytest.raises(AreaError) as caught:
        load_area(pack)
    fault = caught.value
    assert fault.file is not None
    assert fault.message("zh") != fault.message("en")
    return fault


def replace(path: Path, before: str, after: str, count: int = 1) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, count), "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "counties.csv",
        "townships.csv",
        "elders.csv",
        "sources.csv",
        "parameters/mortality.yaml",
        "parameters/prevalence.yaml",
    ],
)
def test_a_missing_file_is_named(pack: Path, name: str) -> None:
    (pack / name).unlink()

    fault = fault_of(pack)

    assert "缺少" in fault.message("zh")
    assert Path(name).stem.split("_")[0] in fault.message("en")


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "said"),
    [
        ("counties.csv", "area_km2", "area", 1, "area_km2"),
        ("counties.csv", "990101,", "99010,", 2, "6 digits"),
        ("counties.csv", ",county,", ",shire,", 2, "must be one of"),
        ("counties.csv", "100.6", "east", 2, "not a number"),
        ("counties.csv", "100.6", "1006", 2, "between -180 and 180"),
        ("counties.csv", "made_up", "hearsay", 2, "sources.csv"),
        ("townships.csv", "990101101,990101", "990101101,990109", 3, "counties.csv"),
        ("townships.csv", "990101101,", "990101100,", 3, "repeats"),
        ("townships.csv", ",6,1,", ",6.5,1,", 3, "whole number"),
        ("townships.csv", "synthetic", "guessed", 2, "must be one of"),
        ("homes.csv", "990101-T02", "990101-T01", 3, "repeats"),
        ("homes.csv", "township,public", "village,state", 2, "must be one of"),
        ("homes.csv", "yes,10,0", "perhaps,10,0", 3, "yes or no"),
        ("homes.csv", "yes,10,0", "yes,ten,0", 3, "not a number"),
        ("homes.csv", "yes,10,0", "yes,-1,0", 3, "between 0"),
        ("homes.csv", "no,,100.5", "no,2019-13-01,100.5", 2, "date"),
        ("sources.csv", "assumed", "rumour", 2, "must be one of"),
    ],
)
def test_a_bad_entry_is_named_with_its_line(
    pack: Path, name: str, before: str, after: str, line: int, said: str
) -> None:
    replace(pack / name, before, after)

    fault = fault_of(pack)

    assert fault.file == (pack / name).resolve()
    assert fault.line == line
    assert said in fault.message("en")
    assert fault.message("zh").startswith(f"{fault.file}:{line}: ")


def edit_elders(pack: Path, change: Callable[[list[str]], list[str]]) -> None:
    path = pack / "elders.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("990101,990101100,rural,female,60-64,-3", "between 0"),
        ("990101,990101100,rural,female,60-64,3.5", "whole number"),
        ("990101,990101100,rural,female,60-64,", "not a number"),
        ("990101,990101999,rural,female,60-64,3", "townships.csv"),
        ("990102,990101100,rural,female,60-64,3", "county of this township"),
        ("990101,990101100,village,female,60-64,3", "must be one of"),
        ("990101,990101100,rural,F,60-64,3", "must be one of"),
        ("990101,990101100,rural,female,60-65,3", "must be one of"),
        ("990101,990101100,rural,female,65-69,3", "repeats"),
    ],
)
def test_bad_elders_are_named_with_their_line(pack: Path, row: str, said: str) -> None:
    own = "990101,990101100,rural,female,60-64,"
    edit_elders(pack, lambda lines: [*(line for line in lines if own not in line), row])
    lines = (pack / "elders.csv").read_text("utf-8").splitlines()

    fault = fault_of(pack)

    assert said in fault.message("en")
    # A second row of the same group stands after the first.
    assert fault.line == len(lines)


def test_a_row_with_too_many_entries_is_refused(pack: Path) -> None:
    edit_elders(pack, lambda lines: [*lines, lines[-1] + ",1,2"])

    fault = fault_of(pack)

    assert "has 8 cells, but the heading only 6 columns" in fault.message("en")
    assert fault.line == len((pack / "elders.csv").read_text("utf-8").splitlines())


def test_tables_that_an_office_saved_in_gbk_are_read(pack: Path) -> None:
    before = load_area(pack)
    for name in ("homes.csv", "townships.csv"):
        text = (pack / name).read_text("utf-8")
        (pack / name).write_bytes(text.encode("gbk"))

    area = load_area(pack)

    assert area.in_gbk == ("homes.csv", "townships.csv")
    assert before.in_gbk == ()
    assert area.homes is not None
    assert area.homes.equals(before.homes)
    assert area.townships.equals(before.townships)


@pytest.mark.parametrize("noise", [b"\xff\xfe\x00", b"a\x00b", b"\x81\x20\xff"])
def test_a_table_that_is_no_text_is_refused(pack: Path, noise: bytes) -> None:
    (pack / "townships.csv").write_bytes(noise)

    assert "UTF-8" in fault_of(pack).message("zh")


def test_an_empty_file_is_refused(pack: Path) -> None:
    (pack / "counties.csv").write_text("", "utf-8")

    fault_of(pack)


def test_a_table_without_rows_is_refused(pack: Path) -> None:
    head = (pack / "counties.csv").read_text("utf-8").splitlines()[0]
    (pack / "counties.csv").write_text(head + "\n", "utf-8")

    assert "no county" in fault_of(pack).message("en")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("values: {a.b: {value: 1, unit: beds, grade: assumed}}", 1, "lacks: source"),
        (
            "values:\n  a.b: {value: 1, unit: beds, source: x, grade: assumed}",
            2,
            "not listed",
        ),
        (
            "values:\n  a.b: {value: 1, unit: beds, source: made_up, grade: sure}",
            2,
            "grade must be one of",
        ),
        (
            "values:\n  a.b: {value: 1, unit: beds, source: made_up, grade: assumed, "
            "range: [2, 1]}",
            2,
            "range must be",
        ),
        (
            "values:\n  a.b: {value: [1], unit: beds, source: made_up, grade: assumed}",
            2,
            "value must be",
        ),
        ("valves: {}", 1, "unknown key 'valves'"),
        ("values: {}\nvalues: {}", 2, "occurs twice"),
        (
            "values:\n  outside.beds: {value: 1, unit: beds, source: made_up, "
            "grade: assumed}",
            2,
            "occurs twice in the pack",
        ),
        ("values: [", 1, "not valid YAML"),
        ("- 1", None, "must be a mapping"),
        ("values: 3", 1, "must be a mapping"),
    ],
)
def test_bad_parameters_are_named_with_their_line(
    pack: Path, text: str, line: int | None, said: str
) -> None:
    path = pack / "parameters" / "more.yaml"
    path.write_text(text + "\n", "utf-8")

    fault = fault_of(pack)

    assert fault.file == path.resolve()
    assert said in fault.message("en")
    if line is not None and said != "not valid YAML":
        assert fault.line == line


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("mortality.yaml", "rural,female,2010,45,", "rural,female,2010,46,", "gaps"),
        ("mortality.yaml", "rural,female,2010,50,", "rural,female,2010,45,", "repeats"),
        ("mortality.yaml", "rural,female,2010,45,0", "rural,female,2010,45,x", "numb"),
        (
            "prevalence.yaml",
            "rural,female,45,0.0",
            "rural,female,45,0.9999",
            "more than",
        ),
        ("prevalence.yaml", "rural,female,45,0", "rural,female,45,2", "between 0"),
        ("prevalence.yaml", "[residence, sex, age,", "[residence, sex, years,", "age"),
    ],
)
def test_a_bad_table_of_rates_is_named(
    pack: Path, name: str, before: str, after: str, said: str
) -> None:
    replace(pack / "parameters" / name, before, after)

    fault = fault_of(pack)

    assert said in fault.message("en")
    assert fault.file == (pack / "parameters" / name).resolve()


def test_a_row_of_a_table_in_yaml_is_found_by_its_line(pack: Path) -> None:
    path = pack / "parameters" / "mortality.yaml"
    replace(path, "urban,male,2020,70,", "urban,male,2020,70,x")
    lines = path.read_text("utf-8").splitlines()

    fault = fault_of(pack)

    assert fault.line is not None
    assert "urban,male,2020,70,x" in lines[fault.line - 1]


def test_boundaries_of_unknown_counties_are_refused(pack: Path) -> None:
    path = pack / "boundaries.geojson"
    path.write_text('{"features": [{"id": "123456"}]}', "utf-8")

    assert "123456" in fault_of(pack).message("en")


@pytest.mark.parametrize("text", ["{", "[]", '{"features": [{}]}'])
def test_a_file_that_is_no_geojson_is_refused(pack: Path, text: str) -> None:
    (pack / "boundaries.geojson").write_text(text, "utf-8")

    assert "GeoJSON" in fault_of(pack).message("en")


def test_totals_of_homes_must_be_whole_numbers(pack: Path) -> None:
    path = pack / "homes_totals.yaml"
    path.write_text("institutions: {value: many}\n", "utf-8")

    assert "lacks: beds" in fault_of(pack).message("en")


@pytest.mark.parametrize("note", ["{zh: 说明}", "{zh: 说明, en: Note, fr: Mot}", "[a]"])
def test_a_note_is_a_text_or_one_in_each_language(pack: Path, note: str) -> None:
    path = pack / "parameters" / "demand.yaml"
    replace(path, "grade: assumed}", f"grade: assumed, note: {note}}}")

    assert "note must be text or {zh" in fault_of(pack).message("en")


@pytest.mark.parametrize(
    ("written", "held"),
    [("plain", "plain"), ("{zh: 说明, en: Note}", {"zh": "说明", "en": "Note"})],
)
def test_plain_notes_and_notes_in_two_languages_are_read(
    pack: Path, written: str, held: object
) -> None:
    path = pack / "parameters" / "demand.yaml"
    replace(path, "grade: assumed}", f"grade: assumed, note: {written}}}")

    notes = [one.note for one in load_area(pack).parameters.values()]

    assert notes == [held]
