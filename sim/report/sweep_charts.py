"""The charts of a sweep: lines, tiles, a tornado, or dots, as its design asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.charts import style
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    unit_of,
)
from sim.report.compare_charts.money import YUAN, in_both_units, spoken, spoken_unit
from sim.report.fit_charts.panels import Panel, Panels, small_layout
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_tornado import tornado
from sim.report.sweep_values import (
    factor_of,
    in_order,
    label_of,
    number_of,
    places_of,
    rounded,
    values_of,
)
from sim.report.words import Text, Words, joined

Headline = Mapping[str, str]
_LOOK: Final = style.LOOKS[0]
_TILES: Final = [[0, "#F2F7FB"], [1, "#6BAED6"]]
_ROW: Final = 30


def kind_of(data: SweepPageData) -> str:
    """Return which chart shows the sweep: lines, tiles, tornado or dots."""
    if len(data.paths) == 1:
        return "lines"
    if data.design == "one_at_a_time":
        return "tornado"
    if data.design == "grid" and len(data.paths) == 2:
        return "tiles"
    return "dots"


def sweep_panels(data: SweepPageData, words: Words) -> Panels:
    """Return a chart of the last year for each headline."""
    kind = kind_of(data)
    draw = {"lines": _lines, "tiles": _tiles, "tornado": tornado, "dots": _dots}[kind]
    panels = [
        Panel(
            f"sweep-{one['headline']}",
            _titled(one, kind, words),
            draw(data, one, words),
            _told(data, one, words),
        )
        for one in data.known_headlines()
        if not data.stands_still(one)
    ]
    reading = words[f"sweep_reading.{kind}"].fill(year=data.last_year)
    still = [name_of(one) for one in data.known_headlines() if data.stands_still(one)]
    if still:
        listed = joined(still, words["sweep_answer.and"])
        reading = joined([reading, words["sweep_reading.still"].fill(listed=listed)])
    return Panels("sweep", words[f"sweep_title.{kind}"], reading, panels)


def _titled(headline: Headline, kind: str, words: Words) -> Text:
    unit = unit_of(headline, words)
    if kind == "tornado" or headline["unit"] == YUAN:
        unit = spoken_unit(headline, words)
    if not unit.zh:
        return name_of(headline)
    return words["sweep.with_unit"].fill(name=name_of(headline), unit=unit)


def _told(data: SweepPageData, headline: Headline, words: Words) -> Text:
    rows, unit = data.of(headline["headline"]), headline["unit"]
    return words["sweep.alternative"].fill(
        name=name_of(headline),
        year=data.last_year,
        low=spoken(figure, unit, rows["mean"].min()),
        high=spoken(figure, unit, rows["mean"].max()),
        own=spoken(figure, unit, data.own(headline["headline"])),
    )


def _lines(data: SweepPageData, headline: Headline, words: Words) -> dict[str, Any]:
    path = data.paths[0]
    rows = in_order(data.of(headline["headline"]), path)
    x, factor = places_of(rows, path), factor_of(headline)
    y = [rounded(value, factor) for value in rows["mean"]]
    traces = []
    if rows["low"].notna().all():
        ends = [*rows["high"], *rows["low"][::-1]]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x + x[::-1],
                "y": [rounded(value, factor) for value in ends],
                "fill": "toself",
                "fillcolor": _LOOK.colour,
                "opacity": 0.18,
                "line": {"width": 0},
                "hoverinfo": "skip",
            }
        )
    traces.append(_marks(x, y, _hovers(rows, data, headline, words), "lines+markers"))
    return _chart(traces, path, headline, _own_line(path))


def _dots(data: SweepPageData, headline: Headline, words: Words) -> dict[str, Any]:
    path = most_influential(data, headline["headline"])
    rows = data.of(headline["headline"])
    y = [rounded(value, factor_of(headline)) for value in rows["mean"]]
    hovers = _hovers(rows, data, headline, words)
    dots = _marks(places_of(rows, path), y, hovers, "markers")
    return _chart([dots], path, headline, _own_line(path))


def most_influential(data: SweepPageData, headline: str) -> VariedPath:
    """Return the path with whose values a headline goes most, by rank correlation."""
    rows = data.of(headline)

    def strength(path: VariedPath) -> float:
        if not path.is_number or len(rows) < 2:
            return 0.0
        values = pd.Series(places_of(rows, path)).rank()
        tied = values.corr(rows["mean"].reset_index(drop=True).rank())
        return abs(tied) if isfinite(tied) else 0.0

    return max(data.paths, key=strength)


def _tiles(data: SweepPageData, headline: Headline, words: Words) -> dict[str, Any]:
    across, up = data.paths
    rows = data.of(headline["headline"])
    columns, lines = (
        in_order(data.points, one)[one.key].unique() for one in data.paths
    )
    means = rows.set_index([across.key, up.key])["mean"]
    hovers = dict(zip(means.index, _hovers(rows, data, headline, words), strict=True))
    places = [[(column, line) for column in columns] for line in lines]
    unit = headline["unit"]
    tiles = {
        "type": "heatmap",
        "x": list(columns),
        "y": list(lines),
        "z": [
            [rounded(means.get(one, float("nan")), factor_of(headline)) for one in row]
            for row in places
        ],
        "text": [
            [spoken(figure, unit, means.get(one, float("nan"))) for one in row]
            for row in places
        ],
        "texttemplate": "%{text}",
        "textfont": {"size": 10, "color": style.INK},
        "customdata": [[hovers.get(one, "") for one in row] for row in places],
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorscale": _TILES,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
    }
    ticks: dict[str, Any] = {"type": "category", "showgrid": False, "fixedrange": True}
    layout = small_layout(
        90 + _ROW * max(len(lines), 3),
        margin={"l": 56, "r": 8, "t": 24, "b": 44},
        xaxis=style.axis(label_of(across), **ticks),
        yaxis=style.axis(**ticks),
        annotations=[style.upright(label_of(up))],
    )
    # Colours and words alone say how much: yuan are not drawn along an axis.
    return {"data": [tiles], "layout": layout}


def _marks(
    x: Sequence[Any], y: Sequence[Any], hovers: Sequence[Text], mode: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": mode,
        "x": list(x),
        "y": list(y),
        "line": {"color": _LOOK.colour, "width": 2.5},
        "marker": {"color": _LOOK.colour, "size": 7},
        "customdata": list(hovers),
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hovers(
    rows: pd.DataFrame, data: SweepPageData, headline: Headline, words: Words
) -> list[Text]:
    unit = headline["unit"]
    return [
        words["sweep_hover.point"].fill(
            point=row["point"],
            values=values_of(row, data, words),
            value=spoken(figure, unit, row["mean"]),
            change=spoken(changed, unit, row["difference"]),
            unit=spoken_unit(headline, words),
        )
        for _, row in rows.iterrows()
    ]


def _own_line(path: VariedPath) -> list[dict[str, Any]]:
    """Return a line where the scenario's own value stands."""
    if not path.is_number:
        return []
    at = number_of(path.own)
    line = {"color": style.QUIET, "width": 1, "dash": "dot"}
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1}
    return [{"type": "line", "yref": "paper", **ends, "line": line}]


def _chart(
    traces: list[dict[str, Any]],
    path: VariedPath,
    headline: Headline,
    shapes: list[dict[str, Any]],
) -> dict[str, Any]:
    sign: dict[str, Any] = {"ticksuffix": "%"} if headline["unit"] == "share" else {}
    kind: dict[str, Any] = {} if path.is_number else {"type": "category"}
    layout = small_layout(
        210,
        margin={"l": 48, "r": 10, "t": 8, "b": 44},
        xaxis=style.axis(label_of(path), fixedrange=True, nticks=5, **kind),
        # Letters such as k and M are English.
        yaxis=style.axis(
            fixedrange=True,
            nticks=5,
            exponentformat="none",
            separatethousands=True,
            **sign,
        ),
        shapes=shapes,
    )
    chart = {"data": traces, "layout": layout}
    return in_both_units(chart) if headline["unit"] == YUAN else chart
