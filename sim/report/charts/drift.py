"""The null: whether occupancy stays while ageing and policy are frozen."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts import style
from sim.report.numbers import percent, points
from sim.report.words import Text, Words, joined

ALLOWED: Final = 0.01


def drift_chart(
    frozen: pd.DataFrame | None,
    words: Words,
    area: Text,
    *,
    is_part: bool = False,
    draws: pd.DataFrame | None = None,
) -> Chart:
    """Return the change of occupancy over ten years of standing still.

    Parameters
    ----------
    frozen
        A row a class of home: `tier`, `size_class`, `start`, `end`, `change`
        (shares); None where the null was not run.
    area
        Name of the place that stood still, as a whole.
    is_part
        Whether the run beside it is only a part of that place; then the null says
        nothing of where the run's changes come from.
    draws
        The same under joint draws, a row a class: `draws`, `mean`, `worst` and
        `share_beyond`; None where that was not run.
    """
    title = words["drift.title"]
    if frozen is None or frozen.empty:
        return Chart("drift", title, words["drift.missing"])
    worst = float(frozen["change"].abs().max())
    verdict = "stays" if worst < ALLOWED else "moves"
    where = words["drift.whole"].fill(area=area)
    found = words[f"drift.{verdict}"].fill(where=where, points=points(worst))
    means = words[f"drift.{'part' if is_part else verdict}_means"]
    reading = joined([found, *_under_draws(draws, words), means])
    return Chart(
        "drift",
        title,
        reading,
        _figure(frozen, words),
        words["drift.alternative"].fill(reading=reading),
        _table(frozen, words),
    )


def _under_draws(draws: pd.DataFrame | None, words: Words) -> list[Text]:
    """Return how far all homes together move under joint draws."""
    if draws is None:
        return []
    whole = draws[(draws["tier"] == "all") & (draws["size_class"] == "all")]
    return [
        words["drift.draws"].fill(
            draws=int(line["draws"]),
            mean=f"{float(line['mean']) * 100:+.1f}",
            worst=f"{float(line['worst']) * 100:+.1f}",
            share=percent(float(line["share_beyond"]), 0),
        )
        for line in whole.to_dict("records")
    ]


def _name(row: Any, words: Words) -> Text:
    size = words.named("size", str(row.size_class))
    if row.size_class == "all":
        return words.named("tier", str(row.tier))
    return words["drift.class"].fill(tier=words.named("tier", str(row.tier)), size=size)


def _figure(frozen: pd.DataFrame, words: Words) -> dict[str, Any]:
    names = [_name(row, words) for row in frozen.itertuples()]
    changes = [round(float(change) * 100, 2) for change in frozen["change"]]
    widest = max(2.0, *(abs(change) * 1.2 for change in changes))
    places = list(range(len(names)))
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": changes,
        "y": places,
        "customdata": names,
        "marker": {"symbol": "diamond", "size": 11, "color": style.LOOKS[0].colour},
        "hovertemplate": words["hover.points"],
        "showlegend": False,
    }
    allowed = {
        "type": "rect",
        "yref": "paper",
        "x0": -ALLOWED * 100,
        "x1": ALLOWED * 100,
        "y0": 0,
        "y1": 1,
        "fillcolor": "#dbe9f3",
        "line": {"width": 0},
        "layer": "below",
    }
    return {
        "data": [dots],
        "layout": style.layout(
            110 + 30 * len(names),
            margin={"l": 20, "r": 16, "t": 12, "b": 52},
            xaxis=style.axis(
                words["drift.axis"],
                range=[-widest, widest],
                fixedrange=True,
                zeroline=True,
                zerolinecolor=style.QUIET,
            ),
            yaxis=style.names_axis(names),
            shapes=[allowed],
        ),
    }


def _table(frozen: pd.DataFrame, words: Words) -> Table:
    def row(line: Any) -> list[Cell]:
        change = float(line.change)
        signed = Text.of(f"{change * 100:+.2f}")
        return [
            said(words.named("tier", str(line.tier))),
            said(words.named("size", str(line.size_class))),
            number(float(line.start), "share"),
            number(float(line.end), "share"),
            Cell(signed, f"{change * 100:.3f}"),
        ]

    heads = ("tier", "size", "start", "end", "change")
    return Table(
        "drift",
        words["drift.table"],
        [words.named("head", head) for head in heads],
        [row(line) for line in frozen.itertuples()],
    )
