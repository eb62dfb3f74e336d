"""Occupancy against access against moves: what each scenario pays for what it gains."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Chart, Table, number, said
from sim.report.charts import style
from sim.report.compare_charts.amounts import figure
from sim.report.compare_charts.looks import looks
from sim.report.compare_data import ComparePageData
from sim.report.numbers import count
from sim.report.words import NOTHING, Text, Words, joined

AXES: Final = ("occupancy", "access")
_HEADS: Final = ("scenario", "occupancy", "access", "moves")
# Differences below these are not told as better or worse. [share, share, moves]
_LEAST: Final = {"occupancy": 0.001, "access": 0.001, "moves": 1.0}
# An axis shows so much at least. [share]
_NARROW: Final = 0.06
_Row = dict[Any, Any]


def dominance_chart(data: ComparePageData, words: Words) -> Chart:
    """Return a point a scenario, with what no other one is worse in than it."""
    title = words["dominance.title"]
    rows = data.trade_offs.dropna(subset=["occupancy", "access"])
    if len(rows) < 2:
        return Chart("dominance", title, words["dominance.missing"])
    found = [row for _, row in rows.iterrows()]
    return Chart(
        "dominance",
        title,
        joined([words["dominance.reading"], _verdict(rows, data, words)]),
        _figure(rows, data, words),
        words["dominance.alternative"].fill(
            year=data.last_year,
            listed=joined(
                [_told(row.to_dict(), data, words) for row in found],
                words["dominance.and"],
            ),
        ),
        _table(rows, data, words),
    )


def dominated(rows: pd.DataFrame) -> dict[str, str]:
    """Return which scenario is beaten, and by which.

    Beaten is who is better in none of occupancy, access and moves by a difference
    worth telling, and worse in one at least. Nothing here is said of chance.
    """
    worse_than: dict[str, str] = {}
    for row in rows.to_dict("records"):
        for other in rows.to_dict("records"):
            gains = [_gain(row, other, name) for name in _LEAST]
            if max(gains) <= 0 and min(gains) < 0:
                worse_than.setdefault(str(row["scenario"]), str(other["scenario"]))
    return worse_than


def _gain(row: _Row, other: _Row, name: str) -> int:
    """Return 1 where a scenario is better than another in something, -1 if worse."""
    change = row[name] - other[name]
    if abs(change) < _LEAST[name]:
        return 0
    return 1 if (change > 0) != (name == "moves") else -1


def _verdict(rows: pd.DataFrame, data: ComparePageData, words: Words) -> Text:
    beaten = dominated(rows)
    if not beaten:
        return words["dominance.none"]
    told = [
        words["dominance.worse_than"].fill(
            name=data.title(name), other=data.title(other)
        )
        for name, other in beaten.items()
    ]
    listed = joined(told, words["dominance.and"])
    return words["dominance.dominated"].fill(listed=listed)


def _figure(rows: pd.DataFrame, data: ComparePageData, words: Words) -> dict[str, Any]:
    traces = []
    for scenario, look in looks(data).items():
        for row in rows[rows["scenario"] == scenario].to_dict("records"):
            name = words["dominance.point"].fill(
                name=data.title(scenario), moves=count(round(row["moves"]))
            )
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": name,
                    "x": [round(row["occupancy"], 4)],
                    "y": [round(row["access"], 4)],
                    "error_x": _errors(row, "occupancy", look.colour),
                    "error_y": _errors(row, "access", look.colour),
                    "marker": {"symbol": look.marker, "size": 12, "color": look.colour},
                    "text": [_hover(row, data, words)],
                    "hovertemplate": "%{text}<extra></extra>",
                }
            )
    bottom = {"orientation": "v", "x": 0, "y": -0.2, "yanchor": "top"}
    return {
        "data": traces,
        "layout": style.layout(
            330 + 22 * len(traces),
            margin={"l": 56, "r": 16, "t": 28, "b": 60},
            legend=bottom,
            xaxis=style.axis(words["dominance.occupancy"], **_axis(rows, "occupancy")),
            yaxis=style.axis(**_axis(rows, "access")),
            annotations=[style.upright(words["dominance.access"])],
        ),
    }


def _axis(rows: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the range of an axis: of five points at least, within nought and one.

    Nearer, chance would look like a difference, and marks would read the same.
    """
    columns = [rows[one].dropna() for one in (name, f"{name}_low", f"{name}_high")]
    known = [float(value) for column in columns for value in column]
    low, high = min(known), max(known)
    room = max(0.06 * (high - low), (_NARROW - (high - low)) / 2)
    ends = [max(0.0, low - room), min(1.0, high + room)]
    return {
        "range": [round(end, 4) for end in ends],
        "tickformat": ".0%",
        "nticks": 6,
        "fixedrange": True,
    }


def _errors(row: _Row, name: str, colour: str) -> dict[str, Any]:
    """Return the 80 % interval of outcomes as a bar; of no length where unknown."""
    above, below = row[f"{name}_high"] - row[name], row[name] - row[f"{name}_low"]
    ends = [round(max(0.0, end), 4) if isfinite(end) else 0.0 for end in (above, below)]
    return {
        "type": "data",
        "array": ends[:1],
        "arrayminus": ends[1:],
        "color": colour,
        "thickness": 1.2,
        "width": 4,
    }


def _hover(row: _Row, data: ComparePageData, words: Words) -> Text:
    parts: dict[str, object] = {}
    for name in AXES:
        low, high = row[f"{name}_low"], row[f"{name}_high"]
        parts[name] = figure(row[name], "share")
        parts[f"{name}_ends"] = (
            words["dominance.ends"].fill(
                low=figure(low, "share"), high=figure(high, "share")
            )
            if isfinite(low) and isfinite(high)
            else NOTHING
        )
    title = data.title(str(row["scenario"]))
    moves = count(round(row["moves"]))
    return words["dominance.hover"].fill(name=title, moves=moves, **parts)


def _told(row: _Row, data: ComparePageData, words: Words) -> Text:
    return words["dominance.told"].fill(
        name=data.title(str(row["scenario"])),
        occupancy=figure(row["occupancy"], "share"),
        access=figure(row["access"], "share"),
        moves=count(round(row["moves"])),
    )


def _table(rows: pd.DataFrame, data: ComparePageData, words: Words) -> Table:
    heads = [
        words["waterfall_head.scenario"],
        *(words[f"dominance.{head}"] for head in _HEADS[1:]),
    ]
    return Table(
        "dominance",
        words["dominance.table"].fill(year=data.last_year),
        heads,
        [
            [
                said(data.title(str(row["scenario"]))),
                number(row["occupancy"], "share"),
                number(row["access"], "share"),
                number(round(row["moves"])),
            ]
            for row in rows.to_dict("records")
        ],
    )
