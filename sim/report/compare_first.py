"""The first differences of a comparison, and what they rest on.

They are the first figures that differ, in the order in which all figures stand: none is
picked because its difference is large.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Final, NamedTuple

from sim.report.basis import Basis, bases, of_headlines
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    same_times,
    span,
)
from sim.report.compare_charts.money import spoken, spoken_unit
from sim.report.compare_data import Compared, ComparePageData
from sim.report.compare_summary import cards, independent
from sim.report.compare_verdict import Change, changes
from sim.report.headlines import Headline
from sim.report.numbers import NOT_KNOWN
from sim.report.words import NOTHING, Text, Words, joined

_FIGURES: Final = 4
_BEST_FIRST: Final = ("published", "derived", "assumed")
# More columns do not fit a screen; the tables below have all scenarios.
_MOST: Final = 4


class Shown(NamedTuple):
    """A difference: what it comes to, its interval, and which side it is on."""

    value: Text
    interval: Text | None
    standing: str
    """`better`, `worse`, `equal` or `open`; nothing where no side is better."""
    verdict: Text | None


class Line(NamedTuple):
    """A figure: what it is of the reference, and how the others differ."""

    name: Text
    basis: Basis | None
    reference: Text
    cells: list[Shown]


class Leading(NamedTuple):
    """The first differences of several scenarios."""

    heads: list[Text]
    lines: list[Line]


def question(data: ComparePageData, words: Words) -> Text:
    """Return what is asked by laying these scenarios side by side."""
    names = [
        words["compare.quoted"].fill(name=data.title(one.id)) for one in data.others
    ]
    return words["compare_first.question"].fill(
        names=joined(names, words["compare.comma"]),
        reference=data.title(data.reference),
    )


def _known_bases(data: ComparePageData, words: Words) -> dict[str, Basis]:
    """Return what each headline rests on, as far as that is known."""
    known = _graded(data, words)
    found = {
        one["headline"]: known.get(
            (one["indicator"], data.is_part or one["of"] == "part")
        )
        for one in data.known_headlines()
    }
    return {name: basis for name, basis in found.items() if basis is not None}


def of_rules(
    known: Mapping[tuple[str, bool], Basis], *, ruled: bool
) -> dict[tuple[str, bool], Basis]:
    """Return what differences rest on: where rules act, on how full homes are too.

    Which homes close decides every figure then, even the count of beds, that would be
    as good as the registry otherwise.
    """
    decided = known.get(("closures", True)) if ruled else None
    if decided is None:
        return dict(known)
    worst = _BEST_FIRST.index(decided.grade)
    return {
        key: own if _BEST_FIRST.index(own.grade) >= worst else decided
        for key, own in known.items()
    }


def _graded(data: ComparePageData, words: Words) -> dict[tuple[str, bool], Basis]:
    ruled = any(data.rules.values())
    return of_rules(bases(data.figure_grades, words), ruled=ruled)


def graded_cards(data: ComparePageData, words: Words) -> list[Headline]:
    """Return the cards of one scenario, each with what its figure rests on."""
    known = _graded(data, words)
    return of_headlines(cards(data, words), known, part=data.is_part)


def leading(data: ComparePageData, words: Words) -> Leading | None:
    """Return the first differences of several scenarios; None where there is one."""
    if len(data.others) < 2:
        return None
    known, others = _known_bases(data, words), data.others[:_MOST]
    own = {
        one.id: {each.headline["headline"]: each for each in changes(data, one.id)}
        for one in others
    }
    differing = [
        one
        for one in data.known_headlines()
        if any(
            (change := own[other.id].get(one["headline"])) and _differs(change)
            for other in others
        )
    ]
    if not differing:
        return None
    heads = [data.title(one.id) for one in others]
    lines = [
        _line(one, others, own, known, data, words) for one in differing[:_FIGURES]
    ]
    return Leading(heads, lines)


def _differs(change: Change) -> bool:
    ends = change.row[["difference", "mean_low", "mean_high"]]
    return bool(ends.fillna(0.0).any())


def _line(
    headline: Mapping[str, str],
    others: list[Compared],
    own: Mapping[str, Mapping[str, Change]],
    known: Mapping[str, Basis],
    data: ComparePageData,
    words: Words,
) -> Line:
    name = headline["headline"]
    found = [own[one.id].get(name) for one in others]
    mean = next(one.row["mean_reference"] for one in found if one is not None)
    unit = NOTHING if headline["unit"] == "share" else spoken_unit(headline, words)
    reference = words["compare_first.of_reference"].fill(
        value=spoken(figure, headline["unit"], mean), unit=unit
    )
    cells = [_shown(one, data, words) for one in found]
    return Line(name_of(headline), known.get(name), reference, cells)


def _shown(change: Change | None, data: ComparePageData, words: Words) -> Shown:
    if change is None:
        return Shown(Text.of(NOT_KNOWN), None, "", None)
    unit, row = change.headline["unit"], change.row
    value = words["compare_card.value"].fill(
        value=spoken(changed, unit, row["difference"]),
        unit=spoken_unit(change.headline, words),
    )
    interval, (low, high) = None, change.ends
    if isfinite(low):
        same = same_times(independent(data, row))
        interval = same if low == high else spoken(span, unit, low, high)
    standing = change.standing if interval is not None else None
    verdict = words[f"compare_first.{standing}"] if standing else None
    return Shown(value, interval, standing or "", verdict)
