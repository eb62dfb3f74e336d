"""Working scales, on which uncertain numbers are taken to be normal.

A rate is off by a factor, a share by odds, a utility by an amount: on the scale that
suits it, a range becomes a mean and a standard deviation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit
from scipy.stats import norm

Floats = NDArray[np.float64]

# Ranges are central 80 % intervals throughout, as the bands on the page are.
SHARE_IN_RANGE: Final = 0.8
HALF_WIDTH: Final = float(norm.ppf(0.5 + SHARE_IN_RANGE / 2))
"""Standard deviations from the median of a normal to the end of such a range."""
_LEAST_SHARE: Final = 1e-3
_LEAST: Final = 1e-12


@dataclass(frozen=True)
class Scale:
    """A monotone scale and its inverse."""

    to: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    domain: tuple[float, float]
    """Natural values that have a place on the scale."""

    def of(self, value: ArrayLike) -> Floats:
        """Return natural values on the working scale."""
        return np.asarray(self.to(np.asarray(value, dtype=float)), dtype=float)

    def natural(self, working: ArrayLike) -> Floats:
        """Return working values on the natural scale."""
        return np.asarray(self.back(np.asarray(working, dtype=float)), dtype=float)

    def sd(self, value: float, low: float, high: float) -> float:
        """Return the standard deviation that a range about a value stands for.

        Parameters
        ----------
        value, low, high
            Median and the limits between which 80 % lie; natural scale. The two sides
            may differ; this is their mean.
        """
        below, above = self.sides(value, low, high)
        return (below + above) / 2

    def sides(self, value: float, low: float, high: float) -> tuple[float, float]:
        """Return the standard deviations below and above a median; see `sd`."""
        below, middle, above = (float(self.of(x)) for x in (low, value, high))
        return (middle - below) / HALF_WIDTH, (above - middle) / HALF_WIDTH


def _same(value: Floats) -> Floats:
    return value


def _power(working: Floats) -> Floats:
    return np.exp(working)


def _log_of_negative(value: Floats) -> Floats:
    return -_log(-value)


def _negative(working: Floats) -> Floats:
    return -np.exp(-working)


def _root_of_negative(value: Floats) -> Floats:
    return -_root(-value)


def _negative_square(working: Floats) -> Floats:
    return -_square(-working)


def _root(value: Floats) -> Floats:
    return np.sqrt(np.maximum(value, 0.0))


def _square(working: Floats) -> Floats:
    return np.maximum(working, 0.0) ** 2


def _log(value: Floats) -> Floats:
    return np.log(np.maximum(value, _LEAST))


def _log_odds(value: Floats) -> Floats:
    odds: Floats = logit(np.clip(value, _LEAST_SHARE, 1 - _LEAST_SHARE))
    return odds


def _share(working: Floats) -> Floats:
    share: Floats = expit(working)
    return share


SCALES: Final = {
    "identity": Scale(_same, _same, (-np.inf, np.inf)),
    "log": Scale(_log, _power, (_LEAST, np.inf)),
    "log_odds": Scale(_log_odds, _share, (_LEAST_SHARE, 1 - _LEAST_SHARE)),
    # For what may be nothing at all: half a bell, from zero on.
    "root": Scale(_root, _square, (0.0, np.inf)),
    "negative_log": Scale(_log_of_negative, _negative, (-np.inf, -_LEAST)),
    "negative_root": Scale(_root_of_negative, _negative_square, (-np.inf, 0.0)),
}
