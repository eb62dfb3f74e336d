"""What a briefing leaves to people: the run tells chances and decides nothing."""

from __future__ import annotations

import pandas as pd

from sim.report.page_data import PageData
from sim.report.targets import described
from sim.report.words import Text, Words, joined

_DOUBTFUL = ("unlikely", "missed")


def decisions(data: PageData, targets: pd.DataFrame, words: Words) -> list[Text]:
    """Return what the authorities must decide, each for a reason in the run."""
    rules = data.rules
    told = []
    if rules is not None and any(
        rule.assumes or rule.source == "assumption" for rule in rules.rules
    ):
        told.append(words["brief.decide_rules"])
    if rules is not None and rules.ends_homes:
        told.append(words["brief.decide_guarantee"])
    homes = "decide_drawn" if data.synthetic_registry else "decide_real"
    told.append(words[f"brief.{homes}"])
    doubtful = [
        joined([one.name, one.demand], Text("", " "))
        for one in described(targets, words)
        if one.standing in _DOUBTFUL
    ]
    if doubtful:
        listed = joined(doubtful, words["brief.comma"])
        told.append(words["brief.decide_targets"].fill(listed=listed))
    told.append(words["brief.decide_none"])
    return [*told, words["brief.decide_machine"]]
