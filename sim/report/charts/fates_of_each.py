"""The homes of a real registry: how large, how full, and what became of each."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Table, number, proper, said
from sim.report.charts import style
from sim.report.numbers import percent
from sim.report.words import Words

LOOKS: Final = {
    "kept": style.Look("#9aa5b1", "solid", "circle"),
    "improved": style.Look("#56B4E9", "solid", "triangle-up"),
    "entrusted": style.Look("#CC79A7", "solid", "diamond"),
    "upgraded": style.Look("#0072B2", "solid", "star"),
    "mothballed": style.Look("#F0E442", "solid", "square"),
    "converted": style.Look("#E69F00", "solid", "hexagon"),
    "merged": style.Look("#009E73", "solid", "cross"),
    "closed": style.Look("#D55E00", "solid", "x"),
    "lost": style.Look("#1c2733", "solid", "triangle-down"),
}
"""Colour and marker of each fate, from the least change to the greatest."""


def scatter(homes: pd.DataFrame, year: int, words: Words) -> dict[str, Any]:
    """Return beds against occupancy, a marker a home.

    Parameters
    ----------
    homes
        As `sim.indicators.fate_of_each` returns it, with `name`.
    """
    traces = [
        _trace(homes[homes["fate"] == fate], fate, words)
        for fate in LOOKS
        if (homes["fate"] == fate).any()
    ]
    half = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0.5,
        "y1": 0.5,
        "line": {"color": style.WARNING, "width": 1.5, "dash": "longdash"},
    }
    return {
        "data": traces,
        "layout": style.layout(
            420,
            showlegend=True,
            margin={"l": 48, "r": 16, "t": 64, "b": 52},
            xaxis=style.axis(
                words["fate_head.beds"], rangemode="tozero", fixedrange=True
            ),
            yaxis={**style.share_axis(), "range": [0, 1.05]},
            shapes=[half],
            annotations=[style.upright(words["fates.upward"].fill(year=year))],
        ),
    }


def _trace(homes: pd.DataFrame, fate: str, words: Words) -> dict[str, Any]:
    look = LOOKS[fate]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words[f"fate.{fate}"],
        "x": [int(one) for one in homes["beds"]],
        "y": [round(float(one), 4) for one in homes["occupancy"]],
        "customdata": [
            [style.unmarked(name), percent(share, 0)]
            for name, share in zip(homes["name"], homes["share"], strict=True)
        ],
        "marker": {
            "symbol": look.marker,
            "size": 11,
            "color": look.colour,
            "line": {"color": style.INK, "width": 0.8},
        },
        "hovertemplate": words["fates.hover_each"].fill(fate=words[f"fate.{fate}"]),
    }


def table_of_each(homes: pd.DataFrame, year: int, words: Words) -> Table:
    """Return each home with its fate, those that changed most first."""
    rank = homes["fate"].map(list(LOOKS).index)
    ordered = homes.iloc[(-rank).argsort(kind="stable")]
    rows: list[list[Cell]] = [
        [
            proper(row.name),
            said(words.named("kind", str(row.kind))),
            number(float(str(row.beds))),
            number(float(str(row.occupancy)), "share"),
            said(words[f"fate.{row.fate}"]),
            number(float(str(row.share)), "share"),
        ]
        for row in ordered.itertuples(index=False)
    ]
    heads = ("home", "kind", "beds", "occupancy", "fate", "share")
    named = [words[f"fate_head.{head}"].fill(year=year) for head in heads]
    return Table("fates", words["fates.table_each"], named, rows)
