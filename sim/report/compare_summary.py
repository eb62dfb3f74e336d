"""The first screen of a comparison: one sentence, a few numbers, what must be known."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.bands import what_holds
from sim.report.compare_charts.amounts import (
    ENOUGH,
    changed,
    figure,
    name_of,
    same_times,
    span,
)
from sim.report.compare_charts.money import spoken, spoken_unit
from sim.report.compare_data import Compared, ComparePageData
from sim.report.compare_verdict import Change, changes, is_the_same
from sim.report.headlines import Headline
from sim.report.words import NOTHING, Text, Words, joined

_MOST: Final = 3
_CARDS: Final = 4
# Figures of a scenario that the sentence gives with their numbers.
_NUMBERS: Final = 3
# Figures that cannot be told apart and are still named.
_NAMES: Final = 2


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
    parts.append(words["compare_answer.stop"])
    return joined([*parts, _few(data, words), _allowed_for(data, words)])


def _few(data: ComparePageData, words: Words) -> Text:
    """Return that more repetitions may tell more, where a few tell little."""
    few = 1 < data.replications < ENOUGH and data.draws == 1
    standings = [
        change.standing for one in data.others for change in changes(data, one.id)
    ]
    if few and "open" in standings:
        return words["compare_answer.few"].fill(count=data.replications)
    return NOTHING


def cards(data: ComparePageData, words: Words) -> list[Headline]:
    """Return the first differences, where there is one scenario to hold against one.

    What does not differ at all has no card: it is named below the charts.
    """
    if len(data.others) != 1:
        return []
    other = data.others[0]
    differing = [
        one
        for one in changes(data, other.id)
        if one.row[["difference", "mean_low", "mean_high"]].fillna(0.0).any()
    ]
    return [_card(data, other, one, words) for one in differing[:_CARDS]]


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
    lines.append(words["compare_caveat.direction"])
    if data.counties == 1:
        lines.append(words["compare_caveat.one_county"])
    return [*lines, words["compare_caveat.unmet"]]


def _told(data: ComparePageData, one: Compared, words: Words) -> Text:
    name = data.title(one.id)
    if is_the_same(data, one.id):
        return words["compare_answer.same"].fill(name=name)
    found = changes(data, one.id)
    if not found:
        return words["compare_answer.nothing"].fill(name=name)
    if data.replications * data.draws < 2 or not any(each.standing for each in found):
        first = [_numbered(data, each, words) for each in found[:_NUMBERS]]
        listed = joined(first, words["compare_answer.comma"])
        return joined([words["compare_answer.only"].fill(name=name), listed])
    start = words["compare_answer.scenario"].fill(name=name)
    return joined([start, _standings(data, found, words)])


def _standings(data: ComparePageData, found: list[Change], words: Words) -> Text:
    """Return in what a scenario is better, worse, equal, and what is open."""
    standings = {one.standing for one in found}
    unsure = not standings & {"better", "worse"}
    if unsure and len(data.others) > 1:
        return words["compare_answer.unsure"]
    clauses = [words["compare_answer.unsure"]] if unsure else []
    said = False
    for standing in ("better", "worse", "open"):
        those = [one for one in found if one.standing == standing]
        if standing == "open" and len(those) > _NAMES:
            told = words["compare_answer.open_count"].fill(count=len(those))
            clauses.append(told)
        elif those:
            numbers = standing != "open" and len(data.others) == 1
            listed = [
                _numbered(data, one, words, again=said or place > 0)
                if numbers
                else name_of(one.headline)
                for place, one in enumerate(those)
            ]
            said = said or numbers
            told = joined(listed, words["compare_answer.comma"])
            clauses.append(words[f"compare_answer.{standing}"].fill(listed=told))
    equal = [one for one in found if one.standing == "equal"]
    if equal:
        times = same_times(min(independent(data, one.row) for one in equal))
        told = words["compare_answer.equal"].fill(count=len(equal), times=times)
        clauses.append(told)
    return joined(clauses, words["compare_answer.then"])


def _numbered(
    data: ComparePageData, one: Change, words: Words, *, again: bool = False
) -> Text:
    """Return a headline with its difference and the interval that decides.

    What the interval is, is said with the first one.
    """
    unit, row = one.headline["unit"], one.row
    parts = {
        "figure": name_of(one.headline),
        "value": spoken(changed, unit, row["difference"]),
        "unit": spoken_unit(one.headline, words),
    }
    low, high = one.ends
    if not isfinite(low):
        return words["compare_answer.change_only"].fill(**parts)
    if low == high:
        return words["compare_answer.always"].fill(
            **parts, times=same_times(independent(data, row))
        )
    ends = spoken(span, unit, low, high)
    form = "change_again" if again else "change"
    return words[f"compare_answer.{form}"].fill(**parts, ends=ends)


def independent(data: ComparePageData, row: pd.Series[Any]) -> float:
    """Return how many independent repetitions a difference rests on.

    Replications of one draw share its parameters: of several draws, draws count.
    """
    n = float(row["n"])
    return min(n, data.draws) if data.draws > 1 else n


def _allowed_for(data: ComparePageData, words: Words) -> Text:
    """Return what better and worse allow for, and what they do not."""
    if data.replications * data.draws < 2:
        return words["compare_answer.single"]
    if all(is_the_same(data, one.id) for one in data.others):
        return NOTHING
    held = "ignorance" if data.draws > 1 and data.joint else "chance"
    return words[f"compare_answer.allows_{held}"]


def _card(
    data: ComparePageData, other: Compared, change: Change, words: Words
) -> Headline:
    unit, row = change.headline["unit"], change.row
    value = words["compare_card.value"].fill(
        value=spoken(changed, unit, row["difference"]),
        unit=spoken_unit(change.headline, words),
    )
    interval, (low, high) = None, change.ends
    if isfinite(low):
        interval = words["compare_card.interval"].fill(
            ends=spoken(span, unit, low, high)
        )
        if low == high:
            interval = same_times(independent(data, row))
    lines = [
        words["lines.end"].fill(
            name=data.title(scenario), value=spoken(figure, unit, mean)
        )
        for scenario, mean in (
            (data.reference, row["mean_reference"]),
            (other.id, row["mean"]),
        )
    ]
    headline = change.headline
    part = headline["of"] == "part"
    return Headline(
        name_of(headline), value, interval, lines, headline["indicator"], part
    )
