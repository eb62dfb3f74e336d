"""The 36 months after each review in which a rule may close a home."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sim.scenario import Scenario
from sim.scenario.pack_date import last_day
from sim.scenario.rule import REGRETTED, Rule, comparisons
from sim.scenario.span import LONGEST_YEARS, LONGEST_YEARS_OF_LIVES
from sim.timeline import Timeline

MONTHS: Final = 36
"""How long a home must have stayed empty for its closure to be right. [months]"""
PLANNERS: Final = 0.5
"""Occupancy that counts as too low where neither rule nor target says one."""
_OCCUPANCY: Final = tuple(
    f"home.occupancy.{span}" for span in ("now", "mean12m", "mean24m", "mean36m")
)


@dataclass(frozen=True)
class Windows:
    """When rules that close homes review, and how far their twin is followed."""

    reviews: Mapping[str, tuple[float, ...]]
    """Days of the reviews of each rule by its id, those within the period. [days]"""
    until: Mapping[float, float]
    """Last moment of the window that begins on a day. [days]"""
    end: float
    """Last moment of the twin. [days]"""

    def is_whole(self, day: float) -> bool:
        """Say whether the twin is followed to the end of a window."""
        return self.until[day] <= self.end


def closing_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules whose decisions are judged."""
    return [rule for rule in rules if rule.does(*REGRETTED)]


def can_close(scenario: Scenario) -> bool:
    """Say whether any rule may close, merge or convert a home within the period."""
    return any(_days(rule, scenario.timeline) for rule in closing_rules(scenario.rules))


def windows_of(scenario: Scenario) -> Windows:
    """Return the windows of a scenario that closes homes.

    The twin is followed until the last of them has passed, or until the last day that
    the pack has elders for.
    """
    timeline = scenario.timeline
    reviews = {rule.id: _days(rule, timeline) for rule in closing_rules(scenario.rules)}
    days = sorted({day for of_rule in reviews.values() for day in of_rule})
    until = {day: timeline.day(months_after(timeline.date(day))) for day in days}
    years = LONGEST_YEARS_OF_LIVES if scenario.demand is None else LONGEST_YEARS
    possible = timeline.day(last_day(timeline.start, years) + timedelta(days=1))
    end = min(max(until.values()), max(possible, timeline.horizon_days))
    return Windows(reviews, until, end)


def months_after(day: date, months: int = MONTHS) -> date:
    """Return the same day so many months later, the month's last if it has none."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def threshold(rule: Rule, scenario: Scenario) -> tuple[float, str]:
    """Return the occupancy below which a home is closed rightly, and who said so.

    Returns
    -------
        The limit of the rule's first comparison of the occupancy of a home, and
        `rule`; else that of the planner's target of occupancy, and `target`; else
        `PLANNERS` and `assumed`.
    """
    for one in comparisons(rule.when):
        if one.measure in _OCCUPANCY:
            return one.limit, "rule"
    for target in scenario.targets:
        if target.indicator == "occupancy_rate" and target.at_least is not None:
            return float(target.at_least), "target"
    return PLANNERS, "assumed"


def _days(rule: Rule, timeline: Timeline) -> tuple[float, ...]:
    days = (timeline.day(when) for when in rule.reviews)
    return tuple(day for day in days if 0 < day < timeline.horizon_days)
