"""The answer and the four numbers of a run, as on the first screen of its page."""

from __future__ import annotations

import pandas as pd

from sim.report.answer import answer
from sim.report.figures import Figures
from sim.report.headlines import Headline, headlines
from sim.report.page_data import PageData
from sim.report.rules.answer import rules_answer, rules_headlines
from sim.report.words import Text, Words


def first_screen(
    data: PageData, figures: Figures, targets: pd.DataFrame, words: Words
) -> tuple[Text, list[Headline]]:
    """Return the answer and the numbers.

    Parameters
    ----------
    targets
        As `sim.report.targets.read_targets` returns them.
    """
    area = Text.of(data.area_name)
    if data.rules is not None:
        told = rules_answer(data.rules, figures, area, words)
        return told, rules_headlines(data.rules, figures, words)
    codes = [str(code) for code in data.counties["county_code"]]
    return answer(figures, targets, area, codes, words), headlines(figures, words)
