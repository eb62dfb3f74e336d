"""The same four homes of a county's workbook, in the habits of many clerks."""

from __future__ import annotations

from county_workbooks import BEDS, HEADINGS, NURSING, ROWS, Percent, registry

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


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
