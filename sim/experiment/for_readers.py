"""Files of a run for people: spreadsheets, and the scenario as it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    """Write what is computed from all units of a run, whose tables are merged."""
    folder, scenario = results.folder, results.scenario
    write_for_spreadsheet(folder / "indicators.parquet", folder / "indicators.csv")
    for name in (*_TABLES, *(_OF_RULES if scenario.rules else ())):
        write_csv(for_spreadsheet(getattr(results, name)), folder / f"{name}.csv")
    write_csv(scenario.origins(), folder / "scenario.origin.csv")
    text = scenario.resolved_yaml()
    path = folder / "scenario.resolved.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
