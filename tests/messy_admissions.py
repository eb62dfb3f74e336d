"""The same three stays of an admissions register, in the habits of many clerks."""

from __future__ import annotations

from datetime import date

HEAD = ["机构名称", "入住日期", "离院日期", "离院原因"]
ROWS = [
    ["甲县福利院", "2019-03-05", "2022-01-17", "去世"],
    ["青石镇敬老院", "2021-06-30", "", ""],
    ["长青颐养院", "2023-11-02", "2024-02-09", "离院"],
]
EXPECTED = [
    ("-C1", date(2019, 3, 5), date(2022, 1, 17), "died"),
    ("T01", date(2021, 6, 30), None, ""),
    ("P01", date(2023, 11, 2), date(2024, 2, 9), "left"),
]


def in_english():
    words = {"去世": "died", "离院": "went home"}
    rows = [[words.get(cell, cell) for cell in row] for row in ROWS]
    return [["Home", "Admission date", "Discharge date", "Reason"], *rows]


def with_titles():
    return [["甲县2025年入住老人登记表"], [], ["填表单位：甲县民政局"], HEAD, *ROWS]


def four_habits():
    days = ["2019年3月5日", "20210630", "2023/11/2"]
    left = ["2022.1.17", "至今", "２０２４-２-９"]
    rows = [
        [row[0], days[at], left[at], row[3] or "在院"] for at, row in enumerate(ROWS)
    ]
    return [HEAD, *rows]


def as_dates():
    rows = [[row[0], date.fromisoformat(row[1]), *row[2:]] for row in ROWS]
    for row in rows:
        row[2] = date.fromisoformat(row[2]) if row[2] else None
    return [HEAD, *rows]


def serials():
    return [HEAD, ["甲县福利院", 43529, 44578, "病故"], *ROWS[1:]]


def other_headings():
    head = ["序号", "所住机构", "入院时间", "退住时间", "退住原因", "备注"]
    rows = [[at, *row, ""] for at, row in enumerate(ROWS)]
    return [head, *rows]


def short_names():
    return [HEAD, ["福利院", *ROWS[0][1:]], *ROWS[1:]]


def day_of_death():
    head = ["机构名称", "入住日期", "离院日期", "去世日期"]
    return [
        head,
        ["甲县福利院", "2019-03-05", "", "2022-01-17"],
        ["青石镇敬老院", "2021-06-30", "", ""],
        ["长青颐养院", "2023-11-02", "2024-02-09", ""],
    ]


MESSY = (
    in_english,
    with_titles,
    four_habits,
    as_dates,
    serials,
    other_headings,
    short_names,
    day_of_death,
)
