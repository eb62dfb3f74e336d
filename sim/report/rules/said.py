"""A rule in words, written from the rule itself and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from sim.report.numbers import percent
from sim.report.rules.conditions import condition_said, gap_said, span_said
from sim.report.sources import Source, cited_as
from sim.report.words import Text, Words, joined
from sim.scenario.rule import Rule, RuleAction

ASSUMPTION: Final = "assumption"
_CHINESE: Final = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
# The last Chinese sign, figures that still belong to it, then the English.
_BOTH: Final = re.compile(rf"(.*[{_CHINESE}]”?)(\s*)([^{_CHINESE}]*)", re.DOTALL)
# Where two English words follow a Chinese sign.
_TURN: Final = re.compile(rf"(?<=[{_CHINESE}”])\s*(?=[A-Za-z]{{2,}} [A-Za-z\d])")


class RuleCard(NamedTuple):
    """One rule as the page shows it."""

    label: Text
    warning: Text | None
    lines: list[tuple[Text, Text]]


def rule_card(rule: Rule, known: Mapping[str, Source], words: Words) -> RuleCard:
    """Return a rule in words: whom it looks at, when, on what, what it does."""
    home = rule.unit == "home"
    parts: dict[str, Text | None] = {
        "clause": cited_as(rule.source, known, words),
        "scope" if home else "scope_place": scope_said(rule, words),
        "reviews": reviews_said(rule.reviews, words),
        "when": condition_said(rule.when, words),
        "then": _in_steps([action_said(one, words) for one in rule.then], words),
        "protect": listed([words.named("why", one) for one in rule.protect], words),
        "limits": limits_said(rule, words),
        "assumes": listed([in_both(one) for one in rule.assumes], words),
        "note": in_both(rule.note) if rule.note else None,
    }
    lines = [(words[f"rules.{name}"], told) for name, told in parts.items() if told]
    return RuleCard(Text.of(rule.label), _warning(rule, words), lines)


def listed(texts: Sequence[Text], words: Words) -> Text | None:
    """Return texts as a list in a sentence; None if there are none."""
    return joined(texts, words["rules.between"]) if texts else None


def _in_steps(actions: Sequence[Text], words: Words) -> Text:
    """Return actions in their order, numbered where there are several."""
    if len(actions) == 1:
        return actions[0]
    step = words["rules.step"]
    numbered = [
        step.fill(number=number, one=one) for number, one in enumerate(actions, 1)
    ]
    return joined(numbered, words["rules.between"])


def _warning(rule: Rule, words: Words) -> Text | None:
    if rule.source == ASSUMPTION:
        return words["rules.own"]
    return words["rules.numbers"] if rule.assumes else None


def in_both(written: str) -> Text:
    """Return a text that a planner wrote in Chinese and then in English, told apart.

    A text that is not plainly of that form is the same in both languages.
    """
    if turn := _TURN.search(written):
        return Text(written[: turn.start()].strip(), written[turn.end() :].strip())
    found = _BOTH.fullmatch(written.strip())
    if not found or not re.search("[A-Za-z]{2}", found[3]):
        return Text.of(written)
    chinese, _, rest = found.groups()
    # "门槛 50% threshold 50 %": figures before the English belong to the Chinese,
    # unless the Chinese has them already, as in "30 张床 30 beds".
    start = re.match(r"[\d.,%\s]*", rest)
    figures = start[0].strip() if start else ""
    if figures and figures not in chinese:
        return Text(f"{chinese} {figures}", rest[len(start[0]) if start else 0 :])
    return Text(chinese, rest.strip())


def scope_said(rule: Rule, words: Words) -> Text:
    """Return which homes, counties or townships a rule looks at."""
    scope = rule.scope
    told: list[Text] = []
    for name in ("ownership", "tier", "operation"):
        if value := getattr(scope, name):
            told.append(words[f"scope.{name}_{value}"])
    for name in ("beds_below", "beds_from"):
        if (beds := getattr(scope, name)) is not None:
            told.append(words[f"scope.{name}"].fill(beds=beds))
    answers = {"center": scope.regional_center, "social": scope.accepts_social}
    told += [
        words[f"scope.{name}_{'yes' if value else 'no'}"]
        for name, value in answers.items()
        if value is not None
    ]
    if scope.counties:
        names = joined([Text.of(one) for one in scope.counties], words["rules.comma"])
        count = len(scope.counties)
        told.append(words["scope.counties"].fill(count=count, listed=names))
    if scope.public_means == "operator":
        told.append(words["scope.means_operator"])
    if scope.state == "mothballed":
        told.append(words["scope.mothballed"])
    if rule.unit != "home":
        told.insert(0, words[f"scope.{rule.unit}"])
    return listed(told, words) or words["scope.any"]


def reviews_said(days: Sequence[date], words: Words) -> Text:
    """Return when a rule judges."""
    if not days:
        return words["review.none"]
    first, last = days[0], days[-1]
    if len(days) == 1:
        return words["review.once"].fill(first=first)
    months = [
        12 * (later.year - one.year) + later.month - one.month
        for one, later in pairwise(days)
    ]
    if len(set(months)) == 1 and months[0] > 0:
        gap = gap_said(months[0], words)
        return words["review.every"].fill(
            gap=gap, first=first, last=last, count=len(days)
        )
    shown = joined([Text.of(one) for one in days], words["rules.comma"])
    return words["review.listed"].fill(count=len(days), days=shown)


def limits_said(rule: Rule, words: Words) -> Text | None:
    """Return how many at a time, in which order, how often; None without a limit."""
    limits = rule.limits
    told = [
        words[f"limits.{name}"].fill(count=number)
        for name in ("per_county_and_review", "per_review")
        if (number := getattr(limits, name)) is not None
    ]
    if limits.cooldown_days:
        time = span_said(limits.cooldown_days, words)
        told.append(words["limits.cooldown"].fill(time=time))
    if rule.unit == "home":
        told.append(words[f"limits.{limits.order}"])
    return listed(told, words)


def action_said(action: RuleAction, words: Words) -> Text:
    """Return what is done, with all that the rule says of it."""
    values = action.values
    parts: dict[str, object] = {
        name: span_said(action.number(name), words)
        for name in ("notice", "takes")
        if values.get(name) is not None
    }
    if values.get("for") is not None:
        parts["time"] = span_said(action.number("for"), words)
    if values.get("max_travel") is not None:
        parts["minutes"] = f"{action.number('max_travel'):g}"
    if values.get("beds") is not None:
        parts["beds"] = f"{action.number('beds'):g}"
    for name in ("unplaced", "into"):
        if name in values:
            parts[name] = words[f"then.{values[name]}"]
    if "to" in values:
        parts["use"] = words[f"then.{action.text('to')}"]
    if action.do == "merge":
        parts["carry"] = _carried(action.number("carry_beds"), words)
    if action.do == "build":
        parts["exempt"] = words["then.build_exempt"] if values.get("exempt") else ""
        parts |= {
            name: words[f"scope.{name}_{action.text(name)}"]
            for name in ("ownership", "tier")
        }
    share = _share(action)
    if share is not None:
        parts["share"] = percent(share, 0)
    return words[f"then.{_form(action)}"].fill(**parts)


def _carried(share: float, words: Words) -> Text:
    name = "all" if share >= 1 else "none" if share <= 0 else "part"
    return words[f"then.carry_{name}"].fill(share=percent(share, 0))


def _share(action: RuleAction) -> float | None:
    for name in ("share", "nursing_share", "beds_out"):
        if action.values.get(name) is not None:
            return action.number(name)
    return None


def _form(action: RuleAction) -> str:
    """Return which sentence tells of an action."""
    values = action.values
    if action.do == "close" and values.get("emergency"):
        return "close_emergency"
    if action.do == "improve" and values.get("beds_out"):
        return "improve_out"
    if action.do == "upgrade" and values.get("nursing_share") is not None:
        return "upgrade_reach"
    if action.do == "convert_beds":
        given = {"beds": "beds", "share": "share", "nursing_share": "reach"}
        kind = next(form for key, form in given.items() if values.get(key) is not None)
        return f"convert_beds_{kind}"
    return action.do
