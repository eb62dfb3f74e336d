"""Whether two rules could pull one home, or one county, two ways at one review."""

from __future__ import annotations

import math
from datetime import date

from sim.scenario.measure_list import measures
from sim.scenario.rule import ENDING, Comparison, Condition, Group, Rule, RuleAction
from sim.scenario.rule_scope import overlap

# What makes sense only for a home that goes on.
KEEPING = frozenset(
    {"improve", "upgrade", "convert_beds", "entrust", "open_to_social", "reopen"}
)
Interval = tuple[float, bool, float, bool]
"""Low end, whether it belongs, high end, whether it belongs."""


def contradiction(first: Rule, second: Rule) -> tuple[date, str, str] | None:
    """Return a day on which both judge, and what each would do against the other.

    None if they share no day, no home, or do nothing against each other, or if their
    conditions cannot hold together as far as plain comparisons tell.
    """
    days = sorted({*first.reviews} & {*second.reviews})
    if not days or not overlap(first.scope, second.scope):
        return None
    if not _can_hold_together(first.when, second.when):
        return None
    for one in first.then:
        for other in second.then:
            if _against(one, other) or _against(other, one):
                return days[0], one.do, other.do
    return None


def _against(one: RuleAction, other: RuleAction) -> bool:
    if one.do in ENDING:
        return other.do in KEEPING or (other.do in ENDING and one.do != other.do)
    return (
        one.do == "build"
        and other.do == "restrict_construction"
        and not one.flag("exempt")
    )


def _can_hold_together(one: Condition | None, other: Condition | None) -> bool:
    """Say whether no measure is asked to lie in two places at once."""
    asked: dict[str, Interval] = {}
    for comparison in [*_demanded(one), *_demanded(other)]:
        if measures()[comparison.measure].unit == "yes_no":
            here: Interval = (comparison.limit, True, comparison.limit, True)
        else:
            here = _interval(comparison)
        held = asked.get(comparison.measure, (-math.inf, True, math.inf, True))
        asked[comparison.measure] = _both(held, here)
    return not any(_is_empty(interval) for interval in asked.values())


def _demanded(condition: Condition | None) -> list[Comparison]:
    """Return the comparisons without which a condition cannot hold."""
    if isinstance(condition, Comparison):
        return [condition]
    if isinstance(condition, Group) and condition.kind == "all":
        return [one for part in condition.parts for one in _demanded(part)]
    return []


def _interval(one: Comparison) -> Interval:
    belongs = one.operator.endswith("=")
    if one.operator.startswith("<"):
        return -math.inf, True, one.limit, belongs
    return one.limit, belongs, math.inf, True


def _both(one: Interval, other: Interval) -> Interval:
    low = max((one[0], not one[1]), (other[0], not other[1]))
    high = min((one[2], one[3]), (other[2], other[3]))
    return low[0], not low[1], high[0], high[1]


def _is_empty(interval: Interval) -> bool:
    low, has_low, high, has_high = interval
    return low > high or (low == high and not (has_low and has_high))
