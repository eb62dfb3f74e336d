"""The answer in one sentence, put together from the figures and from nothing else."""

from __future__ import annotations

from typing import Final

import pandas as pd

from sim.report.figures import Figures
from sim.report.numbers import Estimate, decimals_known, percent, points
from sim.report.targets import HOPED, PENDING
from sim.report.words import Text, Words, joined

HALF: Final = 0.5
# A smaller change of occupancy is not worth the words "up" or "down". [share]
NOTICEABLE: Final = 0.005


def answer(
    figures: Figures, targets: pd.DataFrame, area: Text, codes: list[str], words: Words
) -> Text:
    """Return how full public homes will be, where they are not, and what that meets.

    Parameters
    ----------
    targets
        As `read_targets` returns them.
    area
        Name of the whole area.
    codes
        Its counties; a single one is not counted.
    """
    clauses = [
        *_occupancy(figures, area, words),
        *_counties(figures, codes, words),
        *_targets(targets, words),
    ]
    if not clauses:
        return words["answer.nothing"]
    return joined([*clauses, words["answer.stop"]])


def shown(estimate: Estimate, words: Words) -> Text:
    """Return a share with its interval, as far as it is known."""
    decimals = decimals_known(estimate)
    mean = percent(estimate.mean, decimals)
    low, high = (percent(end, decimals) for end in estimate[1:])
    if not estimate.has_interval or low == high:
        return Text.of(mean)
    return words["page.with_interval"].fill(mean=mean, low=low, high=high)


def _occupancy(figures: Figures, area: Text, words: Words) -> list[Text]:
    last = figures.at(figures.last_year, "occupancy_rate", ownership="public")
    if not last.is_known:
        return []
    main = words["answer.occupancy"].fill(
        year=figures.last_year, area=area, share=shown(last, words)
    )
    first = figures.at(figures.first_year, "occupancy_rate", ownership="public")
    change = last.mean - first.mean
    if not first.is_known or figures.first_year == figures.last_year:
        return [main]
    way = "same" if abs(change) < NOTICEABLE else "rise" if change > 0 else "fall"
    by = points(change, decimals_known(last))
    return [main, words[f"answer.{way}"].fill(first=figures.first_year, points=by)]


def _counties(figures: Figures, codes: list[str], words: Words) -> list[Text]:
    rates = [
        figures.at(figures.last_year, "occupancy_rate", code, ownership="public").mean
        for code in codes
    ]
    known = [rate for rate in rates if rate == rate]  # noqa: PLR0124 - drops NaN
    if len(known) < 2:
        return []
    below = sum(rate < HALF for rate in known)
    return [words["answer.counties"].fill(total=len(known), below=below)]


def _targets(targets: pd.DataFrame, words: Words) -> list[Text]:
    pending = targets[targets["standing"].isin(PENDING)]
    if pending.empty:
        return []
    hoped = int(pending["standing"].isin(HOPED).sum())
    return [words["answer.targets"].fill(total=len(pending), hoped=hoped)]
