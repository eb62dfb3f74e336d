"""Every value with its source and grade, what changes on a date, and the documents."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import pandas as pd

from sim.report.actions import actions_table
from sim.report.assumptions import GRADES
from sim.report.bands import what_is_drawn
from sim.report.blocks import Table
from sim.report.page_data import PageData
from sim.report.sources import cited_as, known_sources, sources_table
from sim.report.words import Text, Words
from sim.report.workbook.rule_sheets import entry
from sim.report.workbook.sheets import Column, Entry, Sheet, Value


def assumption_sheets(data: PageData, words: Words) -> list[Sheet]:
    """Return the values, the dated changes if there are any, and the sources."""
    known = known_sources(data.sources)
    actions = actions_table(data.actions, known, words)
    sources = sources_table(data, words)
    sheets = [_values(data, words)]
    if actions is not None:
        sheets.append(_plain("actions", actions.title, actions.table, words))
    if sources is not None:
        sheets.append(_plain("sources", sources.caption, sources, words))
    return sheets


def _values(data: PageData, words: Words) -> Sheet:
    """Return a row a value, the assumed ones first."""
    order = {grade: at for at, grade in enumerate(GRADES)}
    lines = data.origins.assign(
        rank=data.origins["grade"].astype(str).map(order).fillna(len(order))
    ).sort_values("rank", kind="stable")
    known = known_sources(data.sources)
    rows: list[list[Entry]] = []
    for line in lines.to_dict("records"):
        zh = line["note"] if pd.notna(line["note"]) else ""
        en = line.get("note_en")
        rows.append(
            [
                words.named("grade", str(line["grade"])),
                Text(str(line["label_zh"]), str(line["label_en"])),
                _number(line["value"], words),
                words.named("unit", str(line["unit"])),
                _number(line["low"], words),
                _number(line["high"], words),
                cited_as(str(line["source"]), known, words),
                Text(str(zh), str(en) if pd.notna(en) else str(zh)),
                str(line["path"]),
                _place(line),
            ]
        )
    heads = (
        *(("head.grade", 8), ("column.parameter", 36), ("column.value", 12)),
        *(("column.unit", 14), ("column.range_low", 10), ("column.range_high", 10)),
        *(("head.source", 36), ("head.note", 50), ("column.path", 36)),
        ("head.place", 28),
    )
    wide = {"column.parameter", "head.source", "head.note"}
    columns = [
        Column(words[head], "wrapped" if head in wide else "text", width)
        for head, width in heads
    ]
    assumed = int((data.origins["grade"] == "assumed").sum())
    notes = [words["book.grades_own"].fill(total=len(rows), assumed=assumed)]
    notes += what_is_drawn(data, words)
    return Sheet(
        words["sheet.assumptions"], words["assumptions.title"], columns, rows, notes, 2
    )


def _number(value: Any, words: Words) -> Entry:
    """Return a value of the catalogue: a number, yes or no, or a word."""
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return None
    told = str(value).lower()
    if told in {"true", "yes", "false", "no"}:
        return words["page.yes" if told in {"true", "yes"} else "page.no"]
    try:
        return Value(float(str(value)), "plain")
    except ValueError:
        return str(value)


def _place(line: Any) -> str:
    # The last parts are enough to find a file, and say nothing of the machine.
    place = "/".join(PurePath(str(line["file"])).parts[-2:])
    return f"{place}:{line['line']}" if pd.notna(line["line"]) else place


def _plain(name: str, title: Text, table: Table, words: Words) -> Sheet:
    """Return a table of the page as a sheet."""
    wide = 14.0, 12.0, 46.0, 30.0, 46.0, 40.0
    columns = [
        Column(head, "wrapped", wide[at] if at < len(wide) else 20)
        for at, head in enumerate(table.heads)
    ]
    rows = [[entry(cell) for cell in row] for row in table.rows]
    return Sheet(words[f"sheet.{name}"], title, columns, rows)
