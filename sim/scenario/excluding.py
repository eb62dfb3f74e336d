"""Comparisons of one measure in one `all` that cannot hold together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import inf

from sim.scenario.rule import Comparison, Condition, Group

Pair = tuple[Comparison, Comparison]


def excluding_pairs(condition: Condition | None) -> Iterator[Pair]:
    """Yield two comparisons that no value of their measure meets, as they are written.

    Those of groups `all` within an `all` are looked at together with it. What stands
    under `any` or `not` is looked at by itself, for there one failing is no fault.
    """
    if not isinstance(condition, Group):
        return
    if condition.kind == "all":
        together = list(_together(condition))
        compared = [one for one in together if isinstance(one, Comparison)]
        yield from (pair for pair in combinations(compared, 2) if _exclude(*pair))
        parts = [one for one in together if isinstance(one, Group)]
    else:
        parts = [one for one in condition.parts if isinstance(one, Group)]
    for part in parts:
        yield from excluding_pairs(part)


def _together(group: Group) -> Iterator[Condition]:
    for part in group.parts:
        if isinstance(part, Group) and part.kind == "all":
            yield from _together(part)
        else:
            yield part


def _exclude(one: Comparison, other: Comparison) -> bool:
    """Whether the values that meet both are none; both are of the present review."""
    if one.measure != other.measure:
        return False
    spans = [_span(one), _span(other)]
    low = max(lowest for lowest, _, _ in spans)
    high = min(highest for _, highest, _ in spans)
    # An end that a sign leaves out excludes the value there.
    at_low = all(closed for lowest, _, closed in spans if lowest == low)
    at_high = all(closed for _, highest, closed in spans if highest == high)
    return low > high or (low == high and not (at_low and at_high))


def _span(one: Comparison) -> tuple[float, float, bool]:
    """Return the ends of the values that meet a comparison, and whether they do."""
    if one.operator == "is":
        return one.limit, one.limit, True
    closed = one.operator.endswith("=")
    if one.operator.startswith("<"):
        return -inf, one.limit, closed
    return one.limit, inf, closed
