"""The sheets of a run: what its page says, as numbers to filter and to reckon with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from sim.report.bands import targets_reading, what_interval
from sim.report.figures import Figures
from sim.report.first_screen import first_screen
from sim.report.indicator_words import indicator_name
from sim.report.method import badge, breach, county_caveat, facts, made_by, warnings
from sim.report.page_data import PageData
from sim.report.sources import named_targets
from sim.report.targets import described, read_targets, targets_table
from sim.report.words import Text, Words
from sim.report.workbook.assumption_sheets import assumption_sheets
from sim.report.workbook.data import HomeFigures
from sim.report.workbook.home_sheet import homes_sheet
from sim.report.workbook.rule_sheets import rule_sheets
from sim.report.workbook.sheets import (
    BarChart,
    Column,
    Entry,
    Sheet,
    known,
    three,
)
from sim.report.workbook.year_sheet import unit_said, years_sheet

WORDS: Final = "workbook_words.yaml"
_TARGET_NUMBERS: Final = ("limit", "published", "mean", "low", "high")
_COUNTY: Final[tuple[tuple[str, Mapping[str, str]], ...]] = (
    ("occupancy_rate", {}),
    ("residents", {"ownership": "public"}),
    ("licensed_beds", {"ownership": "public"}),
    ("residents", {}),
    ("licensed_beds", {}),
    ("nursing_bed_share", {}),
    ("beds_per_1000_aged_65_plus", {}),
    ("center_coverage_served", {}),
    ("center_coverage_has", {}),
    ("institution_coverage", {}),
    ("share_within_30_min_center", {}),
    ("unmet_need_persons", {}),
)


def run_sheets(data: PageData, homes: HomeFigures, words: Words) -> list[Sheet]:
    """Return the sheets of a run, in their order."""
    figures = data.figures
    targets = read_targets(named_targets(data, words))
    return [
        summary_sheet(data, figures, targets, words),
        _targets_sheet(data, words),
        homes_sheet(data, homes, words),
        *_counties_sheet(data, figures, words),
        years_sheet(figures, words, what_interval(data, words)),
        *rule_sheets(data, figures, words),
        *assumption_sheets(data, words),
    ]


def summary_sheet(
    data: PageData, figures: Figures, targets: pd.DataFrame, words: Words
) -> Sheet:
    """Return the first sheet: question, answer, four numbers, targets."""
    told, numbers = first_screen(data, figures, targets, words)
    assumed = int((data.origins["grade"] == "assumed").sum())
    status = badge(data, words)
    broken, question = breach(data, words), Text.of(data.question)
    notes = [
        *([words["book.status"].fill(status=status)] if status else []),
        *([broken] if broken else []),
        *warnings(data, words),
        facts(data, words),
        *([words["book.question"].fill(question=question)] if any(question) else []),
        words["book.answer"].fill(answer=told),
        what_interval(data, words),
        words["book.grades"].fill(total=len(data.origins), assumed=assumed),
        made_by(data, words),
    ]
    rows: list[list[Entry]] = []
    for number in numbers:
        lines = [getattr(number, name) for name in ("label", "value", "interval")]
        rows.append([*lines, _together(number.lines)])
    for one in described(targets, words):
        asked = words["book.asked"].fill(demand=one.demand, origin=one.origin)
        standing = words.named("status", one.standing)
        rows.append([one.name, standing, one.verdict, asked])
    title = words["page.title"].fill(
        title=Text.of(data.title), area=Text.of(data.area_name)
    )
    columns = [
        Column(words["column.indicator"], "wrapped", 40),
        Column(words["column.told"], "wrapped", 18),
        Column(words["column.beside"], "wrapped", 34),
        Column(words["column.more"], "wrapped", 70),
    ]
    return Sheet(words["sheet.summary"], title, columns, rows, notes, filtered=False)


def _together(lines: list[Text]) -> Text:
    return Text("；".join(one.zh for one in lines), "; ".join(one.en for one in lines))


def _targets_sheet(data: PageData, words: Words) -> Sheet:
    """Return the targets with what was published, and what the model says."""
    columns, rows = targets_rows(data, words)
    notes = [targets_reading(data, words)]
    title = words["targets.title"]
    return Sheet(words["sheet.targets"], title, columns, rows, notes)


def targets_rows(
    data: PageData, words: Words
) -> tuple[list[Column], list[list[Entry]]]:
    """Return the columns and rows of the targets of a run."""
    targets = read_targets(named_targets(data, words))
    table = targets_table(targets, words)
    rows: list[list[Entry]] = []
    for line, cells in zip(targets.to_dict("records"), table.rows, strict=True):
        kind = unit_said(str(line["indicator"]))[1]
        name, asked, nature, standing, _, first, basis = (cell.text for cell in cells)
        numbers = [known(line[key], kind) for key in _TARGET_NUMBERS]
        head = [name, asked, line["date"], nature]
        rows.append([*head, *numbers, standing, first, basis])
    columns = [
        Column(words["head.target"], "wrapped", 34),
        Column(words["head.asked"], "wrapped", 20),
        Column(words["head.date"], "date", 15),
        Column(words["head.nature"], "text", 10),
        *(Column(words[f"column.{head}"], "plain", 12) for head in _TARGET_NUMBERS),
        Column(words["head.standing"], "wrapped", 34),
        Column(words["head.first_met"], "text", 13),
        Column(words["head.clause"], "wrapped", 44),
    ]
    return columns, rows


def _counties_sheet(data: PageData, figures: Figures, words: Words) -> list[Sheet]:
    """Return the counties in the last year, the emptiest first; none where one is."""
    if len(data.counties) < 2:
        return []
    first, last = figures.first_year, figures.last_year
    public = {"ownership": "public"}

    def row(county: Any) -> list[Entry]:
        code = str(county.county_code)
        before = figures.at(first, "occupancy_rate", code, **public)
        now = figures.at(last, "occupancy_rate", code, **public)
        cells: list[Entry] = [code, Text(str(county.name_zh), str(county.name_en))]
        cells += [known(before.mean, "share"), *three(now, "share")]
        for indicator, splits in _COUNTY:
            estimate = figures.at(last, indicator, code, **splits)
            cells.append(known(estimate.mean, unit_said(indicator)[1]))
        return cells

    def emptiness(cells: list[Entry]) -> float:
        rate: Any = cells[3]
        return 2.0 if rate is None else float(rate.value)

    rows = sorted(map(row, data.counties.itertuples(index=False)), key=emptiness)
    heads = [words["column.mean_of"].fill(year=first)]
    heads += [
        words[f"column.{one}_of"].fill(year=last) for one in ("mean", "low", "high")
    ]
    public_name = words["measure.occupancy_public"]
    columns = [
        Column(words["column.code"], "text", 10),
        Column(words["column.county"], "text", 16),
        *(
            Column(words["book.of"].fill(name=public_name, part=head), "share", 12)
            for head in heads
        ),
        *(
            Column(_named(indicator, splits, words), "plain", 12)
            for indicator, splits in _COUNTY
        ),
    ]
    told = sum(cells[3] is not None for cells in rows)
    chart = BarChart(
        words["book.county_chart"].fill(year=last), words["book.share_axis"], 1, 3, told
    )
    caveat = county_caveat(data, words)
    notes = [
        words["book.counties"].fill(year=last),
        *([caveat] if caveat else []),
        what_interval(data, words),
    ]
    sheet = Sheet(
        words["sheet.counties"],
        words["counties.title"],
        columns,
        rows,
        notes,
        frozen=2,
        charts=[chart] if told else [],
    )
    return [sheet]


def _named(indicator: str, splits: Mapping[str, str], words: Words) -> Text:
    """Return the head of a column: what it counts, whose, and in which unit."""
    name = indicator_name(indicator)
    if splits:
        part = words.named("ownership", splits["ownership"])
        name = words["book.of"].fill(name=name, part=part)
    unit, kind = unit_said(indicator)
    return name if kind == "share" else words["book.in"].fill(name=name, unit=unit)
