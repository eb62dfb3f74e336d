"""Who loses access in a run, and in a comparison: against what it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.experiment.measuring import access_years
from sim.indicators.who_loses import COLUMNS, who_loses

if TYPE_CHECKING:
    from sim.experiment.comparison import Comparison
    from sim.experiment.results import Results

TWIN: Final = "twin"
"""The same elders and the same rules, less those that close, merge and convert."""
YEAR_BEFORE: Final = "year_before"
"""The year before rules may act, in the same run: whatever changes counts."""


def of_run(results: Results) -> pd.DataFrame:
    """Return who loses by the rules of a run; no rows without rules.

    Returns
    -------
        `against`, `year`, `against_year`, and the columns of
        `sim.indicators.who_loses`. Held against the twin where closures are judged by
        one, in the same year; otherwise against the year before rules may act.
    """
    first, last = _ends(access_years(results.scenario))
    if not results.scenario.rules or (first == last and results.twin_access.empty):
        return _told(pd.DataFrame(columns=COLUMNS), YEAR_BEFORE, last, first)
    own = results.access
    after = own[own["year"] == last]
    twin = results.twin_access
    against, year = (YEAR_BEFORE, first) if twin.empty else (TWIN, last)
    other = own if twin.empty else twin
    before = other[other["year"] == year]
    table = who_loses(after, before, _persons(results, last))
    return _told(table, against, last, year)


def of_comparison(comparison: Comparison) -> pd.DataFrame:
    """Return who loses in each scenario against the reference, in the last year.

    Returns
    -------
        `scenario`, `against` (id of the reference), `year`, `against_year`, and the
        columns of `sim.indicators.who_loses`.
    """
    runs = {one.scenario.id: one for one in comparison.results}
    reference = runs[comparison.reference]
    last = access_years(reference.scenario)[-1]
    before = reference.access[reference.access["year"] == last]
    persons = _persons(reference, last)
    tables = []
    for name, one in runs.items():
        if one is reference:
            continue
        after = one.access[one.access["year"] == last]
        table = _told(
            *(who_loses(after, before, persons), comparison.reference, last, last)
        )
        table.insert(0, "scenario", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _ends(years: list[int]) -> tuple[int, int]:
    return years[0], years[-1]


def _persons(results: Results, year: int) -> pd.DataFrame:
    population = results.population
    return population[population["year"] == year]


def _told(table: pd.DataFrame, against: str, year: int, other: int) -> pd.DataFrame:
    """Return the table with what it is held against before its columns."""
    table = table.copy()
    table.insert(0, "against", against)
    table.insert(1, "year", year)
    table.insert(2, "against_year", other)
    return table
