"""An empty workbook to fill in: headings, drop-downs, notes and an example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from sim.importing.faults import Pair
from sim.importing.template_words import (
    CHOICES,
    COLUMNS,
    EXAMPLES,
    HOW_TO,
    NOTES,
    SHEETS,
)
from sim.importing.vocabulary import Field, vocabulary
from sim.scenario.faults import Language

_ROWS: Final = 500
_HEADING_ROW: Final = 1
_YES_NO: Final = {"zh": ["是", "否"], "en": ["yes", "no"]}
_LIMITS: Final[dict[str, dict[str, Any]]] = {
    "count": {"validate": "integer", "value": 0},
    "number": {"validate": "decimal", "value": 0},
    "day": {"validate": "date", "value": date(1920, 1, 1)},
}
_MESSAGES: Final = {
    "count": Pair("写整数，不写单位", "a whole number without unit"),
    "number": Pair("写数字，不写单位", "a number without unit"),
    "day": Pair("写日期，如 2015-06-01", "a day such as 2015-06-01"),
}


@dataclass(frozen=True)
class _Book:
    """The workbook with its formats."""

    book: Any
    language: Language
    townships: Sequence[str]
    heading: Any
    title: Any
    day: Any
    plain: Any


def write_template(
    path: Path, language: Language, townships: Sequence[str], today: date
) -> None:
    """Write the workbook.

    Parameters
    ----------
    townships
        Names to choose from; none leaves the column free.
    today
        The title names the end of the last year, to be corrected.
    """
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    made = _Book(
        book,
        language,
        townships,
        book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "bg_color": "#DCE6F1",
                "border": 1,
                "valign": "vcenter",
                "align": "center",
            }
        ),
        book.add_format({"bold": True, "font_size": 13}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    end = date(today.year - 1, 12, 31)
    for kind in ("homes", "population", "travel", "admissions"):
        _table(made, kind, end)
    _example(made, end)
    _how_to(made)
    _lists(made)
    book.close()


def _title(kind: str, day: date) -> str:
    zh, en = SHEETS[kind]
    if kind == "admissions":
        since = date(day.year - 2, 1, 1)
        return (
            f"{zh} {en}（{since.year}年{since.month}月{since.day}日至{day.year}年"
            f"{day.month}月{day.day}日，请改成实际日期 correct both dates）"
        )
    return (
        f"{zh} {en}（截至{day.year}年{day.month}月{day.day}日，请改成实际日期 "
        "correct the date）"
    )


def _fields(kind: str) -> list[Field]:
    known = vocabulary().fields[kind]
    return [known[name] for name in COLUMNS[kind]]


def _headings(made: _Book, sheet: Any, kind: str, day: date) -> list[Field]:
    fields = _fields(kind)
    sheet.write_string(0, 0, _title(kind, day), made.title)
    sheet.set_row(_HEADING_ROW, 48)
    for column, one in enumerate(fields):
        sheet.write_string(_HEADING_ROW, column, f"{one.zh}\n{one.en}", made.heading)
        sheet.set_column(column, column, 26 if one.holds == "text" else 13)
        note = NOTES.get(one.id)
        if note is not None:
            sheet.write_comment(
                _HEADING_ROW, column, f"{note.zh}\n{note.en}", {"x_scale": 2}
            )
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    return fields


def _table(made: _Book, kind: str, day: date) -> None:
    sheet = made.book.add_worksheet(" ".join(SHEETS[kind]))
    for column, one in enumerate(_headings(made, sheet, kind, day)):
        rule = _rule(made, one)
        if one.holds == "day":
            sheet.set_column(column, column, 13, made.day)
        if rule is not None:
            first = _HEADING_ROW + 1
            sheet.data_validation(first, column, first + _ROWS, column, rule)


def _rule(made: _Book, one: Field) -> dict[str, Any] | None:
    """Return what Excel lets be typed into a column."""
    told = {
        "error_title": one.label(made.language)[:32],
        "error_type": "stop",
    }
    if one.id in ("township", "from_township", "to_township"):
        rule: dict[str, Any] = {"validate": "list", "source": _township_cells(made)}
        return {**rule, **told} if made.townships else None
    if one.id in CHOICES:
        rule = {"validate": "list", "source": CHOICES[one.id][made.language]}
    elif one.holds == "yes_no":
        rule = {"validate": "list", "source": _YES_NO[made.language]}
    elif one.holds in _LIMITS:
        rule = {**_LIMITS[one.holds], "criteria": ">="}
        rule["error_message"] = _MESSAGES[one.holds].told(made.language)
    else:
        return None
    return {**rule, **told}


def _township_cells(made: _Book) -> str:
    return f"='{' '.join(SHEETS['lists'])}'!$A$1:$A${len(made.townships)}"


def _example(made: _Book, day: date) -> None:
    sheet = made.book.add_worksheet(" ".join(SHEETS["example"]))
    fields = _headings(made, sheet, "homes", day)
    for row, entry in enumerate(EXAMPLES):
        for column, one in enumerate(fields):
            value = entry.get(one.id, "")
            if made.language == "en":
                value = _english(one, value)
            sheet.write(_HEADING_ROW + 1 + row, column, value)


def _english(one: Field, value: Any) -> Any:
    if one.id in CHOICES and value in CHOICES[one.id]["zh"]:
        return CHOICES[one.id]["en"][CHOICES[one.id]["zh"].index(value)]
    if one.holds == "yes_no" and value in _YES_NO["zh"]:
        return _YES_NO["en"][_YES_NO["zh"].index(value)]
    return value


def _how_to(made: _Book) -> None:
    sheet = made.book.add_worksheet(" ".join(SHEETS["notes"]))
    sheet.set_column(0, 0, 70, made.plain)
    sheet.set_column(1, 1, 80, made.plain)
    for row, line in enumerate(HOW_TO):
        sheet.write_string(row, 0, line.zh)
        sheet.write_string(row, 1, line.en)


def _lists(made: _Book) -> None:
    if not made.townships:
        return
    sheet = made.book.add_worksheet(" ".join(SHEETS["lists"]))
    sheet.write_column(0, 0, list(made.townships))
    sheet.hide()
