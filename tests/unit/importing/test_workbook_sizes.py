"""A workbook that cannot be opened ends the import with a sentence, not the program."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from county_workbooks import assert_same, faults, homes_of, registry, write_book

from sim.importing.faults import Findings
from sim.importing.sheets import read_sheets
from sim.importing.workbook_size import refusal

MOST = 2_000_000


def book_with(row: int, column: int, **formats: object) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "名称")
    if formats:
        sheet.write_blank(row, column, None, book.add_format(formats))
    else:
        sheet.write(row, column, "x")
    book.close()
    return made.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return made.getvalue()


def test_an_entry_in_the_last_corner_is_told(tmp_path):
    path = tmp_path / "homes.xlsx"
    path.write_bytes(book_with(1_048_575, 16_383))

    (said,) = faults(path).values()

    assert "17179869184" in said


def test_a_format_in_the_last_corner_is_none_of_our_business():
    assert refusal(book_with(1_048_575, 16_383, bold=True), MOST) is None


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="4000000000"><c><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ99999999"><v>1</v></c></row>',
        b'<x:row r="1"><x:c r="XFD1048576" t="n"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_sheet_that_another_program_wrote_is_measured_too(cells):
    sheet = b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"

    why = refusal(with_part(book_with(1, 1), "xl/worksheets/sheet1.xml", sheet), MOST)

    assert why is not None
    assert "stray" in why.en


def test_what_unpacks_to_gigabytes_is_refused():
    data = with_part(book_with(1, 1), "xl/styles.xml", b" " * 120_000_000)

    why = refusal(data, MOST)

    assert len(data) < 200_000
    assert why is not None
    assert "unpacks to more than" in why.en


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_workbook_that_was_cut_off_is_told(tmp_path, share):
    data = book_with(1, 1)
    path = tmp_path / "homes.xlsx"
    path.write_bytes(data[: int(len(data) * share)])

    (said,) = faults(path).values()

    assert "损坏" in said


def test_another_archive_is_told():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", "<x/>")

    why = refusal(made.getvalue(), MOST)

    assert why is not None
    assert "no .xlsx workbook" in why.en


def test_cells_merged_far_beyond_the_table_cost_nothing(tmp_path):
    merged = [(row, 7, row, 16_000) for row in range(6, 12)]
    cells = [*registry(), [], *([*[None] * 7, "注"] for _ in range(6, 12))]

    assert_same(homes_of(write_book(tmp_path / "a.xlsx", cells, merged)))


def test_blank_columns_are_left_out(tmp_path):
    path = tmp_path / "homes.csv"
    path.write_text("名称,床位" + "," * 20_000 + "\n甲院,30,,\n", encoding="utf-8")

    (sheet,) = read_sheets(path, 0, Findings())

    assert sheet.rows == [["名称", "床位"], ["甲院", "30"]]
