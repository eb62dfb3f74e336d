"""Coverage of towns and streets, counted in the three ways of the policy texts."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, interval, number, said, year
from sim.report.charts import style
from sim.report.figures import Figures
from sim.report.indicator_words import indicator_name
from sim.report.numbers import as_known
from sim.report.words import Words

COUNTINGS: Final = (
    "center_coverage_served",
    "center_coverage_has",
    "institution_coverage",
)


def coverage_chart(
    figures: Figures, targets: pd.DataFrame, words: Words, start: date | None
) -> Chart:
    """Return the three coverages by year, with their targets as hollow stars.

    Parameters
    ----------
    targets
        As `sim.report.targets.read_targets` returns it: `indicator`, `date`, `limit`.
    """
    title = words["coverage.title"]
    known = [one for one in COUNTINGS if figures.has(one)]
    if not known:
        return Chart("coverage", title, words["coverage.missing"])
    aims = targets[targets["indicator"].isin(known)]
    last = figures.last_year
    shares = {one: as_known(figures.at(last, one)) for one in COUNTINGS}
    return Chart(
        "coverage",
        title,
        words["coverage.reading"].fill(year=last, **shares),
        _figure(figures, aims, words, known, start),
        words["coverage.alternative"].fill(year=last, **shares),
        _table(figures, words, known),
    )


def _figure(
    figures: Figures,
    aims: pd.DataFrame,
    words: Words,
    known: list[str],
    start: date | None,
) -> dict[str, Any]:
    traces = []
    for one, look in zip(COUNTINGS, style.LOOKS, strict=True):
        if one not in known:
            continue
        name = words.named("short", one)
        traces += style.series(figures.path(one), name, look, words)
        # Targets of the same height and year would hide one another.
        aside = 0.14 * (COUNTINGS.index(one) - 1)
        traces += style.stars(aims[aims["indicator"] == one], name, look, aside, words)
    marks, labels = style.planning(start, words["page.planning"])
    return {
        "data": traces,
        "layout": style.layout(
            400,
            xaxis=style.year_axis(figures.years),
            yaxis=style.share_axis(),
            shapes=marks,
            annotations=[style.upright(words["coverage.axis"]), *labels],
        ),
    }


def _table(figures: Figures, words: Words, known: list[str]) -> Table:
    def row(at: int, one: str) -> list[Cell]:
        share = figures.at(at, one)
        return [
            year(at),
            said(indicator_name(one)),
            number(share.mean, "share"),
            interval(share),
        ]

    return Table(
        "coverage",
        words["coverage.table"],
        [
            words.named("head", head)
            for head in ("year", "counting", "share", "interval")
        ],
        [row(at, one) for at in figures.years for one in known],
    )
