"""Writes the workbook of a run or a comparison beside its page, from its tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.experiment.home_figures import home_figures
from sim.experiment.page import page_data
from sim.report.charts.false_closures import WORDS as CLOSURE_WORDS
from sim.report.compare_data import ComparePageData
from sim.report.page import RULE_WORDS
from sim.report.page_data import PageData
from sim.report.words import Text, load_words
from sim.report.workbook.book import write_book
from sim.report.workbook.compare_sheets import compare_sheets
from sim.report.workbook.run_sheets import WORDS, run_sheets

if TYPE_CHECKING:
    from sim.experiment.comparison import Comparison
    from sim.experiment.results import Results

WORKBOOK: Final = "report.xlsx"
COMPARE_WORDS: Final = ("compare_words.yaml", "compare_rule_words.yaml")


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
    words = load_words(RULE_WORDS, CLOSURE_WORDS, WORDS)
    sheets = run_sheets(data, home_figures(results), words)
    title = getattr(Text.of(data.title), lang)
    return write_book(
        where, sheets, lang, {"title": title, "comments": data.run.run_id}
    )


def write_comparison_workbook(
    comparison: Comparison, data: ComparePageData, where: Path, lang: str
) -> Path:
    """Write the workbook of a comparison to `where` and return its path."""
    words = load_words(*COMPARE_WORDS, WORDS)
    runs = [page_data(one) for one in comparison.results]
    sheets = compare_sheets(data, runs, words)
    title = "、".join(comparison.scenarios)
    return write_book(where, sheets, lang, {"title": title})
