"""Columns of which nobody knows what they mean, told to whom it may matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sim.importing.faults import Pair, letters
from sim.importing.headings import Layout, nearest_heading
from sim.importing.text import shown
from sim.importing.vocabulary import vocabulary

_WHAT_TO_DO: Final = Pair(
    "没有看懂的列如果有用：把表头改成表样里的写法（表样用 "
    "ruralbeds import --template 表样.xlsx 写出），"
    "或在 mapping 文件里写明它是哪一项，再用 --mapping 导入",
    "if a column that was not understood matters: give it the heading that the form "
    "has (ruralbeds import --template form.xlsx writes it), or say in a mapping file "
    "what it means and import with --mapping",
)


def not_understood(layout: Layout) -> list[tuple[int, str]]:
    """Return the columns that are not used and their headings, remarks apart."""
    passed_over = vocabulary().passed_over
    return [
        (column, text)
        for column, text in sorted(layout.ignored.items())
        if not passed_over.fullmatch(text.replace(" ", "").lower())
    ]


def unused_columns(layouts: Iterable[Layout]) -> Pair:
    """Return the unused columns of each sheet, and what to do; empty if none."""
    zh: list[str] = []
    en: list[str] = []
    for layout in layouts:
        found = layout if layout.kind else nearest_heading(layout.sheet)
        columns = not_understood(found)
        if not columns:
            continue
        row = found.last_row + 1
        cells = [
            (f"{letters(column)}{row}", shown(text.strip())) for column, text in columns
        ]
        sheet = layout.sheet.spot()
        listed = "、".join(f"{cell}“{text}”" for cell, text in cells)
        zh.append(f"{sheet.told('zh')}：没有看懂的列：{listed}")
        listed = ", ".join(f"{cell} “{text}”" for cell, text in cells)
        en.append(f"{sheet.told('en')}: columns not understood: {listed}")
    if not zh:
        return Pair("", "")
    return Pair(*("\n" + "\n".join(lines) for lines in _with(zh, en)))


def _with(zh: list[str], en: list[str]) -> tuple[list[str], list[str]]:
    return [*zh, _WHAT_TO_DO.zh], [*en, _WHAT_TO_DO.en]
