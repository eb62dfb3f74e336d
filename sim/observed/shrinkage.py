"""How far a home's own attractiveness is believed: partial pooling by empirical Bayes.

What a home shows apart from what is expected of it, `y = ln(seen / expected)` once
spillovers are accounted for, is its effect and chance::

    y_h = effect_h + error_h,   effect_h ~ N(0, sd^2),   error_h ~ N(0, v_h)
    E[effect_h | y_h]  = w_h * y_h,          w_h = sd^2 / (sd^2 + v_h)
    sd[effect_h | y_h] = sd * sqrt(1 - w_h)

A small home, or one seen for a short time, has a large `v_h` and is drawn towards 0;
with endless data it keeps what it shows, with none it has no effect [1]_ [2]_.

References
----------
.. [1] B. Efron, C. Morris, "Data analysis using Stein's estimator and its
   generalizations", Journal of the American Statistical Association 70, 1975.
   doi:10.1080/01621459.1975.10479864
.. [2] R. C. Paule, J. Mandel, "Consensus values and weighting factors", Journal of
   Research of the National Bureau of Standards 87, 1982. doi:10.6028/jres.087.022
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_HOMES: Final = 10
"""From so many homes on their spread is taken from themselves."""
_MOST_SD: Final = 0.8
"""End of the plausible range of `choice.home_effect_sd`."""


def year_variance(years: float, mean_stay_years: float) -> float:
    """Return the variance of a mean of residents over its value at one moment.

    Residents who come at random and stay for exponential times number a Poisson variate
    with correlation `exp(-t / mean stay)` between two days; over `w` mean stays its
    mean has ``2 * (w - 1 + exp(-w)) / w**2`` of the variance of one day: 1 for a single
    day, 0 for ever.

    Parameters
    ----------
    years
        For how long the residents were seen. [years]
    """
    stays = years / mean_stay_years if mean_stay_years > 0 else 0.0
    if stays < 1e-4:
        return 1.0 - stays / 3.0
    return float(2.0 * (stays - 1.0 + np.exp(-stays)) / stays**2)


def error_variance(expected: Floats, share_of_day: float) -> Floats:
    """Return the variance of the logarithm of residents seen [-].

    Parameters
    ----------
    expected
        Residents that are expected; fewer of them say less. [persons]
    share_of_day
        See `year_variance`.
    """
    with np.errstate(divide="ignore"):
        variance: Floats = np.asarray(share_of_day / np.asarray(expected, dtype=float))
    return variance


def spread_of(apart: Floats, variance: Floats) -> float:
    """Return the standard deviation of effects, by the method of Paule and Mandel.

    That by which ``sum(apart**2 / (sd**2 + variance))`` over the homes is what
    chance would make it; 0 where chance alone explains the spread.
    """

    def excess(square: float) -> float:
        weight = 1.0 / (square + variance)
        mean = float((weight * apart).sum() / weight.sum())
        return float((weight * (apart - mean) ** 2).sum()) - (len(apart) - 1)

    low, high = 0.0, _MOST_SD**2
    if excess(low) <= 0:
        return 0.0
    if excess(high) >= 0:
        return _MOST_SD
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return float(np.sqrt((low + high) / 2))


def weights(variance: Floats, sd: float) -> Floats:
    """Return how far each home is believed, 0 to 1."""
    if sd <= 0:
        return np.zeros(len(variance))
    believed: Floats = 1.0 / (1.0 + np.asarray(variance) / sd**2)
    return believed


def centred(apart: Floats, variance: Floats, sd: float) -> Floats:
    """Return what homes show less what they have in common.

    How full all homes are together says nothing of one of them against another: that
    is the level of demand, which a calibration fits.
    """
    weight = 1.0 / (sd**2 + np.maximum(variance, 1e-12))
    shift = float((weight * apart).sum() / weight.sum())
    result: Floats = apart - shift
    return result
