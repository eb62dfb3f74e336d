"""Wrong workbooks: every fault is named at once, in its place, and nothing is written.

That nothing is written is checked by `faults` itself.
"""

from __future__ import annotations

import pytest
import xlsxwriter
from county_workbooks import (
    BEDS,
    HEADINGS,
    NURSING,
    ROWS,
    changed,
    faults,
    registry,
    write_book,
    write_csv,
)

PLACE = "名册.xlsx 工作表“Sheet1”"


@pytest.mark.parametrize(
    ("cells", "place", "said"),
    [
        (changed(1, "床位数", "六十"), "第3行E列“床位数”", "读到“六十”，应写一个数字"),
        (changed(1, "床位数", "约60"), "第3行E列“床位数”", "读到“约60”"),
        (changed(1, "床位数", "50-60"), "第3行E列“床位数”", "读到“50-60”"),
        (changed(1, "床位数", "-60"), "第3行E列“床位数”", "不能小于 0"),
        (changed(1, "床位数", 60.5), "第3行E列“床位数”", "应写整数"),
        (changed(1, "床位数", None), "第3行", "没有床位数"),
        (changed(1, "床位数", 0), "第3行E列“床位数”", "停办的机构请删去"),
        (changed(1, "床位数", 999999), "第3行E列“床位数”", "大得不可能"),
        (changed(1, "护理型床位数", 70), "第3行F列“护理型床位数”", "请核对"),
        (changed(2, "乡镇", "木乐震"), "第4行B列“乡镇”", "是不是想写 木乐镇"),
        (changed(2, "所有制", "公半"), "第4行C列“所有制”", "读到“公半”，应写公办"),
        (changed(2, "层级", "省级"), "第4行D列“层级”", "应写县级"),
        (changed(2, "护理人员数", "若干"), "第4行G列“护理人员数”", "读到“若干”"),
        (changed(2, "机构名称", None), "第4行", "没有机构名称"),
    ],
)
def test_a_faulty_cell_is_named(cells, place, said, tmp_path):
    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}{place}"]
    assert said in found[f"{PLACE}{place}"]


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("消防是否合格", "不清楚吧", "应写“是”或“否”"),
        ("开办日期", "2015-13-01", "应写日期"),
        ("开办日期", "去年", "应写日期"),
        ("开办日期", "2027-01-01", "晚于名册的日期 2025-12-31"),
        ("设施设备使用年限", "很久", "应写一个数字"),
        ("在院人数", 61, "多于床位 60 张"),
        ("入住率", "300%", "应写比例"),
        ("经度", 12.5, "只写了一个"),
        ("县（市、区）", "桂平镇", "不是数据包里的县"),
        ("最近一次改造日期", "30/6/15", "应写日期"),
        ("60岁以下在院人数", 61, "多于总数 60"),
        ("机构编号", "甲/乙", "编号只能用"),
        ("入住率", "百分之五十", "应写比例"),
    ],
)
def test_a_faulty_cell_of_a_further_column_is_named(heading, value, said, tmp_path):
    cells = registry(**{heading: [None, value, None, None]})

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert len(found) == 1
    (place,) = found
    assert place.startswith(f"{PLACE}第3行")
    assert said in found[place]


def test_a_home_on_the_moon_is_named_and_one_with_swapped_degrees(tmp_path):
    lon, lat = [110.1, 23.3, 10.0, None], [23.3, 110.1, 10.0, None]
    cells = registry(经度=lon, 纬度=lat)

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第3行H列“经度”", f"{PLACE}第4行H列“经度”"]
    assert "写反了" in found[f"{PLACE}第3行H列“经度”"]
    assert "不在本县范围内" in found[f"{PLACE}第4行H列“经度”"]


def test_every_fault_is_named_at_once(tmp_path):
    cells = registry(消防是否合格=["合格", "还行", "不合格", "合格"])
    cells[1][4] = "二百"
    cells[2][1] = "木落镇"
    cells[4][2] = "半公半私"
    cells.append(["合计", "", "", "", BEDS, NURSING + 1, 46, ""])
    first = write_book(tmp_path / "名册.xlsx", cells)
    second = write_csv(
        tmp_path / "更多.csv", [HEADINGS, ("甲院", "无此镇", "公办", "县级", "x", 1, 1)]
    )

    assert list(faults(first, second)) == [
        f"{PLACE}第2行E列“床位数”",
        f"{PLACE}第3行B列“乡镇”",
        f"{PLACE}第3行H列“消防是否合格”",
        f"{PLACE}第5行C列“所有制”",
        f"{PLACE}第6行F列“护理型床位数”",
        "更多.csv第2行B列“乡镇”",
        "更多.csv第2行E列“床位数”",
    ]


def test_a_row_of_totals_that_does_not_sum_is_named(tmp_path):
    cells = [*registry(), ["合计", "", "", "", BEDS + 2, NURSING, "46人"]]

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第6行E列“床位数”"]
    assert f"写的是 {BEDS + 2}，各行相加是 {BEDS}" in next(iter(found.values()))


def test_a_home_listed_twice_is_named(tmp_path):
    cells = registry(rows=[*ROWS, ROWS[1]])

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第6行A列“机构名称”"]
    assert "第3行" in next(iter(found.values()))


def test_a_formula_without_a_result_is_no_blank_cell(tmp_path):
    path = tmp_path / "名册.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for r, row in enumerate(registry()):
        sheet.write_row(r, 0, row)
    sheet.write_formula(2, 5, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 6, "=A1", None, "")
    book.close()

    found = faults(path)

    assert list(found) == [
        f"{PLACE}第3行F列“护理型床位数”",
        f"{PLACE}第4行G列“护理人员数”",
    ]
    assert "#DIV/0!" in next(iter(found.values()))


def test_a_number_merged_over_two_homes_is_named(tmp_path):
    cells = registry()
    cells[3][4] = None

    found = faults(write_book(tmp_path / "名册.xlsx", cells, [(2, 4, 3, 4)]))

    assert f"{PLACE}第4行E列“床位数”" in found
    assert "合并为一个单元格" in found[f"{PLACE}第4行E列“床位数”"]


def test_two_columns_for_the_same_are_named(tmp_path):
    headings = [text.replace("床位数", "总床位") for text in HEADINGS[:5]]
    cells = registry(headings=[*headings, *HEADINGS[5:]], 床位=[1, 2, 3, 4])

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第1行H列“床位”"]
    assert "E列“总床位”" in next(iter(found.values()))


def test_a_name_that_begins_like_a_formula_is_refused(tmp_path):
    cells = [list(row) for row in registry()]
    cells[2][0] = "@SUM(A1)"

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第3行A列“机构名称”"]


def test_what_nobody_can_tell_is_asked_for(tmp_path):
    cells = [("机构名称", "乡镇", "床位数"), ("幸福家园", "", 30)]

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    said = "".join(found.values())
    assert list(found) == [f"{PLACE}第2行"]
    assert "看不出是公办还是民办" in said
    assert "没有写所在乡镇" in said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "文件损坏或没有传完整"),
        ("a.xls", b"<html><table><tr><td>x", "网页格式"),
        ("a.csv", bytes(range(256)), "不是 Excel 工作簿"),
        ("a.csv", "一,二\n三,四\n".encode(), "没有找到机构名册的表头"),
        ("a.csv", b"", "没有找到机构名册的表头"),
    ],
)
def test_a_file_of_another_kind_is_refused(name, data, said, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)

    assert said in "".join(faults(path).values())
