"""Writes the page of a sweep: what was tried, and what each value does.

One self-contained HTML file in Chinese and English, made with the machinery of the
run's page. It computes nothing but the ends of what it shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sim.report.assets import HTML_LANG, asset, plotly
from sim.report.bands import what_holds
from sim.report.blocks import Cell, Table, proper, said
from sim.report.compare_charts.amounts import (
    change_cell,
    figure,
    name_of,
    span_cell,
)
from sim.report.rendering import embedded, environment
from sim.report.sweep_charts import kind_of, sweep_panels
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_values import label_of, number_of, short, values_of
from sim.report.words import Text, Words, joined, load_words

SCRIPTS: Final = (
    "locale.js",
    "language.js",
    "charts.js",
    "tables.js",
    "print.js",
    "panels.js",
)
_MOST: Final = 3


def write_sweep_page(path: Path, data: SweepPageData, lang: str = "zh") -> Path:
    """Write the page of a sweep and return its path.

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
    path.write_text(sweep_page(data, sweep_words(), lang), "utf-8", newline="\n")
    return path


def sweep_words() -> Words:
    """Return the words of this page, and those that it shares with others."""
    return load_words("compare_words.yaml", "sweep_words.yaml")


def sweep_page(data: SweepPageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    panels = sweep_panels(data, words)
    area, title = Text.of(data.area_name), Text.of(data.title)
    name = f"sweep-{data.scenario_id}-{data.name}"
    template = environment(lang, words).get_template("sweep_page.html.j2")
    return template.render(
        page_title=words["sweep.page_title"].fill(title=title, area=area),
        title=words["sweep.title"].fill(title=title, name=data.name),
        facts=words["sweep.facts"].fill(
            area=area,
            start=data.start,
            end=data.end,
            points=len(data.points),
            replications=data.replications,
            draws=data.draws,
        ),
        answer=summary(data, words),
        warnings=[Text.of(one) for one in data.warnings],
        paths=_paths_table(data, words),
        panels=panels,
        wide=kind_of(data) == "tornado",
        reading=words["sweep_table.reading"].fill(year=data.last_year),
        points=_points_table(data, words),
        caveats=_caveats(data, words),
        made_by=words["sweep.made_by"].fill(
            version=data.version, scenario=data.scenario_id, seed=data.seed
        ),
        lang=lang,
        html_lang=HTML_LANG,
        scenario_id=name,
        css=asset("page.css") + asset("fit.css") + asset("compare.css"),
        plotly=plotly(),
        topology_stub=asset("topology_stub.js"),
        scripts=[asset(script) for script in SCRIPTS],
        page_data=embedded(
            {
                "language": lang,
                "scenario": name,
                "figures": {one.name: one.figure for one in panels.panels},
                "words": {},
            }
        ),
    )


def summary(data: SweepPageData, words: Words) -> Text:
    """Return what was tried and how far the first figures went, in one sentence."""
    told = []
    for headline in data.known_headlines()[:_MOST]:
        means, unit = data.of(headline["headline"])["mean"], headline["unit"]
        parts = {
            "name": name_of(headline),
            "low": figure(means.min(), unit),
            "high": figure(means.max(), unit),
            "own": figure(data.own(headline["headline"]), unit),
        }
        same = parts["low"] == parts["high"] == parts["own"]
        told.append(words[f"sweep_answer.{'same' if same else 'range'}"].fill(**parts))
    names = joined(map(label_of, data.paths), words["sweep_answer.and"])
    begin = words["sweep_answer.begin"].fill(
        points=len(data.points), paths=names, year=data.last_year
    )
    between = words["sweep_answer.between"]
    return joined([begin, joined(told, between), words["sweep_answer.stop"]])


def _paths_table(data: SweepPageData, words: Words) -> Table:
    heads = [words[f"sweep_path.{one}"] for one in ("path", "name", "own", "tried")]
    rows = [
        [
            proper(path.key),
            said(label_of(path)),
            said(path.own),
            said(_tried(data, path, words)),
        ]
        for path in data.paths
    ]
    return Table("paths", words["sweep_path.table"], heads, rows)


def _tried(data: SweepPageData, path: VariedPath, words: Words) -> Text:
    texts = list(dict.fromkeys(data.points[path.key]))
    if data.design == "one_at_a_time":
        texts = [text for text in texts if text != path.own] or texts
    if data.design != "latin_hypercube":
        return joined([Text.of(text) for text in texts], words["sweep_answer.and"])
    ordered = sorted(texts, key=number_of)
    return words["sweep_path.span"].fill(low=short(ordered[0]), high=short(ordered[-1]))


def _points_table(data: SweepPageData, words: Words) -> Table:
    names = ("point", "values", "figure", "mean", "interval", "difference")
    heads = [words[f"sweep_table.{one}"] for one in (*names, "mean_interval")]
    rows = [
        _row(row, headline, data, words)
        for headline in data.known_headlines()
        for _, row in data.of(headline["headline"]).iterrows()
    ]
    return Table("points", words["sweep_table.caption"], heads, rows)


def _row(row: Any, headline: Any, data: SweepPageData, words: Words) -> list[Cell]:
    unit = headline["unit"]
    ends = words["page.span"].fill(
        low=figure(row["low"], unit), high=figure(row["high"], unit)
    )
    return [
        Cell(Text.of(row["point"]), row["point"]),
        said(values_of(row, data)),
        said(name_of(headline)),
        Cell(Text.of(figure(row["mean"], unit)), f"{row['mean']:.5g}"),
        said(ends),
        change_cell(row["difference"], unit),
        span_cell(row["difference_low"], row["difference_high"], unit),
    ]


def _caveats(data: SweepPageData, words: Words) -> list[Text]:
    lines = [words["sweep_caveat.paired"]]
    lines.append(
        what_holds(
            data.replications,
            data.draws,
            words,
            joint=data.joint,
            synthetic=data.synthetic_registry,
        )
    )
    lines.append(words["sweep_caveat.many"])
    if data.joint:
        lines.append(words["sweep_caveat.held"])
    return lines
