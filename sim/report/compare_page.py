"""Writes the page of a comparison: how scenarios differ, and how sure that is.

One self-contained HTML file in Chinese and English, made with the machinery of the
run's page. It computes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sim.report.assets import HTML_LANG, asset, plotly
from sim.report.blocks import Chart
from sim.report.compare_charts.looks import keys
from sim.report.compare_charts.panels import difference_panels, lines_panels
from sim.report.compare_charts.shares import shares_chart
from sim.report.compare_charts.tables import (
    actions_table,
    ranking_table,
    settings_table,
)
from sim.report.compare_data import ComparePageData
from sim.report.compare_summary import cards, caveats, summary
from sim.report.fit_charts.panels import Panels
from sim.report.rendering import embedded, environment
from sim.report.words import Text, Words, joined, load_words

SCRIPTS: Final = (
    "locale.js",
    "language.js",
    "charts.js",
    "tables.js",
    "print.js",
    "panels.js",
)


def write_compare_page(path: Path, data: ComparePageData, lang: str = "zh") -> Path:
    """Write the page of a comparison and return its path.

    Parameters
    ----------
    path
        A folder, which gets `report.html`, or a path ending in `.html`.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    """
    path = Path(path)
    if path.suffix != ".html":
        path = path / "report.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(compare_page(data, compare_words(), lang), "utf-8", newline="\n")
    return path


def compare_words() -> Words:
    """Return the words of this page, and those that it shares with the run's."""
    return load_words("compare_words.yaml")


def compare_page(data: ComparePageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    parts = _parts(data, words)
    scenario = f"compare-{data.reference}"
    template = environment(lang, words).get_template("compare_page.html.j2")
    return template.render(
        **parts,
        lang=lang,
        html_lang=HTML_LANG,
        scenario_id=scenario,
        css=asset("page.css") + asset("fit.css") + asset("compare.css"),
        plotly=plotly(),
        topology_stub=asset("topology_stub.js"),
        scripts=[asset(script) for script in SCRIPTS],
        page_data=embedded(
            {
                "language": lang,
                "scenario": scenario,
                "figures": _figures(parts["charts"].values()),
                "words": {},
            }
        ),
    )


def _parts(data: ComparePageData, words: Words) -> dict[str, Any]:
    """Return everything that the template names."""
    names = joined([data.title(one.id) for one in data.scenarios], words["compare.and"])
    area = Text.of(data.area_name)
    return {
        "page_title": words["compare.page_title"].fill(names=names, area=area),
        "title": words["compare.title"].fill(names=names),
        "facts": words["compare.facts"].fill(
            area=area,
            start=data.start,
            end=data.end,
            replications=data.replications,
            draws=data.draws,
        ),
        "answer": summary(data, words),
        "cards": cards(data, words),
        "card_reading": words["compare_card.reading"].fill(year=data.last_year),
        "warnings": [Text.of(one) for one in data.warnings],
        "settings": settings_table(data, words),
        "actions": actions_table(data, words),
        "keys": {
            "lines": keys(data, with_reference=True),
            "differences": keys(data, with_reference=False),
        },
        "charts": {
            "lines": lines_panels(data, words),
            "differences": difference_panels(data, words),
            "shares": shares_chart(data, words),
        },
        "ranking": ranking_table(data, words),
        "caveats": caveats(data, words),
        "made_by": words["compare.made_by"].fill(version=data.version, seed=data.seed),
    }


def _figures(charts: Any) -> dict[str, Any]:
    """Return the figures of charts and small charts by their names."""
    figures: dict[str, Any] = {}
    for one in charts:
        if isinstance(one, Panels):
            figures |= {panel.name: panel.figure for panel in one.panels}
        elif isinstance(one, Chart) and one.figure is not None:
            figures[one.name] = one.figure
    return figures
