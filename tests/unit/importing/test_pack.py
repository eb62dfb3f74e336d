"""The folder that an import writes: its sums, its grades, what is the region's."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from county_workbooks import (
    BEDS,
    COUNTY,
    NURSING,
    ROWS,
    imported,
    registry,
    write_book,
)

from sim.area import load_area
from sim.importing import RequestError
from sim.scenario import load_scenario

COLUMNS = ("accepts_social", "fire_safety_ok", "upgradable", "equipment_age_years")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return write_book(tmp_path_factory.mktemp("county") / "名册.xlsx", registry())


@pytest.fixture(scope="module")
def done(book, tmp_path_factory):
    return imported(book, out=tmp_path_factory.mktemp("done") / "mycounty")


def filled(done) -> pd.DataFrame:
    return pd.read_csv(done.folder / "filled.csv", dtype=str, keep_default_na=False)


def test_a_pack_holds_one_county_with_its_townships_and_its_border(done, root):
    area = load_area(done.folder)
    region = load_area(root / "calibration" / "areas" / "guangxi")

    assert list(area.counties["county_code"]) == [COUNTY]
    own = region.townships["county_code"] == COUNTY
    assert list(area.townships["township_code"]) == list(
        region.townships.loc[own, "township_code"]
    )
    assert area.boundaries is not None
    assert [one["id"] for one in area.boundaries["features"]] == [COUNTY]
    assert area.title == {"zh": "桂平市", "en": "Guiping City"}


def test_sums_are_those_of_the_workbook(done):
    homes = load_area(done.folder).homes

    assert len(homes) == len(ROWS)
    assert homes["beds_nursing"].sum() == NURSING
    assert (homes["beds_ordinary"] + homes["beds_nursing"]).sum() == BEDS


def test_every_cell_is_either_read_or_listed_as_filled(done):
    homes = pd.read_csv(done.folder / "homes.csv", dtype=str, keep_default_na=False)
    read = pd.read_csv(done.folder / "read.csv", dtype=str, keep_default_na=False)
    told = {
        (row.home_id, row.column): row.value for row in read.itertuples(index=False)
    }
    told |= {
        (row.row, row.column): row.value
        for row in filled(done).itertuples(index=False)
        if row.file == "homes.csv"
    }

    for row in homes.to_dict("records"):
        for column, value in row.items():
            if value == "" or column == "county_code":
                continue
            assert told[row["home_id"], column] == value


def test_what_is_filled_is_assumed_or_derived_and_names_its_source(done):
    table = filled(done)
    sources = set(load_area(done.folder).sources["source_id"])

    assert set(table["grade"]) == {"assumed", "derived"}
    assert set(table["source_id"]) - {""} <= sources
    dealt = table[table["column"].isin(COLUMNS)]
    assert len(dealt) == len(COLUMNS) * len(ROWS)
    assert set(dealt["grade"]) == {"assumed"}


def test_nursing_beds_that_nobody_counted_follow_the_region(tmp_path):
    cells = [row[:5] for row in registry()]

    done = imported(write_book(tmp_path / "a.xlsx", cells))

    homes = load_area(done.folder).homes.set_index("name")
    assert homes.loc["木乐镇敬老院", "beds_nursing"] == round(60 * 0.30)
    assert homes.loc["桂平市社会福利院", "beds_nursing"] == round(200 * 0.55)
    assert (homes["beds_ordinary"] + homes["beds_nursing"]).sum() == BEDS
    table = filled(done)
    assert set(table.loc[table["column"] == "beds_nursing", "grade"]) == {"assumed"}


def test_dealt_out_answers_have_the_declared_share(tmp_path):
    rows = [
        (f"木乐镇第{n}敬老院", "木乐镇", "公办", "乡镇级", 20, 5, 2) for n in range(40)
    ]

    homes = load_area(
        imported(write_book(tmp_path / "a.xlsx", registry(rows=rows))).folder
    ).homes

    assert homes["fire_safety_ok"].sum() == 30
    assert homes["accepts_social"].sum() == 20
    assert homes["upgradable"].sum() == 24


def test_the_same_workbook_gives_the_same_bytes(book, tmp_path):
    first = imported(book, out=tmp_path / "one" / "mycounty").folder
    second = imported(book, out=tmp_path / "two" / "mycounty").folder

    files = sorted(path.relative_to(first) for path in first.rglob("*.*"))
    assert files == sorted(path.relative_to(second) for path in second.rglob("*.*"))
    for path in files:
        assert (first / path).read_bytes() == (second / path).read_bytes()


def test_beds_outside_institutions_are_shared_out_and_given_once(done, root):
    area = load_area(done.folder)
    region = load_area(root / "calibration" / "areas" / "guangxi")

    share = area.parameters["outside.beds"].value / 180000
    assert 0.02 < share < 0.04
    assert set(area.parameters) == set(region.parameters)
    assert area.joint_draws == region.joint_draws


def test_the_starter_scenario_has_no_history_and_begins_after_the_registry(
    book, tmp_path
):
    done = imported(book, out=tmp_path / "我的县", day=date(2024, 6, 30))

    scenario = load_scenario(done.scenario)

    assert done.scenario.name == "我的县.yaml"
    assert len(scenario.history) == 0
    assert len(scenario.rules) == 0
    assert scenario.timeline.start == date(2024, 7, 1)
    assert scenario.id == f"county-{COUNTY}"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("桂平市养老机构名册（截至2025年6月30日）", date(2025, 6, 30)),
        ("统计时间：2025年9月底", date(2025, 9, 30)),
        ("2024年底养老机构名册", date(2024, 12, 31)),
        ("养老机构名册", date(2025, 12, 31)),
    ],
)
def test_the_day_is_that_of_the_title_or_the_end_of_last_year(title, day, tmp_path):
    done = imported(write_book(tmp_path / "a.xlsx", [[title], *registry()]))

    assert done.day == day


def test_a_day_before_that_of_the_pack_is_refused(book, tmp_path):
    with pytest.raises(RequestError, match="早于数据包的日期"):
        imported(book, out=tmp_path / "mycounty", day=date(2019, 12, 31))


def test_a_folder_of_something_else_is_not_overwritten(book, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")

    with pytest.raises(RequestError, match="不覆盖"):
        imported(book, out=tmp_path / "letters")


def test_an_edited_scenario_and_mapping_survive_a_second_import(book, tmp_path):
    done = imported(book, out=tmp_path / "mycounty")
    done.scenario.write_text("mine", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("mine too", encoding="utf-8")

    again = imported(book, out=tmp_path / "mycounty")

    assert done.scenario.read_text(encoding="utf-8") == "mine"
    previous = tmp_path / "mapping.previous.yaml"
    assert previous.read_text(encoding="utf-8") == "mine too"
    assert set(again.kept) == {done.scenario, previous}


@pytest.mark.parametrize("code", ["4508", "桂平市", "999999"])
def test_an_unknown_county_is_refused(code, book, tmp_path):
    with pytest.raises(RequestError, match="6 位"):
        imported(book, county=code, out=tmp_path / "mycounty")


def test_what_others_put_into_the_folder_stays(book, tmp_path, root):
    done = imported(book, out=tmp_path / "mycounty")
    fitted = done.folder / "parameters" / "fitted.yaml"
    region = root / "calibration" / "areas" / "guangxi" / "parameters" / "fitted.yaml"
    assert fitted.read_bytes() == region.read_bytes()
    mine = region.read_text(encoding="utf-8").replace(
        "grade: assumed", "grade: derived"
    )
    fitted.write_text(mine, encoding="utf-8")
    (done.folder / "admissions.csv").write_text("mine", encoding="utf-8")
    (done.folder / "observed.csv").write_text("of last year", encoding="utf-8")

    again = imported(book, out=tmp_path / "mycounty")

    assert fitted.read_text(encoding="utf-8") == mine
    assert (done.folder / "admissions.csv").read_text(encoding="utf-8") == "mine"
    assert not (done.folder / "observed.csv").exists()
    assert {path.name for path in again.kept} == {"fitted.yaml", "admissions.csv"}
