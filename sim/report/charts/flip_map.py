"""Where "close" becomes "keep": a map of assumptions by classes of home."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from textwrap import wrap
from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts import style
from sim.report.charts.flip_answer import flip_answer
from sim.report.charts.flip_classes import Kind, classes_of, named, row_of, verdict_of
from sim.report.flip_data import World
from sim.report.numbers import NOT_KNOWN, percent
from sim.report.words import Text, Words, joined

WORDS: Final = "flip_words.yaml"
MOST: Final = 40
"""Rows of a chart; more are in the table alone."""
_NAME: Final = "flip"
# Colour, and a hatching beside it; the word stands in the cell.
_LOOKS: Final = {
    "close": ("#E69F00", "x"),
    "unsure": ("#E3E8EE", ""),
    "keep": ("#56B4E9", "/"),
    "none": ("#FFFFFF", ""),
}
_ROW: Final = 40
# Signs in a line of a label, Chinese and English.
_LINE: Final = (8, 15)
_HEADS: Final = (
    *("world", "tier", "size", "homes", "seen_below", "full", "error", "later"),
    "verdict",
)
_SPACE: Final = Text("", " ")


def flip_chart(worlds: Sequence[World], whose: Text, words: Words) -> Chart:
    """Return the map: a row a world, a column a class, in each cell its verdict.

    Parameters
    ----------
    worlds
        The scenario's own values first.
    whose
        For which place, and by how many runs.
    words
        With the file `WORDS` among them.
    """
    title, kinds = words["flip.title"], classes_of(worlds)
    if not kinds:
        return Chart(_NAME, title, words["flip.none"])
    parts = [flip_answer(worlds, kinds, words), words["flip.reading"], whose]
    drawn = len(worlds) <= MOST
    if not drawn:
        parts.append(words["flip.too_many"])
    listed = [
        words["flip.alternative"].fill(
            world=one.label,
            listed=joined(
                [_cell(one, kind, words) for kind in kinds], words["flip.and"]
            ),
        )
        for one in worlds[:MOST]
    ]
    return Chart(
        _NAME,
        title,
        joined(parts, _SPACE),
        _figure(worlds, kinds, words) if drawn else None,
        joined(listed, words["flip.then"]),
        _table(worlds, kinds, words),
    )


def _wrapped(label: Text) -> Text:
    """Return a label in short lines, as there is little room on a phone."""
    zh, en = (
        "<br>".join(wrap(text, width)) for text, width in zip(label, _LINE, strict=True)
    )
    return Text(zh, en)


def _cell(world: World, kind: Kind, words: Words, *, broken: bool = False) -> Text:
    row, verdict = row_of(world, kind), verdict_of(world, kind)
    told = words[f"flip_verdict.{verdict}"]
    if row is None or verdict == "none":
        return told
    share = percent(float(row["full_later_share"]), 0)
    if broken:
        return joined([told, Text.of(share)], Text("<br>", "<br>"))
    return words["flip.cell"].fill(verdict=told, share=share)


def _figure(
    worlds: Sequence[World], kinds: Sequence[Kind], words: Words
) -> dict[str, Any]:
    traces = []
    for verdict, (colour, pattern) in _LOOKS.items():
        places = [
            (column, row)
            for row, one in enumerate(worlds)
            for column, kind in enumerate(kinds)
            if verdict_of(one, kind) == verdict
        ]
        if not places:
            continue
        traces.append(
            {
                "type": "bar",
                "x": [column for column, _ in places],
                "base": [row - 0.46 for _, row in places],
                "y": [0.92] * len(places),
                "width": 0.96,
                "marker": {
                    "color": colour,
                    "line": {"color": style.GRID, "width": 1},
                    "pattern": {
                        "shape": pattern,
                        "size": 7,
                        "solidity": 0.15,
                        "bgcolor": colour,
                        "fgcolor": "#ffffff",
                    },
                },
                "customdata": [
                    _hover(worlds[row], kinds[column], words) for column, row in places
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    labels = [
        {
            "x": column,
            "y": row,
            "text": _cell(one, kind, words, broken=True),
            "showarrow": False,
            "font": {"size": 11, "color": style.INK},
            "bgcolor": _LOOKS[verdict_of(one, kind)][0],
            "borderpad": 1,
        }
        for row, one in enumerate(worlds)
        for column, kind in enumerate(kinds)
    ]
    return {"data": traces, "layout": _layout(worlds, kinds, labels, words)}


def _layout(
    worlds: Sequence[World],
    kinds: Sequence[Kind],
    labels: list[dict[str, Any]],
    words: Words,
) -> dict[str, Any]:
    ticks: dict[str, Any] = {"showgrid": False, "fixedrange": True}
    # A class stands in two lines, as a column on a phone is narrow.
    heads = [
        joined(
            [words[f"flip_tier.{tier}"], words[f"flip_size.{size}"]],
            Text("<br>", "<br>"),
        )
        for tier, size in kinds
    ]
    return style.layout(
        70 + _ROW * len(worlds),
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        showlegend=False,
        barmode="overlay",
        xaxis=style.axis(
            tickvals=list(range(len(kinds))),
            ticktext=heads,
            range=[-0.5, len(kinds) - 0.5],
            side="top",
            tickangle=0,
            **ticks,
        ),
        yaxis=style.axis(
            tickvals=list(range(len(worlds))),
            ticktext=[_wrapped(one.label) for one in worlds],
            range=[len(worlds) - 0.5, -0.5],
            automargin=True,
            **ticks,
        ),
        annotations=labels,
    )


def _hover(world: World, kind: Kind, words: Words) -> Text:
    row = row_of(world, kind) or {"homes": 0.0, "verdict": "none"}
    shared = {"world": world.label, "class": named(kind, words)}
    homes = f"{float(row['homes']):.1f}"
    if row["verdict"] == "none":
        return words["flip.hover_none"].fill(homes=homes, **shared)
    return words["flip.hover"].fill(
        verdict=words[f"flip_verdict.{row['verdict']}"],
        homes=homes,
        below=f"{float(row['seen_below']):.1f}",
        share=percent(float(row["full_later_share"]), 0),
        error=percent(float(row["full_error"]), 0),
        later=percent(float(row["later_occupancy"]), 0),
        **shared,
    )


def _table(worlds: Sequence[World], kinds: Sequence[Kind], words: Words) -> Table:
    rows = [
        _line(one, kind, row, words)
        for one in worlds
        for kind in kinds
        if (row := row_of(one, kind)) is not None
    ]
    heads = [words[f"flip_head.{one}"] for one in _HEADS]
    return Table(_NAME, words["flip.table"], heads, rows)


def _line(world: World, kind: Kind, row: dict[str, Any], words: Words) -> list[Cell]:
    return [
        said(world.label),
        said(words[f"flip_tier.{kind[0]}"]),
        said(words[f"flip_size.{kind[1]}"]),
        number(float(row["homes"])),
        number(float(row["seen_below"])),
        *(
            _share(float(row[name]))
            for name in ("full_later_share", "full_error", "later_occupancy")
        ),
        said(words[f"flip_verdict.{row['verdict']}"]),
    ]


def _share(value: float) -> Cell:
    if not isfinite(value):
        return Cell(Text.of(NOT_KNOWN), "")
    return number(value, "share")
