"""The sheets of a comparison: differences, the scenarios by year, what is assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Table
from sim.report.compare_charts.tables import (
    actions_table,
    classes_table,
    ranking_table,
    settings_table,
)
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import title_and_facts
from sim.report.compare_summary import caveats, summary
from sim.report.page_data import PageData
from sim.report.words import Text, Words
from sim.report.workbook.assumption_sheets import assumption_sheets
from sim.report.workbook.rule_sheets import block
from sim.report.workbook.run_sheets import targets_rows
from sim.report.workbook.sheets import (
    OF_UNIT,
    Block,
    Column,
    Curve,
    Entry,
    Kind,
    LineChart,
    Sheet,
    known,
)

_LABELS: Final = 4


def compare_sheets(
    data: ComparePageData, runs: Sequence[PageData], words: Words
) -> list[Sheet]:
    """Return the sheets of a comparison, in their order.

    Parameters
    ----------
    runs
        What the page of each scenario shows, in the order of the scenarios.
    """
    reference = next(one for one in runs if one.scenario_id == data.reference)
    first, *others = assumption_sheets(reference, words)
    return [
        _summary(data, words),
        _differences(data, words),
        targets_sheet(data, runs, words),
        _lines(data, words),
        _stacked("homes", "classes.table", [classes_table(data, words)], words),
        _stacked("ranking", "ranking.title", [ranking_table(data, words)], words),
        _settings(data, words),
        first,
        *others,
    ]


def _summary(data: ComparePageData, words: Words) -> Sheet:
    """Return the answer, and the differences of the last year."""
    title, facts = title_and_facts(data, words)
    notes = [
        *map(Text.of, data.warnings),
        facts,
        words["book.answer"].fill(answer=summary(data, words)),
        *caveats(data, words),
    ]
    last = data.differences[data.differences["year"] == data.last_year]
    columns, rows = _difference_table(data, last, words)
    return Sheet(words["sheet.summary"], title, columns, rows, notes, frozen=2)


def _differences(data: ComparePageData, words: Words) -> Sheet:
    """Return every difference of every year."""
    columns, rows = _difference_table(data, data.differences, words)
    name = words["sheet.differences"]
    return Sheet(name, name, columns, rows, [words["book.pairing"]], frozen=2)


def _difference_table(
    data: ComparePageData, table: pd.DataFrame, words: Words
) -> tuple[list[Column], list[list[Entry]]]:
    heads: tuple[tuple[str, Kind, float], ...] = (
        ("column.scenario", "wrapped", 28),
        ("column.indicator", "wrapped", 34),
        ("column.year", "year", 9),
        ("column.unit", "text", 12),
        ("column.mean_reference", "plain", 13),
        ("column.mean", "plain", 13),
        ("column.difference", "plain", 13),
        ("column.mean_low", "plain", 13),
        ("column.mean_high", "plain", 13),
        ("column.difference_low", "plain", 13),
        ("column.difference_high", "plain", 13),
    )
    rows: list[list[Entry]] = []
    for headline in data.known_headlines():
        own = table[table["headline"] == headline["headline"]].dropna(
            subset=["difference"]
        )
        kind = OF_UNIT.get(headline["unit"], "count")
        change: Kind = "points" if kind == "share" else "signed"
        rows += [
            _difference(data, line, headline, kind, change, words)
            for line in own.to_dict("records")
        ]
    return [Column(words[head], kind, width) for head, kind, width in heads], rows


def _difference(
    data: ComparePageData,
    line: Mapping[Any, Any],
    headline: Mapping[str, str],
    kind: Kind,
    change: Kind,
    words: Words,
) -> list[Entry]:
    unit = Text(headline["unit_zh"], headline["unit_en"])
    changes = ("difference", "mean_low", "mean_high", "low", "high")
    return [
        data.title(str(line["scenario"])),
        Text(headline["label_zh"], headline["label_en"]),
        int(line["year"]),
        words["in_unit.points"] if kind == "share" else unit,
        known(line["mean_reference"], kind),
        known(line["mean"], kind),
        *(known(line[name], change) for name in changes),
    ]


def targets_sheet(
    data: ComparePageData, runs: Sequence[PageData], words: Words
) -> Sheet:
    """Return the targets of every scenario, one below the other."""
    columns: list[Column] = []
    rows: list[list[Entry]] = []
    for run in runs:
        columns, own = targets_rows(run, words)
        rows += [[data.title(run.scenario_id), *row] for row in own]
    name = Column(words["column.scenario"], "wrapped", 26)
    title = words["targets.title"]
    return Sheet(words["sheet.targets"], title, [name, *columns], rows, frozen=2)


def _lines(data: ComparePageData, words: Words) -> Sheet:
    """Return each scenario's figures by year, and charts of the first of them."""
    years = sorted(int(year) for year in data.lines["year"].unique())
    rows: list[list[Entry]] = []
    charts: list[LineChart] = []
    for headline in data.known_headlines():
        name = Text(headline["label_zh"], headline["label_en"])
        unit = Text(headline["unit_zh"], headline["unit_en"])
        kind = OF_UNIT.get(headline["unit"], "count")
        curves = []
        for one in data.scenarios:
            title = data.title(one.id)
            curves.append(Curve(title, len(rows), len(rows) + 1, len(rows) + 2))
            for end in ("mean", "low", "high"):
                values = _path(data.lines, one.id, headline["headline"], end, years)
                numbers = [known(value, kind) for value in values]
                rows.append([name, title, unit, words[f"column.{end}"], *numbers])
        if kind == "share" and len(charts) < 2:
            told = words["book.difference_chart"].fill(headline=name)
            last = _LABELS + len(years) - 1
            charts.append(
                LineChart(told, words["book.share_axis"], curves, _LABELS, last)
            )
    columns = [
        Column(words["column.indicator"], "wrapped", 34),
        Column(words["column.scenario"], "wrapped", 28),
        Column(words["column.unit"], "text", 10),
        Column(words["column.statistic"], "text", 13),
        *(
            Column(words["column.year_value"].fill(year=year), "plain", 10)
            for year in years
        ),
    ]
    return Sheet(
        words["sheet.years"],
        words["sheet.scenarios"],
        columns,
        rows,
        [words["book.years"]],
        frozen=_LABELS,
        charts=charts,
    )


def _path(
    lines: pd.DataFrame, scenario: str, headline: str, end: str, years: list[int]
) -> list[float]:
    own = lines[(lines["scenario"] == scenario) & (lines["headline"] == headline)]
    return [float(value) for value in own.set_index("year")[end].reindex(years)]


def _settings(data: ComparePageData, words: Words) -> Sheet:
    tables = [settings_table(data, words), actions_table(data, words)]
    return _stacked("settings", "settings.title", tables, words)


def _stacked(
    name: str, title: str, tables: Sequence[Table | None], words: Words
) -> Sheet:
    """Return tables of the page below one another."""
    blocks: list[Block] = [block(one) for one in tables if one is not None]
    widest = max((len(one.heads) for one in blocks), default=1)
    columns = [
        Column(Text("", ""), "wrapped", 34 if at < 1 else 20) for at in range(widest)
    ]
    notes = [] if blocks else [words["book.nothing_of_it"]]
    named = words[f"sheet.{name}"]
    return Sheet(named, words[title], columns, [], notes, filtered=False, blocks=blocks)
