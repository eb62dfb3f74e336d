"""One home before a rule: what would follow if the rule acted on it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.scenario.rule import ENDING, Rule, RuleAction
from sim.supply.measures import Measures
from sim.supply.rules.absorption import Absorption, Brought, absorb
from sim.supply.rules.receivers import brought_along, merge_target, regroup
from sim.supply.rules.view import View


@dataclass(frozen=True)
class Case:
    """A home whose conditions hold.

    What is expensive is found out once, and only if somebody asks.
    """

    rule: Rule
    home: int
    view: View
    measures: Measures

    @cached_property
    def ending(self) -> RuleAction | None:
        """The action that would give the home up, if there is one."""
        return next((one for one in self.rule.then if one.do in ENDING), None)

    @cached_property
    def target(self) -> int:
        """The home that a merge would go into; -1 if there is none."""
        ending = self.ending
        if ending is None or ending.do != "merge":
            return -1
        reach = ending.number("max_travel")
        return merge_target(self.home, self.view, ending.text("into"), reach)

    @cached_property
    def absorption(self) -> Absorption | None:
        """Where the residents would go; None if the home is not to be given up."""
        ending = self.ending
        if ending is None:
            return None
        brought: Brought | None = None
        if self.target >= 0:
            shares = ending.number("carry_beds"), ending.number("carry_staff")
            brought = brought_along(self.home, self.target, self.view, *shares)
        reach = ending.number("max_travel")
        return absorb(self.home, self.view, reach, brought=brought)

    @cached_property
    def regrouping(self) -> Absorption | None:
        """Where the guaranteed residents would be regrouped; None if not asked for."""
        for action in self.rule.then:
            if action.do == "regroup_guaranteed":
                return regroup(self.home, self.view, action.number("max_travel"))
        return None
