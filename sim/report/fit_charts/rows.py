"""A chart of rows, each with its own small axis, so that any units stand together."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

from sim.report.charts import style
from sim.report.fit_charts.ticks import labels, ticks, window
from sim.report.words import NOTHING, Text


class Span(NamedTuple):
    """A number with its interval; NaN where unknown."""

    low: float
    mid: float
    high: float


class Mark(NamedTuple):
    """How one kind of number is drawn, and how far below the row's name."""

    look: style.Look
    width: float
    size: int
    lane: float


class Row(NamedTuple):
    """One line of the chart: its name, its figures in words, and what is drawn."""

    name: Text
    figures: Text
    unit: str
    spans: Mapping[str, Span]
    hovers: Mapping[str, Text]


MARKS: Final = {
    "prior": Mark(style.Look(style.QUIET, "dot", "diamond-open"), 2, 9, 0.46),
    "predictive": Mark(style.Look("#0072B2", "solid", "line-ns-open"), 1.5, 0, 0.58),
    "posterior": Mark(style.Look("#0072B2", "solid", "circle"), 6, 11, 0.58),
    "observed": Mark(style.Look("#D55E00", "dash", "square"), 2.5, 10, 0.70),
}
# The prior may be so wide that it would press everything else together.
_AXIS: Final = 0.79
_WIDEST: Final = 330
_ROW, _LINE = 98, 17


def rows_figure(rows: Sequence[Row], kinds: Mapping[str, Text]) -> dict[str, Any]:
    """Return the figure of all rows; an arrow stands where an interval is cut off.

    Parameters
    ----------
    kinds
        What each kind of `MARKS` is called in the legend.
    """
    windows = [_window(row) for row in rows]
    traces = [_legend(kind, name) for kind, name in kinds.items()]
    for kind in kinds:
        traces += _kind(kind, rows, windows)
    traces.append(_ticks(rows, windows))
    names = [wrapped(row.name, _WIDEST) for row in rows]
    tall = max((name.zh + name.en).count("<br>") for name in names) > 0
    return {
        "data": traces,
        "layout": style.layout(
            70 + len(rows) * (_ROW + (_LINE if tall else 0)),
            margin={"l": 10, "r": 10, "t": 56, "b": 8},
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            xaxis=style.axis(
                range=[-0.03, 1.03], visible=False, fixedrange=True, showgrid=False
            ),
            yaxis=style.axis(
                range=[len(rows), 0], visible=False, fixedrange=True, showgrid=False
            ),
            shapes=_lines(rows, windows),
            annotations=_notes(rows, names),
        ),
    }


def plain_text(text: Text) -> Text:
    """Return words in which Plotly finds no marks of its own."""
    return Text(
        *(one.replace("&", "&amp;").replace("<", "&lt;") for one in (text.zh, text.en))
    )


def wrapped(text: Text, widest: int) -> Text:
    """Return a name broken into lines of about so many pixels, for phones."""
    safe = plain_text(text)
    return Text(_broken(safe.zh, widest), _broken(safe.en, widest))


def _broken(words: str, widest: int) -> str:
    lines, wide = [""], 0.0
    # Chinese breaks anywhere, English between words.
    parts = [part for word in words.split(" ") for part in (*_parts(word), " ")][:-1]
    for part in parts:
        size = sum(13.5 if _is_wide(sign) else 7.2 for sign in part)
        if wide + size > widest and lines[-1] and part != " ":
            lines.append("")
            wide = 0.0
        lines[-1] += part
        wide += size
    return "<br>".join(line.strip() for line in lines)


def _parts(word: str) -> list[str]:
    return list(word) if any(_is_wide(sign) for sign in word) else [word]


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


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
    kind: str, rows: Sequence[Row], windows: Sequence[tuple[float, float]]
) -> list[dict[str, Any]]:
    """Return intervals, middles and arrows of one kind in all rows."""
    mark = MARKS[kind]
    x: list[float | None] = []
    y: list[float | None] = []
    points: list[tuple[float, float, Text]] = []
    arrows: list[tuple[float, float, str]] = []
    for k, (row, (low, high)) in enumerate(zip(rows, windows, strict=True)):
        if kind not in row.spans:
            continue
        span, at = row.spans[kind], k + mark.lane
        ends = [_place(end, low, high) for end in (span.low, span.high)]
        if all(isfinite(end) for end in ends):
            kept = [min(1.0, max(0.0, end)) for end in ends]
            x += [*kept, None]
            y += [at, at, None]
            cut = zip(ends, kept, ("triangle-left", "triangle-right"), strict=True)
            arrows += [(b, at, sign) for a, b, sign in cut if abs(a - b) > 1e-9]
        middle = _place(span.mid, low, high)
        if mark.size and 0 <= middle <= 1:
            points.append((middle, at, row.hovers.get(kind, NOTHING)))
    shared = {"type": "scatter", "legendgroup": kind, "showlegend": False}
    look = _look(mark)
    traces: list[dict[str, Any]] = [
        {**shared, "mode": "lines", "x": x, "y": y, "hoverinfo": "skip"}
        | {"line": look["line"]}
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


def _place(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low)


def _ticks(
    rows: Sequence[Row], windows: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    x, y, text = [], [], []
    for k, (row, (low, high)) in enumerate(zip(rows, windows, strict=True)):
        places = ticks(low, high)
        x += [round(_place(place, low, high), 4) for place in places]
        y += [k + _AXIS] * len(places)
        text += labels(places, row.unit)
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


def _lines(
    rows: Sequence[Row], windows: Sequence[tuple[float, float]]
) -> list[dict[str, Any]]:
    """Return the axis of each row, and an upright line at what was observed."""
    shapes: list[dict[str, Any]] = []
    for k, (row, (low, high)) in enumerate(zip(rows, windows, strict=True)):
        grey = {"color": "#b6c1cc", "width": 1}
        shapes.append(_line(0, 1, k + _AXIS, k + _AXIS, grey))
        at = _place(row.spans["observed"].mid, low, high)
        if 0 <= at <= 1:
            thin = {"color": MARKS["observed"].look.colour, "width": 1, "dash": "dot"}
            shapes.append(_line(at, at, k + MARKS["prior"].lane - 0.06, k + 0.78, thin))
    return shapes


def _line(
    x0: float, x1: float, y0: float, y1: float, line: dict[str, Any]
) -> dict[str, Any]:
    where = {"x0": round(x0, 4), "x1": round(x1, 4), "y0": y0, "y1": y1}
    return {"type": "line", **where, "line": line, "layer": "below"}


def _notes(rows: Sequence[Row], names: Sequence[Text]) -> list[dict[str, Any]]:
    """Return name and figures of each row, above what is drawn."""
    notes = []
    for k, (row, name) in enumerate(zip(rows, names, strict=True)):
        figures = plain_text(row.figures)
        quiet = f'<span style="color:{style.QUIET};font-size:12px">'
        notes.append(
            {
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": k + 0.02,
                "yanchor": "top",
                "align": "left",
                "showarrow": False,
                "text": Text(
                    *(
                        f"<b>{title}</b><br>{quiet}{line}</span>"
                        for title, line in zip(name, figures, strict=True)
                    )
                ),
            }
        )
    return notes
