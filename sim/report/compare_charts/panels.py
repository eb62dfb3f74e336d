"""A small chart for each headline: the scenarios overlaid, and their differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import isfinite
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.report.charts import style
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    span,
    unit_of,
    unit_of_change,
)
from sim.report.compare_charts.denominators import closures_in_all, of_closures
from sim.report.compare_charts.looks import looks, markers
from sim.report.compare_charts.money import (
    MILLIONTH,
    YUAN,
    in_both_units,
    spoken,
    spoken_unit,
)
from sim.report.compare_charts.year_tables import (
    differences_table,
    lines_table,
    rows_of,
)
from sim.report.compare_data import ComparePageData
from sim.report.compare_verdict import never_differs
from sim.report.fit_charts.panels import Panel, Panels, small_layout
from sim.report.words import Text, Words, joined

# Bands of more scenarios than these cover one another.
_BANDS: Final = 3
_COUNTIES: Final = "counties_below_half"
_HEADLINE = Mapping[str, str]
_BARS: Final = ("array", "arrayminus")


def lines_panels(data: ComparePageData, words: Words) -> Panels:
    """Return each headline year by year, all scenarios overlaid."""
    panels = [_lines(data, one, words) for one in data.known_headlines()]
    return Panels(
        "lines",
        words["lines.title"],
        joined([words["lines.reading"], closures_in_all(data, words)]),
        panels,
        lines_table(data, words),
    )


def difference_panels(data: ComparePageData, words: Words) -> Panels:
    """Return how each scenario differs from the reference, year by year."""
    title = words["differences.title"].fill(reference=data.title(data.reference))
    single = data.replications * data.draws < 2
    reading = words["differences.single" if single else "differences.reading"]
    known = data.known_headlines()
    panels = [
        _differences(data, one, words) for one in known if not never_differs(data, one)
    ]
    still = [name_of(one) for one in known if never_differs(data, one)]
    if still:
        listed = joined(still, words["compare_answer.comma"])
        reading = joined([reading, words["differences.still"].fill(listed=listed)])
    table = differences_table(data, words)
    return Panels("differences", title, reading, panels, table)


def _lines(data: ComparePageData, headline: _HEADLINE, words: Words) -> Panel:
    unit, traces, told = headline["unit"], [], []
    for scenario, look in looks(data).items():
        rows = rows_of(data.lines, headline, scenario)
        if rows.empty:
            continue
        name = data.title(scenario)
        hovers = [
            words["lines.hover"].fill(
                name=name,
                year=row["year"],
                value=spoken(figure, unit, row["mean"]),
                ends=joined([_ends(row, unit, words), of_closures(data, row, words)]),
            )
            for _, row in rows.iterrows()
        ]
        # Of a single county, below one half is yes or no: its band is everything.
        yes_or_no = data.counties == 1 and headline["headline"] == _COUNTIES
        few = len(data.scenarios) <= _BANDS and not yes_or_no
        if few and rows["low"].notna().all():
            traces.append(_band(rows, look.colour, _scale(unit)))
        means = (_scale(unit) * rows["mean"]).tolist()
        traces.append(_trace(rows, means, hovers) | markers(look))
        last = rows.iloc[-1]
        end = words["lines.end"].fill(
            name=name, value=spoken(figure, unit, last["mean"])
        )
        told.append(end)
    title = _titled(headline, unit_of(headline, words), words)
    alternative = words["compare.alternative"].fill(
        name=name_of(headline),
        year=data.last_year,
        listed=joined(told, words["page.comma"]),
    )
    chart = _chart(traces, unit)
    if chart["layout"]["yaxis"]["range"][0] > 0:
        title = words["lines.cut"].fill(title=title)
    if unit == YUAN:
        chart = in_both_units(chart)
    return Panel(f"lines-{headline['headline']}", title, chart, alternative)


def _differences(data: ComparePageData, headline: _HEADLINE, words: Words) -> Panel:
    unit, traces, told = headline["unit"], [], []
    others = [one.id for one in data.others]
    for place, scenario in enumerate(others):
        rows = rows_of(data.differences, headline, scenario, "difference")
        if rows.empty:
            continue
        name = data.title(scenario)
        hovers = [_hover(row, name, headline, words) for _, row in rows.iterrows()]
        scale = 100.0 if unit == "share" else _scale(unit)
        trace = _trace(rows, (scale * rows["difference"]).tolist(), hovers)
        # Side by side, so that intervals do not cover one another.
        aside = 0.16 * (place - (len(others) - 1) / 2) if len(others) <= 5 else 0.0
        trace["x"] = [round(at + aside, 3) for at in trace["x"]]
        trace["error_y"] = _errors(rows, looks(data)[scenario].colour, scale)
        traces.append(trace | markers(looks(data)[scenario]))
        value = spoken(changed, unit, rows.iloc[-1]["difference"])
        told.append(words["lines.end"].fill(name=name, value=value))
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    zero["line"] = {"color": style.QUIET, "width": 1}
    title = _titled(headline, unit_of_change(headline, words), words)
    alternative = words["compare.alternative"].fill(
        name=name_of(headline),
        year=data.last_year,
        listed=joined(told, words["page.comma"]),
    )
    chart = _chart(traces, "", shapes=[zero])
    if unit == YUAN:
        chart = in_both_units(chart)
    return Panel(f"differences-{headline['headline']}", title, chart, alternative)


def _trace(
    rows: pd.DataFrame, values: Sequence[float], hovers: Sequence[Text]
) -> dict[str, Any]:
    known = {
        int(at): (_rounded(value), hover)
        for at, value, hover in zip(rows["year"], values, hovers, strict=True)
    }
    # A year without the figure is a gap in the line.
    years = range(min(known), max(known) + 1)
    shown = [known.get(at, (None, "")) for at in years]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "x": list(years),
        "y": [value for value, _ in shown],
        "text": [hover for _, hover in shown],
        "cliponaxis": False,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _scale(unit: str) -> float:
    """Return what figures are multiplied with: yuan are drawn in millions."""
    return MILLIONTH if unit == YUAN else 1.0


def _band(rows: pd.DataFrame, colour: str, scale: float) -> dict[str, Any]:
    years = [int(at) for at in rows["year"]]
    highs, lows = (
        [_rounded(scale * end) for end in rows[one]] for one in ("high", "low")
    )
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


def _errors(rows: pd.DataFrame, colour: str, scale: float) -> dict[str, Any]:
    """Return the 95 % intervals of the mean as bars; of no length where unknown."""
    above = (rows["mean_high"] - rows["difference"]).fillna(0.0).clip(lower=0.0)
    below = (rows["difference"] - rows["mean_low"]).fillna(0.0).clip(lower=0.0)
    years = rows["year"].astype(int)
    whole = range(years.min(), years.max() + 1)
    ends = [
        one.set_axis(years).reindex(whole, fill_value=0.0) for one in (above, below)
    ]
    return {
        "type": "data",
        "array": [_rounded(scale * one) for one in ends[0]],
        "arrayminus": [_rounded(scale * one) for one in ends[1]],
        "color": colour,
        "thickness": 1.2,
        "width": 3,
    }


def _chart(traces: list[dict[str, Any]], unit: str, **parts: Any) -> dict[str, Any]:
    # Letters such as k and M are English.
    form: dict[str, Any] = {"exponentformat": "none", "separatethousands": True}
    if unit == "share":
        form = {"tickformat": ".0%"}
    years = [at for trace in traces for at in trace["x"]]
    # The marks of a few years would stand at parts of years.
    few: dict[str, Any] = (
        {"dtick": 1} if max(years, default=0) - min(years, default=0) < 4 else {}
    )
    layout = small_layout(
        190,
        xaxis=style.axis(tickformat="d", nticks=5, tickangle=0, fixedrange=True, **few),
        yaxis=style.axis(nticks=5, fixedrange=True, range=_reach(traces, unit), **form),
        margin={"l": 44, "r": 8, "t": 8, "b": 28},
        **parts,
    )
    return {"data": traces, "layout": layout}


def _reach(traces: Sequence[dict[str, Any]], unit: str) -> list[float]:
    """Return the range of the upright axis; a line that never moves gets room too."""
    ends = [0.0] if unit == "" else []
    for trace in traces:
        values = np.array([one for one in trace["y"] if one is not None])
        errors = trace.get("error_y", {"array": 0.0, "arrayminus": 0.0})
        if "error_y" in trace:
            there = [one is not None for one in trace["y"]]
            above, below = (np.array(errors[name])[there] for name in _BARS)
            ends += [*(values + above), *(values - below)]
        ends += list(values)
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    tenth = 0.1 * max(abs(low), abs(high))
    least = 0.1 if unit in ("share", YUAN) else max(1.0, tenth)
    room = max(0.08 * (high - low), (least - (high - low)) / 2)
    low, high = low - room, high + room
    if unit == "share":
        low, high = max(low, 0.0), min(high, 1.0)
    return [float(f"{low:.4g}"), float(f"{high:.4g}")]


def _titled(headline: _HEADLINE, unit: Text, words: Words) -> Text:
    if headline["unit"] == YUAN:
        unit = words["compare.money"]
    return words["compare.with_unit"].fill(name=name_of(headline), unit=unit)


def _ends(row: Any, unit: str, words: Words) -> Text:
    if not (isfinite(row["low"]) and isfinite(row["high"])):
        return Text("", "")
    low, high = (spoken(figure, unit, row[end]) for end in ("low", "high"))
    return words["lines.ends"].fill(low=low, high=high)


def _hover(row: Any, name: Text, headline: _HEADLINE, words: Words) -> Text:
    unit = headline["unit"]
    text = words["differences.hover"].fill(
        name=name,
        year=row["year"],
        value=spoken(changed, unit, row["difference"]),
        unit=spoken_unit(headline, words),
    )
    if not isfinite(row["mean_low"]):
        return text
    between = partial(span, n=row["n"])
    mean = spoken(between, unit, row["mean_low"], row["mean_high"])
    outcomes = spoken(between, unit, row["low"], row["high"])
    ends = words["differences.ends"].fill(mean=mean, outcomes=outcomes)
    return joined([text, ends])


def _rounded(value: float) -> float | None:
    return float(f"{value:.6g}") if isfinite(value) else None
