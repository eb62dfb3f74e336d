"""Workbooks as sheets of cells: .xlsx, old .xls, CSV in UTF-8 or GBK."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from sim.importing.faults import Findings, Spot
from sim.importing.formula_errors import empty_formulas
from sim.importing.text import clean
from sim.importing.workbook_size import refusal

# No registry of homes is longer; a file that claims to be is another one.
_MOST_CELLS: Final = 2_000_000
_MOST_BYTES: Final = 50_000_000
_DELIMITERS: Final = ",\t;"
_ZIP_MARK: Final = b"PK"
_WORKBOOK_MARKS: Final = (_ZIP_MARK, b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Sheet:
    """Cells of one sheet, from A1 on."""

    file: str
    name: str
    """Empty for a CSV file, which has one sheet only."""
    order: int
    rows: list[list[object]]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Where a cell that is covered by a merged one has its value from."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """Formulas without a value, by their place."""
    is_hidden: bool = False

    def spot(self, row: int = -1, column: int = -1, heading: str = "") -> Spot:
        """Return a place of this sheet."""
        return Spot(self.file, self.order, self.name, row, column, heading)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in self.rows), default=0)

    def value(self, row: int, column: int) -> object:
        """Return a cell as it stands there; blank where there is none."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """Return a cell as text, that of the merged cell which covers it."""
        return clean(self.value(*self.merged.get((row, column), (row, column))))

    def texts(self, row: int) -> list[str]:
        """Return a row as text, merged cells in every place that they cover."""
        return [self.text(row, column) for column in range(self.width)]


def read_sheets(path: Path, order: int, findings: Findings) -> list[Sheet]:
    """Return the sheets of a file; what cannot be read is a fault."""
    spot = Spot(path.name, order)
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        findings.refuse(
            spot,
            "文件超过 50 MB，不像机构名册；请只留下要导入的工作表",
            "the file is larger than 50 MB; keep only the sheets to be imported",
        )
        return []
    if data.startswith(_ZIP_MARK) and (why := refusal(data, _MOST_CELLS)) is not None:
        findings.refuse(spot, why.zh, why.en)
        return []
    if data.startswith(_WORKBOOK_MARKS):
        return list(_workbook(path.name, data, order, findings))
    if data.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<table")):
        findings.refuse(
            spot,
            "这是网页格式，只是扩展名像工作簿；请用 Excel 或 WPS 打开，另存为 .xlsx",
            "this is a web page named like a workbook; open it in Excel or WPS and "
            "save it as .xlsx",
        )
        return []
    return _csv(path.name, data, order, findings)


def _workbook(
    file: str, data: bytes, order: int, findings: Findings
) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        empty = empty_formulas(data)
        for number, about in enumerate(book.sheets_metadata):
            sheet = book.get_sheet_by_index(number)
            if sheet.height * sheet.width > _MOST_CELLS:
                raise CalamineError(f"{about.name}: {sheet.height} x {sheet.width}")
            yield Sheet(
                file,
                about.name,
                order + number,
                [
                    _without_blank_end(row)
                    for row in sheet.to_python(skip_empty_area=False)
                ],
                _covered(sheet.merged_cell_ranges or [], sheet.height, sheet.width),
                empty.get(about.name, {}),
                about.visible != SheetVisibleEnum.Visible,
            )
    except CalamineError as error:
        findings.refuse(
            Spot(file, order),
            f"无法作为工作簿打开（{error}）；如有密码请先取消，再另存为 .xlsx",
            f"cannot be opened as a workbook ({error}); remove a password if there is "
            "one and save it as .xlsx",
        )


def _without_blank_end(row: Sequence[object]) -> list[object]:
    """Return a row up to its last cell that holds anything.

    Offices export sheets with thousands of blank columns, and each would be asked
    whether it is a heading.
    """
    end = len(row)
    while end and (row[end - 1] is None or row[end - 1] == ""):
        end -= 1
    return list(row[:end])


def _covered(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the covered cells within the sheet; merged ones may reach far beyond."""
    covered = (
        ((row, column), first)
        for first, last in ranges
        for row in range(first[0], min(last[0] + 1, height))
        for column in range(first[1], min(last[1] + 1, width))
        if (row, column) != first
    )
    return dict(islice(covered, _MOST_CELLS))


def _csv(file: str, data: bytes, order: int, findings: Findings) -> list[Sheet]:
    text, encoding = _decoded(data)
    if text is None:
        findings.refuse(
            Spot(file, order),
            "不是 Excel 工作簿，也不是 UTF-8 或 GBK 编码的 CSV；"
            "请用 Excel 或 WPS 打开，另存为 .xlsx",
            "neither a workbook nor a CSV file in UTF-8 or GBK; open it in Excel or "
            "WPS and save it as .xlsx",
        )
        return []
    if encoding == "gb18030":
        findings.note(Spot(file, order), "按 GBK 编码读取", "read as GBK")
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows: list[list[object]] = [
            _without_blank_end(row)
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        findings.refuse(
            Spot(file, order),
            f"无法读作表格：{error}",
            f"cannot be read as a table: {error}",
        )
        return []
    return [Sheet(file, "", order, rows)]


def _decoded(data: bytes) -> tuple[str | None, str]:
    """Return the text and its encoding; None for what is no text."""
    encodings = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    return None, ""
