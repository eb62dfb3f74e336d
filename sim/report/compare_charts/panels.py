"""A small chart for each headline: the scenarios overlaid, and their differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Table, number, said, year
from sim.report.charts import style
from sim.report.compare_charts.amounts import (
    change_cell,
    changed,
    figure,
    name_of,
    span,
    span_cell,
    unit_of,
    unit_of_change,
)
from sim.report.compare_charts.looks import looks, markers
from sim.report.compare_data import ComparePageData
from sim.report.fit_charts.panels import Panel, Panels, small_layout
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words, joined

# Bands of more scenarios than these cover one another.
_BANDS: Final = 3
_HEADLINE = Mapping[str, str]


def lines_panels(data: ComparePageData, words: Words) -> Panels:
    """Return each headline year by year, all scenarios overlaid."""
    panels = [_lines(data, one, words) for one in data.known_headlines()]
    return Panels(
        "lines",
        words["lines.title"],
        words["lines.reading"],
        panels,
        _lines_table(data, words),
    )


def difference_panels(data: ComparePageData, words: Words) -> Panels:
    """Return how each scenario differs from the reference, year by year."""
    title = words["differences.title"].fill(reference=data.title(data.reference))
    single = data.replications * data.draws < 2
    reading = words["differences.single" if single else "differences.reading"]
    panels = [_differences(data, one, words) for one in data.known_headlines()]
    table = _differences_table(data, words)
    return Panels("differences", title, reading, panels, table)


def _lines(data: ComparePageData, headline: _HEADLINE, words: Words) -> Panel:
    unit, traces, told = headline["unit"], [], []
    for scenario, look in looks(data).items():
        rows = _of(data.lines, headline, scenario)
        if rows.empty:
            continue
        name = data.title(scenario)
        hovers = [
            words["lines.hover"].fill(
                name=name,
                year=row["year"],
                value=figure(row["mean"], unit),
                ends=_ends(row, unit, words),
            )
            for _, row in rows.iterrows()
        ]
        if len(data.scenarios) <= _BANDS and rows["low"].notna().all():
            traces.append(_band(rows, look.colour))
        traces.append(_trace(rows, rows["mean"].tolist(), hovers) | markers(look))
        last = rows.iloc[-1]
        end = words["lines.end"].fill(name=name, value=figure(last["mean"], unit))
        told.append(end)
    title = _titled(name_of(headline), unit_of(headline), words)
    alternative = words["compare.alternative"].fill(
        name=name_of(headline),
        year=data.last_year,
        listed=joined(told, words["page.comma"]),
    )
    return Panel(
        f"lines-{headline['headline']}", title, _chart(traces, unit), alternative
    )


def _differences(data: ComparePageData, headline: _HEADLINE, words: Words) -> Panel:
    unit, traces, told = headline["unit"], [], []
    others = [one.id for one in data.others]
    for place, scenario in enumerate(others):
        rows = _of(data.differences, headline, scenario, "difference")
        if rows.empty:
            continue
        name = data.title(scenario)
        hovers = [_hover(row, name, headline, words) for _, row in rows.iterrows()]
        trace = _trace(rows, rows["difference"].tolist(), hovers)
        # Side by side, so that intervals do not cover one another.
        aside = 0.16 * (place - (len(others) - 1) / 2) if len(others) <= 5 else 0.0
        trace["x"] = [round(at + aside, 3) for at in trace["x"]]
        trace["error_y"] = _errors(rows, looks(data)[scenario].colour)
        traces.append(trace | markers(looks(data)[scenario]))
        value = changed(rows.iloc[-1]["difference"], unit)
        told.append(words["lines.end"].fill(name=name, value=value))
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    zero["line"] = {"color": style.QUIET, "width": 1}
    title = _titled(name_of(headline), unit_of_change(headline, words), words)
    alternative = words["compare.alternative"].fill(
        name=name_of(headline),
        year=data.last_year,
        listed=joined(told, words["page.comma"]),
    )
    chart = _chart(traces, unit, shapes=[zero])
    return Panel(f"differences-{headline['headline']}", title, chart, alternative)


def _of(
    table: pd.DataFrame, headline: _HEADLINE, scenario: str, known: str = "mean"
) -> pd.DataFrame:
    """Return the rows of one line, by year, those without a figure left out."""
    own = table["headline"] == headline["headline"]
    rows = table[own & (table["scenario"] == scenario)].dropna(subset=[known])
    return rows.sort_values("year")


def _trace(
    rows: pd.DataFrame, values: Sequence[float], hovers: Sequence[Text]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [int(at) for at in rows["year"]],
        "y": [_rounded(value) for value in values],
        "text": list(hovers),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _band(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    years = [int(at) for at in rows["year"]]
    highs, lows = ([_rounded(end) for end in rows[one]] for one in ("high", "low"))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": years + years[::-1],
        "y": highs + lows[::-1],
        "fill": "toself",
        "fillcolor": colour,
        "opacity": 0.14,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
    }


def _errors(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Return the 95 % intervals of the mean as bars; of no length where unknown."""
    above = (rows["mean_high"] - rows["difference"]).fillna(0.0).clip(lower=0.0)
    below = (rows["difference"] - rows["mean_low"]).fillna(0.0).clip(lower=0.0)
    return {
        "type": "data",
        "array": [_rounded(one) for one in above],
        "arrayminus": [_rounded(one) for one in below],
        "color": colour,
        "thickness": 1.2,
        "width": 3,
    }


def _chart(traces: list[dict[str, Any]], unit: str, **parts: Any) -> dict[str, Any]:
    form: dict[str, Any] = (
        {"tickformat": ".0%"} if unit == "share" else {"tickformat": "~s"}
    )
    if unit == "beds_per_1000":
        form = {}
    layout = small_layout(
        190,
        xaxis=style.axis(tickformat="d", nticks=5, tickangle=0, fixedrange=True),
        yaxis=style.axis(nticks=5, fixedrange=True, **form),
        margin={"l": 44, "r": 8, "t": 8, "b": 28},
        **parts,
    )
    return {"data": traces, "layout": layout}


def _titled(name: Text, unit: Text, words: Words) -> Text:
    return words["compare.with_unit"].fill(name=name, unit=unit)


def _ends(row: Any, unit: str, words: Words) -> Text:
    if not (isfinite(row["low"]) and isfinite(row["high"])):
        return Text("", "")
    low, high = figure(row["low"], unit), figure(row["high"], unit)
    return words["lines.ends"].fill(low=low, high=high)


def _hover(row: Any, name: Text, headline: _HEADLINE, words: Words) -> Text:
    unit = headline["unit"]
    text = words["differences.hover"].fill(
        name=name,
        year=row["year"],
        value=changed(row["difference"], unit),
        unit=unit_of_change(headline, words),
    )
    if not isfinite(row["mean_low"]):
        return text
    mean = span(row["mean_low"], row["mean_high"], unit)
    outcomes = span(row["low"], row["high"], unit)
    ends = words["differences.ends"].fill(mean=mean, outcomes=outcomes)
    return joined([text, ends])


def _lines_table(data: ComparePageData, words: Words) -> Table:
    rows = [
        [
            said(name_of(headline)),
            year(int(row["year"])),
            said(data.title(scenario)),
            number(row["mean"], headline["unit"]),
            said(_interval(row, headline["unit"])),
            said(unit_of(headline)),
        ]
        for headline in data.known_headlines()
        for scenario in looks(data)
        for _, row in _of(data.lines, headline, scenario).iterrows()
    ]
    heads = ("figure", "year", "scenario", "mean", "outcomes", "unit")
    named = [words[f"compare_head.{head}"] for head in heads]
    return Table("lines", words["lines.table"], named, rows)


def _interval(row: Any, unit: str) -> Text:
    if not (isfinite(row["low"]) and isfinite(row["high"])):
        return Text.of(NOT_KNOWN)
    return Text.of(f"{figure(row['low'], unit)} – {figure(row['high'], unit)}")


_HEADS: Final = (
    *("figure", "year", "scenario", "mean_reference", "mean", "difference", "unit"),
    *("mean_interval", "unpaired", "together", "outcomes", "factor", "n"),
)


def _differences_table(data: ComparePageData, words: Words) -> Table:
    rows = [
        _difference(row, headline, data.title(one.id), words)
        for headline in data.known_headlines()
        for one in data.others
        for _, row in _of(data.differences, headline, one.id, "difference").iterrows()
    ]
    named = [words[f"compare_head.{head}"] for head in _HEADS]
    return Table("differences", words["differences.table"], named, rows)


def _difference(row: Any, headline: _HEADLINE, name: Text, words: Words) -> list[Cell]:
    unit = headline["unit"]
    spans = [
        span_cell(row[f"{kind}low"], row[f"{kind}high"], unit)
        for kind in ("mean_", "unpaired_", "simultaneous_", "")
    ]
    return [
        said(name_of(headline)),
        year(int(row["year"])),
        said(name),
        number(row["mean_reference"], unit),
        number(row["mean"], unit),
        change_cell(row["difference"], unit),
        said(unit_of_change(headline, words)),
        *spans,
        _factor(row["variance_reduction"], words),
        number(float(row["n"])),
    ]


def _factor(value: float, words: Words) -> Cell:
    """Return how much pairing saves; in words where the difference does not vary."""
    if not isfinite(value):
        return said(words["differences.no_factor"])
    return Cell(Text.of(f"{value:.1f}"), f"{value:.5g}")


def _rounded(value: float) -> float | None:
    return float(f"{value:.6g}") if isfinite(value) else None
