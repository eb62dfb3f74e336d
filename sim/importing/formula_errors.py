"""Formulas of an .xlsx workbook that show no value.

The reader of workbooks returns a blank for `#DIV/0!` and for a formula that was never
calculated; taken as blank cells they would be filled silently.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.etree import ElementTree

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
# An XML of this format has no reason to declare entities.
_ENTITY: Final = b"<!ENTITY"

Places = dict[tuple[int, int], str]


def empty_formulas(data: bytes) -> dict[str, Places]:
    """Return, by sheet, the places of error values and of formulas without a value."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return {name: _places(book, part) for name, part in _sheets(book).items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}  # an old .xls, or one written in another way


def _parsed(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    data = book.read(part)
    if _ENTITY in data:
        raise KeyError(part)
    return ElementTree.fromstring(data)


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    targets = {
        link.get("Id", ""): link.get("Target", "") for link in _parsed(book, _LINKS)
    }
    parts = {}
    for sheet in _parsed(book, _BOOK).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK, ""), "")
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return parts


def _places(book: zipfile.ZipFile, part: str) -> Places:
    if part not in book.namelist():
        return {}
    found: Places = {}
    for cell in _parsed(book, part).iter(f"{_MAIN}c"):
        value = cell.findtext(f"{_MAIN}v") or ""
        is_error = cell.get("t") == "e"
        formula = cell.find(f"{_MAIN}f")
        if is_error or (formula is not None and not value and cell.get("t") != "str"):
            found[_place(cell.get("r", ""))] = value or "=…"
    return found


def _place(name: str) -> tuple[int, int]:
    """Return row and column of a cell such as AB12, from 0."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", name)
    if match is None:
        return -1, -1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
