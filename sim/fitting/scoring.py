"""How well predictions meet what is known: intervals, z, continuous ranked score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from sim.fitting.scales import SHARE_IN_RANGE, Floats
from sim.fitting.targets import Target

IDENTIFIED = 0.5
"""Narrowing from which an unknown counts as identified, and as partly so."""
PARTLY = 0.15
_TAIL = (1 - SHARE_IN_RANGE) / 2


@dataclass(frozen=True)
class Interval:
    """Median and central 80 %."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Score:
    """A prediction held against a figure.

    Attributes
    ----------
    predictive
        Of the figure: simulations with the figure's own uncertainty on top.
    inside
        Whether the figure lies in it.
    z
        Miss over its standard deviation, on the working scale; above 0 if the figure
        is above the prediction.
    crps
        Continuous ranked probability score [1]_, in the figure's unit.
    """

    predictive: Interval
    inside: bool
    z: float
    crps: float


def narrowing(scores: Floats) -> float:
    """Return by how much a standard normal prior was narrowed: 1 less its spread."""
    return 1 - float(scores.std())


def interval(values: Floats) -> Interval:
    """Return median and central 80 % of what is finite; NaN where nothing is."""
    values = values[np.isfinite(values)]
    if not len(values):
        return Interval(np.nan, np.nan, np.nan)
    low, median, high = np.quantile(values, [_TAIL, 0.5, 1 - _TAIL])
    return Interval(float(low), float(median), float(high))


def score(target: Target, simulated: Floats) -> Score:
    """Hold the simulations of the joint draws against a figure.

    Parameters
    ----------
    target
        The figure with its uncertainty.
    simulated
        Natural units. Shape (simulations).

    References
    ----------
    .. [1] T. Gneiting, A. Raftery, JASA 102, 2007, equation 21.
    """
    scale = target.measure.scale
    working = scale.of(simulated[np.isfinite(simulated)])
    if not len(working):
        nothing = Interval(np.nan, np.nan, np.nan)
        return Score(nothing, False, np.nan, np.nan)
    # The figure's own uncertainty by its quantiles: no random numbers are needed.
    levels = (np.arange(101) + 0.5) / 101
    offsets = target.sd * norm.ppf(levels)
    ensemble = scale.natural((working[:, None] + offsets).ravel())
    predictive = interval(ensemble)
    spread = np.hypot(working.std(ddof=1) if len(working) > 1 else 0.0, target.sd)
    return Score(
        predictive=predictive,
        inside=bool(predictive.low <= target.value <= predictive.high),
        z=float((target.working - working.mean()) / spread),
        crps=_crps(ensemble, target.value),
    )


def _crps(ensemble: Floats, value: float) -> float:
    """Return E|X - y| - E|X - X'| / 2 of an ensemble."""
    ordered = np.sort(ensemble)
    n = len(ordered)
    weight = 2 * np.arange(1, n + 1) - n - 1
    apart = 2 * float((weight * ordered).sum()) / n**2
    return float(np.abs(ordered - value).mean()) - apart / 2
