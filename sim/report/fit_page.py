"""Writes the page of a calibration: what was fitted, how well, and what stays unknown.

One self-contained HTML file in Chinese and English, made with the machinery of the
run's page. It computes nothing but counts and histograms.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.report.fit_annex import FILES, chain_reading, chain_table, limits
from sim.report.fit_charts.checks import checks_chart
from sim.report.fit_charts.correlation import correlation_chart, tied
from sim.report.fit_charts.emulator import emulator_panels
from sim.report.fit_charts.marginals import marginals
from sim.report.fit_charts.targets import (
    fit_chart,
    holdouts_chart,
    label,
    sources_table,
)
from sim.report.fit_charts.unknowns import unknowns_chart, unknowns_table
from sim.report.fit_data import FitPageData
from sim.report.fit_summary import cards, summary, warnings
from sim.report.frame import FIT, framed, laid
from sim.report.words import Text, Words, load_words

__all__ = ["FitPageData", "fit_page", "fit_words", "write_fit_page"]


def write_fit_page(path: Path, data: FitPageData, lang: str = "zh") -> Path:
    """Write the page of a calibration and return its path.

    Parameters
    ----------
    path
        A folder, which gets `report.html`, or a path ending in `.html`.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    """
    return laid(path, fit_page(data, fit_words(), lang))


def fit_words() -> Words:
    """Return the words of this page, and those that it shares with the run's."""
    return load_words("fit_words.yaml")


def fit_page(data: FitPageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    return framed(FIT, _parts(data, words), words, lang)


def _parts(data: FitPageData, words: Words) -> dict[str, Any]:
    """Return everything that the template names."""
    area = Text.of(data.area_title)
    fitted, carried = data.of_role("fitted"), data.of_role("carried")
    return {
        "scenario_id": f"calibration-{data.pack}",
        "page_title": words["fit_page.title"].fill(area=area),
        "title": words["fit_page.heading"].fill(area=area),
        "facts": words["fit_page.facts"].fill(pack=data.pack),
        "answer": summary(data, words),
        "cards": cards(data, words),
        "warnings": warnings(data),
        "charts": {
            "fit": fit_chart(data.of_use("fit"), words),
            "holdouts": holdouts_chart(data.of_use("hold_out"), words),
            "checks": checks_chart(data.transitions, words),
            "unknowns": unknowns_chart(fitted, words),
            "marginals": marginals(fitted, data.prior, data.posterior, words),
            "correlation": correlation_chart(fitted, data.posterior, words),
            "emulator": emulator_panels(data.targets, data.emulator, words),
        },
        "observed_reading": words["observed.reading"].fill(
            total=len(data.targets),
            assumed=int((data.targets["grade"] == "assumed").sum()),
        ),
        "observed_table": sources_table(data.targets, words),
        "carried_table": _carried(data, words),
        "carried_reading": words["carried.reading"].fill(total=len(carried)),
        "names": [label(one) for one in tied(fitted, data.posterior)],
        "chain_table": chain_table(data, words),
        "chain_reading": chain_reading(data, words),
        "commands": data.commands,
        "files": FILES,
        "limits": limits(words),
        "made_by": words["fit_page.made_by"].fill(
            pack=data.pack, seed=data.chain.get("seed", "—")
        ),
    }


def _carried(data: FitPageData, words: Words) -> Any:
    carried = data.of_role("carried")
    return None if carried.empty else unknowns_table("carried", carried, words)
