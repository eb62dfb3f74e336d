"""Where a scenario stands against the reference, by intervals that hold together."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from sim.report.compare_data import ComparePageData

Standing = Literal["better", "worse", "equal", "open"]
_ENDS: Final = ["difference", "low", "high", "mean_low", "mean_high"]


class Change(NamedTuple):
    """A headline that has a difference in the last year."""

    headline: Mapping[str, str]
    row: pd.Series[Any]

    @property
    def standing(self) -> Standing | None:
        """Which side of the reference; None where neither side is the better one."""
        better = self.headline["better"]
        return _stands(self.ends, better) if better else None

    @property
    def ends(self) -> tuple[float, float]:
        """The interval that decides the standing; both nan where there is none.

        Whatever stands beside a verdict is this one: by the narrower interval of a
        single mean, figures would look told apart that are not.
        """
        return self.row["simultaneous_low"], self.row["simultaneous_high"]


def changes(data: ComparePageData, scenario: str) -> list[Change]:
    """Return the headlines of a scenario that have a difference in the last year."""
    return [
        Change(headline, row)
        for headline in data.known_headlines()
        if (row := _last(data, scenario, headline)) is not None
    ]


def is_the_same(data: ComparePageData, scenario: str) -> bool:
    """Return whether a scenario's figures are the reference's in every repetition."""
    return _never_differ(data.differences[data.differences["scenario"] == scenario])


def never_differs(data: ComparePageData, headline: Mapping[str, str]) -> bool:
    """Return whether a headline is the same in all scenarios, years, repetitions."""
    rows = data.differences
    return _never_differ(rows[rows["headline"] == headline["headline"]])


def _never_differ(rows: pd.DataFrame) -> bool:
    return bool((rows[_ENDS].fillna(0.0) == 0).all(axis=None))


def _stands(ends: tuple[float, float], better: str) -> Standing:
    low, high = ends
    if not isfinite(low):
        return "open"
    if low == high == 0:
        return "equal"
    if low <= 0 <= high:
        return "open"
    return "better" if (low > 0) == (better == "up") else "worse"


def _last(
    data: ComparePageData, scenario: str, headline: Mapping[str, str]
) -> pd.Series[Any] | None:
    """Return the difference of a headline in the last year; none without a figure."""
    table = data.differences
    rows = table[
        (table["headline"] == headline["headline"])
        & (table["scenario"] == scenario)
        & (table["year"] == data.last_year)
    ].dropna(subset=["difference"])
    return None if rows.empty else rows.iloc[0]
