"""Whether an .xlsx workbook is of a size that can be opened, asked before it is.

The reader of workbooks lays a sheet out as a full rectangle: one stray entry in the
last corner, XFD1048576, would ask for 500 GB and end the program without a word. And a
file of 50 KB may unpack to gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from sim.importing.faults import Pair

_MOST_BYTES: Final = 100_000_000
_CHUNK: Final = 1_000_000
_BOOK: Final = "xl/workbook.xml"
_SHEETS: Final = re.compile(r"xl/(work|chart|dialog|macro)sheets/", re.IGNORECASE)
# A cell that is closed at once has a format and no value.
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>/])([^<>]*)(?<!/)>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s>/])([^<>]*)(?<!/)>")
_AT: Final = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")

_OTHER_FORMAT: Final = Pair(
    "是压缩包，但不是 .xlsx 工作簿；请用 Excel 或 WPS 打开，另存为 .xlsx",
    "is a zip archive but no .xlsx workbook; open it in Excel or WPS and save it as "
    ".xlsx",
)
_DAMAGED: Final = Pair(
    "文件损坏或没有传完整，打不开；请重新拷贝，或用 Excel、WPS 打开后另存为 .xlsx",
    "is damaged or was not copied to its end; copy it again, or open it in Excel or "
    "WPS and save it as .xlsx",
)
_TOO_LARGE: Final = Pair(
    f"解压后超过 {_MOST_BYTES // 10**6} MB，不像机构名册；请只留下要导入的工作表",
    f"unpacks to more than {_MOST_BYTES // 10**6} MB; keep only the sheets to be "
    "imported",
)


def refusal(data: bytes, most_cells: int) -> Pair | None:
    """Return why a workbook cannot be opened; None if it can be tried.

    Parameters
    ----------
    data
        The file, which begins as a zip archive does.
    most_cells
        How many cells the rectangle of a sheet may have.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return _refusal(book, most_cells)
    except (
        *(zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError),
        *(OSError, EOFError, ValueError, RuntimeError, zlib.error),
    ):
        return _DAMAGED


def _refusal(book: zipfile.ZipFile, most_cells: int) -> Pair | None:
    if _BOOK not in book.namelist():
        return _OTHER_FORMAT
    left = _MOST_BYTES
    for part in book.infolist():
        content = _content(book, part, left)
        if content is None:
            return _TOO_LARGE
        left -= len(content)
        if _SHEETS.match(part.filename) and (cells := extent(content)) > most_cells:
            return Pair(
                f"工作表从 A1 到最后一格的范围有 {cells} 格，太大；多半是角落里误填了"
                "一格，请删去数据以外的行和列",
                f"a sheet has {cells} cells from A1 to its last entry; there "
                "may be a stray one in a corner: delete rows and columns beyond the "
                "data",
            )
    return None


def _content(book: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes | None:
    """Return a part unpacked; None if that is too much. What it says is not trusted."""
    chunks, size = [], 0
    with book.open(part) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > most:
                return None
            chunks.append(chunk)
    return b"".join(chunks)


def extent(sheet: bytes) -> int:
    """Return the cells of the rectangle from A1 that holds every entry of a sheet."""
    rows: list[int] = []
    columns: list[int] = []
    unplaced = False
    for cell in _CELL.finditer(sheet):
        at = _AT.search(cell[1])
        if at is None or not at[1]:
            unplaced = True
            continue
        columns.append(_column(at[1]))
        rows.append(_number(at[2]))
    if unplaced:
        # Cells that do not say where they stand are counted on from their row.
        found = (_AT.search(row[1]) for row in _ROW.finditer(sheet))
        rows += [_number(at[2]) for at in found if at is not None]
    if not rows:
        return 0
    return max(rows) * max(columns, default=1)


def _number(digits: bytes) -> int:
    return int(digits[:12])


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters[:6].upper():
        column = column * 26 + letter - ord("A") + 1
    return column
