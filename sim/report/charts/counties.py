"""The county map; a grid of tiles or ranked bars where there are no boundaries.

Python lays out the numbers, colours and table; `browser/counties.js` draws them, since
year, indicator and county are the reader's choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts.boundaries import outlines
from sim.report.charts.occupancy import KINDS, LOOKS, kinds_of
from sim.report.charts.tiles import has_places, short, tiles
from sim.report.figures import Figures
from sim.report.numbers import Estimate
from sim.report.words import Text, Words


class Measure(NamedTuple):
    """Something that the map can show of each county."""

    name: str
    indicator: str
    unit: str
    ownership: str = "all"


MEASURES: Final = (
    Measure("occupancy_public", "occupancy_rate", "share", "public"),
    Measure("occupancy_all", "occupancy_rate", "share"),
    Measure("beds_per_1000", "beds_per_1000_aged_65_plus", "beds_per_1000"),
    Measure("residents", "residents", "count"),
    Measure("licensed_beds", "licensed_beds", "count"),
)

# Policy breaks at 30, 50 and 80 %; colours are Cividis at four places.
_BREAKS: Final = (0.0, 0.3, 0.5, 0.8, 1.0)
_CLASSES: Final = ("#00336f", "#626870", "#b1a570", "#ffea46")


def county_chart(
    figures: Figures,
    counties: pd.DataFrame,
    boundaries: Mapping[str, Any] | None,
    words: Words,
    caveat: Text | None = None,
) -> Chart:
    """Return the county chart; its figure is the data for `counties.js`.

    Parameters
    ----------
    counties
        `county_code`, `name_zh`, `name_en`, in the order in which they are listed.
        With `lon` and `lat` of their centres they become tiles.
    boundaries
        GeoJSON of the counties; None gives tiles, or ranked bars.
    caveat
        What must be known before any county is judged, to be read with the chart.
    """
    measures = [one for one in MEASURES if _has(figures, one, counties)]
    if not measures:
        return Chart("counties", words["counties.title"], words["counties.missing"])
    form = _form(counties, boundaries)
    figure = {
        "form": form,
        "years": figures.years,
        "counties": [
            {
                "code": str(row.county_code),
                "name": _name(row),
                "short": short(_name(row)),
            }
            for row in counties.itertuples()
        ],
        "measures": [_numbers(figures, one, counties, words) for one in measures],
        "kinds": _kinds(figures, counties, words),
        "outlines": tiles(counties)
        if form == "tiles"
        else outlines(boundaries, set(counties["county_code"].astype(str))),
    }
    return Chart(
        "counties",
        words["counties.title"],
        _reading(words[f"counties.reading_{form}"], caveat, words),
        figure,
        words[f"counties.alternative_{form}"],
        _table(figures, counties, measures, words),
    )


def _form(counties: pd.DataFrame, boundaries: Mapping[str, Any] | None) -> str:
    """Return how counties are drawn: `map`, `tiles` or `bars`."""
    if boundaries is not None:
        return "map"
    return "tiles" if has_places(counties) else "bars"


def _kinds(
    figures: Figures, counties: pd.DataFrame, words: Words
) -> list[dict[str, Any]]:
    """Return the occupancy of each county by kind of home, and how it is drawn."""
    codes = [str(code) for code in counties["county_code"]]
    found: dict[str, dict[str, str]] = {}
    for code in codes:
        found |= kinds_of(figures, code)
    drawn = []
    for kind in [name for name, _ in KINDS if name in found]:
        paths = [figures.path("occupancy_rate", code, **found[kind]) for code in codes]
        ends = {end: [_plain(path, end) for path in paths] for end in Estimate._fields}
        drawn.append(
            {"label": words.named("kind", kind), **LOOKS[kind]._asdict(), **ends}
        )
    return drawn


def _reading(how: Text, caveat: Text | None, words: Words) -> Text:
    if caveat is None:
        return how
    return words["counties.reading"].fill(how=how, caveat=caveat)


def _name(row: Any) -> Text:
    return Text(str(row.name_zh), str(row.name_en))


def _has(figures: Figures, one: Measure, counties: pd.DataFrame) -> bool:
    return any(
        figures.has(one.indicator, str(code), ownership=one.ownership)
        for code in counties["county_code"]
    )


def _numbers(
    figures: Figures, one: Measure, counties: pd.DataFrame, words: Words
) -> dict[str, Any]:
    """Return mean, low and high of each county and year, and how to colour them."""
    paths = [
        figures.path(one.indicator, str(code), ownership=one.ownership)
        for code in counties["county_code"]
    ]
    region = figures.path(one.indicator, ownership=one.ownership)
    means = np.array([[at.mean for at in path.values()] for path in paths])
    return {
        "name": one.name,
        "label": words.named("measure", one.name),
        "unit": one.unit,
        "colour": _colour(one, means),
        # A sum over the region would dwarf every county, a rate compares with it.
        "region": None if one.unit == "count" else _plain(region, "mean"),
        **{
            end: [_plain(path, end) for path in paths]
            for end in ("mean", "low", "high")
        },
    }


def _plain(path: Mapping[int, Estimate], end: str) -> list[float | None]:
    """Return numbers to four figures for JSON, None where undefined."""
    values = (getattr(one, end) for one in path.values())
    return [float(f"{value:.4g}") if isfinite(value) else None for value in values]


def _colour(one: Measure, means: np.ndarray[Any, np.dtype[np.float64]]) -> Any:
    """Return the fixed colour range of all years: classes for shares."""
    if one.unit == "share":
        steps = zip(_CLASSES, _BREAKS[:-1], _BREAKS[1:], strict=True)
        scale = [[at, colour] for colour, low, high in steps for at in (low, high)]
        ticks = list(_BREAKS)
        return {"scale": scale, "low": 0, "high": 1, "ticks": ticks}
    known = means[np.isfinite(means)]
    high = float(np.quantile(known, 0.98)) if known.size else 1.0
    return {"scale": "Cividis", "low": 0, "high": max(high, 1e-9), "ticks": None}


def _table(
    figures: Figures, counties: pd.DataFrame, measures: list[Measure], words: Words
) -> Table:
    """Return all counties in the last year; the browser renews it for other years."""

    def row(line: Any) -> list[Cell]:
        code = str(line.county_code)
        values = [
            figures.at(
                figures.last_year, one.indicator, code, ownership=one.ownership
            ).mean
            for one in measures
        ]
        cells = zip(values, measures, strict=True)
        return [said(_name(line)), *(number(value, one.unit) for value, one in cells)]

    heads = [words["head.county"]]
    heads += [words.named("measure", one.name) for one in measures]
    caption = words["counties.table"].fill(year=figures.last_year)
    return Table("counties", caption, heads, [row(c) for c in counties.itertuples()])
