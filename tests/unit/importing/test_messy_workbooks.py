"""Each habit of clerks by itself: the homes and the sums are those of the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from county_workbooks import (
    HEADINGS,
    ROWS,
    Percent,
    assert_same,
    homes_of,
    imported,
    registry,
    write_book,
    write_csv,
)
from messy_homes import MESSY, everything_at_once

OLD = Path(__file__).with_name("homes.xls")


@pytest.mark.parametrize("make", MESSY, ids=lambda make: make.__name__)
def test_a_messy_workbook_gives_the_same_homes(make, tmp_path):
    assert_same(homes_of(write_book(tmp_path / "名册.xlsx", make())))


@pytest.mark.parametrize(
    ("make", "encoding"),
    [
        (registry, "utf-8-sig"),
        (registry, "utf-8"),
        (registry, "gbk"),
        (registry, "utf-16"),
        (everything_at_once, "gbk"),
    ],
)
def test_a_csv_file_is_read_in_the_encodings_of_offices(make, encoding, tmp_path):
    assert_same(homes_of(write_csv(tmp_path / "名册.csv", make(), encoding)))


def test_an_old_xls_workbook_is_read(tmp_path):
    book = tmp_path / "名册.xls"
    book.write_bytes(OLD.read_bytes())

    homes = homes_of(book)

    assert_same(homes)
    assert set(homes["opened"]) == {"2015-06-01", "2004-09-01", ""}


def test_two_lines_of_headings_with_merged_cells_are_read_together(tmp_path):
    cells = [
        ["名册"],
        ["机构名称", "乡镇", "所有制", "层级", "床位数", None, "护理员"],
        [None, None, None, None, "总数", "其中：护理型", None],
        *ROWS,
    ]
    merged = [(0, 0, 0, 6), (1, 4, 1, 5)]
    merged += [(1, column, 2, column) for column in (0, 1, 2, 3, 6)]

    assert_same(homes_of(write_book(tmp_path / "a.xlsx", cells, merged)))


@pytest.mark.parametrize("parent", ["收住情况(人)", "入住老人"])
def test_residents_by_class_are_counts_and_answer_no_question(parent, tmp_path):
    cells = [
        [*HEADINGS, parent, None],
        [*([None] * len(HEADINGS)), "特困", "社会老人"],
        *([*row, 5, social] for row, social in zip(ROWS, (3, 1, 0, 1), strict=True)),
    ]
    merged = [(0, column, 1, column) for column in range(len(HEADINGS))]
    merged.append((0, 7, 0, 8))

    done = imported(write_book(tmp_path / "名册.xlsx", cells, merged))

    assert done.layouts[0].columns[8].id == "residents_social"
    homes = {home.name: home for home in done.homes}
    assert homes["木乐镇敬老院"].known["residents_social"] == 1
    assert homes["木乐镇敬老院"].filled["accepts_social"].grade == "derived"
    # Nobody there who pays does not say that nobody would be taken.
    assert homes["油麻镇敬老院"].filled["accepts_social"].grade == "assumed"


def test_a_question_beside_counts_of_residents_stays_a_question(tmp_path):
    cells = registry(是否收住社会老人=["是"] * 4, 特困人员=[1] * 4)

    homes = homes_of(write_book(tmp_path / "名册.xlsx", cells))

    assert homes["accepts_social"].all()


def test_a_township_merged_over_its_homes_belongs_to_each_of_them(tmp_path):
    rows = sorted(ROWS, key=lambda row: row[1])
    first = next(number for number, row in enumerate(rows) if row[1] == "西山镇")
    cells = registry(rows=[list(row) for row in rows])
    cells[first + 2][1] = None
    merged = [(first + 1, 1, first + 2, 1)]

    assert_same(homes_of(write_book(tmp_path / "a.xlsx", cells, merged)))


def test_homes_over_several_sheets_and_files_are_put_together(tmp_path):
    table = registry()
    first = write_book(
        tmp_path / "公办.xlsx",
        {
            "封面": [["桂平市民政局"]],
            "县级": table[:2],
            "乡镇": [table[0], *table[2:4]],
        },
    )
    second = write_csv(tmp_path / "民办.csv", [table[0], table[4]], "gbk")

    assert_same(homes_of(first, second))


def test_hidden_and_example_sheets_are_passed_over(tmp_path):
    other = registry(rows=[("别的敬老院", "木圭镇", "公办", "乡镇级", 10, 5, 1)])
    sheets = {"名册": registry(), "示例": other, "旧": other}

    assert_same(homes_of(write_book(tmp_path / "a.xlsx", sheets, hidden=["旧"])))


def test_days_are_read_in_the_habits_of_offices(tmp_path):
    days = ["2015-06-01", "2015/6/1", "2015年6月", "20150601"]
    more = [42156, date(2015, 6, 1), "2015.6.1", "２０１５年６月１日"]
    rows = [*ROWS, *((f"{row[0]}二院", *row[1:]) for row in ROWS)]
    cells = registry(rows=rows, 成立时间=[*days, *more])

    homes = homes_of(write_book(tmp_path / "a.xlsx", cells))

    assert set(homes["opened"]) == {"2015-06-01"}


def test_shares_are_read_with_and_without_the_sign(tmp_path):
    cells = registry(入住率=["45%", Percent(0.45), 0.45, "４５％"])
    done = imported(write_book(tmp_path / "a.xlsx", cells))

    observed = pd.read_csv(done.folder / "observed.csv")

    assert observed["occupancy"].tolist() == [0.45] * 4


def test_rows_of_other_counties_are_left_out_and_counted(tmp_path):
    cells = registry(
        **{"县（市、区）": ["桂平市", "桂平", "平南县", "450881"]},
    )
    done = imported(write_book(tmp_path / "a.xlsx", cells))

    assert len(done.homes) == 3
    assert any("1 行属于其他县" in notice.zh for notice in done.notices)


def test_formulas_give_their_values_and_text_like_one_is_not_evaluated(tmp_path):
    cells = registry()
    book = tmp_path / "a.xlsx"
    import xlsxwriter  # noqa: PLC0415

    made = xlsxwriter.Workbook(str(book))
    sheet = made.add_worksheet()
    for r, row in enumerate(cells):
        sheet.write_row(r, 0, row)
    sheet.write_formula(1, 4, "=100+100", None, 200)
    sheet.write_string(5, 0, "备注：=1+1")
    made.close()

    assert_same(homes_of(book))


def test_a_sheet_for_each_township_needs_no_column_of_them(tmp_path):
    headings = ("机构名称", "所有制", "床位数", "护理型床位数")
    sheets = {
        "木乐镇": [headings, ("幸福院", "民办", 60, 20)],
        "2.油麻镇": [headings, ("平安院", "民办", 48, 12)],
    }

    homes = homes_of(write_book(tmp_path / "a.xlsx", sheets))

    assert homes["township_code"].to_dict() == {
        "幸福院": "450881101",
        "平安院": "450881104",
    }
