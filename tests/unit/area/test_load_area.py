"""Reading a good pack."""

import re
import shutil
import time
from pathlib import Path

from calibration.steps.places import AREAS
from sim.area import find_area, load_area

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"


def test_counties_and_townships_are_numbered_by_code() -> None:
    area = load_area(PLACES / "small_county")

    assert area.counties["county_code"].tolist() == ["990101", "990102"]
    assert area.townships["township_code"].is_monotonic_increasing
    assert area.townships["county_index"].tolist() == [0, 0, 0, 1, 1, 1, 1]
    township = area.townships["township_code"].to_numpy()
    assert (
        township[area.elders["township_index"]] == area.elders["township_code"]
    ).all()


def test_order_of_rows_in_the_files_does_not_matter(tmp_path: Path) -> None:
    pack = shutil.copytree(PLACES / "small_county", tmp_path / "small_county")
    for name in ("counties.csv", "townships.csv", "homes.csv"):
        head, *rows = (pack / name).read_text("utf-8").splitlines()
        (pack / name).write_text("\n".join([head, *rows[::-1]]) + "\n", "utf-8")

    turned, straight = load_area(pack), load_area(PLACES / "small_county")

    assert turned.counties.equals(straight.counties)
    assert turned.townships.equals(straight.townships)
    assert straight.homes is not None
    assert straight.homes.equals(turned.homes)


def test_a_file_saved_by_excel_with_a_mark_is_read(tmp_path: Path) -> None:
    pack = shutil.copytree(PLACES / "one_home", tmp_path / "one_home")
    text = (pack / "counties.csv").read_text("utf-8")
    (pack / "counties.csv").write_text(text.replace("\n", "\r\n"), "utf-8-sig")

    assert load_area(pack).counties["name_zh"].tolist() == ["甲县"]


def test_empty_rows_at_the_end_are_no_fault(tmp_path: Path) -> None:
    pack = shutil.copytree(PLACES / "one_home", tmp_path / "one_home")
    with (pack / "elders.csv").open("a", encoding="utf-8") as file:
        file.write("\n,,,,,\n\n")

    assert len(load_area(pack).elders) == len(load_area(PLACES / "one_home").elders)


def test_homes_of_a_registry_have_typed_columns() -> None:
    homes = load_area(PLACES / "small_county").homes

    assert homes is not None
    assert homes["beds_ordinary"].sum() + homes["beds_nursing"].sum() == 184
    by_id = homes.set_index("home_id")
    assert bool(by_id.loc["990101-T01", "regional_center"])
    assert not bool(by_id.loc["990101-T02", "accepts_social"])
    assert by_id.loc["990102-T01", "operation"] == "entrusted"
    assert set(homes["ownership"]) == {"public", "private"}


def test_a_pack_with_a_registry_needs_no_totals_and_the_reverse() -> None:
    small, guangxi = load_area(PLACES / "one_home"), load_area(AREAS / "guangxi")

    assert small.homes is not None
    assert small.homes_totals is None
    assert guangxi.homes is None
    assert guangxi.homes_totals is not None
    assert small.has_homes
    assert guangxi.has_homes


def test_a_pack_without_homes_says_so(tmp_path: Path) -> None:
    pack = shutil.copytree(PLACES / "one_home", tmp_path / "bare")
    (pack / "homes.csv").unlink()

    assert not load_area(pack).has_homes


def test_a_value_carries_unit_range_source_grade_and_line() -> None:
    area = load_area(AREAS / "guangxi")
    value = area.parameters["guaranteed.entry_after_60_share"]
    line = value.file.read_text("utf-8").splitlines()[value.line - 1]

    assert (value.value, value.unit) == (0.2, "share")
    assert (value.low, value.high) == (0.0, 0.5)
    assert (value.source, value.grade) == ("guaranteed_stock_assumed", "assumed")
    assert line.strip().startswith("guaranteed.entry_after_60_share")


def test_every_note_and_source_of_the_region_is_in_both_languages() -> None:
    area = load_area(AREAS / "guangxi")
    notes = {path: one.note for path, one in area.parameters.items() if one.note}

    for path, note in notes.items():
        assert isinstance(note, dict), path
        assert re.search("[\u4e00-\u9fff]", note["zh"]), path
        assert not re.search("[\u4e00-\u9fff]", note["en"]), path
    assert area.sources["title_zh"].str.contains("[\u4e00-\u9fff]").all()
    assert not area.sources["title"].str.contains("[\u4e00-\u9fff]").any()
    assert area.sources["publisher_zh"].str.strip().all()


def test_every_value_lies_in_its_range() -> None:
    for path, value in load_area(AREAS / "guangxi").parameters.items():
        assert isinstance(value.value, float), path
        assert value.low is not None, path
        assert value.high is not None, path
        assert value.low <= value.value <= value.high, path


def test_rates_are_complete_and_ordered() -> None:
    tables = load_area(AREAS / "guangxi").tables

    assert len(tables["mortality_rate"]) == 288
    assert tables["prevalence"]["age"].tolist()[:2] == [45, 46]
    assert len(tables["prevalence"]) == 244


def test_minutes_are_read_where_given(tmp_path: Path) -> None:
    pack = shutil.copytree(PLACES / "two_homes", tmp_path / "two_homes")
    text = "from_township,to_township,minutes\n990101100,990101101,41.5\n"
    (pack / "travel_minutes.csv").write_text(text, "utf-8")

    minutes = load_area(pack).minutes

    assert minutes is not None
    assert minutes["minutes"].tolist() == [41.5]
    assert load_area(PLACES / "two_homes").minutes is None


def test_guangxi_is_read_in_a_moment() -> None:
    folder = find_area("guangxi", Path(__file__))
    load_area(folder)

    start = time.process_time()
    load_area(folder)

    # 0.2 s where this was written; the margin is for slow machines.
    assert time.process_time() - start < 1.0
