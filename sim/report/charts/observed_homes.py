"""Each home's occupancy as registered, and as simulated with its interval."""

from __future__ import annotations

from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, interval, number, proper
from sim.report.charts import style
from sim.report.charts.observed import BETWEEN
from sim.report.numbers import Estimate
from sim.report.observed import ObservedData
from sim.report.words import Text, Words, joined

_MOST: Final = 40
"""Homes drawn; the table beneath has all of them."""


def observed_homes_chart(data: ObservedData, words: Words) -> Chart:
    """Return the homes of a county, those farthest from their register first."""
    homes = data.homes.assign(gap=(data.homes["mean"] - data.homes["observed"]).abs())
    homes = homes.sort_values(["gap", "home_id"], ascending=[False, True])
    reading = _reading(data, homes, words)
    return Chart(
        "observed-homes",
        words["observed_homes.title"],
        reading,
        _figure(homes.head(_MOST), words),
        words["observed_homes.alternative"].fill(reading=reading),
        _table(homes, words),
    )


def _reading(data: ObservedData, homes: Any, words: Words) -> Text:
    told = {"homes": len(homes), "last": data.last, "beside": data.beside}
    if homes["low"].notna().all():
        inside = homes["observed"].between(homes["low"], homes["high"])
        count = int(inside.sum())
        key = "observed_homes.reading" if count else "observed_homes.none"
        first = words[key].fill(inside=count, **told)
    else:
        first = words["observed_homes.points"].fill(**told)
    sentences = [first, words["observed_homes.pooled"]]
    if data.small:
        sentences.append(words["observed_homes.small"].fill(small=data.small))
    return joined(sentences, BETWEEN)


def _figure(homes: Any, words: Words) -> dict[str, Any]:
    places = list(range(len(homes)))
    names = [style.unmarked(name) for name in homes["name"]]
    model, seen = style.LOOKS[0], style.LOOKS[1]
    means = homes["mean"].round(4).tolist()
    dots = _dots(means, places, names, words["observed_homes.simulated"], words)
    dots["marker"] = {"symbol": model.marker, "size": 9, "color": model.colour}
    if homes["low"].notna().all():
        dots["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": (homes["high"] - homes["mean"]).clip(lower=0).round(4).tolist(),
            "arrayminus": (homes["mean"] - homes["low"])
            .clip(lower=0)
            .round(4)
            .tolist(),
            "color": model.colour,
            "thickness": 2,
            "width": 4,
        }
    squares = _dots(
        homes["observed"].round(4).tolist(),
        places,
        names,
        words["observed_homes.registered"],
        words,
    )
    squares["marker"] = {
        "symbol": f"{seen.marker}-open",
        "size": 11,
        "color": seen.colour,
        "line": {"width": 2.5, "color": seen.colour},
    }
    return {
        "data": [dots, squares],
        "layout": style.layout(
            130 + 30 * len(places),
            margin={"l": 20, "r": 16, "t": 40, "b": 52},
            xaxis=style.axis(
                words["head.occupancy"],
                range=[0, max(1.02, *homes["observed"], *homes["mean"])],
                tickformat=".0%",
                dtick=0.2,
                fixedrange=True,
            ),
            yaxis=style.names_axis(names),
        ),
    }


def _dots(
    values: list[float], places: list[int], names: list[str], name: Text, words: Words
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": values,
        "y": places,
        "customdata": names,
        "hovertemplate": words["observed_homes.hover"],
    }


def _table(homes: Any, words: Words) -> Table:
    heads = [
        words["observed_homes.name"],
        words["head.beds"],
        words["observed.registered"],
        words["observed.simulated"],
        words["head.interval"],
    ]
    rows: list[list[Cell]] = [
        [
            proper(line.name or line.home_id),
            number(float(line.beds)),
            number(float(line.observed), "share"),
            number(float(line.mean), "share"),
            interval(Estimate(float(line.mean), float(line.low), float(line.high))),
        ]
        for line in homes.itertuples(index=False)
    ]
    return Table("observed-homes", words["observed_homes.table"], heads, rows)
