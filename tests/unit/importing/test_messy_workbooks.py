"""Each habit of clerks by itself: the homes and the sums are those of the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from county_workbooks import (
    BEDS,
    HEADINGS,
    NURSING,
    ROWS,
    Percent,
    assert_same,
    homes_of,
    imported,
    registry,
    write_book,
    write_csv,
)

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
OLD = Path(__file__).with_name("homes.xls")


def in_english():
    headings = ("Name", "Township", "Ownership", "Tier", "Licensed beds")
    headings += ("Nursing beds", "Care staff")
    words = {"公办": "Public", "民办": "Private", "县级": "County"}
    words |= {"乡镇级": "Township"}
    rows = [[words.get(cell, cell) for cell in row] for row in ROWS]
    return registry(headings=headings, rows=rows)


def with_titles():
    title = ["桂平市养老机构名册（截至2025年6月底）"]
    return [title, [], ["单位：张、人"], *registry()]


def with_units():
    return [
        [*HEADINGS],
        *([*row[:4], f"{row[4]}张", f"{row[5]} 张", f"{row[6]}人"] for row in ROWS),
    ]


def full_width():
    wide = [
        [*row[:4], *(str(cell).translate(WIDE) for cell in row[4:])] for row in ROWS
    ]
    return [[f"　{text}　" for text in HEADINGS], *wide]


def with_thousands():
    return [[*HEADINGS], *([*row[:4], f"{row[4]:,}", *row[5:]] for row in ROWS)]


def blank_lines():
    table = registry()
    return [[], table[0], [], table[1], [], ["", " "], *table[2:], [], []]


def with_totals():
    table = registry()
    table.insert(3, ["小计", "", "", "", 260, 140, 31])
    return [*table, ["合　计", "", "", "", BEDS, NURSING, 46], ["填表人：", "审核："]]


def total_first():
    table = registry()
    return [table[0], ["全市合计", "", "", "", BEDS, NURSING, 46], *table[1:]]


def numbered():
    return [
        ["序号", *registry()[0]],
        ["甲", "乙", "丙", "1", "2", "3", "4", "5"],
        *([number, *row] for number, row in enumerate(ROWS, 1)),
    ]


def captions():
    table = registry()
    return [table[0], ["一、公办机构"], *table[1:4], ["二、民办机构"], table[4]]


def remarks():
    table = registry()
    return [
        *table,
        ["注：1.床位指核定床位"],
        ["2.截至2025年底。"],
        ["负责人：", "", "日期："],
    ]


def heading_again():
    table = registry()
    return [*table[:3], table[0], *table[3:]]


def synonyms():
    headings = ("养老机构名称*", "所在乡镇（街道）", "机构性质", "机构层级")
    headings += ("核定床位数（张）", "其中：护理型床位", "护理员（人）")
    return registry(headings=headings)


def ordinary_and_nursing():
    headings = (*HEADINGS[:4], "普通床位", "护理型床位", "护理员")
    rows = [[*row[:4], row[4] - row[5], row[5], row[6]] for row in ROWS]
    return registry(headings=headings, rows=rows)


def nursing_as_share():
    headings = (*HEADINGS[:5], "护理型床位占比", "护理员")
    rows = [[*row[:5], Percent(row[5] / row[4]), row[6]] for row in ROWS]
    return registry(headings=headings, rows=rows)


def everything_at_once():
    wide = [
        [number, *row[:4], f"{row[4]}张".translate(WIDE), row[5], f"{row[6]}人"]
        for number, row in enumerate(ROWS, 1)
    ]
    return [
        ["桂平市养老机构情况表（截至2025年12月31日）"],
        [],
        [
            *("序号", "养老机构名称", "所属乡镇", "机构性质", "层级"),
            *("床位总数（张）", "其中：护理型", "护理员数", "备注"),
        ],
        wide[0],
        [],
        wide[1],
        ["", "小计", "", "", "", "２６０张", 140, 31],
        *wide[2:],
        ["", "合 计", "", "", "", f"{BEDS}张", NURSING, 46],
        ["注：数据来自年报。"],
    ]


MESSY = (
    registry,
    in_english,
    with_titles,
    with_units,
    full_width,
    with_thousands,
    blank_lines,
    with_totals,
    total_first,
    numbered,
    captions,
    remarks,
    heading_again,
    synonyms,
    ordinary_and_nursing,
    nursing_as_share,
    everything_at_once,
)


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
