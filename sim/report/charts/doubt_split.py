"""Chance against ignorance: whether more replications or better data would help."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts import style
from sim.report.indicator_words import is_share
from sim.report.numbers import count, percent, points
from sim.report.words import Text, Words, joined

_PARTS: Final = {
    "ignorance": ("#0072B2", "", "ignorance_share"),
    "chance": ("#E69F00", "/", "chance_share"),
}


def doubt_chart(
    parts: pd.DataFrame | None, year: int, draws: int, words: Words
) -> Chart:
    """Return the share of the doubt about each headline that draws explain.

    Parameters
    ----------
    parts
        As `sim.indicators.doubt_parts.doubt_parts` returns it; None without.
    """
    title = words["doubt.title"]
    if draws < 2:
        return Chart("doubt", title, words["doubt.one_draw"])
    if parts is None or parts.empty:
        return Chart("doubt", title, words["doubt.missing"])
    reading = joined([words["doubt.reading"], *_told(parts, year, words)])
    return Chart(
        "doubt",
        title,
        reading,
        _figure(parts, words),
        words["doubt.alternative"].fill(reading=reading),
        _table(parts, year, words),
    )


def _told(parts: pd.DataFrame, year: int, words: Words) -> list[Text]:
    """Return the first figure in words: how much of its doubt is ignorance."""
    first = parts.iloc[0]
    return [
        words["doubt.told"].fill(
            year=year,
            name=words[f"doubt_figure.{first['name']}"],
            share=percent(float(first["ignorance_share"]), 0),
        )
    ]


def _figure(parts: pd.DataFrame, words: Words) -> dict[str, Any]:
    places = list(range(len(parts)))
    shares = parts.assign(chance_share=1 - parts["ignorance_share"])
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": words[f"doubt.{part}"],
            "x": [round(float(one), 4) for one in shares[column]],
            "y": places,
            "customdata": [words[f"doubt_figure.{name}"] for name in parts["name"]],
            "marker": {
                "color": colour,
                "pattern": {"shape": hatch, "fillmode": "overlay", "fgcolor": "#fff"},
            },
            "hovertemplate": words["doubt.hover"].fill(part=words[f"doubt.{part}"]),
        }
        for part, (colour, hatch, column) in _PARTS.items()
    ]
    return {
        "data": traces,
        "layout": style.layout(
            130 + 34 * len(places),
            barmode="stack",
            showlegend=True,
            legend={**style.layout(0)["legend"], "traceorder": "normal"},
            margin={"l": 20, "r": 24, "t": 56, "b": 48},
            xaxis=style.axis(
                words["doubt.axis"], range=[0, 1], tickformat=".0%", fixedrange=True
            ),
            yaxis=style.names_axis(
                [words[f"doubt_figure.{name}"] for name in parts["name"]]
            ),
        ),
    }


def _table(parts: pd.DataFrame, year: int, words: Words) -> Table:
    rows: list[list[Cell]] = [
        [
            said(words[f"doubt_figure.{line['name']}"]),
            _amount(line, "mean", words),
            _amount(line, "sd_chance", words),
            _amount(line, "sd_ignorance", words),
            number(float(line["ignorance_share"]), "share"),
        ]
        for line in parts.to_dict("records")
    ]
    heads = ("figure", "mean", "by_chance", "by_ignorance", "share")
    named = [words[f"doubt_head.{head}"] for head in heads]
    return Table("doubt", words["doubt.table"].fill(year=year), named, rows)


def _amount(line: dict[Any, Any], column: str, words: Words) -> Cell:
    """Return a mean, or a spread, which of shares is in percentage points."""
    value = float(line[column])
    raw = f"{value:.5g}"
    if not is_share(str(line["indicator"])):
        return Cell(Text.of(count(value)), raw)
    if column == "mean":
        return number(value, "share")
    return Cell(words["doubt.points"].fill(points=points(value, 2)), raw)
