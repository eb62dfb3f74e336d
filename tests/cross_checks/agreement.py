"""How far two answers lie apart, in standard errors, and what fault would be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

STANDARD_ERRORS = 4.0
"""So many apart is taken for a fault: about once in 1,200 right answers, by Student's
t with 18 degrees of freedom."""
POWER = 0.9


@dataclass(frozen=True)
class Agreement:
    """One figure by this program and by another way."""

    here: float
    there: float
    standard_error: float
    """Of the difference."""

    @property
    def apart(self) -> float:
        """The difference. [standard errors]"""
        if self.here == self.there:
            return 0.0
        return (self.here - self.there) / self.standard_error

    @property
    def detectable(self) -> float:
        """The least shift that would be taken for a fault nine times out of ten."""
        return (STANDARD_ERRORS + float(special.ndtri(POWER))) * self.standard_error

    @property
    def agrees(self) -> bool:
        """Whether they lie within what chance explains."""
        return abs(self.apart) < STANDARD_ERRORS


def two_samples(here: ArrayLike, there: ArrayLike) -> Agreement:
    """Compare the means of independent replications of two programs."""
    ours, theirs = np.asarray(here, dtype=float), np.asarray(there, dtype=float)
    error = sqrt(_variance_of_mean(ours) + _variance_of_mean(theirs))
    return Agreement(float(ours.mean()), float(theirs.mean()), error)


def with_exact(here: Sequence[float] | ArrayLike, exact: float) -> Agreement:
    """Compare the mean of replications with a number known exactly."""
    ours = np.asarray(here, dtype=float)
    return Agreement(float(ours.mean()), exact, sqrt(_variance_of_mean(ours)))


def _variance_of_mean(sample: np.ndarray) -> float:
    return float(sample.var(ddof=1)) / len(sample)
