"""How much of the spread is chance, and how much is what nobody knows."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, said, year
from sim.report.charts import style
from sim.report.compare_data import ComparePageData
from sim.report.numbers import NOT_KNOWN, three_figures
from sim.report.words import Text, Words

_LOOKS: Final = {"chance": ("#56B4E9", ""), "ignorance": ("#D55E00", "/")}
_ROW: Final = 24
# Differences that are drawn; the table has all of them.
_MOST: Final = 3
_HEADS: Final = (
    *("figure", "year", "of", "sd_chance", "sd_ignorance"),
    *("percent_chance", "percent_ignorance"),
)


def shares_chart(data: ComparePageData, words: Words) -> Chart:
    """Return the parts of the variance of each headline in the last year."""
    title = words["shares.title"]
    known = data.shares.dropna(subset=["percent_chance"])
    last = known[(known["year"] == data.last_year) & _shown(known, data)]
    if last.empty:
        form = "one_draw" if data.draws < 2 else "one_replication"
        if data.draws > 1 and data.replications > 1:
            form = "no_spread"
        return Chart("shares", title, words[f"shares.{form}"])
    return Chart(
        "shares",
        title,
        words["shares.reading"].fill(year=data.last_year, draws=data.draws),
        _figure(last, data, words),
        words["shares.alternative"].fill(year=data.last_year),
        _table(data, words),
    )


def _figure(rows: pd.DataFrame, data: ComparePageData, words: Words) -> dict[str, Any]:
    names = [_named(row, data, words) for row in rows.to_dict("records")]
    places = list(range(len(names)))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": words[f"shares.{part}"],
            "x": [round(float(value), 1) for value in rows[f"percent_{part}"]],
            "y": places,
            "text": names,
            "textposition": "none",
            "marker": {"color": colour, "pattern": {"shape": pattern}},
            "hovertemplate": words["shares.hover"].fill(part=words[f"shares.{part}"]),
        }
        for part, (colour, pattern) in _LOOKS.items()
    ]
    labels = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": place - 0.5,
            "yanchor": "middle",
            "text": name,
            "showarrow": False,
            "font": {"size": 12},
        }
        for place, name in zip(places, names, strict=True)
    ]
    return {
        "data": traces,
        "layout": style.layout(
            90 + 2 * _ROW * len(names),
            barmode="stack",
            legend={
                "orientation": "h",
                "traceorder": "normal",
                "y": 1,
                "yanchor": "bottom",
            },
            bargap=0.55,
            margin={"l": 12, "r": 12, "t": 48, "b": 36},
            xaxis=style.axis(range=[0, 100], ticksuffix="%", fixedrange=True),
            yaxis={
                "range": [len(names) - 0.4, -0.9],
                "visible": False,
                "fixedrange": True,
            },
            annotations=labels,
        ),
    }


def _shown(rows: pd.DataFrame, data: ComparePageData) -> pd.Series[bool]:
    """Return which rows are drawn: the reference and a few differences from it."""
    few = [one.id for one in data.others[:_MOST]]
    reference = (rows["what"] == "figure") & (rows["scenario"] == data.reference)
    return reference | ((rows["what"] == "difference") & rows["scenario"].isin(few))


def _named(row: Any, data: ComparePageData, words: Words) -> Text:
    """Return which spread a row is of: of a figure, or of a difference."""
    name = Text(row["label_zh"], row["label_en"])
    parts = {"name": name, "scenario": data.title(row["scenario"])}
    if row["what"] == "difference":
        parts["reference"] = data.title(row["reference"])
    return words[f"shares.of_{row['what']}"].fill(**parts)


def _table(data: ComparePageData, words: Words) -> Table:
    rows = [
        [
            said(Text(row["label_zh"], row["label_en"])),
            year(int(row["year"])),
            said(_named(row, data, words)),
            *(_plain(row[name]) for name in _HEADS[3:]),
        ]
        for row in data.shares.to_dict("records")
    ]
    named = [words[f"compare_head.{head}"] for head in _HEADS]
    return Table("shares", words["shares.table"], named, rows)


def _plain(value: float) -> Cell:
    if not isfinite(value):
        return said(NOT_KNOWN)
    return Cell(Text.of(f"{three_figures(value):g}"), f"{value:.5g}")
