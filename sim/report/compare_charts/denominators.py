"""Of how many homes a share of closures is: few of them make it 0 or 100 %."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.compare_charts.amounts import figure, name_of
from sim.report.compare_data import ComparePageData
from sim.report.words import NOTHING, Text, Words, joined

_SHARE: Final = "false_closures"
_OF: Final = ("closures", "conversions")


def of_closures(data: ComparePageData, row: pd.Series[Any], words: Words) -> Text:
    """Return of how many closures and conversions a share of a year is.

    Nothing for other figures, and where either number is not known.

    Parameters
    ----------
    row
        Of `data.lines`.
    """
    lines = data.lines
    of_year = (lines["scenario"] == row["scenario"]) & (lines["year"] == row["year"])
    means = lines[of_year].set_index("headline")["mean"]
    if row["headline"] != _SHARE or not set(_OF) <= set(means.index):
        return NOTHING
    told = {name: figure(float(means[name]), "count") for name in _OF}
    return words["lines.of_closures"].fill(**told)


def closures_in_all(data: ComparePageData, words: Words) -> Text:
    """Return how many homes each scenario closes or converts in all years, on average.

    Nothing where no share of them is shown.
    """
    known = {one["headline"]: one for one in data.known_headlines()}
    if not {_SHARE, *_OF} <= set(known):
        return NOTHING
    rows = data.lines[data.lines["headline"].isin(_OF)]
    totals = rows.groupby("scenario")["mean"].sum()
    listed = [
        words["lines.end"].fill(
            name=data.title(one.id), value=figure(float(totals[one.id]), "count")
        )
        for one in data.scenarios
        if totals.get(one.id, 0.0) > 0
    ]
    if not listed:
        return NOTHING
    return words["lines.few_closures"].fill(
        name=name_of(known[_SHARE]),
        listed=joined(listed, words["compare_answer.comma"]),
    )
