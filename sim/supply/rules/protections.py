"""What keeps a rule from acting on a home although its conditions hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from sim.scenario.rule import REGRETTED, Rule
from sim.supply.rules.case import Case
from sim.supply.rules.standing import Mask, remaining
from sim.supply.rules.view import View

# Why a rule leaves a home alone that somebody wants to see open.
KEPT_OPEN: Final = "kept_open"

# These place all residents on paper: looked at last.
_BY_ABSORPTION: Final = ("no_absorption", "guarantee_at_risk")


def protected(case: Case, *, by_absorption: bool) -> str:
    """Return the first protection of a rule that a home is under; empty if none.

    Parameters
    ----------
    by_absorption
        Whether those are asked that place the residents on paper, or the others.
    """
    for name in case.rule.protect:
        if (name in _BY_ABSORPTION) == by_absorption and PROTECTIONS[name](case):
            return name
    return ""


def spared(rule: Rule, home: int, view: View) -> Rule:
    """Return what of a rule may be done to a home: no closing, if it is kept open.

    The same actions are left out as in the twin by which closures are judged.
    """
    if not view.kept_open[home] or not rule.does(*REGRETTED):
        return rule
    left = tuple(action for action in rule.then if action.do not in REGRETTED)
    return replace(rule, then=left)


def _others(case: Case) -> Mask:
    """Return the other homes that remain. Shape (homes)."""
    others = remaining(case.view)
    others[case.home] = False
    return others


def _last_public_home_of_county(case: Case) -> bool:
    homes, home = case.view.homes, case.home
    alike = homes.public & (homes.county == homes.county[home])
    return bool(homes.public[home]) and not (_others(case) & alike).any()


def _last_home_of_township(case: Case) -> bool:
    township = case.view.homes.township
    return not (_others(case) & (township == township[case.home])).any()


def _regional_center(case: Case) -> bool:
    return bool(case.view.homes.regional_center[case.home])


def _county_home(case: Case) -> bool:
    is_public = bool(case.view.homes.public[case.home])
    return is_public and case.view.tiers[case.home] == "county"


def _only_center_of_township(case: Case) -> bool:
    homes, home = case.view.homes, case.home
    centers = homes.regional_center & (homes.township == homes.township[home])
    return _regional_center(case) and not np.any(_others(case) & centers)


def _staff_limited(case: Case) -> bool:
    return case.measures.value("home.staff_limited", case.home) == 1.0


def _no_absorption(case: Case) -> bool:
    found = case.absorption
    return found is not None and bool(found.unplaced)


def _guarantee_at_risk(case: Case) -> bool:
    # One of the county waits too long already, or one who lives here would.
    if case.view.guarantee_breached(int(case.view.homes.county[case.home])):
        return True
    found = case.absorption
    return found is not None and found.guaranteed_unplaced


PROTECTIONS: Final[dict[str, Callable[[Case], bool]]] = {
    "last_public_home_of_county": _last_public_home_of_county,
    "last_home_of_township": _last_home_of_township,
    "regional_center": _regional_center,
    "county_home": _county_home,
    "no_absorption": _no_absorption,
    "guarantee_at_risk": _guarantee_at_risk,
    "staff_limited": _staff_limited,
    "only_center_of_township": _only_center_of_township,
}
