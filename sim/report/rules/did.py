"""What each rule did in a run: judgements by outcome and reason, and the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from sim.report.blocks import Section, Table, said
from sim.report.rules.data import RulesData
from sim.report.rules.reasons import reason_said, rule_name
from sim.report.rules.spread import ranged, ranged_cell
from sim.report.words import Text, Words

_SHOWN: Final = (
    *("acted", "completed", "stopped", "protected", "limited", "yielded"),
    *("refused", "undecided", "kept"),
)
_LATER: Final = ("completed", "stopped")
_NOT_DONE: Final = ("protected", "limited", "yielded", "refused", "stopped")
NOT_HELD: Final = ("kept", "undecided")


def did_section(data: RulesData, words: Words) -> Section:
    """Return what the rules did, why not more, and how much the order mattered."""
    number = len(data.repetitions)
    reading = "did.reading_one" if number == 1 else "did.reading"
    lines = [words[reading].fill(repetitions=number)]
    if not (data.outcomes["outcome"] == "acted").any():
        lines.append(words["did.never"])
    lines.append(_order(data, words))
    return Section(
        "did",
        words["did.title"],
        lines,
        tables=[_by_rule(data, words)],
        details=[
            _why(data, "not_done", _NOT_DONE, "did.why_table", words),
            _why(data, "not_held", NOT_HELD, "did.kept_table", words),
        ],
    )


def judgements(data: RulesData, rule: str, names: Sequence[str]) -> list[float]:
    """Return how many judgements of a rule ended so, in each repetition."""
    rows = data.outcomes
    chosen = (rows["rule"] == rule) & rows["outcome"].isin(names)
    return data.counted(rows[chosen], "judgements")


def _by_rule(data: RulesData, words: Words) -> Table:
    there = set(data.outcomes["outcome"])
    # Nobody needs a column of noughts, but for what was done.
    shown = [name for name in _SHOWN if name in there or name == "acted"]
    at_review = [name for name in _SHOWN if name not in _LATER]
    held = [name for name in at_review if name not in NOT_HELD]
    ids = [rule.id for rule in data.rules]
    ids += sorted(set(data.outcomes["rule"]) - set(ids))
    rows = [
        [
            said(rule_name(rule, data, words)),
            ranged_cell(judgements(data, rule, at_review)),
            ranged_cell(judgements(data, rule, held)),
            *(ranged_cell(judgements(data, rule, [name])) for name in shown),
        ]
        for rule in ids
    ]
    heads = [words[f"did_head.{head}"] for head in ("rule", "judged", "held")]
    named = [words[f"outcome.{name}"] for name in shown]
    return Table("did", words["did.table"], [*heads, *named], rows)


def _why(
    data: RulesData, name: str, outcomes: Sequence[str], caption: str, words: Words
) -> Table:
    """Return each reason with how often it decided."""
    rows = data.outcomes[data.outcomes["outcome"].isin(outcomes)]
    order = {rule.id: place for place, rule in enumerate(data.rules)}
    found = []
    for (rule, outcome, reason), group in rows.groupby(["rule", "outcome", "reason"]):
        counts = data.counted(group, "judgements")
        place = order.get(str(rule), len(order)), outcomes.index(str(outcome))
        found.append(((*place, -sum(counts)), rule, outcome, reason, counts, group))
    lines = [
        [
            said(rule_name(str(rule), data, words)),
            said(words[f"outcome.{outcome}"]),
            said(reason_said(str(rule), str(outcome), str(reason), data, words)),
            ranged_cell(counts),
            ranged_cell(data.counted(group, "places")),
        ]
        for _, rule, outcome, reason, counts, group in sorted(
            found, key=lambda one: one[0]
        )
    ]
    heads = ("rule", "what", "why", "judgements", "places")
    named = [words[f"did_head.{head}"] for head in heads]
    return Table(name, words[caption], named, lines)


def _order(data: RulesData, words: Words) -> Text:
    """Return how many judgements came too late in the order."""
    rows = data.outcomes
    limited = rows["outcome"].eq("limited")
    yielded = rows["outcome"].eq("yielded")
    promised = rows["reason"].str.startswith("beds_promised_to_others")
    late = {"limited": limited, "yielded": yielded, "promised": promised}
    held = limited | yielded | promised
    if not held.any():
        return words["did.no_order"]
    parts = {
        name: ranged(data.counted(rows[chosen], "judgements"))
        for name, chosen in (*late.items(), ("held", held))
    }
    return words["did.order"].fill(**parts)


def counts_by_outcome(data: RulesData, outcome: str) -> dict[str, list[float]]:
    """Return judgements that ended so by the action that they ordered."""
    rows = data.outcomes[data.outcomes["outcome"] == outcome]
    # What was done stands before what was left out.
    actions = [str(one).split(";")[0].split(", ") for one in rows["reason"]]
    column = pd.Series(actions, index=rows.index, dtype=object)
    exploded = rows.assign(action=column).explode("action")
    return {
        str(action): data.counted(pd.DataFrame(group), "judgements")
        for action, group in exploded.groupby("action", sort=False)
    }
