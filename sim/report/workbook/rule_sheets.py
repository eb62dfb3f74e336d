"""What rules did, whom they moved and at what cost: the page's tables, as cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sim.report.blocks import Cell, Section, Table
from sim.report.figures import Figures
from sim.report.page_data import PageData
from sim.report.rules.sections import rule_cards, rule_sections
from sim.report.sources import known_sources
from sim.report.words import NOTHING, Text, Words
from sim.report.workbook.sheets import Block, Column, Entry, Kind, Sheet, Value

_NUMBER: Final = re.compile(r"[-−]?[\d,]+(\.\d+)?%?")
_YEAR: Final = re.compile(r"(19|20)\d\d")
_OF_MOVES: Final = ("moved",)
_BY_YEAR: Final = ("costs",)
_WIDTHS: Final = (44, 26, 30)


def rule_sheets(data: PageData, figures: Figures, words: Words) -> list[Sheet]:
    """Return the sheets of rules and of moves; without rules one sentence says so."""
    rules = data.rules
    if rules is None:
        note = [words["book.no_rules"]]
        title = words["sheet.moves"]
        nothing = [Column(NOTHING, "wrapped", 90)]
        return [Sheet(title, title, nothing, [], note, filtered=False)]
    sections = rule_sections(rules, figures, data.counties, words)
    moved = [one for one in sections if one.name in _OF_MOVES]
    others = [one for one in sections if one.name not in _OF_MOVES]
    cards = [
        Block(card.label, [], [[told, text] for told, text in card.lines])
        for card in rule_cards(rules, known_sources(data.sources), words)
    ]
    return [
        _stacked(words["sheet.rules"], cards, others),
        _stacked(words["sheet.moves"], [], moved),
    ]


def _stacked(name: Text, first: Sequence[Block], sections: Sequence[Section]) -> Sheet:
    """Return a sheet of sections, each with its sentences and tables."""
    blocks = list(first)
    for section in sections:
        lines = [section.alarm] if section.alarm else []
        blocks.append(
            Block(section.title, [], [[one] for one in [*lines, *section.lines]])
        )
        tables = [*section.tables, *section.details]
        # Costs by year stand on the sheet of years.
        if section.chart and section.chart.table and section.name not in _BY_YEAR:
            tables.insert(len(section.tables), section.chart.table)
        blocks += map(block, tables)
    widest = max((len(one.rows[0]) for one in blocks if one.rows), default=1)
    columns = [
        Column(Text("", ""), "wrapped", _WIDTHS[at] if at < len(_WIDTHS) else 16)
        for at in range(widest)
    ]
    return Sheet(name, name, columns, [], filtered=False, blocks=blocks)


def block(table: Table) -> Block:
    """Return a table of the page as cells of a workbook."""
    return Block(
        table.caption, table.heads, [list(map(entry, row)) for row in table.rows]
    )


def entry(cell: Cell) -> Entry:
    """Return a cell as the number that it shows, and as its text if it shows more.

    A median with its range stays a text: alone it would pass for sure.
    """
    shown = cell.text.zh
    if cell.raw and _NUMBER.fullmatch(shown):
        kind: Kind = "share" if shown.endswith("%") else "plain"
        value = float(cell.raw)
        if kind == "plain" and _YEAR.fullmatch(shown):
            return Value(value, "year")
        whole: Kind = "decimal" if value % 1 else "count"
        return Value(value, kind if kind == "share" else whole)
    return cell.text
