"""Outcomes and reasons of the table of decisions, without its codes."""

from __future__ import annotations

from sim.report.rules.conditions import written_said
from sim.report.rules.data import RulesData
from sim.report.words import Text, Words, joined


def rule_name(rule: str, data: RulesData, words: Words) -> Text:
    """Return the label of a rule; the programme's, for what the programme could not."""
    known = data.named(rule)
    if known is not None:
        return Text.of(known.label)
    return words.named("action", rule)


def reason_said(
    rule: str, outcome: str, reason: str, data: RulesData, words: Words
) -> Text:
    """Return why a judgement ended as it did.

    A reason may have several parts: what was done, what of it was left out and why,
    what stands beside it.
    """
    parts = [part.strip() for part in reason.split(";") if part.strip()]
    told = [_part(rule, outcome, part, data, words) for part in parts]
    return joined(told, words["rules.between"]) if told else words["why.other"]


def _part(rule: str, outcome: str, part: str, data: RulesData, words: Words) -> Text:
    if outcome == "yielded" and data.named(part) is not None:
        other = rule_name(part, data, words)
        return words["why.yielded_to"].fill(rule=other)
    do, _, why = part.partition(": ")
    if why and f"done.{do}" in words:
        one, other = words[f"done.{do}"], _known(why, words)
        return words["rules.bracket"].fill(one=one, other=other)
    actions = part.split(", ")
    if all(f"done.{one}" in words for one in actions):
        return joined([words[f"done.{one}"] for one in actions], words["rules.comma"])
    known = data.named(rule)
    compared = written_said(part, known.when, words) if known else None
    if compared is not None:
        if outcome == "kept":
            return words["why.false_because"].fill(one=compared)
        return compared
    return _known(part, words)


def _known(name: str, words: Words) -> Text:
    key = f"why.{name}"
    return words[key] if key in words else words["why.other"]
