"""How often chance alone has a home judged too empty that is not, and closed for it.

A home whose long-run occupancy is at or above the threshold is judged at yearly
reviews by its mean over a window. Each judgement below the threshold is chance, so a
closure for it is a false one. What the home is: `lone_home.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.lone_home import (
    Array,
    LoneHome,
    onward,
    onward_below,
    simulated_years,
)

REVIEWS: Final = 5
"""Yearly reviews in which a rule may close a home. [count]"""
COLUMNS: Final = (
    "beds",
    "mean_stay_years",
    "true_occupancy",
    "threshold",
    "window_months",
    "in_a_row",
    "at_one_date",
    "at_one_date_error",
    "within_five",
    "within_five_error",
)


class Closing(NamedTuple):
    """Probabilities of being closed by chance, with their standard errors."""

    at_one_date: float
    """Below the threshold at the review of a given date, and at those before it that
    the rule asks for."""
    at_one_date_error: float
    within_five: float
    """So at one at least of five yearly reviews."""
    within_five_error: float


def closings(
    home: LoneHome,
    thresholds: tuple[float, ...],
    windows: tuple[int, ...],
    in_a_row: tuple[int, ...],
    paths: int,
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Return how often a home is judged below thresholds that it lies on or above.

    Calculated where the reviews look at different years or one only is asked about,
    simulated elsewhere; a calculated figure has a standard error of 0 and is right to
    one ten-thousandth.

    Parameters
    ----------
    windows
        Lengths of the windows, whole years. [months]
    in_a_row
        At how many reviews, one after the other, the home must be below.

    Returns
    -------
        A row for each threshold, window and number of reviews; columns `COLUMNS`.
    """
    years = simulated_years(home, max(windows) // 12 + REVIEWS - 1, paths, chance)
    who = (home.beds, home.mean_stay_years, home.occupancy)
    rows: list[tuple[Any, ...]] = []
    for threshold in thresholds:
        if threshold > home.occupancy:
            continue
        for window in windows:
            below = judged_below(years / home.beds, threshold, window)
            exact = calculated(home, threshold, window, in_a_row)
            for runs, known in zip(in_a_row, exact, strict=True):
                found = simulated(below, runs)._replace(**known)
                rows.append((*who, threshold, window, runs, *found))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def judged_below(years: Array, threshold: float, window: int) -> NDArray[np.bool_]:
    """Return at which of the last five year ends the mean of a window is below.

    Parameters
    ----------
    years
        Mean occupancy in each year. Shape (paths, years).
    window
        Whole years. [months]

    Returns
    -------
        Shape (paths, `REVIEWS`).
    """
    length = window // 12
    views = np.lib.stride_tricks.sliding_window_view(years, length, axis=1)
    # Sums of floats: a home exactly at the threshold is not below it.
    return np.asarray(views.mean(axis=-1)[:, -REVIEWS:] < threshold - 1e-12)


def simulated(below: NDArray[np.bool_], in_a_row: int) -> Closing:
    """Return the probabilities that judgements of many paths show.

    Parameters
    ----------
    below
        Shape (paths, `REVIEWS`).
    """
    views = np.lib.stride_tricks.sliding_window_view(below, in_a_row, axis=1)
    runs: NDArray[np.bool_] = np.all(views, axis=-1)
    # In the long run one date is as good as another, so that all of them count.
    return Closing(*_mean(runs.mean(axis=1)), *_mean(np.any(runs, axis=1)))


def _mean(sample: NDArray[Any]) -> tuple[float, float]:
    return float(sample.mean()), float(sample.std(ddof=1) / np.sqrt(len(sample)))


def calculated(
    home: LoneHome, threshold: float, window: int, in_a_row: tuple[int, ...]
) -> Iterator[dict[str, float]]:
    """Yield, for each number of reviews in a row, what can be known without chance.

    Reviews a year apart with windows of a year share no day, so that a chain of
    matrices has their joint law. Longer windows overlap; of those the law of one
    review is known.
    """
    below = onward_below(home, window / 12, threshold)
    for runs in in_a_row:
        if window == 12:
            chain = _Chain(home.states, below, onward(home, 1.0) - below)
            yield {
                "at_one_date": chain.all_below(runs),
                "at_one_date_error": 0.0,
                "within_five": chain.ever_below(runs),
                "within_five_error": 0.0,
            }
        elif runs == 1:
            once = float((home.states @ below).sum())
            yield {"at_one_date": once, "at_one_date_error": 0.0}
        else:
            yield {}


class _Chain(NamedTuple):
    """Year after year, each below the threshold or not."""

    start: Array
    below: Array
    not_below: Array

    def all_below(self, runs: int) -> float:
        """Return the probability that years in a row are all below."""
        at = self.start
        for _ in range(runs):
            at = at @ self.below
        return float(at.sum())

    def ever_below(self, runs: int) -> float:
        """Return the probability that so many in a row occur in the five years."""
        closed = 0.0
        # Residents at a year's end, by how many years before it were below in a row.
        at = [self.start, *([np.zeros_like(self.start)] * (runs - 1))]
        for _ in range(REVIEWS):
            closed += float((at[-1] @ self.below).sum())
            again = np.sum(at, axis=0) @ self.not_below
            at = [again, *(one @ self.below for one in at[:-1])]
        return closed
