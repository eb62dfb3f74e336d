"""Writes the briefing of a run or a comparison by a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.experiment.page import page_data
from sim.report.briefing.compare_fields import compare_fields
from sim.report.briefing.fields import plain
from sim.report.briefing.run_fields import run_fields
from sim.report.briefing.template import fill, shipped
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_words
from sim.report.page import page_words
from sim.report.page_data import PageData

if TYPE_CHECKING:
    from sim.experiment.comparison import Comparison

WORDS: Final = "briefing_words.yaml"


def write_run_briefing(
    data: PageData, where: Path, lang: str, template: Path | None = None
) -> Path:
    """Write the briefing of a run to `where` and return its path.

    Parameters
    ----------
    template
        The office's own; that of the program if missing.

    Raises
    ------
    TemplateError
        The template cannot be filled.
    """
    words = page_words(data, WORDS)
    fields = plain(run_fields(data, words), lang)
    return fill(template or shipped(lang), fields, where)


def write_comparison_briefing(
    comparison: Comparison,
    data: ComparePageData,
    where: Path,
    lang: str,
    template: Path | None = None,
) -> Path:
    """Write the briefing of a comparison to `where` and return its path."""
    words = compare_words(WORDS)
    runs = [page_data(one) for one in comparison.results]
    fields = plain(compare_fields(data, runs, words), lang)
    return fill(template or shipped(lang), fields, where)
