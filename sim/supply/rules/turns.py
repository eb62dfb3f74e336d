"""In which order a rule comes to the units, and how many it may act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf

from sim.scenario.rule import Limits, Rule, comparisons
from sim.supply.measures import Measures
from sim.supply.rules.view import View

_RANKS = ("home.occupancy.rank", "home.occupancy.rank_in_county")


def in_turn(
    rule: Rule, units: Sequence[int], view: View, measures: Measures
) -> list[int]:
    """Return units in the order of a rule's limits, ties by index.

    Counties and townships are taken by index: that of their code.
    """
    if rule.unit != "home":
        return sorted(units)
    keys = {home: _key(rule, home, view, measures) for home in units}
    return sorted(units, key=lambda home: (keys[home], home))


def _key(
    rule: Rule, home: int, view: View, measures: Measures
) -> tuple[float] | tuple[str]:
    order = rule.limits.order
    if order == "id":
        return (view.home_ids[home],)
    if order == "smallest":
        return (float(view.licensed_beds()[home]),)
    if order == "oldest_equipment":
        return (-float(view.equipment_age()[home]),)
    occupancy = measures.value(_occupancy_named(rule), home)
    return (inf if occupancy is None else occupancy,)


def _occupancy_named(rule: Rule) -> str:
    """Return the occupancy that the conditions name first, else that of a year."""
    for one in comparisons(rule.when):
        if one.measure.startswith("home.occupancy.") and one.measure not in _RANKS:
            return one.measure
    return "home.occupancy.mean12m"


class Tally:
    """How often a rule acted at a review."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_county: Counter[int] = Counter()

    def used_up(self, county: int) -> str:
        """Return the limit that keeps a rule from acting in a county; empty if none."""
        limits = self._limits
        of_county, of_review = limits.per_county_and_review, limits.per_review
        if of_review is not None and self._by_county.total() >= of_review:
            return "per_review"
        if of_county is not None and self._by_county[county] >= of_county:
            return "per_county_and_review"
        return ""

    def count(self, county: int) -> None:
        """Note that the rule acts in a county."""
        self._by_county[county] += 1
