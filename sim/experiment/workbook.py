"""Writes the workbook of a run, comparison or sweep beside its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.home_figures import home_figures
from sim.experiment.page import page_data
from sim.experiment.sweep_page import sweep_page_data
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_words
from sim.report.page import page_words
from sim.report.page_data import PageData
from sim.report.words import Text, load_words
from sim.report.workbook.book import write_book
from sim.report.workbook.compare_sheets import compare_sheets
from sim.report.workbook.run_sheets import WORDS, run_sheets
from sim.report.workbook.sweep_sheets import sweep_sheets

if TYPE_CHECKING:
    from sim.experiment.comparison import Comparison
    from sim.experiment.results import Results
    from sim.experiment.sweep_results import SweepResults


def write_run_workbook(
    results: Results, data: PageData, where: Path, lang: str
) -> Path:
    """Write the workbook of a run to `where` and return its path.

    Parameters
    ----------
    data
        What the page of the run shows.
    lang
        Language of the workbook; unlike the page it has one.
    """
    words = page_words(data, WORDS)
    sheets = run_sheets(data, home_figures(results), words)
    title = getattr(Text.of(data.title), lang)
    return write_book(
        where, sheets, lang, {"title": title, "comments": data.run.run_id}
    )


def write_comparison_workbook(
    comparison: Comparison, data: ComparePageData, where: Path, lang: str
) -> Path:
    """Write the workbook of a comparison to `where` and return its path."""
    words = compare_words(WORDS)
    runs = [page_data(one) for one in comparison.results]
    sheets = compare_sheets(data, runs, words)
    title = "、".join(comparison.scenarios)
    return write_book(where, sheets, lang, {"title": title})


def write_sweep_workbook(results: SweepResults, where: Path, lang: str) -> Path:
    """Write the workbook of a sweep to `where` and return its path."""
    data = sweep_page_data(results)
    sheets = sweep_sheets(data, load_words(WORDS))
    return write_book(where, sheets, lang, {"title": data.name})
