"""What became of homes, by how full and how large they were before.

A drawn registry is shown class by class, a real one home by home (`fates_of_each`).
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts import style
from sim.report.charts.fates_of_each import LOOKS, scatter, table_of_each
from sim.report.homes_data import HomesData
from sim.report.numbers import count
from sim.report.words import Text, Words, joined

# Closed homes with a hatching, so that they stand out without their colour too.
_HATCHES: Final = {"closed": "/", "merged": "x", "converted": ".", "mothballed": "-"}


def fates_chart(data: HomesData | None, words: Words) -> Chart:
    """Return what became of homes since planning starts."""
    title = words["fates.title"]
    if data is None:
        return Chart("fates", title, words["fates.missing"])
    if not (data.classes["kind"] != "private").any():
        return Chart("fates", title, words["fates.no_homes"])
    if set(data.classes["fate"]) == {"kept"}:
        return Chart("fates", title, _nothing(data, words))
    real = data.by_home is not None
    how = words["fates.how_each" if real else "fates.how_classes"].fill(year=data.year)
    told = _told(data, words)
    reading = joined([how, told], Text("", " "))
    figure = (
        scatter(data.by_home, data.year, words)
        if data.by_home is not None
        else _figure(data.public, words)
    )
    table = (
        table_of_each(data.by_home, data.year, words)
        if data.by_home is not None
        else _table(data.classes, words)
    )
    spoken = words["fates.alternative"].fill(told=told)
    return Chart("fates", title, reading, figure, spoken, table)


def _nothing(data: HomesData, words: Words) -> Text:
    """Return that all homes are as they were, and how many of them are half empty."""
    below, above = (sum(side.values()) for side in (data.below, data.above))
    return words["fates.nothing"].fill(
        year=data.year, last=data.last_year, below=count(below), above=count(above)
    )


def _told(data: HomesData, words: Words) -> Text:
    """Return how many public homes on either side of one half met which fate."""
    told = []
    for side, met in (("below", data.below), ("above", data.above)):
        if not met:
            continue
        listed = [
            words["fates.met"].fill(fate=words[f"fate.{fate}"], count=count(homes))
            for fate, homes in met.items()
        ]
        told.append(
            words[f"fates.{side}"].fill(
                year=data.year,
                last=data.last_year,
                total=count(sum(met.values())),
                listed=joined(listed, words["page.comma"]),
            )
        )
    return joined(told, Text("", " "))


def _figure(classes: pd.DataFrame, words: Words) -> dict[str, Any]:
    places = list(range(len(classes)))
    names = [
        words["fates.class"].fill(
            fullness=words[f"fullness.{fullness}"],
            size=words.named("band", str(size)),
            homes=count(float(homes)),
        )
        for (fullness, size), homes in zip(
            classes.index.to_list(), classes["homes"], strict=True
        )
    ]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": words[f"fate.{fate}"],
            "x": [round(one, 4) for one in classes[f"share_{fate}"]],
            "y": places,
            "customdata": [
                [name, count(homes)]
                for name, homes in zip(names, classes[fate], strict=True)
            ],
            "marker": {
                "color": LOOKS[fate].colour,
                "line": {"color": "#ffffff", "width": 0.6},
                "pattern": {
                    "shape": _HATCHES.get(fate, ""),
                    "fillmode": "overlay",
                    "fgcolor": "#ffffff",
                    "fgopacity": 0.7,
                },
            },
            "hovertemplate": words["fates.hover"].fill(fate=words[f"fate.{fate}"]),
        }
        for fate in LOOKS
        if fate in classes
    ]
    return {
        "data": traces,
        "layout": style.layout(
            130 + 26 * len(names),
            barmode="stack",
            bargap=0.25,
            showlegend=True,
            legend={**style.layout(0)["legend"], "y": 1, "traceorder": "normal"},
            margin={"l": 20, "r": 24, "t": 56, "b": 48},
            xaxis=style.axis(
                words["fates.axis"],
                range=[0, 1],
                tickformat=".0%",
                fixedrange=True,
            ),
            yaxis=style.names_axis(names),
        ),
    }


def _table(classes: pd.DataFrame, words: Words) -> Table:
    rows: list[list[Cell]] = [
        [
            said(words.named("kind", str(row.kind))),
            said(words.named("band", str(row.size))),
            said(words[f"fullness.{row.fullness}"]),
            said(words[f"fate.{row.fate}"]),
            number(float(str(row.homes))),
        ]
        for row in classes.itertuples(index=False)
    ]
    heads = ("kind", "size", "fullness", "fate", "homes")
    named = [words[f"fate_head.{head}"] for head in heads]
    return Table("fates", words["fates.table"], named, rows)
