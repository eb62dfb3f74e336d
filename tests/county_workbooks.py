"""Workbooks of a made-up registry of county 450881, clean or messy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from sim.area import load_area
from sim.importing import Imported, ImportRefusedError, Request, import_county

COUNTY = "450881"
TODAY = date(2026, 6, 1)
HEADINGS = (
    "机构名称",
    "乡镇",
    "所有制",
    "层级",
    "床位数",
    "护理型床位数",
    "护理人员数",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("桂平市社会福利院", "西山镇", "公办", "县级", 200, 120, 26),
    ("木乐镇敬老院", "木乐镇", "公办", "乡镇级", 60, 20, 5),
    ("油麻镇敬老院", "油麻镇", "公办", "乡镇级", 48, 12, 4),
    ("康寿老年公寓", "西山镇", "民办", "县级", 90, 50, 11),
)
BEDS = sum(row[4] for row in ROWS)
NURSING = sum(row[5] for row in ROWS)

Cells = Sequence[Sequence[Any]]


def registry(
    *, headings: Sequence[str] = HEADINGS, rows: Cells = ROWS, **extra: Sequence[Any]
) -> list[list[Any]]:
    """Return heading and rows, with further columns by their heading."""
    table = [[*headings, *extra]]
    for number, row in enumerate(rows):
        table.append([*row, *(column[number] for column in extra.values())])
    return table


def changed(row: int, column: str, value: Any, **extra: Sequence[Any]) -> Cells:
    """Return the registry with one other cell; rows count from 0 without heading."""
    table = registry(**extra)
    table[row + 1][table[0].index(column)] = value
    return table


def write_book(
    path: Path,
    sheets: Mapping[str, Cells] | Cells,
    merged: Iterable[tuple[int, int, int, int]] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """Write a workbook; text beginning with = is a formula, as in Excel.

    `merged` cells of the first sheet: first row and column, last row and column.
    """
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    percent = book.add_format({"num_format": "0%"})
    ranges = {(area[0], area[1]): area for area in merged}
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    for name, cells in named.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for r, row in enumerate(cells):
            for c, value in enumerate(row):
                if (r, c) in ranges:
                    sheet.merge_range(*ranges[r, c], value)
                elif isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, Percent):
                    sheet.write_number(r, c, float(value), percent)
                elif value is not None:
                    sheet.write(r, c, value)
        ranges = {}
    book.close()
    return path


class Percent(float):
    """A number that a workbook shows as a percent."""


def write_csv(path: Path, cells: Cells, encoding: str = "utf-8-sig") -> Path:
    """Write a CSV file as Excel saves it."""
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def imported(*files: Path, **options: Any) -> Imported:
    """Import files beside themselves as `mycounty`."""
    out = options.pop("out", files[0].parent / "mycounty")
    county = options.pop("county", COUNTY)
    return import_county(Request(files, "guangxi", county, out, **options), TODAY)


def faults(*files: Path, **options: Any) -> dict[str, str]:
    """Return the faults of files by their place, and check that nothing was written."""
    before = sorted(files[0].parent.rglob("*"))
    try:
        imported(*files, **options)
    except ImportRefusedError as error:
        assert sorted(files[0].parent.rglob("*")) == before
        found: dict[str, str] = {}
        for fault in error.faults:
            assert fault.told("en") != fault.told("zh")
            found[fault.spot.told("zh")] = found.get(fault.spot.told("zh"), "") + (
                fault.zh
            )
        return found
    return {}


def homes_of(*files: Path, **options: Any) -> pd.DataFrame:
    """Import files and return the homes of the pack, by name."""
    done = imported(*files, **options)
    homes = load_area(done.folder).homes
    assert homes is not None
    return homes.set_index("name")


def assert_same(homes: pd.DataFrame) -> None:
    """Compare homes with `ROWS`, one by one and in sum."""
    assert list(homes.index.sort_values()) == sorted(row[0] for row in ROWS)
    beds = homes["beds_ordinary"] + homes["beds_nursing"]
    assert beds.to_dict() == {row[0]: row[4] for row in ROWS}
    assert homes["beds_nursing"].sum() == NURSING
    assert beds.sum() == BEDS
    assert homes["care_staff"].sum() == sum(row[6] for row in ROWS)
    assert homes.loc["康寿老年公寓", "ownership"] == "private"
    assert homes.loc["木乐镇敬老院", "township_code"] == "450881101"
