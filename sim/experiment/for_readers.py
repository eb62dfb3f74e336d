"""Files of a run for people: spreadsheets, and the scenario as it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.experiment.figure_grades import figure_grades, with_grades
from sim.experiment.laying import write_text
from sim.experiment.shared import masking_of, shared_summary
from sim.experiment.stating import write_statement
from sim.experiment.tables import (
    for_spreadsheet,
    write_csv,
    write_for_spreadsheet,
)

if TYPE_CHECKING:
    from sim.experiment.results import Results

_TABLES: Final = ("summary", "targets")
_OF_RULES: Final = (
    *("closings", "closing_share", "closings_by_year", "refusals"),
    "who_loses",
)


def write_for_readers(results: Results) -> None:
    """Write what is computed from all units of a run, whose tables are merged.

    Of a county's own homes without small counts of people; see `sim.report.masking`.
    """
    folder, scenario = results.folder, results.scenario
    masking = masking_of(scenario, results.homes)
    parquet = folder / "indicators.parquet"
    write_for_spreadsheet(parquet, folder / "indicators.csv", masking)
    tables = {"summary": shared_summary(results)}
    grades = figure_grades(scenario)
    write_csv(grades, folder / "figure_grades.csv")
    for name in (*_TABLES, *(_OF_RULES if scenario.rules else ())):
        table = tables[name] if name in tables else getattr(results, name)
        if name in _TABLES:
            table = with_grades(table, grades)
        write_csv(for_spreadsheet(table), folder / f"{name}.csv")
    write_statement(results)
    write_csv(scenario.origins(), folder / "scenario.origin.csv")
    text = scenario.resolved_yaml()
    write_text(text, folder / "scenario.resolved.yaml")
