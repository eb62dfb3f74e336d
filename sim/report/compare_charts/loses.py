"""Who comes to live farther from a bed in each scenario than in the reference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Section, Table, said
from sim.report.charts.access import caveat
from sim.report.charts.who_loses import chart_reading, drawn, told, who_loses_table
from sim.report.charts.who_loses_bars import figure
from sim.report.compare_charts.looks import looks
from sim.report.compare_data import ComparePageData
from sim.report.words import Text, Words, joined

# Scenarios that are drawn; the table has all of them.
_MOST: Final = 3


def loses_section(data: ComparePageData, words: Words) -> Section:
    """Return who loses and who gains by each scenario, against the reference."""
    title = words["loses.title"]
    table = data.loses
    if table is None or table.empty:
        return Section("loses", title, [words["loses.missing"]])
    by_scenario = {
        one.id: rows
        for one in data.others
        if len(rows := table[table["scenario"] == one.id])
    }
    lines = [
        words["loses.scenario"].fill(
            year=int(table["year"].iloc[0]), reference=data.title(data.reference)
        ),
        *(
            joined(told(rows, words, data.title(name)), Text("", " "))
            for name, rows in by_scenario.items()
        ),
    ]
    everything = _table(by_scenario, data, words)
    if not table[["loses", "gains"]].to_numpy().any():
        return Section("loses", title, lines, details=[everything])
    reading = chart_reading(table, words)
    lines += [reading, caveat(words, synthetic=data.synthetic_registry)]
    chart = Chart(
        *("loses", title, reading, _figure(by_scenario, data, words)),
        words["loses.alternative"],
        everything,
    )
    return Section("loses", title, lines, chart=chart)


def _figure(
    by_scenario: dict[str, pd.DataFrame], data: ComparePageData, words: Words
) -> dict[str, Any]:
    """Return the bars of the first scenarios, each in its own colour."""
    known = looks(data)
    few = list(by_scenario.items())[:_MOST]
    return figure(
        {
            name: (drawn(rows), data.title(name), (known[name].colour,) * 2)
            for name, rows in few
        },
        words,
    )


def _table(
    by_scenario: dict[str, pd.DataFrame], data: ComparePageData, words: Words
) -> Table:
    """Return every scenario, group and measure as one table."""
    rows: list[list[Cell]] = []
    for name, table in by_scenario.items():
        title = said(data.title(name))
        rows += [[title, *row] for row in who_loses_table(table, words).rows]
    first = who_loses_table(next(iter(by_scenario.values())), words)
    return replace(
        first,
        caption=words["loses.compare_table"],
        heads=[words["loses_head.scenario"], *first.heads],
        rows=rows,
    )
