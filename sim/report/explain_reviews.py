"""What rules decided about a home or a county, each review in a sentence or three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite

import pandas as pd

from sim.report.explain_figures import label_of, limit_of, opposite, shown, within
from sim.report.explain_story import Line, Row, Setting, listed, sentences
from sim.report.words import Text, joined
from sim.scenario.rule import Comparison, Rule, RuleAction, comparisons

# Of the figures that are no measures of conditions.
_PLACED, _FREE = "absorption.placed", "absorption.free_beds"
_REGION = "region_from_table"
_STREAK = re.compile(r"(.*) \((\d+)/(\d+)\)")
_JUDGEMENT = ["time_days", "review", "rule", "outcome", "reason"]
_PLACES = ["facility_id", "county_code", "township_code"]
_LATER = {"stopped", "completed"}
# What a figure is measured in when it is people, or tells of them with the beds.
_OF_PEOPLE = {"home.residents", _PLACED, ""}
_OF_HOME = "home.occupancy."


def review_lines(decisions: pd.DataFrame, setting: Setting) -> list[Line]:
    """Return a line for each judgement, in order.

    Parameters
    ----------
    decisions
        Rows of one replication about one home, or about its county or township.
    """
    keys = [*_JUDGEMENT, *_PLACES]
    groups = decisions.groupby(keys, sort=False, dropna=False)
    return [_line(rows.to_dict("records"), setting) for _, rows in groups]


def _line(rows: Sequence[Row], setting: Setting) -> Line:
    first = rows[0]
    names = ("rule", "review", "outcome", "reason", "measure", "value", "limit")
    told = {name: first[name] for name in names}
    told |= dict.fromkeys(_tell_few(first, setting), setting.hidden)
    day, outcome = float(first["time_days"]), str(first["outcome"])
    text = _later(first, setting) if outcome in _LATER else _review(rows, setting)
    kind = outcome if outcome in _LATER else "review"
    return Line(day, kind, setting.date(day), text, told)


def _later(row: Row, setting: Setting) -> Text:
    """Return how what was under way came to its end."""
    name, words = setting.rule_name(str(row["rule"])), setting.words
    if row["outcome"] == "stopped":
        count = setting.people(float(row["value"]))
        return words["outcome.stopped"].fill(rule=name, count=count)
    action = words.named("action_name", str(row["reason"]))
    return words["outcome.completed"].fill(rule=name, action=action)


def _review(rows: Sequence[Row], setting: Setting) -> Text:
    words, first = setting.words, rows[0]
    rule = setting.rules.get(str(first["rule"]))
    if rule is None:  # what the history or the programme could not do
        why = words.named("reason", str(first["reason"]))
        return words["review.programme"].fill(why=why)
    decision = decided(first, rule, setting)
    told = {
        "rule": setting.rule_name(rule.id),
        "number": first["review"],
        "figures": figures(rows, rule, setting),
        "decision": decision,
    }
    if first["facility_id"]:
        return words["review.line"].fill(**told)
    township, county = str(first["township_code"]), str(first["county_code"])
    place = setting.township(township) if township else setting.county(county)
    return words["review.county"].fill(place=place, **told)


# --- figures ---------------------------------------------------------------


def figures(rows: Sequence[Row], rule: Rule, setting: Setting) -> Text:
    """Return each figure with value and limit, and what the absorption check found."""
    words = setting.words
    looked = [row for row in rows if str(row["measure"]).count(".") > 0]
    checks = {str(row["measure"]): row for row in looked}
    asked = list(comparisons(rule.when))
    own = [row for row in looked if row["measure"] not in {_PLACED, _FREE}]
    told = [
        _figure(row, asked[place] if place < len(asked) else None, setting)
        for place, row in enumerate(own)
    ]
    text = Text("", "")
    if told:
        text = joined([joined(told, words["review.then"]), words["review.period"]])
    if _PLACED in checks:
        text = joined([text, _absorption(checks, setting)])
    return text


def _figure(row: Row, one: Comparison | None, setting: Setting) -> Text:
    measure, words = str(row["measure"]), setting.words
    value = shown(measure, float(row["value"]), words, float(row["limit"]))
    if _tell_few(row, setting):
        value = words["mask.hidden"]
    label = label_of(measure)
    if one is None or one.measure != measure:
        return words["review.figure_bare"].fill(label=label, value=value)
    limit = limit_of(one, words)
    return words["review.figure"].fill(label=label, value=value, limit=limit)


def _absorption(checks: dict[str, Row], setting: Setting) -> Text:
    words, row = setting.words, checks[_PLACED]
    placed, residents = int(row["value"]), int(row["limit"])
    if not residents:
        return words["review.placed_none"]
    kind = "all" if placed == residents else "some"
    free = int(checks[_FREE]["value"]) if _FREE in checks else 0
    told = words[f"review.placed_{kind}"]
    return told.fill(
        residents=setting.people(residents), placed=setting.people(placed), free=free
    )


def _tell_few(row: Row, setting: Setting) -> list[str]:
    """Return the figures of a row that tell of a handful of real residents."""
    measure, value = str(row["measure"]), float(row["value"])
    if measure.startswith(_OF_HOME):
        share = not measure.endswith(("rank", "rank_in_county"))
        few = share and setting.tells_few(str(row["facility_id"]), value)
        return ["value"] if few else []
    if measure not in _OF_PEOPLE:
        return []
    names = ("value", "limit") if measure == _PLACED else ("value",)
    return [name for name in names if setting.is_few(float(row[name]))]


# --- decisions -------------------------------------------------------------


def decided(row: Row, rule: Rule | None, setting: Setting) -> Text:
    """Return what was decided and why."""
    words, outcome = setting.words, str(row["outcome"])
    parts = [part for part in str(row["reason"]).split("; ") if part]
    region = _REGION in parts
    parts = [part for part in parts if part != _REGION]
    if outcome == "acted":
        told = _acted(parts, float(row["time_days"]), rule, setting)
    elif outcome == "kept":
        told = _kept(parts, rule, setting)
    elif outcome == "yielded":
        told = words["outcome.yielded"].fill(why=setting.rule_name(parts[0]))
    else:
        why = words.named("reason", parts[0] if parts else "")
        told = words[f"outcome.{outcome}"].fill(why=why)
    return sentences([told, words["review.region"]]) if region else told


def _kept(parts: Sequence[str], rule: Rule | None, setting: Setting) -> Text:
    words = setting.words
    why = _comparison("; ".join(parts), rule, setting)
    if why is None:
        return words["outcome.kept"]
    return words["outcome.kept_because"].fill(why=why)


def _comparison(told: str, rule: Rule | None, setting: Setting) -> Text | None:
    """Return the comparison that made the condition false, in words."""
    words = setting.words
    excluded, told = told.startswith("not "), told.removeprefix("not ")
    length = ""
    if streak := _STREAK.fullmatch(told):
        told, length = streak[1], streak[2]
    for one in comparisons(rule.when if rule else None):
        if told not in {one.text, f"{one.measure} {one.operator} {one.limit:g}"}:
            continue
        label = within(label_of(one.measure))
        if length:
            single = Comparison(one.measure, one.operator, one.limit)
            limit = limit_of(single, words)
            parts = {"limit": limit, "reviews": one.reviews, "length": length}
            return words["why_kept.streak"].fill(label=label, **parts)
        if excluded:
            limit = limit_of(one, words)
            return words["why_kept.excluded"].fill(label=label, limit=limit)
        kind = "fails_is" if one.operator == "is" else "fails"
        limit = limit_of(opposite(one), words)
        return words[f"why_kept.{kind}"].fill(label=label, limit=limit)
    return None


def _acted(
    parts: Sequence[str], day: float, rule: Rule | None, setting: Setting
) -> Text:
    words = setting.words
    done = parts[0].split(", ") if parts else []
    orders = [action for action in (rule.then if rule else ()) if action.do in done]
    told = listed([order(action, day, setting) for action in orders], words)
    kind = "acted" if rule is not None and rule.when is not None else "acted_always"
    text = words[f"outcome.{kind}"].fill(why=told)
    return sentences([text, *_left_out(parts[1:], setting)])


def _left_out(parts: Sequence[str], setting: Setting) -> Iterator[Text]:
    words = setting.words
    for part in parts:
        action, _, why = part.partition(": ")
        yield words["outcome.left_out"].fill(
            action=words.named("action_name", action), why=words.named("reason", why)
        )


def order(action: RuleAction, day: float, setting: Setting) -> Text:
    """Return what an action orders, with its dates."""
    words, values = setting.words, action.values  # noqa: PD011 (no table)
    if action.do == "close" and values.get("emergency"):
        return words["rule_action.close_now"]
    lasting = next(
        (values[name] for name in ("notice", "takes", "for") if name in values), 0
    )
    days = float(lasting) if isinstance(lasting, int | float) else 0.0
    due = setting.date(day + days) if isfinite(days) else ""
    told = {
        "notice": f"{days:.0f}",
        "day": due,
        "travel": f"{values.get('max_travel', 0):g}",
        "to": words.named("house", str(values.get("to", ""))),
    }
    return words.named("rule_action", action.do).fill(**told)
