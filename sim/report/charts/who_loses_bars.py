"""Bars of who comes to live farther from a bed, and who nearer, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from sim.report.charts import style
from sim.report.fit_charts.ticks import labels, ticks
from sim.report.words import Text, Words

_HATCHES: Final = ("", "/", "x")
# A column, what its hover says, and to which side of nought it is drawn.
_SIDES: Final = (("loses", "farther", 1), ("gains", "nearer", -1))
# Of the chart, a group and each bar of it. [pixels]
_FRAME: Final = 100
_GROUP: Final = 24
_BAR: Final = 18
# Below this every bar is a line; the axis does not shrink further. [share]
_LEAST: Final = 0.05

Series = tuple[pd.DataFrame, Text, tuple[str, str]]
"""Rows that are drawn, their name, and the colours of losses and of gains."""


def figure(series: Mapping[str, Series], words: Words) -> dict[str, Any]:
    """Return bars by group: to the right who lives farther, to the left who nearer.

    Parameters
    ----------
    series
        What is drawn in each group, by a key; a bar each.
    """
    every = pd.concat([rows for rows, _, _ in series.values()])
    keys = [key for key in words.family("loses_group") if key in set(every["key"])]
    traces = [
        trace
        for place, (key, one) in enumerate(series.items())
        for trace in _bars(one, keys, key, _HATCHES[place], words)
    ]
    names = [
        _group_name(place, words[f"loses_group.{key}"], len(series))
        for place, key in enumerate(keys)
    ]
    return {
        "data": traces,
        "layout": style.layout(
            _FRAME + (_GROUP + _BAR * len(series)) * len(keys),
            barmode="group",
            bargap=_GROUP / (_GROUP + _BAR * len(series)),
            margin={"l": 12, "r": 16, "t": 40, "b": 48},
            showlegend=len(series) > 1,
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            xaxis=style.axis(
                **_range(every),
                fixedrange=True,
                zeroline=True,
                zerolinecolor=style.QUIET,
            ),
            yaxis={
                "range": [len(keys) - 0.4, -0.95],
                "visible": False,
                "fixedrange": True,
            },
            annotations=[*names, _axis_title(words["loses.axis"])],
        ),
    }


def _range(rows: pd.DataFrame) -> dict[str, Any]:
    """Return an axis that goes to the left only as far as somebody gains."""
    upper = float(rows["loses_high"].fillna(rows["loses"]).max())
    gains = float(rows["gains"].max())
    most = max(_LEAST, upper, gains) * 1.08
    least = -1.1 * max(gains, most / 10) if gains > 0 else 0.0
    places = ticks(least, most, 5)
    # Shares to either side are shares, and none of them is below nought.
    told = labels([abs(place) for place in places], "share")
    return {"range": [least, most], "tickvals": places, "ticktext": told}


def _group_name(place: int, name: Text, bars: int) -> dict[str, Any]:
    """Return the name of a group, above its bars."""
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": place - 0.5 + _GROUP / (_GROUP + _BAR * bars) / 12,
        "yanchor": "middle",
        "text": name,
        "showarrow": False,
        "font": {"size": 12},
    }


def _axis_title(title: Text) -> dict[str, Any]:
    """Return the title of the axis, small beneath it."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "yshift": -24,
        "text": title,
        "showarrow": False,
        "font": {"color": style.QUIET, "size": 12},
    }


def _bars(
    one: Series, keys: list[str], slot: str, hatch: str, words: Words
) -> list[dict[str, Any]]:
    """Return the bars to both sides; losses carry their 80 % interval."""
    rows, name, colours = one
    rows = rows.set_index("key").reindex(keys)
    pattern = {"shape": hatch, "fillmode": "overlay", "fgcolor": "#ffffff"}
    found = []
    for colour, (side, word, sign) in zip(colours, _SIDES, strict=True):
        values = [round(float(value), 4) for value in rows[side].fillna(0)]
        if side == "gains" and not any(values):
            continue
        bars: dict[str, Any] = {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "showlegend": side == "loses",
            "offsetgroup": slot,
            "legendgroup": slot,
            "x": [sign * value for value in values],
            "y": list(range(len(keys))),
            "customdata": values,
            "text": [words[f"loses_group.{key}"] for key in keys],
            "textposition": "none",
            "marker": {"color": colour, "pattern": pattern},
            "hovertemplate": words["loses.hover"].fill(name=words[f"loses.{word}"]),
        }
        if side == "loses" and rows["loses_high"].notna().any():
            bars["error_x"] = _whiskers(rows)
        found.append(bars)
    return found


def _whiskers(rows: pd.DataFrame) -> dict[str, Any]:
    above, below = (
        [round(float(gap), 4) for gap in (rows[end] - rows["loses"]).abs().fillna(0)]
        for end in ("loses_high", "loses_low")
    )
    return {
        "type": "data",
        "symmetric": False,
        "array": above,
        "arrayminus": below,
        "color": style.INK,
        "thickness": 1,
        "width": 3,
    }
