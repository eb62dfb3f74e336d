"""What the model would say, without running it.

For each target a Gaussian process [1]_ is trained on the simulations: a straight line
in the scores, a smooth departure from it, and the noise that is left, which is the
chance of elders and registries and what the carried unknowns do.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import (
    RBF,
    ConstantKernel,
    DotProduct,
    WhiteKernel,
)

from sim.fitting.scales import Floats

# An unknown that changes nothing gets a length beyond all scores.
_LENGTHS = (1.0, 100.0)
_LEAST_SPREAD = 1e-9


@dataclass(frozen=True)
class Emulator:
    """One figure as a function of the scores of the fitted unknowns.

    Attributes
    ----------
    predicted, predicted_sd
        Of each training point by the others (leave one out). Shape (points).
    noise
        Standard deviation of one simulation about the mean that is emulated, by
        leaving one out. Working scale.
    """

    _points: Floats
    _process: GaussianProcessRegressor
    predicted: Floats
    predicted_sd: Floats
    noise: float

    def mean(self, scores: Floats) -> Floats:
        """Return expected figures on the working scale. Shape (rows)."""
        process = self._process
        kernel = process.kernel_(scores, self._points)
        centered = kernel @ process.alpha_
        mean: Floats = process._y_train_std * centered + process._y_train_mean
        return mean


def train(scores: Floats, figures: Floats) -> Emulator:
    """Return the emulator of one figure.

    Parameters
    ----------
    scores
        Of the fitted unknowns. Shape (points, unknowns).
    figures
        What was simulated, on the working scale. Shape (points).

    References
    ----------
    .. [1] C. Rasmussen, C. Williams, "Gaussian Processes for Machine Learning", 2006;
       leaving one out by equations 5.10 to 5.12.
    """
    kernel = (
        DotProduct(1.0, (1e-3, 1e3))
        + ConstantKernel(0.3, (1e-4, 1e2))
        * RBF(np.full(scores.shape[1], 5.0), _LENGTHS)
        + WhiteKernel(0.1, (1e-6, 1e1))
    )
    process = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0)
    with warnings.catch_warnings():
        # A length at its limit is an unknown without effect, and no fault.
        warnings.simplefilter("ignore", ConvergenceWarning)
        process.fit(scores, figures)
    predicted, sd = _leave_one_out(process, scores, figures)
    noise = float(np.sqrt(np.mean((figures - predicted) ** 2)))
    return Emulator(scores, process, predicted, sd, max(noise, _LEAST_SPREAD))


def _leave_one_out(
    process: GaussianProcessRegressor, scores: Floats, figures: Floats
) -> tuple[Floats, Floats]:
    """Return each point's prediction by the others, and its standard deviation."""
    mean, spread = process._y_train_mean, process._y_train_std
    centered = (figures - mean) / spread
    covariance = process.kernel_(scores)
    covariance[np.diag_indices_from(covariance)] += process.alpha
    inverse = cho_solve(cho_factor(covariance, lower=True), np.eye(len(scores)))
    diagonal = np.diag(inverse)
    predicted = centered - (inverse @ centered) / diagonal
    return predicted * spread + mean, np.sqrt(1 / diagonal) * spread


def explained(figures: Floats, predicted: Floats) -> float:
    """Return the share of the variance that the predictions explain."""
    left = float(((figures - predicted) ** 2).sum())
    whole = float(((figures - figures.mean()) ** 2).sum())
    return 1 - left / whole if whole else float("nan")
