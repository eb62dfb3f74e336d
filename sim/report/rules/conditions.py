"""Conditions and spans of time in words, as a planner says them."""

from __future__ import annotations

from typing import Final

from sim.report.numbers import percent
from sim.report.words import Text, Words, joined
from sim.scenario.measure_list import measures
from sim.scenario.rule import Comparison, Condition, comparisons

_YEAR: Final = 365.25
_MONTH: Final = _YEAR / 12


def condition_said(condition: Condition | None, words: Words) -> Text:
    """Return what a rule asks for."""
    if condition is None:
        return words["rules.always"]
    if isinstance(condition, Comparison):
        return comparison_said(condition, words)
    parts = [_within(part, words) for part in condition.parts]
    if condition.kind == "not":
        inner = joined([condition_said(one, words) for one in condition.parts])
        return words["condition.not"].fill(one=inner)
    return joined(parts, words[f"condition.{condition.kind}"])


def _within(part: Condition, words: Words) -> Text:
    told = condition_said(part, words)
    alone = isinstance(part, Comparison) or part.kind == "not" or len(part.parts) == 1
    return told if alone else words["condition.group"].fill(one=told)


def comparison_said(one: Comparison, words: Words) -> Text:
    """Return a measure against its limit."""
    measure = measures()[one.measure]
    if measure.unit == "yes_no":
        answer = "yes" if one.limit else "no"
        told = words.named("stated", f"{one.measure}.{answer}")
    else:
        told = words[f"condition.{one.operator}"].fill(
            measure=_name(one.measure, words),
            limit=_limit(one.limit, measure.unit, words),
        )
    if one.reviews == 1:
        return told
    return words["condition.reviews"].fill(one=told, count=one.reviews)


def _name(measure: str, words: Words) -> Text:
    """Return the name of a measure as it stands within a sentence."""
    if f"measured.{measure}" in words:
        return words[f"measured.{measure}"]
    label = measures()[measure].label
    return Text(label.zh, label.en[:1].lower() + label.en[1:])


def written_said(
    written: str, condition: Condition | None, words: Words
) -> Text | None:
    """Return a comparison, given as its file has it, in words; None if it is none."""
    found = [one for one in comparisons(condition) if one.text == written]
    return comparison_said(found[0], words) if found else None


def _limit(value: float, unit: str, words: Words) -> Text:
    if unit == "share":
        shown = percent(value, 0 if round(value * 100, 6) % 1 == 0 else 1)
    elif unit == "points":
        shown = f"{value * 100:g}"
    else:
        shown = f"{value:g}"
    return words[f"limit.{unit}"].fill(value=shown)


def span_said(days: float, words: Words) -> Text:
    """Return a length of time in the largest unit that it is a whole number of."""
    for unit, length in (("year", _YEAR), ("month", _MONTH), ("day", 1.0)):
        count = round(days / length)
        if count and abs(days - count * length) < 0.3 * (unit != "day") + 0.01:
            name = f"span.{unit}" if count == 1 and unit != "day" else f"span.{unit}s"
            return words[name].fill(count=count)
    return words["span.days"].fill(count=f"{days:g}")


def gap_said(months: int, words: Words) -> Text:
    """Return how far apart reviews are."""
    unit, count = ("year", months // 12) if months % 12 == 0 else ("month", months)
    return words[f"span.gap_{unit}{'s' * (count > 1)}"].fill(count=count)
