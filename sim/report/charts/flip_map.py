"""Where "close" becomes "keep": a map of assumptions by classes of home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from textwrap import wrap
from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, number, said
from sim.report.charts import style
from sim.report.flip_data import World
from sim.report.numbers import NOT_KNOWN, percent
from sim.report.words import NOTHING, Text, Words, joined

WORDS: Final = "flip_words.yaml"
MOST: Final = 40
"""Rows of a chart; more are in the table alone."""
_NAME: Final = "flip"
_TIERS: Final = ("county", "township", "village")
_SIZES: Final = ("under_20", "20_to_39", "40_to_79", "80_and_more")
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
_Class = tuple[str, str]
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
    title, kinds = words["flip.title"], _classes(worlds)
    if not kinds:
        return Chart(_NAME, title, words["flip.none"])
    parts = [_answer(worlds, kinds, words), words["flip.reading"], whose]
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


def _classes(worlds: Sequence[World]) -> list[_Class]:
    """Return the classes that any world has, small homes before large ones."""
    there = {
        (str(row["tier"]), str(row["size"]))
        for one in worlds
        for row in one.rows.to_dict("records")
    }
    return [(t, s) for t in _TIERS for s in _SIZES if (t, s) in there]


def _row_of(world: World, kind: _Class) -> dict[str, Any] | None:
    rows = world.rows
    found = rows[(rows["tier"] == kind[0]) & (rows["size"] == kind[1])]
    return None if found.empty else {str(k): v for k, v in found.iloc[0].items()}


def _named(kind: _Class, words: Words) -> Text:
    return words["flip.class"].fill(
        tier=words[f"flip_tier.{kind[0]}"], size=words[f"flip_size.{kind[1]}"]
    )


def _verdict(world: World, kind: _Class) -> str:
    row = _row_of(world, kind)
    return "none" if row is None else str(row["verdict"])


def _wrapped(label: Text) -> Text:
    """Return a label in short lines, as there is little room on a phone."""
    zh, en = (
        "<br>".join(wrap(text, width)) for text, width in zip(label, _LINE, strict=True)
    )
    return Text(zh, en)


def _cell(world: World, kind: _Class, words: Words, *, broken: bool = False) -> Text:
    row, verdict = _row_of(world, kind), _verdict(world, kind)
    told = words[f"flip_verdict.{verdict}"]
    if row is None or verdict == "none":
        return told
    share = percent(float(row["full_later_share"]), 0)
    if broken:
        return joined([told, Text.of(share)], Text("<br>", "<br>"))
    return words["flip.cell"].fill(verdict=told, share=share)


def _answer(worlds: Sequence[World], kinds: Sequence[_Class], words: Words) -> Text:
    """Return the verdicts on the scenario's own values, and clear ones elsewhere."""
    own = next((one for one in worlds if one.is_own), None)
    if own is None:
        return NOTHING
    held = {kind: _verdict(own, kind) for kind in kinds}
    told = _by_verdict(
        {v: [_named(k, words) for k in kinds if held[k] == v] for v in _LOOKS}, words
    )
    other = {
        verdict: [
            words["flip.flip"].fill(
                **{"class": _named(kind, words), "world": one.label}
            )
            for kind in kinds
            for one in worlds
            if _verdict(one, kind) == verdict != held[kind]
        ]
        for verdict in ("close", "keep")
    }
    elsewhere = words["flip.nowhere"]
    if any(other.values()):
        elsewhere = words["flip.elsewhere"].fill(listed=_by_verdict(other, words))
    parts = [words["flip.own"].fill(listed=told), elsewhere]
    fading = _fading(worlds, held, words)
    if fading:
        listed = joined(fading, words["flip.then"])
        parts.append(words["flip.fading"].fill(listed=listed))
    return joined(parts, _SPACE)


def _fading(
    worlds: Sequence[World], held: Mapping[_Class, str], words: Words
) -> list[Text]:
    """Return the clear verdicts that are unsure elsewhere, and in how many worlds."""
    others = [one for one in worlds if not one.is_own]
    counted = {
        kind: sum(_verdict(one, kind) == "unsure" for one in others)
        for kind, verdict in held.items()
        if verdict in ("close", "keep")
    }
    return [
        words["flip.fades"].fill(
            **{"class": _named(kind, words)},
            verdict=words[f"flip_verdict.{held[kind]}"],
            count=count,
            others=len(others),
        )
        for kind, count in counted.items()
        if count
    ]


def _by_verdict(found: Mapping[str, Sequence[Text]], words: Words) -> Text:
    parts = [
        words["flip.verdict"].fill(
            verdict=words[f"flip_verdict.{verdict}"],
            listed=joined(listed, words["flip.and"]),
        )
        for verdict, listed in found.items()
        if listed
    ]
    return joined(parts, words["flip.then"])


def _figure(
    worlds: Sequence[World], kinds: Sequence[_Class], words: Words
) -> dict[str, Any]:
    traces = []
    for verdict, (colour, pattern) in _LOOKS.items():
        places = [
            (column, row)
            for row, one in enumerate(worlds)
            for column, kind in enumerate(kinds)
            if _verdict(one, kind) == verdict
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
            "bgcolor": _LOOKS[_verdict(one, kind)][0],
            "borderpad": 1,
        }
        for row, one in enumerate(worlds)
        for column, kind in enumerate(kinds)
    ]
    return {"data": traces, "layout": _layout(worlds, kinds, labels, words)}


def _layout(
    worlds: Sequence[World],
    kinds: Sequence[_Class],
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


def _hover(world: World, kind: _Class, words: Words) -> Text:
    row = _row_of(world, kind) or {"homes": 0.0, "verdict": "none"}
    shared = {"world": world.label, "class": _named(kind, words)}
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


def _table(worlds: Sequence[World], kinds: Sequence[_Class], words: Words) -> Table:
    rows = [
        _line(one, kind, row, words)
        for one in worlds
        for kind in kinds
        if (row := _row_of(one, kind)) is not None
    ]
    heads = [words[f"flip_head.{one}"] for one in _HEADS]
    return Table(_NAME, words["flip.table"], heads, rows)


def _line(world: World, kind: _Class, row: dict[str, Any], words: Words) -> list[Cell]:
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
