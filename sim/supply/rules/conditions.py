"""Whether the conditions of a rule hold: true, false or undefined.

An undefined figure makes a comparison undefined, never true; `all`, `any` and `not`
follow Kleene, so that a condition is undefined only if the figure matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Final

from sim.scenario.rule import Comparison, Condition, Rule, comparisons
from sim.supply.measures import Measures
from sim.supply.rules.judgement import Looked
from sim.supply.rules.memory import Place
from sim.supply.rules.units import place_of
from sim.supply.rules.view import View

_OPERATORS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "is": eq,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a condition for one unit.

    Attributes
    ----------
    holds
        None if undefined.
    reason
        The first comparison that made it false or undefined; empty if it holds.
    note
        Something to be told whatever the outcome: `region_from_table`.
    looked_at
        One entry a comparison, as written.
    streaks
        At how many reviews in a row each comparison held, this one included.
    """

    holds: bool | None
    reason: str
    note: str
    looked_at: tuple[Looked, ...]
    streaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Truth:
    """Of a part of a condition, with what decided it."""

    holds: bool | None
    because: str


def verdict(
    rule: Rule,
    index: int,
    view: View,
    measures: Measures,
    streaks: Mapping[Place, int],
) -> Verdict:
    """Return whether the conditions of a rule hold for a unit now.

    Parameters
    ----------
    index
        Of the home, county or township.
    streaks
        At how many reviews in a row comparisons held before this one.
    """
    truths, looked_at, lengths, notes = [], [], [], []
    for position, one in enumerate(comparisons(rule.when)):
        where = place_of(rule.unit, index, one.measure, view)
        reading = measures.read(one.measure, where)
        looked_at.append(Looked(one.measure, reading.value, one.limit))
        if reading.value is None:
            lengths.append(0)
            truths.append(_Truth(None, reading.reason))
            continue
        notes.append(reading.reason)
        true_now = _OPERATORS[one.operator](reading.value, one.limit)
        length = streaks.get((index, position), 0) + 1 if true_now else 0
        lengths.append(length)
        truths.append(_Truth(length >= one.reviews, _told(one, length)))
    result = _combined(rule.when, iter(truths))
    reason = "" if result.holds else result.because
    note = next((note for note in notes if note), "")
    return Verdict(result.holds, reason, note, tuple(looked_at), tuple(lengths))


def _told(one: Comparison, length: int) -> str:
    """Return the words of a comparison, with how far its reviews have come."""
    words = one.text or f"{one.measure} {one.operator} {one.limit:g}"
    if one.reviews > 1 and 0 < length < one.reviews:
        return f"{words} ({length}/{one.reviews})"
    return words


def _combined(condition: Condition | None, truths: Iterator[_Truth]) -> _Truth:
    """Take the truths of comparisons together, in the order in which they are written.

    Every comparison is taken, also where one alone would decide.
    """
    if condition is None:
        return _Truth(True, "")
    if isinstance(condition, Comparison):
        return next(truths)
    parts = [_combined(part, truths) for part in condition.parts]
    if condition.kind == "any":
        return _first(parts, (True, None, False))
    joined = _first(parts, (False, None, True))
    if condition.kind == "all" or joined.holds is None:
        return joined
    return _Truth(not joined.holds, f"not {joined.because}")


def _first(parts: list[_Truth], order: tuple[bool | None, ...]) -> _Truth:
    """Return the first part of the first truth that occurs."""
    for wanted in order:
        for part in parts:
            if part.holds is wanted:
                return part
    return _Truth(order[-1], "")
