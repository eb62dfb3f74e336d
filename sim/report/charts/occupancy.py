"""Occupancy of homes by who runs them, with residents and beds beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, interval, number, said, year
from sim.report.charts import style
from sim.report.figures import Figures
from sim.report.numbers import as_known
from sim.report.words import Text, Words, joined

HALF: Final = 0.5

# Private homes serve the whole county, so their tier says nothing of its own.
KINDS: Final = (
    ("county_public", ({"tier": "county", "ownership": "public"},)),
    ("township_public", ({"tier": "township", "ownership": "public"},)),
    ("private", ({"ownership": "private"}, {"tier": "county", "ownership": "private"})),
    ("village_public", ({"tier": "village", "ownership": "public"},)),
)
"""Kinds of home, each with the splits that may name it."""
_OPERATIONS: Final = ("entrusted", "direct")
LOOKS: Final = {
    **dict(
        zip(("county_public", "township_public", "private"), style.LOOKS, strict=True)
    ),
    "village_public": style.Look("#56B4E9", "dashdot", "triangle-up"),
    "entrusted": style.Look("#CC79A7", "longdash", "x"),
    "direct": style.Look("#1c2733", "longdashdot", "cross"),
}
_AIM: Final = style.Look(style.INK, "solid", "star")


def occupancy_chart(
    figures: Figures,
    words: Words,
    start: date | None,
    targets: pd.DataFrame | None = None,
) -> Chart:
    """Return occupancy by tier and operation, with bands and the line at one half.

    Parameters
    ----------
    targets
        As `sim.report.targets.read_targets` returns it; those of occupancy become
        hollow stars.
    """
    kinds = kinds_of(figures)
    shown = {**kinds, **_operations(figures)}
    title = words["occupancy.title"]
    if not kinds:
        return Chart("occupancy", title, words["occupancy.missing"])
    last = figures.last_year
    ends = [
        words["occupancy.end"].fill(
            kind=words.named("kind", kind),
            share=as_known(figures.at(last, "occupancy_rate", **splits)),
        )
        for kind, splits in shown.items()
    ]
    listed = joined(ends, words["page.comma"])
    how = words["occupancy.reading"].fill(year=last, listed=listed)
    run_by = words["operation.several" if len(shown) > len(kinds) else "operation.one"]
    return Chart(
        "occupancy",
        title,
        joined([how, run_by]),
        _figure(figures, words, shown, start, _aims(targets)),
        words["occupancy.alternative"].fill(year=last, listed=listed),
        _table(figures, words, shown),
    )


def kinds_of(figures: Figures, county: str | None = None) -> dict[str, dict[str, str]]:
    """Return the kinds of home that a run has, with the splits that name them."""
    return {
        kind: splits
        for kind, choices in KINDS
        for splits in reversed(choices)
        if figures.has("occupancy_rate", county, **splits)
    }


def _operations(figures: Figures) -> dict[str, dict[str, str]]:
    """Return who operates homes, where any is entrusted; else there is one alone."""
    if not figures.has("occupancy_rate", operation="entrusted"):
        return {}
    return {name: {"operation": name} for name in _OPERATIONS}


def _aims(targets: pd.DataFrame | None) -> pd.DataFrame:
    if targets is None:
        return pd.DataFrame()
    return targets[targets["indicator"] == "occupancy_rate"]


def _figure(
    figures: Figures,
    words: Words,
    kinds: dict[str, dict[str, str]],
    start: date | None,
    aims: pd.DataFrame,
) -> dict[str, Any]:
    traces, paths = [], []
    for kind, splits in kinds.items():
        path = figures.path("occupancy_rate", **splits)
        paths.append(path)
        traces += style.series(path, words.named("kind", kind), LOOKS[kind], words)
    for aim in aims.to_dict("records"):
        name = Text.of((str(aim["label_zh"]), str(aim["label_en"])))
        traces += style.stars(pd.DataFrame([aim]), name, _AIM, 0.0, words)
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
