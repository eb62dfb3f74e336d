"""Whether what a rule orders can be done at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sim.events import BedKind
from sim.scenario.rule import Rule, RuleAction
from sim.supply.rules.case import Case
from sim.supply.rules.standing import admitting
from sim.supply.rules.view import View

# What can be done to a home that is shut for the time being.
_OF_SHUT: Final = ("reopen", "close", "convert", "mothball")


@dataclass(frozen=True)
class Feasible:
    """Which of a rule's actions are to be carried out.

    Attributes
    ----------
    actions
        In order; empty if the rule is refused.
    refused
        Why it is refused; empty if it is not.
    left_out
        Actions that would change nothing, each with the reason.
    """

    actions: tuple[RuleAction, ...]
    refused: str
    left_out: tuple[str, ...] = ()


def feasible(case: Case) -> Feasible:
    """Return what of a rule can be done to a home.

    An action whose end is reached already is left out, and the rule refused if
    nothing else is asked; an action that is impossible refuses the whole rule, for
    those after it may rest on it.
    """
    if reason := _busy(case):
        return Feasible((), reason)
    actions: list[RuleAction] = []
    idle: list[tuple[str, str]] = []
    for action in case.rule.then:
        if reason := _impossible(action, case):
            return Feasible((), reason)
        if reason := _needless(action, case):
            idle.append((action.do, reason))
        else:
            actions.append(action)
    if not actions:
        return Feasible((), idle[0][1])
    return Feasible(tuple(actions), "", tuple(f"{do}: {why}" for do, why in idle))


def buildable(rule: Rule, county: int, township: int | None, view: View) -> Feasible:
    """Return what of a rule can be done to a county or township."""
    for action in rule.then:
        if action.do != "build":
            continue
        if reason := _no_building(action, rule, county, township, view):
            return Feasible((), reason)
    return Feasible(rule.then, "")


def _busy(case: Case) -> str:
    view, home = case.view, case.home
    if view.winding_down[home]:
        return "is_winding_down"
    if view.in_works[home]:
        return "in_works"
    ends = case.ending is not None and not case.ending.values.get("emergency")
    return "beds_promised_to_others" if ends and view.awaited[home] else ""


def impossible_now(case: Case) -> str:
    """Return why a home cannot end although its rule may end it; empty if it can."""
    if _needed_for_the_guarantee(case):
        return "guarantee_needs_it"
    return "residents_unplaced" if _nowhere_to_go(case) else ""


def _needed_for_the_guarantee(case: Case) -> bool:
    """Say whether no public home of the county would be left if a home ended.

    Those who are promised a place need one. A home lost overnight ends all the same,
    and one that is shut for the time being helps nobody.
    """
    view, home, ending = case.view, case.home, case.ending
    if ending is None or ending.values.get("emergency") or view.mothballed[home]:
        return False
    left = admitting(view) & view.homes.public
    left &= view.homes.county == view.homes.county[home]
    left[home] = False
    return bool(view.homes.public[home] and not left.any())


def _nowhere_to_go(case: Case) -> bool:
    """Say whether residents of a home that would end find no bed, even on paper.

    A rule with a ladder for them, or a home lost overnight, ends the home all the
    same.
    """
    ending, found = case.ending, case.absorption
    if ending is None or found is None or not found.unplaced:
        return False
    ladder = ending.values.get("unplaced") == "ladder"
    return not (ladder or ending.values.get("emergency"))


def _impossible(action: RuleAction, case: Case) -> str:
    """Return why an action cannot be done; empty if it can."""
    shut = case.view.mothballed[case.home] and not case.rule.does("reopen")
    if shut and action.do not in _OF_SHUT:
        return "is_mothballed"
    check = _IMPOSSIBLE.get(action.do)
    return check(action, case) if check else ""


def _needless(action: RuleAction, case: Case) -> str:
    """Return why an action would change nothing; empty if it would."""
    check = _NEEDLESS.get(action.do)
    return check(action, case) if check else ""


def _not_upgradable(_: RuleAction, case: Case) -> str:
    homes, home = case.view.homes, case.home
    if homes.regional_center[home]:
        return ""
    if not homes.public[home]:
        return "private"
    return "" if case.view.upgradable[home] else "not_upgradable"


def _private(_: RuleAction, case: Case) -> str:
    return "" if case.view.homes.public[case.home] else "private"


def _no_target(_: RuleAction, case: Case) -> str:
    return "" if case.target >= 0 else "no_target_within_travel"


def _nowhere_to_regroup(_: RuleAction, case: Case) -> str:
    found = case.regrouping
    assert found is not None
    if found.placements or not found.unplaced:
        return ""
    return "no_free_bed" if found.homes_found else "no_target_within_travel"


def _no_ordinary_beds(_: RuleAction, case: Case) -> str:
    beds = int(case.view.homes.beds[case.home, BedKind.ORDINARY])
    return "" if beds else "no_ordinary_beds"


def _not_mothballed(_: RuleAction, case: Case) -> str:
    return "" if case.view.mothballed[case.home] else "not_mothballed"


def _site_missing(action: RuleAction, case: Case) -> str:
    county = int(case.view.homes.county[case.home])
    return _no_building(action, case.rule, county, None, case.view)


def _no_building(
    action: RuleAction, rule: Rule, county: int, township: int | None, view: View
) -> str:
    if view.restricted[county] and not action.flag("exempt"):
        return "construction_restricted"
    return "" if view.sites_left(rule.id, county, township) > 0 else "no_site_left"


def _is_center(_: RuleAction, case: Case) -> str:
    return "is_center" if case.view.homes.regional_center[case.home] else ""


def _already_entrusted(_: RuleAction, case: Case) -> str:
    return "already_entrusted" if case.view.entrusted[case.home] else ""


def _already_open(_: RuleAction, case: Case) -> str:
    is_open = case.view.homes.accepts_social[case.home]
    return "already_open_to_social" if is_open else ""


def _is_mothballed(_: RuleAction, case: Case) -> str:
    return "is_mothballed" if case.view.mothballed[case.home] else ""


def _nobody_to_regroup(_: RuleAction, case: Case) -> str:
    found = case.regrouping
    assert found is not None
    return "" if found.placements else "nothing_to_regroup"


def _share_reached(action: RuleAction, case: Case) -> str:
    wanted = action.values.get("nursing_share")
    if not isinstance(wanted, int | float):
        return ""
    share = case.measures.value("home.nursing_bed_share", case.home)
    return "share_reached" if share is not None and share >= wanted else ""


_Check = Callable[[RuleAction, Case], str]
_IMPOSSIBLE: Final[dict[str, _Check]] = {
    "upgrade": _not_upgradable,
    "entrust": _private,
    "open_to_social": _private,
    "merge": _no_target,
    "regroup_guaranteed": _nowhere_to_regroup,
    "convert_beds": _no_ordinary_beds,
    "reopen": _not_mothballed,
    "build": _site_missing,
}
_NEEDLESS: Final[dict[str, _Check]] = {
    "upgrade": _is_center,
    "entrust": _already_entrusted,
    "open_to_social": _already_open,
    "mothball": _is_mothballed,
    "regroup_guaranteed": _nobody_to_regroup,
    "convert_beds": _share_reached,
}
