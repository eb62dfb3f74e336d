"""Writes sheets as a workbook that Excel, WPS and LibreOffice open without a warning.

Texts are written as texts, whatever they begin with: a home called ``=1+1`` stays a
name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sim.report.words import Text
from sim.report.workbook import charts
from sim.report.workbook.sheets import Entry, Kind, Sheet, Value

_LONGEST: Final = 32_000
_ACROSS: Final = 12
_LINE: Final = 15
# From here on signs are as wide as they are high.
_WIDE: Final = 0x2E7F
# What no XML may hold, and no sheet shows.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_NUMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    "share": {"zh": "0.0%", "en": "0.0%"},
    "points": {"zh": "+0.0%;-0.0%;0.0%", "en": "+0.0%;-0.0%;0.0%"},
    "signed": {"zh": "+#,##0.0;-#,##0.0;0", "en": "+#,##0.0;-#,##0.0;0"},
    "count": {"zh": "#,##0", "en": "#,##0"},
    "decimal": {"zh": "#,##0.0", "en": "#,##0.0"},
    "index": {"zh": "0.00", "en": "0.00"},
    "plain": {"zh": "General", "en": "General"},
    "year": {"zh": '0"年"', "en": "0"},
    "date": {"zh": 'yyyy"年"m"月"d"日"', "en": "yyyy-mm-dd"},
}
_FONT: Final = {"zh": "微软雅黑", "en": "Calibri"}


def write_book(
    path: Path, sheets: Sequence[Sheet], lang: str, facts: Mapping[str, str]
) -> Path:
    """Write the sheets to `path`, which is there complete or as it was before.

    Parameters
    ----------
    lang
        `zh` or `en`: language of every word, and form of days and years.
    facts
        Properties of the file: `title`, `comments`.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    try:
        book = xlsxwriter.Workbook(str(unfinished), options)
        book.set_properties({name: clean(text) for name, text in facts.items()})
        made = _Book(book, lang)
        for sheet in sheets:
            made.add(sheet)
        _close(book)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _close(book: Any) -> None:
    try:
        book.close()
    except FileCreateError as error:
        # Whoever waits for a fault of the system gets that one.
        raise OSError(*error.args[0].args) from error


def clean(text: str) -> str:
    """Return a text as a cell can hold it: no control characters, not too long."""
    return _CONTROL.sub("", text)[:_LONGEST]


def _lines(told: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    # A column is measured in digits of a larger size than that of the cells.
    room = width * 1.1
    return sum(max(1, ceil(_letters(line) / room)) for line in told.split("\n"))


def _letters(told: str) -> int:
    return sum(2 if ord(sign) > _WIDE else 1 for sign in told)


class _Book:
    """A workbook in the making, with its formats."""

    def __init__(self, book: Any, lang: str) -> None:
        self._book = book
        self._lang = lang
        own = {"font_name": _FONT[lang], "font_size": 10, "valign": "top"}
        self._formats: dict[str, Any] = {
            kind: book.add_format({**own, "num_format": forms[lang]})
            for kind, forms in _NUMBERS.items()
        }
        self._formats |= {
            "text": book.add_format(own),
            "wrapped": book.add_format({**own, "text_wrap": True}),
            "title": book.add_format({**own, "bold": True, "font_size": 14}),
            "bold": book.add_format({**own, "bold": True, "font_size": 11}),
            "note": book.add_format(
                {**own, "text_wrap": True, "font_color": "#444444"}
            ),
            "head": book.add_format(
                {
                    **own,
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "bg_color": "#DCE6F1",
                    "bottom": 1,
                }
            ),
        }

    def add(self, sheet: Sheet) -> None:
        """Write one sheet."""
        made = self._book.add_worksheet(self._said(sheet.name)[:31])
        last = max(len(sheet.columns) - 1, 0)
        for number, column in enumerate(sheet.columns):
            made.set_column(number, number, column.width)
        head = self._top(made, sheet)
        if sheet.blocks:
            self._blocks(made, sheet, head)
        else:
            self._table(made, sheet, head)
        self._arrange(made, sheet, head, last)
        below = head + len(sheet.rows) + 2
        charts.add(self._book, made, sheet, head, below, self._lang)

    def _table(self, made: Any, sheet: Sheet, head: int) -> None:
        for number, column in enumerate(sheet.columns):
            told = self._said(column.head)
            made.write_string(head, number, told, self._formats["head"])
        self._tall(made, head, [column.head for column in sheet.columns], sheet)
        kinds = [column.kind for column in sheet.columns]
        widths = [column.width for column in sheet.columns]
        for at, row in enumerate(sheet.rows, head + 1):
            self._row(made, at, row, kinds, widths)

    def _tall(self, made: Any, at: int, heads: Sequence[Text], sheet: Sheet) -> None:
        """Make a row of heads as high as its longest head needs."""
        widths = [column.width for column in sheet.columns]
        told = zip(map(self._said, heads), widths, strict=False)
        lines = max((_lines(head, width) for head, width in told), default=1)
        if lines > 1:
            made.set_row(at, _LINE * lines)

    def _row(
        self,
        made: Any,
        at: int,
        row: Sequence[Entry],
        kinds: Sequence[Kind],
        widths: Sequence[float],
    ) -> None:
        """Write a row, as high as its longest text needs."""
        lines = 1
        for number, (entry, kind) in enumerate(zip(row, kinds, strict=True)):
            self._cell(made, at, number, entry, kind)
            if kind == "wrapped" and isinstance(entry, str | Text):
                lines = max(lines, _lines(self._said(entry), widths[number]))
        if lines > 1:
            made.set_row(at, _LINE * lines)

    def _blocks(self, made: Any, sheet: Sheet, at: int) -> None:
        """Write small tables below one another; lines alone run over all columns."""
        widths = [column.width for column in sheet.columns]
        width = sum(widths)
        for block in sheet.blocks:
            made.write_string(at, 0, self._said(block.title), self._formats["bold"])
            at += 1
            for number, head in enumerate(block.heads):
                made.write_string(at, number, self._said(head), self._formats["head"])
            self._tall(made, at, block.heads, sheet)
            at += bool(block.heads)
            for row in block.rows:
                if len(row) == 1 and not block.heads:
                    self._line(made, at, self._said(row[0]), len(sheet.columns), width)
                else:
                    self._row(made, at, row, ["wrapped"] * len(row), widths)
                at += 1
            at += 1

    def _line(self, made: Any, at: int, told: str, columns: int, width: float) -> None:
        """Write a sentence across the columns, in a row as high as it needs."""
        if columns > 1:
            made.merge_range(at, 0, at, columns - 1, "", self._formats["note"])
        made.write_string(at, 0, told, self._formats["note"])
        made.set_row(at, _LINE * _lines(told, width))

    def _said(self, text: object) -> str:
        """Return a text in the language of the book."""
        return clean(str(getattr(Text.of(text), self._lang)))

    def _top(self, made: Any, sheet: Sheet) -> int:
        """Write title and sentences; return the row of the heads."""
        made.write_string(0, 0, self._said(sheet.title), self._formats["title"])
        made.set_row(0, 24)
        # Long sentences run over the columns of the first page.
        first = sheet.columns[:_ACROSS]
        width = sum(column.width for column in first)
        for at, note in enumerate(sheet.notes, 1):
            self._line(made, at, self._said(note), max(len(first), 1), width)
        return len(sheet.notes) + 1

    def _cell(self, made: Any, row: int, column: int, entry: Entry, kind: Kind) -> None:
        if isinstance(entry, Value):
            kind = entry.kind
            entry = entry.value
        look = self._formats[kind]
        if entry is None:
            made.write_blank(row, column, None, look)
        elif isinstance(entry, date):
            moment = datetime(entry.year, entry.month, entry.day)
            made.write_datetime(row, column, moment, self._formats["date"])
        elif isinstance(entry, int | float):
            made.write_number(row, column, entry, look)
        else:
            made.write_string(row, column, self._said(entry), look)

    def _arrange(self, made: Any, sheet: Sheet, head: int, last: int) -> None:
        """Let heads stay in sight, be filtered by, and be printed on each page."""
        if sheet.rows:
            made.freeze_panes(head + 1, sheet.frozen)
            made.repeat_rows(head)
        if sheet.filtered and sheet.rows:
            made.autofilter(head, 0, head + len(sheet.rows), last)
        made.set_paper(9)  # A4
        made.set_landscape()
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        made.set_footer("&C&P / &N")
