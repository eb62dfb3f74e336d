"""Which assumptions a headline depends on most, by a screening that was made before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.doctor.findings import Finding, Section
from sim.doctor.grades import label
from sim.experiment.reference_tables import SCREENING, reference_table
from sim.experiment.screening import covering, factors_of
from sim.experiment.screening_running import Screening, finished_screening
from sim.indicators.catalogue import CATALOGUE
from sim.indicators.headlines import headline_list
from sim.report.compare_charts.amounts import changed
from sim.report.numbers import formatted
from sim.report.screened import ends, told_apart
from sim.report.words import Text, Words, joined
from sim.scenario import Scenario

TOP: Final = 5


def known_screening(
    asked: Screening, scenario: Scenario, out: Path
) -> tuple[pd.DataFrame, bool] | None:
    """Return the effects of a screening of this scenario, and whether it is shipped.

    One that was made here comes first; the shipped one counts where it was made at the
    same values and ranges as the scenario has.
    """
    made = finished_screening(asked, out)
    own = covering(made, scenario)
    if own is not None:
        return own, False
    shipped = reference_table(scenario, SCREENING)
    if shipped is None:
        return None
    rows = covering(shipped, scenario)
    if rows is None or rows["scenario"].iloc[0] != scenario.id:
        return None
    return (rows, True) if is_current(rows, scenario) else None


def is_current(rows: pd.DataFrame, scenario: Scenario) -> bool:
    """Return whether a screening was made at the values and ranges of a scenario."""
    now = {one.path: (one.low, one.value, one.high) for one in factors_of(scenario)}
    then = {
        row["path"]: (str(row["low"]), str(row["value"]), str(row["high"]))
        for row in rows.to_dict("records")
    }
    return all(_same(now.get(path), held) for path, held in then.items())


def _same(now: tuple[str, ...] | None, then: tuple[str, ...]) -> bool:
    if now is None:
        return False
    try:
        return [float(one) for one in now] == [float(one) for one in then]
    except ValueError:
        return now == then


def dependence_section(
    table: pd.DataFrame | None, words: Words, *, shipped: bool, command: str
) -> Section:
    """Return the largest effects on each headline; how to screen where none are."""
    title = words["doctor.dependence"]
    if table is None:
        missing = words["doctor.not_screened"].fill(command=command)
        return Section(title, [Finding("note", missing)])
    return Section(title, [_design(table, shipped, words), *_ranked(table, words)])


def _design(table: pd.DataFrame, shipped: bool, words: Words) -> Finding:
    first = table.iloc[0]
    counties = Text(str(first["where_zh"]), str(first["where_en"]))
    where = words["doctor.screened_all"]
    if counties.zh:
        where = words["doctor.screened_some"].fill(counties=counties)
    text = words[f"doctor.screened_{first['kind']}"].fill(
        where=where,
        bases=int(first["bases"]),
        factors=table["path"].nunique(),
        year=int(first["year"]),
    )
    made = words["doctor.screened_shipped" if shipped else "doctor.screened_here"]
    told = [text, made]
    if not all(told_apart(row) for row in table.to_dict("records") if row["mu_star"]):
        told.append(words["doctor.unsure_means"])
    if "closures" in set(table["headline"]):
        told.append(words["screening.closings"].fill(year=int(first["year"])))
    return Finding("told", joined(told, Text("", " ")))


def _ranked(table: pd.DataFrame, words: Words) -> Iterator[Finding]:
    named = {one.id: one for one in headline_list()}
    for headline, rows in table.groupby("headline", sort=False):
        one = named[str(headline)]
        own = float(rows["own"].iloc[0])
        moved = rows[rows["mu_star"] > 0].sort_values("mu_star", ascending=False)
        head = words["doctor.headline" if len(moved) else "doctor.headline_fixed"]
        name = Text(one.label.zh, one.label.en)
        value = Text.of(formatted(own, one.unit))
        if one.unit != "share":
            value = joined([value, _suffix(one.unit)])
        yield Finding("told", head.fill(name=name, value=value))
        for place, row in enumerate(moved.head(TOP).to_dict("records"), start=1):
            yield Finding("told", _effect(place, row, one.unit, words))


def _effect(place: int, row: dict[Any, Any], unit: str, words: Words) -> Text:
    in_unit = words["doctor.points"] if unit == "share" else _suffix(unit)
    sure = Text("", "") if told_apart(row) else words["doctor.unsure"]
    return words["doctor.effect"].fill(
        place=place,
        name=label(str(row["path"])),
        ends=ends(row, words),
        low=changed(float(row["low_change"]), unit),
        high=changed(float(row["high_change"]), unit),
        unit=in_unit,
        grade=words.named("grade", str(row["grade"])),
        sure=sure,
    )


def _suffix(unit: str) -> Text:
    label = next(one for one in CATALOGUE.values() if one.unit == unit).unit_label
    return Text(f" {label.zh}", f" {label.en}")
