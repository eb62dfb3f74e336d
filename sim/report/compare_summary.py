"""The first screen of a comparison: one sentence, a few numbers, what must be known."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from sim.report.bands import what_holds
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    span,
    unit_of_change,
)
from sim.report.compare_data import Compared, ComparePageData
from sim.report.headlines import Headline
from sim.report.words import Text, Words, joined

_MOST: Final = 3
_CARDS: Final = 4


class Verdict(NamedTuple):
    """In how many ranked headlines a scenario is surely better, worse, or equal."""

    better: int
    worse: int
    equal: int
    open: int


def summary(data: ComparePageData, words: Words) -> Text:
    """Return how the scenarios compare, in one sentence made of the figures."""
    told = [_told(data, one, words) for one in data.others[:_MOST]]
    parts = [
        words["compare_answer.begin"].fill(
            year=data.last_year, reference=data.title(data.reference)
        ),
        joined(told, words["compare_answer.between"]),
    ]
    if len(data.others) > _MOST:
        more = len(data.others) - _MOST
        parts.append(words["compare_answer.more"].fill(count=more))
    return joined([*parts, words["compare_answer.stop"]])


def verdict(data: ComparePageData, scenario: str) -> Verdict:
    """Return where a scenario stands by the intervals that hold together."""
    kinds = [
        _stands(row, headline["better"])
        for headline in data.known_headlines()
        if headline["better"] and (row := _last(data, scenario, headline)) is not None
    ]
    counts = (kinds.count(kind) for kind in ("better", "worse", "equal", "open"))
    return Verdict(*counts)


def cards(data: ComparePageData, words: Words) -> list[Headline]:
    """Return the first differences, where there is one scenario to hold against one."""
    if len(data.others) != 1:
        return []
    other = data.others[0]
    made = [
        _card(data, other, headline, row, words)
        for headline in data.known_headlines()
        if (row := _last(data, other.id, headline)) is not None
    ]
    return made[:_CARDS]


def caveats(data: ComparePageData, words: Words) -> list[Text]:
    """Return what must be known before a difference is believed."""
    lines = [words["compare_caveat.paired"]]
    lines.append(
        what_holds(
            data.replications,
            data.draws,
            words,
            joint=data.joint,
            synthetic=data.synthetic_registry,
        )
    )
    if data.synthetic_registry and data.draws < 2:
        lines.append(words["compare_caveat.one_registry"])
    lines.append(words["compare_caveat.together"].fill(count=data.family))
    return [*lines, words["compare_caveat.direction"]]


def is_the_same(data: ComparePageData, scenario: str) -> bool:
    """Return whether a scenario's figures are the reference's in every repetition."""
    rows = data.differences[data.differences["scenario"] == scenario]
    ends = rows[["difference", "low", "high", "mean_low", "mean_high"]].fillna(0.0)
    return bool((ends == 0).all(axis=None))


def _told(data: ComparePageData, one: Compared, words: Words) -> Text:
    name = data.title(one.id)
    if is_the_same(data, one.id):
        return words["compare_answer.same"].fill(name=name)
    return joined(
        [
            _first_change(data, one, words),
            _counted(verdict(data, one.id), data, words),
        ]
    )


def _first_change(data: ComparePageData, one: Compared, words: Words) -> Text:
    """Return the first headline of a scenario with the interval of its mean."""
    name = data.title(one.id)
    for headline in data.known_headlines():
        row = _last(data, one.id, headline)
        if row is None:
            continue
        unit = headline["unit"]
        parts = {
            "name": name,
            "figure": name_of(headline),
            "value": changed(row["difference"], unit),
            "unit": unit_of_change(headline, words),
        }
        if row["difference"] == 0:
            return words["compare_answer.no_change"].fill(**parts)
        if not isfinite(row["mean_low"]):
            return words["compare_answer.change_only"].fill(**parts)
        ends = span(row["mean_low"], row["mean_high"], unit)
        return words["compare_answer.change"].fill(**parts, ends=ends)
    return words["compare_answer.nothing"].fill(name=name)


def _counted(of: Verdict, data: ComparePageData, words: Words) -> Text:
    if data.replications * data.draws < 2:
        return words["compare_answer.single"]
    return words["compare_answer.counted"].fill(total=sum(of), **of._asdict())


def _stands(
    row: pd.Series[Any], better: str
) -> Literal["better", "worse", "equal", "open"]:
    low, high = row["simultaneous_low"], row["simultaneous_high"]
    if not isfinite(low):
        return "open"
    if low == high == 0:
        return "equal"
    if low <= 0 <= high:
        return "open"
    return "better" if (low > 0) == (better == "up") else "worse"


def _last(
    data: ComparePageData, scenario: str, headline: Mapping[str, str]
) -> pd.Series[Any] | None:
    """Return the difference of a headline in the last year; none without a figure."""
    table = data.differences
    rows = table[
        (table["headline"] == headline["headline"])
        & (table["scenario"] == scenario)
        & (table["year"] == data.last_year)
    ].dropna(subset=["difference"])
    return None if rows.empty else rows.iloc[0]


def _card(
    data: ComparePageData,
    other: Compared,
    headline: Mapping[str, str],
    row: pd.Series[Any],
    words: Words,
) -> Headline:
    unit = headline["unit"]
    value = words["compare_card.value"].fill(
        value=changed(row["difference"], unit), unit=unit_of_change(headline, words)
    )
    interval = None
    if isfinite(row["mean_low"]):
        ends = span(row["mean_low"], row["mean_high"], unit)
        interval = words["compare_card.interval"].fill(ends=ends)
    lines = [
        words["lines.end"].fill(name=data.title(scenario), value=figure(mean, unit))
        for scenario, mean in (
            (data.reference, row["mean_reference"]),
            (other.id, row["mean"]),
        )
    ]
    return Headline(name_of(headline), value, interval, lines)
