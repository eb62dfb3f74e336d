"""A chart of rows, each with its own small axis, so that any units stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

from sim.report.charts import style
from sim.report.fit_charts.names import lines_of, plain_text, wrapped
from sim.report.fit_charts.ticks import labels, ticks, window
from sim.report.words import NOTHING, Text


class Span(NamedTuple):
    """A number with its interval; NaN where unknown."""

    low: float
    mid: float
    high: float


class Mark(NamedTuple):
    """How one kind of number is drawn, and how far below [px] the row's words."""

    look: style.Look
    width: float
    size: int
    lane: int


class Row(NamedTuple):
    """One line of the chart: its name, its figures in words, and what is drawn."""

    name: Text
    figures: Text
    unit: str
    spans: Mapping[str, Span]
    hovers: Mapping[str, Text]
    alarming: bool = False
    """Whether its figures are to catch the eye."""


MARKS: Final = {
    "prior": Mark(style.Look(style.QUIET, "dot", "diamond-open"), 2, 9, 12),
    "predictive": Mark(style.Look("#0072B2", "solid", "line-ns-open"), 1.5, 0, 24),
    "posterior": Mark(style.Look("#0072B2", "solid", "circle"), 6, 11, 24),
    "observed": Mark(style.Look("#D55E00", "dash", "square"), 2.5, 10, 36),
}
# Below the row's words: its axis, and the next row. Heights of a line of words. [px]
_AXIS, _ROW = 46, 82
_NAME, _FIGURES = 17, 17
_WIDEST: Final = 330


class Place(NamedTuple):
    """Where a row stands: its top and the end of its words [px], and its axis."""

    top: int
    below: int
    low: float
    high: float

    def across(self, value: float) -> float:
        """Return where a number stands, from 0 to 1 within the row's axis."""
        return (value - self.low) / (self.high - self.low)


def rows_figure(rows: Sequence[Row], kinds: Mapping[str, Text]) -> dict[str, Any]:
    """Return the figure of all rows; an arrow stands where an interval is cut off.

    Parameters
    ----------
    kinds
        What each kind of `MARKS` is called in the legend.
    """
    names = [wrapped(row.name, _WIDEST) for row in rows]
    places, height = _places(rows, names)
    traces = [_legend(kind, name) for kind, name in kinds.items()]
    for kind in kinds:
        traces += _kind(kind, rows, places)
    traces.append(_ticks(rows, places))
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "showgrid": False}
    return {
        "data": traces,
        "layout": style.layout(
            height + 72,
            margin={"l": 10, "r": 10, "t": 64, "b": 8},
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            xaxis=style.axis(range=[-0.03, 1.03], **hidden),
            yaxis=style.axis(range=[height, 0], **hidden),
            shapes=_lines(rows, places),
            annotations=_notes(rows, names, places),
        ),
    }


def _places(rows: Sequence[Row], names: Sequence[Text]) -> tuple[list[Place], int]:
    """Return where each row stands, and the height of all."""
    places, top = [], 0
    for row, name in zip(rows, names, strict=True):
        below = top + _NAME * lines_of(name) + _FIGURES
        places.append(Place(top, below, *_window(row)))
        top = below + _ROW
    return places, top


def _window(row: Row) -> tuple[float, float]:
    center = [end for kind, one in row.spans.items() if kind != "prior" for end in one]
    return window(center, row.spans.get("prior", ()))


def _legend(kind: str, name: Text) -> dict[str, Any]:
    mark = MARKS[kind]
    mode = "lines+markers" if mark.size else "lines"
    return {
        "type": "scatter",
        "mode": mode,
        "x": [None],
        "y": [None],
        "name": name,
        "legendgroup": kind,
        **_look(mark),
    }


def _look(mark: Mark) -> dict[str, Any]:
    look = mark.look
    return {
        "line": {"color": look.colour, "dash": look.dash, "width": mark.width},
        "marker": {
            "symbol": look.marker,
            "size": mark.size or 8,
            "color": look.colour,
            "line": {"width": 1.5, "color": look.colour},
        },
    }


def _kind(
    kind: str, rows: Sequence[Row], places: Sequence[Place]
) -> list[dict[str, Any]]:
    """Return intervals, middles and arrows of one kind in all rows."""
    mark = MARKS[kind]
    x: list[float | None] = []
    y: list[float | None] = []
    points: list[tuple[float, float, Text]] = []
    arrows: list[tuple[float, float, str]] = []
    for row, place in zip(rows, places, strict=True):
        if kind not in row.spans:
            continue
        span, at = row.spans[kind], place.below + mark.lane
        ends = [place.across(end) for end in (span.low, span.high)]
        if all(isfinite(end) for end in ends):
            kept = [min(1.0, max(0.0, end)) for end in ends]
            x += [*kept, None]
            y += [at, at, None]
            cut = zip(ends, kept, ("triangle-left", "triangle-right"), strict=True)
            arrows += [(b, at, sign) for a, b, sign in cut if abs(a - b) > 1e-9]
        middle = place.across(span.mid)
        if mark.size and 0 <= middle <= 1:
            points.append((middle, at, row.hovers.get(kind, NOTHING)))
    shared = {"type": "scatter", "legendgroup": kind, "showlegend": False}
    look = _look(mark)
    traces: list[dict[str, Any]] = [
        {
            **shared,
            # The ends of a dashed line are seen only if they are marked.
            "mode": "lines+markers",
            "x": x,
            "y": y,
            "hoverinfo": "skip",
            "line": look["line"],
            "marker": _end(mark.look.colour),
        }
    ]
    if points:
        traces.append(
            {
                **shared,
                "mode": "markers",
                "x": [round(one[0], 4) for one in points],
                "y": [one[1] for one in points],
                "customdata": [one[2] for one in points],
                "hovertemplate": "%{customdata}<extra></extra>",
                "marker": look["marker"],
            }
        )
    if arrows:
        traces.append(
            {
                **shared,
                "mode": "markers",
                "x": [one[0] for one in arrows],
                "y": [one[1] for one in arrows],
                "hoverinfo": "skip",
                "marker": {
                    "symbol": [one[2] for one in arrows],
                    "size": 9,
                    "color": mark.look.colour,
                },
            }
        )
    return traces


def _end(colour: str) -> dict[str, Any]:
    return {
        "symbol": "line-ns-open",
        "size": 7,
        "color": colour,
        "line": {"width": 1.5},
    }


def _ticks(rows: Sequence[Row], places: Sequence[Place]) -> dict[str, Any]:
    x, y, text = [], [], []
    for row, place in zip(rows, places, strict=True):
        marks = ticks(place.low, place.high)
        x += [round(place.across(mark), 4) for mark in marks]
        y += [place.below + _AXIS] * len(marks)
        text += labels(marks, row.unit)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": x,
        "y": y,
        "text": text,
        "textposition": "bottom center",
        "textfont": {"size": 11, "color": style.QUIET},
        "marker": {"symbol": "line-ns-open", "size": 5, "color": style.QUIET},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _lines(rows: Sequence[Row], places: Sequence[Place]) -> list[dict[str, Any]]:
    """Return the axis of each row, and an upright line at what was observed."""
    shapes: list[dict[str, Any]] = []
    for row, place in zip(rows, places, strict=True):
        grey = {"color": "#b6c1cc", "width": 1}
        axis = place.below + _AXIS
        shapes.append(_line((0, 1), (axis, axis), grey))
        at = place.across(row.spans["observed"].mid)
        if 0 <= at <= 1:
            thin = {"color": MARKS["observed"].look.colour, "width": 1, "dash": "dot"}
            shapes.append(_line((at, at), (place.below + 6, axis), thin))
    return shapes


def _line(
    x: tuple[float, float], y: tuple[float, float], line: dict[str, Any]
) -> dict[str, Any]:
    where = {"x0": round(x[0], 4), "x1": round(x[1], 4), "y0": y[0], "y1": y[1]}
    return {"type": "line", **where, "line": line, "layer": "below"}


def _notes(
    rows: Sequence[Row], names: Sequence[Text], places: Sequence[Place]
) -> list[dict[str, Any]]:
    """Return name and figures of each row, above what is drawn."""
    return [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": place.top,
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "text": Text(
                *(
                    f"<b>{title}</b><br>{_small(row)}{line}</span>"
                    for title, line in zip(name, plain_text(row.figures), strict=True)
                )
            ),
        }
        for row, name, place in zip(rows, names, places, strict=True)
    ]


def _small(row: Row) -> str:
    colour = style.WARNING if row.alarming else style.QUIET
    return f'<span style="color:{colour};font-size:11px">'
