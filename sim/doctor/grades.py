"""How many values are published, derived and assumed, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final

import pandas as pd

from sim.area import Area
from sim.area.nodes import compose, plain
from sim.area.parameters import GRADES
from sim.area.tables import csv_text
from sim.doctor.findings import Finding, Section
from sim.report.words import Text, Words
from sim.scenario import Scenario
from sim.scenario.catalogue import catalogue
from sim.scenario.faults import FaultList
from sim.scenario.source_check import SourceCheck, grades_of

# What an import filled, cell by cell or for a whole file.
_FILLED: Final = "filled.csv"

Count = tuple[str, Counter[str]]


def grades_section(of: Scenario | Area | None, words: Words) -> Section:
    """Return how much is assumed: of a scenario, of a pack, or of the catalogue."""
    if isinstance(of, Scenario):
        counts = [*_of_scenario(of), *_of_pack(of.area)]
    elif isinstance(of, Area):
        counts = [("pack_values", _counted(of.parameters)), *_of_pack(of)]
    else:
        counts = [("catalogue", Counter(one.grade for one in catalogue().values()))]
    told = [
        _line(name, count, words) for name, count in counts if count and count.total()
    ]
    return Section(words["doctor.grades"], [*told, *_together(counts, words)])


def _line(name: str, count: Counter[str], words: Words) -> Finding:
    parts = {grade: count[grade] for grade in GRADES}
    what = words[f"counted.{name}"]
    text = words["doctor.count"].fill(what=what, total=count.total(), **parts)
    return Finding("told", text)


def _together(counts: list[Count], words: Words) -> Iterator[Finding]:
    """Say what share of the parameters is assumed, which are what is ranked below."""
    count = counts[0][1]
    share = count["assumed"] / max(count.total(), 1)
    text = words["doctor.mostly"].fill(share=f"{share:.0%}")
    if share > 0.5:
        yield Finding("note", text)


def _counted(values: Mapping[str, Any]) -> Counter[str]:
    return Counter(one.grade for one in values.values())


def _of_scenario(scenario: Scenario) -> Iterator[Count]:
    yield "parameters", _counted(scenario.settings)
    sources = SourceCheck(grades_of(scenario.area), FaultList())
    actions = [*scenario.history, *scenario.programme]
    yield "actions", Counter(one.grade for one in actions)
    yield "targets", Counter(sources.grade(one.source) for one in scenario.targets)
    yield "rules", Counter(sources.grade(one.source) for one in scenario.rules)
    # What a rule assumes beyond the clause that it cites.
    yield (
        "rule_texts",
        Counter("assumed" for one in scenario.rules for _ in one.assumes),
    )


def _of_pack(area: Area) -> Iterator[Count]:
    yield "tables", Counter(_tables(area))
    by_source = grades_of(area) or {}
    for name, table in (("counties", area.counties), ("townships", area.townships)):
        ids = table["source_id"].astype(str)
        yield name, Counter(by_source.get(one, "assumed") for one in ids)
    if area.homes_totals is not None and area.homes is None:
        yield "homes_totals", Counter(_graded(area.homes_totals))
    filled = area.folder / _FILLED
    if filled.is_file():
        cells = pd.read_csv(StringIO(csv_text(filled)), dtype=str)
        yield "filled", Counter(cells["grade"])


def _tables(area: Area) -> Iterator[str]:
    for file in sorted((area.folder / "parameters").glob("*.yaml")):
        for table in (plain(compose(file), file).get("tables") or {}).values():
            yield str(table["grade"])


def _graded(tree: Mapping[str, Any]) -> Iterator[str]:
    """Yield the grades of all entries of a tree, however deep."""
    for one in tree.values():
        if isinstance(one, Mapping):
            if "grade" in one:
                yield str(one["grade"])
            else:
                yield from _graded(one)


def label(path: str) -> Text:
    """Return what a parameter is called."""
    told = catalogue()[path].label
    return Text(told.zh, told.en)
