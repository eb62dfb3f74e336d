"""Why the occupancy of each scenario differs from the reference, step by step."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Table, said
from sim.report.charts import style
from sim.report.compare_charts.amounts import change_cell, changed, figure, span_cell
from sim.report.compare_data import ComparePageData
from sim.report.fit_charts.panels import Panel, Panels, small_layout
from sim.report.words import NOTHING, Text, Words, joined

STEPS: Final = (
    *("demand", "allocation", "stay", "closures", "conversions", "new_beds"),
    "total",
)
# Scenarios that are drawn; the table has all of them.
_MOST: Final = 4
_HEADLINE: Final = "public_occupancy"
_UP: Final = ("#0072B2", "")
_DOWN: Final = ("#D55E00", "/")
_TOTAL: Final = (style.INK, "x")


def waterfall_panels(data: ComparePageData, words: Words) -> Panels:
    """Return the steps from the reference to each other scenario in the last year."""
    title, rows = words["waterfall.title"], data.waterfall
    rows = rows[rows["year"] == data.last_year].dropna(subset=["mean"])
    if rows.empty:
        return Panels("waterfall", title, words["waterfall.missing"])
    reading = words["waterfall.reading"].fill(
        reference=data.title(data.reference), year=data.last_year
    )
    known = [one.id for one in data.others if one.id in set(rows["scenario"])]
    panels = [
        _panel(rows[rows["scenario"] == name].set_index("step"), name, data, words)
        for name in known[:_MOST]
    ]
    return Panels("waterfall", title, reading, panels, _table(rows, data, words))


def _panel(
    steps: pd.DataFrame, scenario: str, data: ComparePageData, words: Words
) -> Panel:
    """Return the steps of one scenario, each drawn from where the last one ended."""
    steps = steps.loc[list(STEPS)]
    means = [100 * float(mean) for mean in steps["mean"]]
    starts = [sum(means[:place]) for place in range(len(means) - 1)] + [0.0]
    names = [words.named("waterfall_step", step) for step in STEPS]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(STEPS))),
        "base": [round(start, 3) for start in starts],
        "x": [round(mean, 3) for mean in means],
        "marker": _marker(means),
        "text": [
            _hover(name, row, words)
            for name, row in zip(names, steps.to_dict("records"), strict=True)
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "error_x": _errors(steps),
    }
    told = [
        words["lines.end"].fill(name=name, value=changed(mean, "share"))
        for name, mean in zip(names, steps["mean"], strict=True)
    ]
    title = words["waterfall.panel"].fill(
        name=data.title(scenario),
        before=_level(data, data.reference),
        after=_level(data, scenario),
    )
    alternative = words["waterfall.alternative"].fill(
        name=title, listed=joined(told, words["page.comma"])
    )
    return Panel(f"waterfall-{scenario}", title, _figure(bars, names), alternative)


def _marker(means: list[float]) -> dict[str, Any]:
    looks = [_UP if mean >= 0 else _DOWN for mean in means[:-1]] + [_TOTAL]
    return {
        "color": [colour for colour, _ in looks],
        "pattern": {"shape": [shape for _, shape in looks]},
    }


def _errors(steps: pd.DataFrame) -> dict[str, Any]:
    """Return the 95 % intervals of the means as bars; of no length where unknown."""
    above = 100 * (steps["mean_high"] - steps["mean"]).fillna(0.0)
    below = 100 * (steps["mean"] - steps["mean_low"]).fillna(0.0)
    return {
        "type": "data",
        "array": above.round(3).tolist(),
        "arrayminus": below.round(3).tolist(),
        "color": style.QUIET,
        "thickness": 1.2,
        "width": 3,
    }


def _figure(bars: dict[str, Any], names: list[Text]) -> dict[str, Any]:
    """Return the chart; nought is a line, and the axis counts percentage points."""
    nought = {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1}
    return {
        "data": [bars],
        "layout": small_layout(
            40 + 26 * len(names),
            margin={"l": 12, "r": 12, "t": 8, "b": 30},
            xaxis=style.axis(nticks=5, fixedrange=True, ticksuffix=""),
            yaxis=style.names_axis(names, showgrid=False),
            shapes=[{**nought, "line": {"color": style.QUIET, "width": 1}}],
        ),
    }


def _level(data: ComparePageData, scenario: str) -> str:
    """Return the occupancy of a scenario in the last year."""
    rows = data.lines
    own = rows[(rows["scenario"] == scenario) & (rows["headline"] == _HEADLINE)]
    value = own.loc[own["year"] == data.last_year, "mean"]
    return figure(float(value.iloc[0]) if len(value) else float("nan"), "share")


def _hover(name: Text, row: dict[Any, Any], words: Words) -> Text:
    ends = NOTHING
    if isfinite(row["mean_low"]):
        low, high = (changed(row[end], "share") for end in ("mean_low", "mean_high"))
        ends = words["waterfall.ends"].fill(low=low, high=high)
    value = changed(row["mean"], "share")
    return words["waterfall.hover"].fill(step=name, value=value, ends=ends)


def _table(rows: pd.DataFrame, data: ComparePageData, words: Words) -> Table:
    heads = ("scenario", "step", "mean", "interval")
    return Table(
        "waterfall",
        words["waterfall.table"].fill(year=data.last_year),
        [words[f"waterfall_head.{head}"] for head in heads],
        [
            [
                said(data.title(str(row["scenario"]))),
                said(words.named("waterfall_step", str(row["step"]))),
                change_cell(row["mean"], "share"),
                span_cell(
                    *(row["mean_low"], row["mean_high"], "share", data.repetitions)
                ),
            ]
            for row in rows.to_dict("records")
        ],
    )
