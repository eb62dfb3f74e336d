"""The committed map of "close" and "keep", and what drawn registries come to."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number
from sim.report.charts import style
from sim.report.charts.flip_map import flip_chart
from sim.report.flip_data import FlipReference, World
from sim.report.numbers import count, percent
from sim.report.words import Text, Words, joined

OWN: Final = "own"
_NAME: Final = "registries"
_LOOK: Final = style.LOOKS[0]
# Those that most registries lie between.
_WITHIN: Final = (0.1, 0.9)


def reference_chart(known: FlipReference, words: Words) -> Chart:
    """Return the committed map with the place that it was worked out for."""
    worlds = [
        World(_label(str(path), str(value), words), rows, path == OWN)
        for (path, value), rows in known.table.groupby(["path", "value"], sort=False)
    ]
    form = "flip.of_reference_here" if known.is_here else "flip.of_reference"
    whose = words[form].fill(
        place=Text.of(known.place),
        scenario=Text.of(known.scenario),
        registries=int(known.table["registries"].iloc[0]),
        own=_own_values(known.table, words),
    )
    return flip_chart(worlds, whose, words)


def _label(path: str, value: str, words: Words) -> Text:
    told = words[f"flip_world.{path}"]
    if path == "stay.discharge_rate":
        return told.fill(value=f"{float(value):.2f}")
    if path != "guaranteed.trend":
        return told.fill(value=value)
    # A trend is a share of a year's number.
    sign = {1: "+", -1: "−"}.get((float(value) > 0) - (float(value) < 0), "")
    return told.fill(value=sign + percent(abs(float(value)), 0))


def _own_values(table: pd.DataFrame, words: Words) -> Text:
    moved = table[table["path"] != OWN].drop_duplicates("path")
    return joined(
        [
            _label(str(row["path"]), str(row["own"]), words)
            for row in moved.to_dict("records")
        ],
        words["flip.and"],
    )


def registries_chart(
    known: FlipReference, words: Words, own: tuple[float, float] | None = None
) -> Chart | None:
    """Return closures and occupancy of each registry; None where nobody knows.

    Parameters
    ----------
    known
        What registries come to.
    words
        With those of this file among them.
    own
        Mean closures and occupancy of the one registry of the page, if it has one
        that was drawn for the same place.
    """
    if known.spread is None:
        return None
    spread, year = known.spread, known.last_year
    low, high = (round(spread["closures"].quantile(one)) for one in _WITHIN)
    least, most = (float(spread["occupancy"].quantile(one)) for one in _WITHIN)
    reading = words["registries.reading"].fill(
        place=Text.of(known.place),
        registries=len(spread),
        k=int(spread["closures"].between(low, high).sum()),
        low=low,
        high=high,
        least=percent(least, 0),
        most=percent(most, 0),
        min=int(spread["closures"].min()),
        max=int(spread["closures"].max()),
        year=year,
    )
    if own is not None:
        told = words["registries.own"].fill(year=year, **_told(own))
        reading = joined([reading, told], Text("", " "))
    return Chart(
        _NAME,
        words["registries.title"],
        reading,
        _figure(spread, year, own, words),
        reading,
        _table(spread, year, words),
    )


def _told(own: tuple[float, float]) -> dict[str, str]:
    return {"closures": count(own[0]), "occupancy": percent(own[1], 0)}


def _own(own: tuple[float, float], words: Words) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(own[0], 2)],
        "y": [round(own[1], 4)],
        "marker": {"color": style.LOOKS[1].colour, "symbol": "diamond", "size": 14},
        "customdata": [words["registries.own_hover"].fill(**_told(own))],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _figure(
    spread: pd.DataFrame, year: int, own: tuple[float, float] | None, words: Words
) -> dict[str, Any]:
    rows = spread.to_dict("records")
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [int(row["closures"]) for row in rows],
        "y": [round(float(row["occupancy"]), 4) for row in rows],
        "marker": {
            "color": _LOOK.colour,
            "symbol": _LOOK.marker,
            "size": 9,
            "opacity": 0.6,
        },
        "customdata": [
            words["registries.hover"].fill(
                registry=int(row["registry"]),
                homes=int(row["public_homes"]),
                closures=int(row["closures"]),
                occupancy=percent(float(row["occupancy"]), 0),
            )
            for row in rows
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    most = max(int(spread["closures"].max()), ceil(own[0]) if own else 0)
    return {
        "data": [dots] if own is None else [dots, _own(own, words)],
        "layout": style.layout(
            320,
            margin={"l": 48, "r": 16, "t": 40, "b": 48},
            showlegend=False,
            xaxis=style.axis(
                words["registries.across"],
                range=[-0.5, most + 0.5],
                dtick=1 if most <= 12 else 5,
                fixedrange=True,
            ),
            yaxis=style.axis(tickformat=".0%", fixedrange=True, nticks=6),
            annotations=[style.upright(words["registries.upward"].fill(year=year))],
        ),
    }


def _table(spread: pd.DataFrame, year: int, words: Words) -> Table:
    heads = [
        words[f"registries_head.{one}"].fill(year=year)
        for one in ("registry", "homes", "closures", "occupancy")
    ]
    rows: list[list[Cell]] = [
        [
            number(int(row["registry"])),
            number(int(row["public_homes"])),
            number(int(row["closures"])),
            number(float(row["occupancy"]), "share"),
        ]
        for row in spread.to_dict("records")
    ]
    return Table(_NAME, words["registries.table"], heads, rows)
