"""Closures by chance: how often a home that is full enough is judged too empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, number
from sim.report.charts import style
from sim.report.charts.menus import Option, menu, with_menus
from sim.report.numbers import percent
from sim.report.words import Text, Words, joined

WORDS: Final = "closure_words.yaml"
_NAME: Final = "false-closures"
_LOOKS: Final = (*style.LOOKS, style.Look("#CC79A7", "dashdot", "triangle-up"))


class Way(NamedTuple):
    """How a rule judges: over how many months, and how often in a row."""

    window: int
    in_a_row: int


class Pair(NamedTuple):
    """What a home is, and where the rule draws its line, as shares of its beds."""

    own: float
    limit: float


class Case(NamedTuple):
    """A home, and a rule that judges it."""

    pair: Pair
    stay: float
    way: Way
    beds: int


# Probabilities: below at one date, and closed within five years.
_Closures = dict[Case, tuple[float, float]]
_WAYS: Final = (Way(12, 1), Way(24, 1), Way(36, 1), Way(24, 2))
# What is shown first: the mean stay that the model's homes come nearest to.
_FIRST: Final = Pair(0.6, 0.5)
_FIRST_STAY: Final = 2.7


def false_closures_chart(closures: pd.DataFrame | None, words: Words) -> Chart:
    """Return the probability of closing by chance within five years, by beds.

    The reader chooses the home's long-run occupancy with the threshold, and the stay.

    Parameters
    ----------
    closures
        A row a home and a way of judging: `beds`, `mean_stay_years`,
        `true_occupancy`, `threshold`, `window_months`, `in_a_row`, `at_one_date`,
        `within_five`; None where the table is not there.
    words
        With the file `WORDS` among them.
    """
    title = words["closure.title"]
    if closures is None or closures.empty:
        return Chart(_NAME, title, words["closure.missing"])
    known = _known(closures)
    reading = _reading(known, words)
    return Chart(
        _NAME,
        title,
        reading,
        _figure(known, words),
        words["closure.alternative"].fill(reading=reading),
        _table(known, words),
    )


def _known(closures: pd.DataFrame) -> _Closures:
    # A home exactly at its threshold is below it half of the time, whatever its size.
    apart = closures[closures["true_occupancy"] > closures["threshold"] + 1e-9]
    return {
        Case(
            Pair(row["true_occupancy"], row["threshold"]),
            row["mean_stay_years"],
            Way(row["window_months"], row["in_a_row"]),
            row["beds"],
        ): (row["at_one_date"], row["within_five"])
        for row in apart.to_dict("records")
    }


def _reading(closures: _Closures, words: Words) -> Text:
    beds = _beds(closures)
    small, large = beds[0], beds[-1]

    def both(way: Way, home: int) -> list[str]:
        values = closures[Case(_FIRST, _FIRST_STAY, way, home)]
        # From one tenth on nobody reads the decimals.
        return [percent(value, 0 if value >= 0.1 else 1) for value in values]

    year, long, twice = _WAYS[0], _WAYS[2], _WAYS[3]
    once, five = both(year, small)
    large_once, large_five = both(year, large)
    told = words["closure.reading"].fill(
        small=small,
        large=large,
        own=percent(_FIRST.own, 0),
        limit=percent(_FIRST.limit, 0),
        stay=f"{_FIRST_STAY:g}",
        once=once,
        five=five,
        large_once=large_once,
        large_five=large_five,
    )
    windows = words["closure.windows"].fill(
        five=five, long=both(long, small)[1], twice=both(twice, small)[1]
    )
    space = Text("", " ")
    return joined([told, windows, words["closure.limits"]], space)


def _beds(closures: _Closures) -> list[int]:
    return sorted({case.beds for case in closures})


def _stays(closures: _Closures) -> list[float]:
    return sorted({case.stay for case in closures})


def _pairs(closures: _Closures) -> list[Pair]:
    # The threshold most spoken of comes first, and the home just above it.
    return sorted(
        {case.pair for case in closures},
        key=lambda one: (one.limit != _FIRST.limit, one.limit, one.own),
    )


def _figure(closures: _Closures, words: Words) -> dict[str, Any]:
    """Return the lines of all stays, of which the menus show one."""
    pairs, stays = _pairs(closures), _stays(closures)
    traces = [
        {
            **_line(_within_five(closures, _FIRST, stay, way), look, way, words),
            "visible": stay == _FIRST_STAY,
        }
        for stay in stays
        for look, way in zip(_LOOKS, _WAYS, strict=True)
    ]
    return {
        "data": traces,
        "layout": with_menus(
            style.layout(
                480,
                margin={"l": 48, "r": 16, "t": 40, "b": 130},
                legend={"orientation": "h", "x": 0, "y": -0.2, "yanchor": "top"},
                xaxis=_across(_beds(closures), words),
                yaxis=style.share_axis(),
                annotations=[style.upright(words["closure.upward"])],
            ),
            menu(
                words["closure.choose_pair"],
                _options_of_pair(closures, pairs, stays, words),
                pairs.index(_FIRST),
            ),
            menu(
                words["closure.choose_stay"],
                _options_of_stay(stays, words),
                stays.index(_FIRST_STAY),
            ),
        ),
    }


def _across(beds: Sequence[int], words: Words) -> dict[str, Any]:
    return style.axis(
        words["closure.across"],
        type="log",
        tickvals=beds,
        ticktext=[str(one) for one in beds],
        tickangle=0,
        fixedrange=True,
    )


def _line(
    shares: dict[int, float], look: style.Look, way: Way, words: Words
) -> dict[str, Any]:
    name = _said(way, words)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(shares),
        "y": list(shares.values()),
        "line": {"color": look.colour, "dash": look.dash, "width": 2.5},
        "marker": {"symbol": look.marker, "size": 8, "color": look.colour},
        "hovertemplate": words["closure.hover"].fill(way=name),
    }


def _within_five(
    closures: _Closures, pair: Pair, stay: float, way: Way
) -> dict[int, float]:
    return {
        beds: round(closures[Case(pair, stay, way, beds)][1], 4)
        for beds in _beds(closures)
    }


def _options_of_pair(
    closures: _Closures, pairs: Sequence[Pair], stays: Sequence[float], words: Words
) -> list[Option]:
    def lines(pair: Pair) -> list[list[float]]:
        return [
            list(_within_five(closures, pair, stay, way).values())
            for stay in stays
            for way in _WAYS
        ]

    return [
        Option(
            words["closure.pair"].fill(
                own=percent(pair.own, 0), limit=percent(pair.limit, 0)
            ),
            {"y": lines(pair)},
        )
        for pair in pairs
    ]


def _options_of_stay(stays: Sequence[float], words: Words) -> list[Option]:
    return [
        Option(
            words["closure.stay_one" if stay == 1 else "closure.stay"].fill(
                years=f"{stay:g}"
            ),
            {"visible": [other == stay for other in stays for _ in _WAYS]},
        )
        for stay in stays
    ]


def _said(way: Way, words: Words) -> Text:
    return words[f"closure.way_{way.in_a_row}"].fill(window=way.window)


def _table(closures: _Closures, words: Words) -> Table:
    heads = [words[f"closure_head.{one}"] for one in ("own", "limit", "stay", "beds")]
    five = words["closure_head.five"]
    ways = [five.fill(way=_said(way, words)) for way in _WAYS]
    return Table(
        _NAME,
        words["closure.table"],
        [*heads, words["closure_head.once"], *ways],
        [
            _row(closures, pair, stay, beds)
            for pair in _pairs(closures)
            for stay in _stays(closures)
            for beds in _beds(closures)
        ],
    )


def _row(closures: _Closures, pair: Pair, stay: float, beds: int) -> list[Cell]:
    found = [closures[Case(pair, stay, way, beds)] for way in _WAYS]
    return [
        number(pair.own, "share"),
        number(pair.limit, "share"),
        Cell(Text.of(f"{stay:g}"), f"{stay:g}"),
        number(beds),
        number(found[0][0], "share"),
        *(number(within_five, "share") for _, within_five in found),
    ]
