"""The numbers of the small charts as tables: a row a figure, year and scenario."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Table, number, said, year
from sim.report.compare_charts.amounts import (
    change_cell,
    figure,
    mean_cell,
    name_of,
    span_cell,
    unit_of,
    unit_of_change,
)
from sim.report.compare_charts.looks import looks
from sim.report.compare_data import ComparePageData
from sim.report.numbers import NOT_KNOWN, count
from sim.report.words import Text, Words

_HEADLINE = Mapping[str, str]
_MANY: Final = 1000


def rows_of(
    table: pd.DataFrame, headline: _HEADLINE, scenario: str, known: str = "mean"
) -> pd.DataFrame:
    """Return the rows of one line, by year, those without a figure left out."""
    own = table["headline"] == headline["headline"]
    rows = table[own & (table["scenario"] == scenario)].dropna(subset=[known])
    return rows.sort_values("year")


def lines_table(data: ComparePageData, words: Words) -> Table:
    """Return the headline figures of each scenario."""
    rows = [
        [
            said(name_of(headline)),
            year(int(row["year"])),
            said(data.title(scenario)),
            mean_cell(row["mean"], headline["unit"]),
            said(_interval(row, headline["unit"])),
            said(unit_of(headline, words)),
        ]
        for headline in data.known_headlines()
        for scenario in looks(data)
        for _, row in rows_of(data.lines, headline, scenario).iterrows()
    ]
    heads = ("figure", "year", "scenario", "mean", "outcomes", "unit")
    named = [words[f"compare_head.{head}"] for head in heads]
    return Table("lines", words["lines.table"], named, rows)


def _interval(row: Any, unit: str) -> Text:
    if not (isfinite(row["low"]) and isfinite(row["high"])):
        return Text.of(NOT_KNOWN)
    return Text.of(f"{figure(row['low'], unit)} – {figure(row['high'], unit)}")


_HEADS: Final = (
    *("figure", "year", "scenario", "mean_reference", "mean", "difference", "unit"),
    *("mean_interval", "unpaired", "together", "outcomes", "factor", "n"),
)


def differences_table(data: ComparePageData, words: Words) -> Table:
    """Return the paired differences with all their intervals."""
    rows = [
        _difference(row, headline, data.title(one.id), words)
        for headline in data.known_headlines()
        for one in data.others
        for _, row in rows_of(
            data.differences, headline, one.id, "difference"
        ).iterrows()
    ]
    named = [words[f"compare_head.{head}"] for head in _HEADS]
    return Table("differences", words["differences.table"], named, rows)


def _difference(row: Any, headline: _HEADLINE, name: Text, words: Words) -> list[Cell]:
    unit = headline["unit"]
    spans = [
        span_cell(row[f"{kind}low"], row[f"{kind}high"], unit, row["n"])
        for kind in ("mean_", "unpaired_", "simultaneous_", "")
    ]
    return [
        said(name_of(headline)),
        year(int(row["year"])),
        said(name),
        mean_cell(row["mean_reference"], unit),
        mean_cell(row["mean"], unit),
        change_cell(row["difference"], unit),
        said(unit_of_change(headline, words)),
        *spans,
        factor_cell(row["variance_reduction"], words),
        number(float(row["n"])),
    ]


def factor_cell(value: float, words: Words) -> Cell:
    """Return how much pairing saves; in words where the difference does not vary."""
    if not isfinite(value):
        return said(words["differences.no_factor"])
    # Beyond a thousand it only says that hardly any repetition differs at all.
    shown = f">{count(_MANY)}" if value > _MANY else count(value)
    return Cell(Text.of(shown), f"{value:.5g}")
