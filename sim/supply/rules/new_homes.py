"""Homes that a rule may build: in the registry from the start, open when it acts.

Homes are rows and indices throughout a run, so what a rule may build must have its
place beforehand. A row that never opens has no beds, no residents and no events.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from sim.area import Area
from sim.area.units import RURAL_KINDS
from sim.scenario.rule import Rule, RuleAction
from sim.supply.actions.build import home_row, site, staff_per_bed
from sim.supply.homes import COLUMNS

BUILT_BY_RULE: Final = "rule"
"""What such a home has in `opened` in place of a date."""
MOST_IN_COUNTY: Final = 10
"""Homes that one action of a rule may build in a county."""


def rule_home_rows(
    table: pd.DataFrame, area: Area, rules: Sequence[Rule]
) -> pd.DataFrame:
    """Return rows of the homes that rules may build, to be put behind a registry.

    For each `build` of each rule, every county of its scope has as many as the rule's
    limit lets it build at all its reviews, but not more than `MOST_IN_COUNTY`. They
    stand where a dated fact would build them; a rule for townships has one in each
    township, the likeliest sites first. What other rules may build takes no site
    away, so that a rule that never acts changes nothing.

    Parameters
    ----------
    table
        The registry with all homes built by dated facts.
    area
        The whole pack.
    rules
        In the order of the scenario, which numbers them.
    """
    rows = [
        home_row(
            unit,
            home_id=f"{unit['county_code']}-R{number}{slot:02d}",
            opened=BUILT_BY_RULE,
            tier=action.text("tier"),
            ownership=action.text("ownership"),
            beds=round(action.number("beds")),
            nursing_share=action.number("nursing_share"),
            staff_per_bed=staff_per_bed(
                table, action.text("tier"), action.text("ownership")
            ),
        )
        for number, rule, action in _builds(rules)
        for county in _counties(rule, area)
        for slot, unit in enumerate(_sites(rule, action, table, area, county), 1)
    ]
    if not rows:
        return table.iloc[:0]
    result = pd.DataFrame(rows)
    result["draw"] = table["draw"].iloc[0]
    return result[COLUMNS].astype(table[COLUMNS].dtypes.to_dict())


class RuleSites:
    """Which of the homes that rules may build are not built yet; one a replication.

    Parameters
    ----------
    table
        The registry with `rule_home_rows` at its end.
    rules
        As there.
    """

    def __init__(self, table: pd.DataFrame, rules: Sequence[Rule]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        ids = table["home_id"].tolist()
        county = table["county_code"].tolist()
        self._township = table["township_code"].tolist()
        self._free: dict[tuple[str, int, str], list[int]] = {}
        later = [home for home, day in enumerate(table["opened"]) if day == "rule"]
        for number, rule, action in _builds(rules):
            position = next(n for n, one in enumerate(rule.then) if one is action)
            for home in later:
                if ids[home][:-2] == f"{county[home]}-R{number}":
                    key = rule.id, position, county[home]
                    self._free.setdefault(key, []).append(home)

    def left(self, rule: str, county: str, township: str | None = None) -> int:
        """Return how often a rule can still build in a county or township.

        Parameters
        ----------
        rule
            Its id.
        county, township
            Codes; no township for a rule that judges counties or homes.
        """
        then = self._rules[rule].then
        positions = [n for n, one in enumerate(then) if one.do == "build"]
        return min(
            (len(self._at(rule, n, county, township)) for n in positions), default=0
        )

    def take(
        self, rule: str, action: RuleAction, county: str, township: str | None = None
    ) -> int:
        """Return the index of the home that an action builds now.

        Raises
        ------
        ValueError
            No site is left.
        """
        for position, one in enumerate(self._rules[rule].then):
            sites = self._at(rule, position, county, township)
            if one == action and sites:
                home = sites[0]
                self._free[rule, position, county].remove(home)
                return home
        raise ValueError(f"rule {rule} has no site left in {county}")

    def _at(
        self, rule: str, position: int, county: str, township: str | None
    ) -> list[int]:
        free = self._free.get((rule, position, county), [])
        if township is None:
            return free
        return [home for home in free if self._township[home] == township]


def _builds(rules: Sequence[Rule]) -> Iterator[tuple[int, Rule, RuleAction]]:
    """Yield what builds, numbered from 1."""
    number = 0
    for rule in rules:
        for action in rule.then:
            if action.do == "build":
                number += 1
                yield number, rule, action


def _counties(rule: Rule, area: Area) -> list[str]:
    codes = area.counties["county_code"].tolist()
    wanted = rule.scope.counties
    return [code for code in codes if not wanted or code in wanted]


def _sites(
    rule: Rule, action: RuleAction, table: pd.DataFrame, area: Area, county: str
) -> list[pd.Series]:
    """Return the townships of a county's sites, in the order of building."""
    tier = action.text("tier")
    if rule.unit == "township":
        return _each_township(tier, area, county)
    taken = set(table["township_code"])
    chosen = []
    for _ in range(_number(rule)):
        unit = site(area.townships, county, tier, taken)
        taken.add(str(unit["township_code"]))
        chosen.append(unit)
    return chosen


def _each_township(tier: str, area: Area, county: str) -> list[pd.Series]:
    """Return the townships of a county, the likeliest sites of a tier first."""
    units = area.townships[area.townships["county_code"] == county]
    by = "resident_committees"
    if tier == "township":
        units, by = units[units["kind"].isin(RURAL_KINDS)], "villages"
    ordered = units.sort_values(by, ascending=False, kind="stable")
    return [unit for _, unit in ordered.iterrows()]


def _number(rule: Rule) -> int:
    """Return how many homes an action of a rule may build in a county."""
    a_review = rule.limits.per_county_and_review
    if a_review is None:
        # A county is judged once a review, homes one by one.
        a_review = MOST_IN_COUNTY if rule.unit == "home" else 1
    return min(MOST_IN_COUNTY, a_review * len(rule.reviews))
