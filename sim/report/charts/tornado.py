"""Which assumptions move a result: a bar each, the longest on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, said
from sim.report.charts.tornado_figure import (
    Row,
    figure,
    headline,
    parameter,
    unit,
    unit_of,
)
from sim.report.compare_charts.amounts import change_cell, changed
from sim.report.screened import ends, told_apart
from sim.report.words import Text, Words, joined

WORDS: Final = "screening_words.yaml"
TOP: Final = 12
_NAME: Final = "tornado"
_SPACE: Final = Text("", " ")
_CHANGES: Final = ("low_change", "high_change")
_SIZES: Final = ("mu_star", "sigma")


def tornado_chart(
    screening: pd.DataFrame | None,
    words: Words,
    *,
    scenario: str,
) -> Chart:
    """Return how far each assumption moves each headline; the reader chooses which.

    Parameters
    ----------
    screening
        A row a headline and assumption, as `sim.experiment.screening.covering` returns
        it. None where the place has not been screened.
    words
        With the file `WORDS` among them.
    scenario
        Id of the scenario of the page, perhaps not the one that was screened.
    """
    title = words["screening.title"]
    moved = _moved(screening)
    if screening is None or not moved:
        return Chart(_NAME, title, words["screening.missing"])
    reading = joined(
        [
            _reading(next(iter(moved.values()))[0], words),
            *_design(screening, words, scenario),
        ],
        _SPACE,
    )
    return Chart(
        _NAME,
        title,
        reading,
        figure(moved, words),
        words["screening.alternative"].fill(reading=reading),
        _table(moved, words),
    )


def _moved(screening: pd.DataFrame | None) -> dict[str, list[Row]]:
    """Return the longest rows of each headline that moves at all."""
    if screening is None or screening.empty:
        return {}
    moving = screening[screening["mu_star"] > 0]
    moving = moving.sort_values("mu_star", ascending=False, kind="stable")
    return {
        name: list[Row](rows.head(TOP).to_dict("records"))
        for name in screening["headline"].unique()
        if len(rows := moving[moving["headline"] == name])
    }


def _reading(row: Row, words: Words) -> Text:
    sure, unsure = words["screening.reading"], words["screening.reading_unsure"]
    return (sure if told_apart(row) else unsure).fill(
        year=int(row["year"]),
        headline=headline(row, prose=True),
        first=parameter(row),
        ends=ends(row, words),
        low=changed(float(row["low_change"]), row["unit"]),
        high=changed(float(row["high_change"]), row["unit"]),
        unit=unit(row, words),
    )


def _design(screening: pd.DataFrame, words: Words, scenario: str) -> list[Text]:
    row = screening.iloc[0]
    where = Text(str(row["where_zh"]), str(row["where_en"]))
    # Ranks that come with the program are of its baseline; others have their id.
    screened = words.named("screened_scenario", str(row["scenario"]))
    told = [
        words["screening.design"].fill(
            bases=int(row["bases"]),
            counties=where if where.zh else words["screening.whole"],
            scenario=screened,
        ),
        words[f"screening.kind_{row['kind']}"],
        words["screening.limits"],
    ]
    if "closures" in set(screening["headline"]):
        told.append(words["screening.closings"].fill(year=int(row["year"])))
    if row["scenario"] != scenario:
        told.insert(0, words["screening.other"].fill(scenario=screened))
    return told


def _table(moved: Mapping[str, Sequence[Row]], words: Words) -> Table:
    heads = ("headline", "from", "low", "high", "size", "sigma", "unit", "grade")
    named = [words[f"screening.{head}"] for head in heads]
    named.insert(1, words["head.parameter"])
    rows = [
        [
            said(headline(row)),
            said(parameter(row)),
            said(ends(row, words)),
            *(_amount(float(row[key]), row) for key in _CHANGES),
            *(_size(float(row[key]), row) for key in _SIZES),
            said(unit_of(row, words)),
            said(words.named("grade", str(row["grade"]))),
        ]
        for listed in moved.values()
        for row in listed
    ]
    year = int(next(iter(moved.values()))[0]["year"])
    return Table(_NAME, words["screening.table"].fill(year=year), named, rows)


def _amount(value: float, row: Row) -> Cell:
    return change_cell(value, str(row["unit"]))


def _size(value: float, row: Row) -> Cell:
    """Return how large a change or a spread is; neither has a direction."""
    cell = change_cell(value, str(row["unit"]))
    return replace(cell, text=Text(*(one.removeprefix("+") for one in cell.text)))
