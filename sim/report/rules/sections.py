"""All sections that a page has because its scenario has rules, in their order."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.report.blocks import Section
from sim.report.figures import Figures
from sim.report.rules.closings import classes_section, closings_section
from sim.report.rules.costs import costs_section
from sim.report.rules.data import RulesData
from sim.report.rules.did import did_section
from sim.report.rules.flip import flip_sections
from sim.report.rules.loses import loses_section
from sim.report.rules.moves import moves_section
from sim.report.rules.regret import regret_section
from sim.report.rules.said import RuleCard, rule_card
from sim.report.sources import Source
from sim.report.words import Text, Words


def rule_cards(
    data: RulesData, known: Mapping[str, Source], words: Words
) -> list[RuleCard]:
    """Return the rules in words."""
    return [rule_card(rule, known, words) for rule in data.rules]


def rule_sections(
    data: RulesData, figures: Figures, counties: pd.DataFrame, words: Words
) -> list[Section]:
    """Return what the rules did, whom they moved, how rightly, and at what cost."""
    names = {
        str(row.county_code): Text(str(row.name_zh), str(row.name_en))
        for row in counties.itertuples(index=False)
    }
    did = did_section(data, words)
    closings = closings_section(data, figures.years, words)
    moved = moves_section(data, words)
    loses = loses_section(data, words)
    costs = costs_section(data, figures, words)
    if not data.ends_homes:
        # One sentence is enough for all that there is not.
        return [did, closings, moved, loses, costs]
    classes = classes_section(data, names, words)
    regret = [regret_section(data, words), *flip_sections(data, figures)]
    return [did, closings, classes, moved, loses, *regret, costs]
