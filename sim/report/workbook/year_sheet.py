"""Figures of the whole place year by year, with their intervals and two charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.indicators.catalogue import CATALOGUE
from sim.report.figures import Figures
from sim.report.indicator_words import indicator_name
from sim.report.numbers import Estimate
from sim.report.words import Text, Words
from sim.report.workbook.sheets import (
    OF_UNIT,
    Column,
    Curve,
    Entry,
    Kind,
    LineChart,
    Sheet,
    known,
)

Splits = Mapping[str, str]
_PUBLIC: Final = {"ownership": "public"}
# Whose figures, by the key of their name.
PARTS: Final[Mapping[str, Splits]] = {
    "all": {},
    "public": _PUBLIC,
    "county_public": {"tier": "county", **_PUBLIC},
    "township_public": {"tier": "township", **_PUBLIC},
    "private": {"ownership": "private"},
}
_DRAWN: Final = ("county_public", "township_public", "private")
_COVERAGES: Final = (
    "center_coverage_served",
    "center_coverage_has",
    "institution_coverage",
)
_SPLIT: Final = ("occupancy_rate", "residents", "licensed_beds")
_WHOLE: Final = (
    "occupancy_rate_staffed",
    "nursing_bed_share",
    "beds_per_1000_aged_65_plus",
    "total_beds",
    *_COVERAGES,
    "county_home_coverage",
    "share_within_30_min_center",
    "share_within_60_min_center",
    "share_within_30_min_free_bed",
    "access_gini",
    "applications",
    "admissions",
    "median_wait_days",
    "withdrew_share",
    "died_waiting_share",
    "unmet_need_person_days",
    "mismatch_share",
    "guaranteed_placed_share",
    "surge_bed_days",
    "closures",
    "conversions",
    "moves_by_rule",
    "moved_minutes",
    "counties_below_half_share",
    "false_closure_share",
    "missed_closure_share",
    "cost_public",
    "cost_home",
    "cost_family",
)
_LABELS: Final = 4


def unit_said(indicator: str) -> tuple[Text, Kind]:
    """Return the unit of an indicator in words, and how its numbers look."""
    entry = CATALOGUE.get(indicator)
    if entry is None:
        return Text("", ""), "plain"
    unit = Text(entry.unit_label.zh, entry.unit_label.en)
    return unit, OF_UNIT.get(entry.unit, "count")


def years_sheet(figures: Figures, words: Words, what_interval: Text) -> Sheet:
    """Return a row a figure and statistic, a column a year, and charts of them."""
    asked = [(one, part) for one in _SPLIT for part in PARTS]
    asked += [(one, "all") for one in _WHOLE]
    rows: list[list[Entry]] = []
    starts: dict[tuple[str, str], int] = {}
    for indicator, part in asked:
        splits = PARTS[part]
        if figures.has(indicator, **splits):
            starts[indicator, part] = len(rows)
            path = figures.path(indicator, **splits)
            rows += _rows(indicator, part, path, words)
    columns = [
        Column(words["column.indicator"], "wrapped", 34),
        Column(words["column.part"], "text", 20),
        Column(words["column.unit"], "text", 10),
        Column(words["column.statistic"], "text", 13),
        *(
            Column(words["column.year_value"].fill(year=year), "plain", 10)
            for year in figures.years
        ),
    ]
    return Sheet(
        words["sheet.years"],
        words["book.years_title"],
        columns,
        rows,
        [words["book.years"], what_interval],
        frozen=_LABELS,
        charts=_charts(starts, figures, words),
    )


def _rows(
    indicator: str, part: str, path: Mapping[int, Estimate], words: Words
) -> list[list[Entry]]:
    unit, kind = unit_said(indicator)
    rows: list[list[Entry]] = []
    for name in Estimate._fields:
        numbers = [known(getattr(one, name), kind) for one in path.values()]
        labels = [indicator_name(indicator), words[f"kind.{part}"], unit]
        rows.append([*labels, words[f"column.{name}"], *numbers])
    return rows


def _charts(
    starts: Mapping[tuple[str, str], int], figures: Figures, words: Words
) -> list[LineChart]:
    occupancy = {
        words[f"kind.{part}"]: starts["occupancy_rate", part]
        for part in _DRAWN
        if ("occupancy_rate", part) in starts
    }
    coverage = {
        words.named("short", one): starts[one, "all"]
        for one in _COVERAGES
        if (one, "all") in starts
    }
    last = _LABELS + len(figures.years) - 1
    return [
        LineChart(
            words[f"book.{name}_chart"],
            words["book.share_axis"],
            [Curve(label, at, at + 1, at + 2) for label, at in rows.items()],
            _LABELS,
            last,
        )
        for name, rows in (("occupancy", occupancy), ("coverage", coverage))
        if rows
    ]
