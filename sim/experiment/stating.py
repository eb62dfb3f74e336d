"""Writes what a run says of itself: `statement.md` and `assumptions.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.experiment.assumptions_log import assumptions_log
from sim.experiment.laying import write_text
from sim.experiment.reference_tables import SCREENING, reference_table
from sim.experiment.screening import covering
from sim.experiment.statement import facts_of
from sim.experiment.tables import write_csv
from sim.report.stress import Facts, statement_markdown

if TYPE_CHECKING:
    from sim.experiment.results import Results

STATEMENT: Final = "statement.md"
ASSUMPTIONS: Final = "assumptions.csv"


def assumptions_of(results: Results) -> pd.DataFrame:
    """Return the log of assumptions, with what a screening of the area found."""
    scenario = results.scenario
    screened = covering(reference_table(scenario, SCREENING), scenario)
    return assumptions_log(scenario, screened)


def stress_facts(results: Results) -> Facts:
    """Return what fills the statement of a run."""
    return facts_of(results, len(assumptions_of(results)))


def write_statement(results: Results) -> None:
    """Write statement and assumptions beside the tables of a run."""
    log = assumptions_of(results)
    text = statement_markdown(facts_of(results, len(log)))
    write_text(text, results.folder / STATEMENT)
    write_csv(log, results.folder / ASSUMPTIONS)
