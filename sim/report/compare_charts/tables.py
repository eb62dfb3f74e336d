"""What differs between the scenarios, and which of them is best by what."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import isfinite
from typing import Any

import pandas as pd

from sim.report.actions import what_happens
from sim.report.blocks import Cell, Table, number, proper, said, year
from sim.report.charts.flip_classes import SIZES, TIERS
from sim.report.compare_charts.amounts import mean_cell, unit_of
from sim.report.compare_data import ComparePageData
from sim.report.numbers import NOT_KNOWN, count, percent
from sim.report.words import Text, Words, joined


def settings_table(data: ComparePageData, words: Words) -> Table | None:
    """Return the values that differ, a column a scenario; none where none differ."""
    if data.settings.empty:
        return None
    rows = []
    for path, group in data.settings.groupby("path", sort=False):
        first = group.iloc[0]
        own = dict(zip(group["scenario"], group["value"], strict=True))
        label = Text(str(first["label_zh"]), str(first["label_en"]))
        parameter = words["assumptions.parameter"].fill(label=label, path=str(path))
        cells = [proper(own.get(one.id, "")) for one in data.scenarios]
        unit = words.named("unit", str(first["unit"]))
        rows.append([said(parameter), *cells, said(unit)])
    names = [data.title(one.id) for one in data.scenarios]
    heads = [words["head.parameter"], *names, words["compare_head.unit"]]
    return Table("settings", words["settings.table"], heads, rows)


def actions_table(data: ComparePageData, words: Words) -> Table | None:
    """Return the dated changes that not all scenarios have; none where all do."""
    if data.actions.empty:
        return None
    lines = data.actions.sort_values("date", kind="stable").to_dict("records")
    whose: dict[tuple[str, Text, Text], list[Text]] = {}
    for line in lines:
        among = _among(line.get("among"), words)
        same = (str(line["date"]), what_happens(line, words), among)
        # What several scenarios have is one row.
        whose.setdefault(same, []).append(data.title(str(line["scenario"])))
    rows = [
        [
            proper(day),
            said(joined(names, words["compare_answer.then"])),
            said(what),
            said(among),
        ]
        for (day, what, among), names in whose.items()
    ]
    heads = ("head.date", "compare_head.scenario", "head.action", "compare_head.among")
    named = [words[head] for head in heads]
    return Table("actions", words["settings.actions"], named, rows)


def _among(chosen: Any, words: Words) -> Text:
    """Return which homes a change concerns: all, or those of a tier or an owner."""
    given = chosen.values() if isinstance(chosen, dict) else ()
    told = [words.named("among", str(value)) for value in given if value]
    return joined(told, words["compare_answer.comma"]) if told else words["among.all"]


def classes_table(data: ComparePageData, words: Words) -> Table | None:
    """Return which classes of home close in which scenario; None where none can."""
    if data.classes is None:
        return None
    own = {str(one): table for one, table in data.classes.groupby("scenario")}
    there = [one for one in data.scenarios if one.id in own]
    # Counties first, then small homes before large ones.
    kinds = [(tier, size) for tier in TIERS for size in SIZES]
    rows = []
    for tier, size in kinds:
        cells = [_chance_of(own[one.id], tier, size, words) for one in there]
        if any(cell.raw for cell in cells):
            name = words.named("tier", tier), words[f"compare_band.{size}"]
            rows.append([said(name[0]), said(name[1]), *cells])
    heads = [words["head.tier"], words["compare_band.head"]]
    names = [data.title(one.id) for one in there]
    return Table("classes", words["classes.table"], [*heads, *names], rows)


def _chance_of(table: pd.DataFrame, tier: str, size: str, words: Words) -> Cell:
    """Return the share of a class that closes, and how many homes that is of."""
    found = table[(table["tier"] == tier) & (table["size"] == size)]
    if found.empty:
        return Cell(Text.of(NOT_KNOWN), "")
    line = found.iloc[0]
    told = words["classes.chance"].fill(
        share=percent(float(line["share"]), 0),
        closed=count(float(line["closed"])),
        homes=count(float(line["homes"])),
    )
    return Cell(told, f"{float(line['share']):.5g}")


def ranking_table(data: ComparePageData, words: Words) -> Table:
    """Return the order of the scenarios by each headline that has a better side."""
    units = {one["headline"]: one for one in data.known_headlines()}
    rows = []
    for _, group in data.ranking.groupby(["headline", "year"], sort=False):
        lines = group.to_dict("records")
        tied = bool((group["chance_equal"].dropna() == 1).all())
        for row in lines[:1] if tied else lines:
            unit = said(unit_of(units[row["headline"]], words))
            rows.append(
                [*_place(row, data, words, tied=tied), unit, *_chances(row, tied=tied)]
            )
    heads = (
        *("figure", "better", "year", "rank", "scenario", "mean", "unit"),
        *("chance_best", "chance_better", "chance_equal"),
    )
    named = [words[f"compare_head.{head}"] for head in heads]
    return Table("ranking", words["ranking.table"], named, rows)


def _place(
    row: Mapping[Hashable, Any], data: ComparePageData, words: Words, *, tied: bool
) -> list[Cell]:
    """Return who has which place; a tie in every repetition is one place for all."""
    name = words["ranking.tied"] if tied else data.title(row["scenario"])
    return [
        said(Text(row["label_zh"], row["label_en"])),
        said(words[f"better.{row['better']}"]),
        year(int(row["year"])),
        Cell(Text.of(NOT_KNOWN), "") if tied else number(float(row["rank"])),
        said(name),
        mean_cell(row["mean"], row["unit"]),
    ]


def _chances(row: Mapping[Hashable, Any], *, tied: bool) -> list[Cell]:
    if tied:
        return [Cell(Text.of(NOT_KNOWN), "")] * 3
    return [
        _chance(row["chance_best"], row["chance_best_error"]),
        _share(row["chance_better"]),
        _share(row["chance_equal"]),
    ]


def _chance(share: float, error: float) -> Cell:
    shown, points = percent(share, 0), f"{100 * error:.0f}"
    text = Text(f"{shown} ± {points}个百分点", f"{shown} ± {points} points")
    return Cell(text, f"{share:.5g}")


def _share(share: float) -> Cell:
    if not isfinite(share):
        return Cell(Text.of(NOT_KNOWN), "")
    return Cell(Text.of(percent(share, 0)), f"{share:.5g}")
