"""The rows of a table as records of cells; rows of totals apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from sim.importing import values
from sim.importing.faults import Findings, Spot
from sim.importing.headings import Layout
from sim.importing.text import clean, is_unit, says_nothing, shown
from sim.importing.vocabulary import Field

_Read = TypeVar("_Read")
TOTALS: Final = re.compile(
    r"(全[县市区省]|本页|各[乡镇县].*|.{0,12})?(合|小|总|共)\s*计([:：(（].*)?|总和|汇总"
    r"|(sub|grand)?\s*totals?.*|sum",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    r"(备注|注|说明|填表|制表|审核|填报|填写|(单位)?负责人|数据来源|联系|经办|盖章|日期|note|source).{0,6}"
    r"[:：].*",
    re.IGNORECASE,
)
_COLUMN_NUMBERS: Final = re.compile(r"[甲乙丙丁戊己庚辛]|\(?\d{1,2}\)?|栏次|[a-z]")
# What may stand once for several homes; a number may not.
_MAY_COVER_ROWS: Final = {"text", "statement", "yes_no"}


@dataclass(frozen=True)
class Cell:
    """One cell with its place and the field that its column means."""

    field: Field
    spot: Spot
    value: object
    is_percent: bool = False

    @property
    def text(self) -> str:
        """The cell as it is read by people."""
        return clean(self.value)


@dataclass(frozen=True)
class Record:
    """One row of a table."""

    spot: Spot
    cells: dict[str, Cell]
    """By field; cells that say nothing are left out."""

    def text(self, field_id: str) -> str:
        """Return a cell as text, empty without one."""
        cell = self.cells.get(field_id)
        return cell.text if cell else ""

    def place(self, field_id: str) -> Spot:
        """Return the place of a cell, else that of the row."""
        cell = self.cells.get(field_id)
        return cell.spot if cell else self.spot

    def read(
        self, field_id: str, reader: Callable[[Any], _Read], findings: Findings
    ) -> _Read | None:
        """Return a cell by its reader; None if it says nothing or is at fault."""
        cell = self.cells.get(field_id)
        if cell is None:
            return None
        try:
            return reader(cell.value)
        except values.UnreadableError as error:
            refuse_cell(cell, error, findings)
            return None


def refuse_cell(cell: Cell, error: values.UnreadableError, findings: Findings) -> None:
    """Name a cell that cannot be read."""
    read = shown(cell.text)
    findings.refuse(
        cell.spot,
        f"读到“{read}”，{error.pair.zh}",
        f"read “{read}”; {error.pair.en}",
    )


@dataclass
class Records:
    """The records of one table, and its rows of totals."""

    layout: Layout
    rows: list[Record] = field(default_factory=list)
    totals: list[tuple[int, Record]] = field(default_factory=list)
    """How many records stand before, and the row."""
    left_out: list[int] = field(default_factory=list)
    """Rows that are no records: remarks, repeated headings, numbers of columns."""


def read_records(layout: Layout, findings: Findings) -> Records:
    """Return the rows below a heading."""
    found = Records(layout)
    for row in layout.body:
        texts = layout.sheet.texts(row)
        written = [text for text in texts if text]
        if not written:
            continue
        if _is_no_record(layout, texts, written):
            found.left_out.append(row)
            continue
        is_total = any(TOTALS.fullmatch(text) for text in written[:3])
        record = _record(layout, row, findings, is_total=is_total)
        if is_total:
            found.totals.append((len(found.rows), record))
        elif record.cells and not _is_caption(record):
            found.rows.append(record)
        else:
            found.left_out.append(row)
    return found


def _is_caption(record: Record) -> bool:
    """Tell a line such as “一、公办机构” or “2.床位为核定数。”, which is no home."""
    if len(record.cells) > 1:
        return False
    (only,) = record.cells.values()
    is_numbered = re.match(r"[(]?([一二三四五六七八九十]+|\d+)[、.)]", only.text)
    return is_numbered is not None or re.search("[。；;：:]", only.text) is not None


def _is_no_record(layout: Layout, texts: list[str], written: list[str]) -> bool:
    if all(is_unit(text) for text in written):
        return True
    if len(written) > 2 and all(_COLUMN_NUMBERS.fullmatch(text) for text in written):
        return True
    if len(set(written)) == 1 and (
        len(written) > 2 or _REMARK.fullmatch(written[0]) or len(written[0]) > 30
    ):
        return True
    if _REMARK.fullmatch(written[0]) and len(set(written)) <= 4:
        return True
    headings = [layout.sheet.text(layout.last_row, column) for column in layout.columns]
    repeated = [texts[column] for column in layout.columns]
    return repeated == headings


def _record(layout: Layout, row: int, findings: Findings, *, is_total: bool) -> Record:
    sheet = layout.sheet
    cells: dict[str, Cell] = {}
    for column, meant in layout.columns.items():
        if meant.id in cells:
            continue
        heading = layout.heading(column)
        spot = sheet.spot(row, column, heading)
        at = sheet.merged.get((row, column), (row, column))
        if not is_total:
            if at in sheet.broken or (row, column) in sheet.broken:
                _refuse_formula(spot, sheet.broken.get(at, ""), findings)
                continue
            if at[0] != row and meant.holds not in _MAY_COVER_ROWS:
                _refuse_merged(spot, findings)
                continue
        value = sheet.value(*at)
        if not says_nothing(clean(value)):
            is_percent = "%" in heading or "百分" in heading
            cells[meant.id] = Cell(meant, spot, value, is_percent)
    return Record(sheet.spot(row), cells)


def _refuse_formula(spot: Spot, shown_value: str, findings: Findings) -> None:
    findings.refuse(
        spot,
        f"公式没有结果（{shown_value}）；写上数值，或改好公式、保存后再导入",
        f"the formula has no result ({shown_value}); write the value, or mend the "
        "formula and save",
    )


def _refuse_merged(spot: Spot, findings: Findings) -> None:
    findings.refuse(
        spot,
        "与上一行合并为一个单元格，分不清各是多少；请取消合并，每家机构各写一个数",
        "is merged with the row above, so that nobody can tell whose it is; unmerge "
        "it and write one value for each",
    )


def read_day(record: Record, field_id: str, findings: Findings) -> date | None:
    """Return the day of a cell."""
    found = record.read(field_id, values.day, findings)
    return found[0] if found else None
