"""Admissions registers of many habits are read; what cannot be is named."""

from __future__ import annotations

from datetime import date

import pytest
from county_workbooks import write_book, write_csv
from messy_admissions import EXPECTED, HEAD, MESSY, ROWS, day_of_death

from sim.area import load_area
from sim.importing.faults import Findings
from sim.importing.home_draft import HomeDraft
from sim.importing.observing import find_register
from sim.importing.places import CountyPlaces
from sim.importing.records import Record
from sim.importing.tables import read_tables

DAY = date(2025, 12, 31)
HOMES = (
    ("990101-C1", "甲县福利院", 36),
    ("990101-T01", "青石镇敬老院", 22),
    ("990101-P01", "长青颐养院", 28),
)


@pytest.fixture(scope="module")
def region(root):
    return load_area(root / "scenarios/teaching/places/small_county")


def draft(code, name, beds):
    known = {"home_id": code, "name": name, "beds_ordinary": beds, "beds_nursing": 0}
    return HomeDraft(Record(None, {}), {**known, "opened": ""})


def read(region, *files, given=(None, None)):
    """Return the stays and everything said of a register."""
    findings = Findings()
    tables = read_tables(files, None, findings)
    # The registry of homes is another file, which is not read here.
    findings.faults = [one for one in findings.faults if "机构名册的表头" not in one.zh]
    homes = [draft(*home) for home in HOMES]
    places = CountyPlaces.of(region, "990101")
    found = find_register(tables, homes, region, places, DAY, given, findings)
    said = {one.spot.told("zh"): one.zh for one in findings.faults}
    return [one.stay for one in found.stays] if found else [], said, found, findings


def spans(stays):
    return [(one.home_id[-3:], one.admitted, one.left, one.ending) for one in stays]


@pytest.mark.parametrize("made", MESSY, ids=lambda made: made.__name__)
def test_habits_of_clerks_give_the_same_stays(made, region, tmp_path):
    stays, said, _, _ = read(region, write_book(tmp_path / "登记.xlsx", made()))

    assert said == {}
    wanted = list(EXPECTED)
    if made is day_of_death:
        wanted[2] = (*wanted[2][:3], "unknown")
    assert spans(stays) == wanted


def test_a_csv_in_gbk_is_read(region, tmp_path):
    path = write_csv(tmp_path / "登记.csv", [HEAD, *ROWS], encoding="gbk")

    stays, said, _, _ = read(region, path)

    assert said == {}
    assert spans(stays) == EXPECTED


def test_a_sheet_may_be_a_home(region, tmp_path):
    cells = [HEAD[1:], ROWS[0][1:]]

    stays, said, _, _ = read(
        region, write_book(tmp_path / "登记.xlsx", {"甲县福利院": cells})
    )

    assert said == {}
    assert spans(stays) == EXPECTED[:1]


def test_everything_else_may_be_said_too(region, tmp_path):
    head = [*HEAD, "老人编号", "性别", "出生年月", "人员类别", "入住时能力", "床位类型"]
    more = ["A-017", "女", "1938年5月", "特困供养", "半失能", "护理型"]

    stays, said, _, _ = read(
        region, write_book(tmp_path / "登记.xlsx", [head, [*ROWS[0], *more]])
    )

    assert said == {}
    (one,) = stays
    assert (one.sex, one.age_years, one.elder_class) == ("female", 81.0, 0)
    assert (one.ability, one.bed_kind, one.person) == (2, 1, 0)


FAULTS = {
    "left before": (1, 3, "2020-01-01", "早于入住 2021-06-30"),
    "no such day": (1, 2, "2021-02-30", "应写日期"),
    "no day": (1, 2, "", "没有写入住日期"),
    "later than the registry": (1, 2, "2026-02-01", "晚于名册的日期 2025-12-31"),
    "another home": (1, 1, "青石敬老院", "是不是想写 青石镇敬老院"),
    "an unknown reason": (0, 4, "不知去向何方", "应写去世、离院或转院"),
    "a reason without a day": (1, 4, "去世", "却没有离院日期"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_cell_at_fault_is_named_with_what_to_write(name, region, tmp_path):
    row, column, cell, said_zh = FAULTS[name]
    rows = [list(one) for one in ROWS]
    rows[row][column - 1] = cell

    _, said, _, _ = read(region, write_book(tmp_path / "登记.xlsx", [HEAD, *rows]))

    ((place, text),) = said.items()
    assert said_zh in text
    letter = " ABCD"[column]
    wanted = f"登记.xlsx 工作表“Sheet1”第{row + 2}行"
    assert place.startswith(wanted if cell == "" else f"{wanted}{letter}列")


def test_all_faults_are_named_at_once(region, tmp_path):
    rows = [list(one) for one in ROWS]
    rows[0][2], rows[1][0], rows[2][1] = "2018-01-01", "无此院", "去年"

    _, said, _, _ = read(region, write_book(tmp_path / "登记.xlsx", [HEAD, *rows]))

    assert len(said) == 3


def test_the_same_stay_twice_is_named(region, tmp_path):
    head = [*HEAD, "编号"]
    rows = [[*ROWS[0], "7"], [*ROWS[1], "8"], [*ROWS[0], "7"]]

    _, said, _, _ = read(region, write_book(tmp_path / "登记.xlsx", [head, *rows]))

    ((place, text),) = said.items()
    assert place == "登记.xlsx 工作表“Sheet1”第4行"
    assert "第2行是同一次入住" in text


def test_a_couple_may_come_on_the_same_day(region, tmp_path):
    path = write_book(tmp_path / "登记.xlsx", [HEAD, ROWS[0], ROWS[0]])

    stays, said, _, findings = read(region, path)

    assert said == {}
    assert len(stays) == 2
    assert any("按不同的人计" in one.zh for one in findings.notices)


def test_nobody_lives_in_two_homes(region, tmp_path):
    head = [*HEAD, "编号"]
    rows = [
        ["甲县福利院", "2021-01-05", "", "", "X-9"],
        ["长青颐养院", "2022-01-05", "", "", "X-9"],
    ]

    _, said, _, _ = read(region, write_book(tmp_path / "登记.xlsx", [head, *rows]))

    ((place, text),) = said.items()
    assert place.startswith("登记.xlsx 工作表“Sheet1”第3行B列")
    assert "还没有离院" in text
    assert "X-9" not in text


@pytest.mark.parametrize(
    ("heading", "value"),
    [("姓名", "张三"), ("身份证号", "450881194003021234"), ("编号", "王小明")],
)
def test_names_and_identity_numbers_are_refused_and_not_repeated(
    heading, value, region, tmp_path
):
    rows = [[*row, value] for row in ROWS]

    _, said, _, _ = read(
        region, write_book(tmp_path / "登记.xlsx", [[*HEAD, heading], *rows])
    )

    assert said
    assert any(place.endswith(f"“{heading}”") for place in said)
    assert value not in "".join(said.values())


def test_a_title_says_since_when_the_register_is_kept(region, tmp_path):
    cells = [["入住登记（2020年3月至2024年6月）"], HEAD, *ROWS]

    _, _, found, _ = read(region, write_book(tmp_path / "登记.xlsx", cells))

    assert (found.span.begins, found.span.ends) == (date(2020, 3, 1), date(2024, 6, 30))


def test_without_a_title_it_is_kept_since_somebody_left(region, tmp_path):
    _, _, found, _ = read(region, write_book(tmp_path / "登记.xlsx", [HEAD, *ROWS]))

    # Nobody came or left for over three months before the registry's day.
    assert (found.span.begins, found.span.ends) == (date(2022, 1, 17), date(2024, 2, 9))


def test_a_list_of_those_there_now_says_nothing_of_past_years(region, tmp_path):
    rows = [[*row[:2], "", ""] for row in ROWS]

    _, said, found, _ = read(region, write_book(tmp_path / "登记.xlsx", [HEAD, *rows]))

    assert said == {}
    assert found.register is None


def test_a_register_with_the_columns_of_the_log_is_read(region, tmp_path):
    head = ["time_days", "event", "elder_id", "facility_id", "residents_change"]
    rows = [
        [0, "admitted", "", "990101-C1", 2],
        [0, "admitted", 5, "990101-C1", 1],
        [31, "worsened", 5, "990101-C1", 0],
        [59, "transferred", 5, "990101-C1", -1],
        [59, "transferred", 5, "990101-P01", 1],
        [90, "died_in_care", 5, "990101-P01", -1],
    ]
    path = write_csv(tmp_path / "events.csv", [head, *rows])

    stays, said, _, _ = read(region, path, given=(date(2021, 1, 1), None))

    assert said == {}
    first = date(2021, 1, 1)
    assert spans(stays) == [
        ("-C1", first, None, ""),
        ("-C1", first, None, ""),
        ("-C1", first, date(2021, 3, 1), "moved"),
        ("P01", date(2021, 3, 1), date(2021, 4, 1), "died"),
    ]


def test_events_that_cannot_be_are_named(region, tmp_path):
    head = ["date", "event", "elder_id", "facility_id", "residents_change"]
    rows = [
        ["2021-01-05", "admited", 1, "990101-C1", 1],
        ["2021-01-05", "discharged", 2, "990101-C1", -1],
        ["2027-01-05", "admitted", 3, "990101-C1", 1],
    ]

    _, said, _, _ = read(region, write_csv(tmp_path / "events.csv", [head, *rows]))

    text = " ".join(said.values())
    assert len(said) == 3
    assert "是不是想写 admitted" in text
    assert "之前没有入住" in text
    assert "晚于名册的日期" in text


def test_the_same_misspelt_home_is_named_once_with_its_rows(region, tmp_path):
    wrong = [["青石镇敬老园", *row[1:]] for row in ROWS]
    path = write_book(tmp_path / "登记.xlsx", [HEAD, ROWS[0], *wrong])

    _, said, _, _ = read(region, path)

    assert list(said) == ["登记.xlsx 工作表“Sheet1”第3行A列“机构名称”"]
    sentence = next(iter(said.values()))
    assert "共 3 行" in sentence
    assert "青石镇敬老院" in sentence
