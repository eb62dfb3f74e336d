"""The chart of a sweep that varies one parameter at a time: bars by their length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.report.charts import style
from sim.report.compare_charts.amounts import span
from sim.report.compare_charts.money import YUAN, in_both_units, spoken, spoken_unit
from sim.report.sweep_data import SweepPageData
from sim.report.sweep_values import factor_of, label_of, option, rounded
from sim.report.words import Text, Words

Headline = Mapping[str, str]
_LOOK: Final = style.LOOKS[0]
_ROW: Final = 30
# Room between a bar and the value at its end.
_ASIDE: Final = Text(" {value} ", " {value} ")


def tornado(data: SweepPageData, headline: Headline, words: Words) -> dict[str, Any]:
    """Return how far each path moves a headline by itself, the farthest on top."""
    factor, rows = factor_of(headline), data.of(headline["headline"])
    changes = _changes(data, rows)
    order = sorted(changes, key=lambda one: changes[one][1] - changes[one][0])
    paths = {one.key: one for one in data.paths}
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(order))),
        "base": [rounded(changes[key][0], factor) for key in order],
        "x": [rounded(changes[key][1] - changes[key][0], factor) for key in order],
        "marker": {"color": _LOOK.colour},
        "customdata": [
            words["sweep_hover.bar"].fill(
                name=label_of(paths[key]),
                ends=spoken(span, headline["unit"], *changes[key]),
                unit=spoken_unit(headline, words),
            )
            for key in order
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    ends = _ends(data, rows, order, changes, factor, words)
    zero = {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1}
    layout = style.layout(
        70 + _ROW * len(order),
        margin={"l": 8, "r": 16, "t": 8, "b": 36},
        showlegend=False,
        xaxis=style.axis(fixedrange=True, range=_with_room(changes, factor)),
        yaxis=style.axis(
            tickvals=list(range(len(order))),
            ticktext=[label_of(paths[key]) for key in order],
            automargin=True,
            fixedrange=True,
            showgrid=False,
        ),
        shapes=[{**zero, "line": {"color": style.INK, "width": 1}}],
    )
    chart = {"data": [bars, ends], "layout": layout}
    if headline["unit"] == YUAN:
        chart = in_both_units(chart, ("x", "base"), "xaxis")
    return chart


def _changes(data: SweepPageData, rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return the least and the largest change that each path makes, 0 among them."""
    changes = {}
    for path in data.paths:
        # At points of another path this one has the scenario's own text.
        alone = rows[rows[path.key] != path.own]
        known = [0.0, *alone["difference"].dropna()]
        changes[path.key] = (min(known), max(known))
    return changes


def _ends(
    data: SweepPageData,
    rows: pd.DataFrame,
    order: Sequence[str],
    changes: Mapping[str, tuple[float, float]],
    factor: float,
    words: Words,
) -> dict[str, Any]:
    """Return which value tried stands at which end of a bar, as words beside it."""
    paths = {one.key: one for one in data.paths}
    x, y, texts, sides = [], [], [], []
    for place, key in enumerate(order):
        alone = rows[rows[key] != paths[key].own].dropna(subset=["difference"])
        for row in alone.to_dict("records"):
            change = row["difference"]
            # An end within the bar has no room beside it.
            if change and change in changes[key]:
                x.append(rounded(change, factor))
                y.append(place)
                texts.append(_ASIDE.fill(value=option(row[key], paths[key], words)))
                sides.append(f"middle {'right' if change > 0 else 'left'}")
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": texts,
        "textposition": sides,
        "textfont": {"size": 11, "color": style.QUIET},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _with_room(
    changes: Mapping[str, tuple[float, float]], factor: float
) -> list[float]:
    """Return the range of a tornado, with room for words beside its bars."""
    low = factor * min(one for one, _ in changes.values())
    high = factor * max(one for _, one in changes.values())
    room = 0.12 * (high - low) or 1.0
    return [float(f"{end:.4g}") for end in (low - room, high + room)]
