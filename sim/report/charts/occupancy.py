"""Occupancy of homes by who runs them, with residents and beds beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, interval, number, said, year
from sim.report.charts import style
from sim.report.figures import Figures
from sim.report.numbers import as_known
from sim.report.words import Words, joined

HALF: Final = 0.5

# Private homes serve the whole county, so their tier says nothing of its own.
_KINDS: Final = (
    ("county_public", ({"tier": "county", "ownership": "public"},)),
    ("township_public", ({"tier": "township", "ownership": "public"},)),
    ("private", ({"ownership": "private"}, {"tier": "county", "ownership": "private"})),
)


def occupancy_chart(figures: Figures, words: Words, start: date | None) -> Chart:
    """Return occupancy by kind of home with 80 % bands and the line at one half."""
    kinds = _kinds(figures)
    title = words["occupancy.title"]
    if not kinds:
        return Chart("occupancy", title, words["occupancy.missing"])
    last = figures.last_year
    ends = [
        words["occupancy.end"].fill(
            kind=words.named("kind", kind),
            share=as_known(figures.at(last, "occupancy_rate", **splits)),
        )
        for kind, splits in kinds.items()
    ]
    listed = joined(ends, words["page.comma"])
    return Chart(
        "occupancy",
        title,
        words["occupancy.reading"].fill(year=last, listed=listed),
        _figure(figures, words, kinds, start),
        words["occupancy.alternative"].fill(year=last, listed=listed),
        _table(figures, words, kinds),
    )


def _kinds(figures: Figures) -> dict[str, dict[str, str]]:
    """Return the kinds of home that the run has, with the splits that name them."""
    return {
        kind: splits
        for kind, choices in _KINDS
        for splits in reversed(choices)
        if figures.has("occupancy_rate", **splits)
    }


def _figure(
    figures: Figures,
    words: Words,
    kinds: dict[str, dict[str, str]],
    start: date | None,
) -> dict[str, Any]:
    traces, paths = [], []
    for look, (kind, splits) in zip(style.LOOKS, kinds.items(), strict=False):
        path = figures.path("occupancy_rate", **splits)
        paths.append(path)
        traces += style.series(path, words.named("kind", kind), look, words)
    half, half_label = style.level(HALF, words["occupancy.half"], paths)
    marks, labels = style.planning(start, words["page.planning"])
    return {
        "data": traces,
        "layout": style.layout(
            400,
            xaxis=style.year_axis(figures.years),
            yaxis=style.share_axis(),
            shapes=[half, *marks],
            annotations=[style.upright(words["head.occupancy"]), half_label, *labels],
        ),
    }


def _table(figures: Figures, words: Words, kinds: dict[str, dict[str, str]]) -> Table:
    everyone = {**kinds, "public": {"ownership": "public"}, "all": {}}
    heads = ["year", "kind", "occupancy", "interval", "residents", "beds", "staffed"]
    rows = [
        _row(figures, words, at, kind, splits)
        for at in figures.years
        for kind, splits in everyone.items()
    ]
    return Table(
        "occupancy",
        words["occupancy.table"],
        [words.named("head", head) for head in heads],
        rows,
    )


def _row(
    figures: Figures, words: Words, at: int, kind: str, splits: dict[str, str]
) -> list[Cell]:
    def mean(indicator: str) -> float:
        return figures.at(at, indicator, **splits).mean

    rate = figures.at(at, "occupancy_rate", **splits)
    return [
        year(at),
        said(words.named("kind", kind)),
        number(rate.mean, "share"),
        interval(rate),
        number(mean("residents")),
        number(mean("licensed_beds")),
        number(mean("occupancy_rate_staffed"), "share"),
    ]
