"""Which unknowns the joint draws tie to one another."""

from __future__ import annotations

from itertools import combinations
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, said
from sim.report.charts import style
from sim.report.fit_charts.names import plain_text
from sim.report.fit_charts.targets import label
from sim.report.words import Text, Words, joined

# Weaker ties than this have no number in their cell.
SHOWN: Final = 0.3
_NAMED: Final = 3
_COLOURS: Final = [[0, "#B34700"], [0.25, "#F0B48C"], [0.5, "#FFFFFF"]]
_COLOURS_ABOVE: Final = [[0.75, "#8CBFE0"], [1, "#005A8F"]]


def correlation_chart(
    fitted: pd.DataFrame, posterior: pd.DataFrame, words: Words
) -> Chart:
    """Return the correlations of the joint draws, numbered as in the table."""
    title = words["correlation.title"]
    lines = tied(fitted, posterior)
    if len(lines) < 2 or len(posterior) < 3:
        return Chart("correlation", title, words["correlation.missing"])
    matrix = posterior[[one.unknown for one in lines]].corr()
    names = [label(one) for one in lines]
    return Chart(
        "correlation",
        title,
        words["correlation.reading"].fill(pairs=_strongest(matrix, names, words)),
        _figure(matrix, names, words),
        words["correlation.alternative"],
        _table(matrix, names, words),
    )


def tied(fitted: pd.DataFrame, posterior: pd.DataFrame) -> list[Any]:
    """Return the unknowns of which there are draws, in the order of their numbers."""
    return [one for one in fitted.itertuples() if one.unknown in posterior.columns]


def _strongest(matrix: pd.DataFrame, names: list[Text], words: Words) -> Text:
    values = matrix.to_numpy()
    pairs = [
        (abs(values[a, b]), a, b)
        for a, b in combinations(range(len(names)), 2)
        if isfinite(values[a, b])
    ]
    pairs.sort(key=lambda one: (-one[0], one[1], one[2]))
    told = [
        words["correlation.pair"].fill(
            first=names[a], second=names[b], value=_signed(values[a, b])
        )
        for _, a, b in pairs[:_NAMED]
    ]
    return joined(told, words["correlation.between"])


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _figure(matrix: pd.DataFrame, names: list[Text], words: Words) -> dict[str, Any]:
    values = matrix.to_numpy()
    numbers = [str(k + 1) for k in range(len(names))]
    size = 11 if len(names) <= 12 else 8
    hovers = [
        [
            words["correlation.pair"].fill(
                first=plain_text(first), second=plain_text(second), value=_signed(value)
            )
            for second, value in zip(names, row, strict=True)
        ]
        for first, row in zip(names, values, strict=True)
    ]
    tiles = {
        "type": "heatmap",
        "x": numbers,
        "y": numbers,
        "z": [[_known(value) for value in row] for row in values],
        "zmin": -1,
        "zmax": 1,
        "colorscale": [*_COLOURS, *_COLOURS_ABOVE],
        "text": [
            [_short(value, a == b) for b, value in enumerate(row)]
            for a, row in enumerate(values)
        ],
        "texttemplate": "%{text}",
        "textfont": {"size": size},
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
        "xgap": 1,
        "ygap": 1,
        "colorbar": {"thickness": 10, "tickvals": [-1, -0.5, 0, 0.5, 1], "len": 0.9},
    }
    ticks: dict[str, Any] = {
        "type": "category",
        "fixedrange": True,
        "showgrid": False,
        "tickangle": 0,
    }
    ticks["tickfont"] = {"size": 11 if len(names) <= 16 else 9}
    return {
        "data": [tiles],
        "layout": style.layout(
            min(640, 120 + 26 * len(names)),
            margin={"l": 28, "r": 8, "t": 28, "b": 8},
            xaxis=style.axis(**ticks, side="top"),
            yaxis=style.axis(**ticks, autorange="reversed"),
        ),
    }


def _known(value: float) -> float | None:
    return round(float(value), 3) if isfinite(value) else None


def _short(value: float, own: bool) -> str:
    """Return a correlation to one decimal without its zero, such as ``−.4``."""
    if own or not isfinite(value) or abs(value) < SHOWN:
        return ""
    return f"{value:.1f}".replace("0.", ".").replace("-", "−")


def _table(matrix: pd.DataFrame, names: list[Text], words: Words) -> Table:
    heads = [words["fit_head.number"], words["fit_head.unknown"]]
    heads += [Text.of(str(k + 1)) for k in range(len(names))]
    rows = []
    for k, (name, row) in enumerate(zip(names, matrix.to_numpy(), strict=True)):
        cells = [_cell(float(value)) for value in row]
        rows.append([Cell(Text.of(str(k + 1)), str(k + 1)), said(name), *cells])
    return Table("correlation", words["correlation.table"], heads, rows)


def _cell(value: float) -> Cell:
    if not isfinite(value):
        return Cell(Text.of("—"), "")
    return Cell(Text.of(_signed(value)), f"{value:.3f}")
