"""Differences between scenarios, repetition by repetition, with their intervals.

Two scenarios meet the same elders and the same chances, so that what both have in
common is not in their difference: its interval is much narrower than that of two runs
which know nothing of each other, and that is where the work of a comparison lies.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from sim.indicators.repetitions import FIGURE, Codes, Repetitions, Values
from sim.indicators.summary import band_of

CONFIDENCE: Final = 0.95
# Spread in proportion to the figure, or to 1, that is the rounding of quotients.
_ROUNDING: Final = 1e-9
COLUMNS: Final = [
    "scenario", "reference", *FIGURE, "headline",
    "mean_reference", "mean", "difference", "n",
    "low", "high", "mean_low", "mean_high", "unpaired_low", "unpaired_high",
    "simultaneous_low", "simultaneous_high", "variance_reduction", "band",
]  # fmt: skip


class Moments(NamedTuple):
    """Mean and variance of independent values, and how many of them there are."""

    mean: Values
    variance: Values
    n: Values


def differences_table(repetitions: Repetitions, reference: str) -> pd.DataFrame:
    """Return how every figure of every scenario differs from the reference's.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    reference
        The scenario that the others are held against.

    Returns
    -------
        A row a scenario and figure, columns `COLUMNS`: `difference` is scenario less
        reference in the unit of the figure, over the `n` repetitions in which both
        have it; so are both means, which are means of the draws' means if there are
        several. `low`, `high` the 80 % interval of outcomes of the
        difference; `mean_low`, `mean_high` the 95 % interval of its mean by Student's
        t, over draws if there are several; `unpaired_low`, `unpaired_high` what that
        would be of two independent runs, after Welch [1]_; `simultaneous_low`,
        `simultaneous_high`, of headlines: 95 % intervals that hold together for all
        headlines and scenarios of a year, after Bonferroni; `variance_reduction` how
        many times the variance of independent runs is that of the pairs, missing where
        the difference does not vary; `band` what the intervals contain, see
        `sim.indicators.summary.band_of`.

    References
    ----------
    .. [1] B. L. Welch, "The generalization of 'Student's' problem when several
       different population variances are involved", *Biometrika* 34, 1947.
    """
    others = [name for name in repetitions.by_scenario if name != reference]
    tables = [_pair(repetitions, name, reference) for name in others]
    table = pd.concat(tables, ignore_index=True)
    _hold_together(table)
    return table[COLUMNS]


def headline_lines(repetitions: Repetitions) -> pd.DataFrame:
    """Return the headlines of each scenario as they stand, year by year.

    Returns
    -------
        A row a scenario, headline and year: `scenario`, `headline`, `year`, `mean`,
        and `low` to `high`, the 80 % interval of outcomes, over the repetitions that
        have the figure.
    """
    chosen = repetitions.only((repetitions.figures["headline"] != "").to_numpy())
    parts = []
    for name, values in chosen.by_scenario.items():
        part = chosen.figures[["headline", "year"]].copy()
        part.insert(0, "scenario", name)
        part["mean"] = _mean(values)
        part["low"], part["high"] = outcomes(values)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def family(table: pd.DataFrame) -> int:
    """Return how many intervals of a year hold together: headlines times scenarios."""
    rows = table[(table["headline"] != "") & (table["n"] > 0)]
    return int(rows.groupby("year", observed=True).size().max()) if len(rows) else 0


def _pair(repetitions: Repetitions, name: str, reference: str) -> pd.DataFrame:
    one, other = repetitions.by_scenario[name], repetitions.by_scenario[reference]
    known = np.isfinite(one) & np.isfinite(other)
    one, other = np.where(known, one, np.nan), np.where(known, other, np.nan)
    change = one - other
    table = repetitions.figures.copy()
    table["scenario"], table["reference"] = name, reference
    table["low"], table["high"] = outcomes(change)
    paired = moments(change, repetitions.draw)
    first, second = (moments(each, repetitions.draw) for each in (one, other))
    # Of the means of the draws, each with equal weight, as their intervals are.
    table["mean_reference"], table["mean"] = second.mean, first.mean
    table["difference"], table["n"] = paired.mean, known.sum(axis=1)
    table["mean_low"], table["mean_high"] = interval(paired)
    table["unpaired_low"], table["unpaired_high"] = welch(first, second)
    # What the interval that holds together is made of; `_hold_together` takes it away.
    table["_centre"] = paired.mean
    table["_error"], table["_n"] = _error(paired), paired.n
    table["variance_reduction"] = variance_reduction(paired, first, second)
    table["band"] = band_of(
        repetitions.draws, repetitions.replications, joint=repetitions.joint
    )
    return table


def moments(values: Values, draw: Codes) -> Moments:
    """Return mean and variance over independent repetitions: draws if several.

    Parameters
    ----------
    values
        NaN where undefined. Shape (figures, repetitions)
    draw
        Draw of each repetition; those of one draw share its parameters.
    """
    numbers = np.unique(draw)
    if len(numbers) > 1:
        values = np.stack([_mean(values[:, draw == one]) for one in numbers], axis=1)
    n = np.isfinite(values).sum(axis=1).astype(np.float64)
    mean = _mean(values)
    squares = np.nansum((values - mean[:, None]) ** 2, axis=1)
    variance = np.divide(squares, n - 1, out=np.full(len(n), np.nan), where=n > 1)
    return Moments(mean, np.where(is_rounding(variance, mean), 0.0, variance), n)


def is_rounding(variance: Values, mean: Values) -> NDArray[np.bool_]:
    """Return which variances are those of the last digits, and of nothing else."""
    size = _ROUNDING * np.maximum(1.0, np.abs(np.nan_to_num(mean)))
    return np.asarray(np.nan_to_num(variance, nan=np.inf) <= size**2)


def interval(of: Moments, confidence: float = CONFIDENCE) -> tuple[Values, Values]:
    """Return the interval of a mean by Student's t; missing for a single value."""
    half = _quantile(confidence, of.n - 1) * _error(of)
    return of.mean - half, of.mean + half


def welch(
    one: Moments, other: Moments, confidence: float = CONFIDENCE
) -> tuple[Values, Values]:
    """Return the interval of a difference of two means, were they independent."""
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = one.variance / one.n, other.variance / other.n
        both = parts[0] + parts[1]
        freedom = both**2 / (
            parts[0] ** 2 / (one.n - 1) + parts[1] ** 2 / (other.n - 1)
        )
    # Two figures that never vary have a difference that is known.
    freedom = np.where(both == 0, 1.0, freedom)
    half = _quantile(confidence, freedom) * np.sqrt(both)
    centre = one.mean - other.mean
    return centre - half, centre + half


def variance_reduction(paired: Moments, one: Moments, other: Moments) -> Values:
    """Return how many times the variance of independent runs is that of the pairs.

    Missing where the difference is the same in every repetition.
    """
    apart = one.variance + other.variance
    varies = np.nan_to_num(paired.variance) > 0
    nowhere = np.full(len(apart), np.nan)
    result: Values = np.divide(apart, paired.variance, out=nowhere, where=varies)
    return result


def outcomes(values: Values) -> tuple[Values, Values]:
    """Return the 10 % and 90 % quantiles of each row; missing for a single value."""
    n = np.isfinite(values).sum(axis=1)
    low, high = np.full(len(n), np.nan), np.full(len(n), np.nan)
    for count in np.unique(n[n > 1]):
        rows = n == count
        # NaN sorts last, so that the known values stand first.
        known = np.sort(values[rows], axis=1)[:, :count]
        low[rows], high[rows] = np.quantile(known, [0.1, 0.9], axis=1)
    return low, high


def _hold_together(table: pd.DataFrame) -> None:
    """Give headlines the intervals that hold for all of a year together."""
    size = family(table)
    chosen = (table["headline"] != "").to_numpy() & (size > 0)
    error = np.where(chosen, table["_error"], np.nan)
    together = 1 - (1 - CONFIDENCE) / max(size, 1)
    half = _quantile(together, table["_n"].to_numpy(np.float64) - 1) * error
    table["simultaneous_low"] = table["_centre"] - half
    table["simultaneous_high"] = table["_centre"] + half


def _mean(values: Values) -> Values:
    known = np.isfinite(values)
    n = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    mean: Values = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    return mean


def _error(of: Moments) -> Values:
    nowhere = np.full(len(of.n), np.nan)
    squared = np.divide(of.variance, of.n, out=nowhere, where=of.n > 1)
    return np.asarray(np.sqrt(squared), np.float64)


def _quantile(confidence: float, freedom: Values) -> Values:
    freedom = np.where(np.isfinite(freedom) & (freedom > 0), freedom, np.nan)
    sizes, place = np.unique(freedom, return_inverse=True)
    quantiles = np.asarray(special.stdtrit(sizes, (1 + confidence) / 2), np.float64)
    return quantiles[place]
