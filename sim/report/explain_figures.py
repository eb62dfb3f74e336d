"""Figures that a rule looked at and their limits, as a planner reads them."""

from __future__ import annotations

from math import isfinite, isinf, isnan
from typing import Final

from sim.report.words import Text, Words
from sim.scenario.measure_list import measures
from sim.scenario.rule import Comparison, Operator

_OPERATORS = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least", "is": "is"}
_OPPOSITES: Final[dict[Operator, Operator]] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "is": "is",
}
_MOST_DECIMALS = 4
# Where a figure has no end: no neighbour, no action yet, nobody who asks for a bed.
_ENDLESS = {
    "home.minutes_to_next": "no_other",
    "home.years_since_action": "never",
    "county.beds_over_demand": "no_demand",
}


def label_of(measure: str) -> Text:
    """Return the short name of a measure."""
    label = measures()[measure].label
    return Text(label.zh, label.en)


def shown(measure: str, value: float, words: Words, limit: float | None = None) -> Text:
    """Return a figure with its unit, rounded.

    A figure that its rounding would make equal to the limit keeps more decimals: it
    is 49.99 %, for “50.0 %, below 50 %” would not be believed.
    """
    if isnan(value):
        return words["review.unknown"]
    if isinf(value):
        return words[f"value.{_ENDLESS.get(measure, 'never')}"]
    unit = measures()[measure].unit
    if unit == "yes_no":
        return words["value.yes" if value else "value.no"]
    if unit in {"share", "points"}:
        text = _rounded(100 * value, 1, None if limit is None else 100 * limit)
        percent = Text.of(f"{text}%")
        return percent if unit == "share" else words["value.points"].fill(value=text)
    places = {"beds": 0, "residents": 0, "rank": 0, "ratio": 2}.get(unit, 1)
    return words[f"value.{unit}"].fill(value=_rounded(value, places, limit))


def limit_of(one: Comparison, words: Words) -> Text:
    """Return what a comparison asks for, such as “below 50%”."""
    held = shown_limit(one.measure, one.limit, words)
    text = words[f"limit.{_OPERATORS[one.operator]}"].fill(limit=held)
    if one.reviews == 1:
        return text
    return words["limit.reviews"].fill(limit=text, reviews=one.reviews)


def opposite(one: Comparison) -> Comparison:
    """Return what holds at a review at which a comparison does not."""
    operator = _OPPOSITES[one.operator]
    return Comparison(one.measure, operator, one.limit)


def within(label: Text) -> Text:
    """Return a label as it stands within a sentence."""
    return Text(label.zh, label.en[:1].lower() + label.en[1:])


def shown_limit(measure: str, limit: float, words: Words) -> Text:
    """Return a limit as it was written: without decimals that it has not."""
    unit = measures()[measure].unit
    if unit == "yes_no" or not isfinite(limit):
        return shown(measure, limit, words)
    if unit == "share":
        return Text.of(f"{100 * limit:.6g}%")
    number = 100 * limit if unit == "points" else limit
    return words[f"value.{unit}"].fill(value=f"{number:.6g}")


def _rounded(value: float, places: int, limit: float | None) -> str:
    """Return a number with so many decimals, and more where it is next to a limit."""
    for decimals in range(places, _MOST_DECIMALS + 1):
        text = f"{value:,.{decimals}f}"
        if limit is None or value == limit or float(text.replace(",", "")) != limit:
            return text
    return f"{value:.12g}"
