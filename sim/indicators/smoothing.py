"""What a figure is expected to be, given some of the unknowns that it depends on.

A Gaussian process of few rows, for many figures at once: the curve may bend, is as
smooth as the figures say, and is flat where they say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import linalg, special

from sim.indicators.repetitions import Codes, Values

# How far apart unknowns are alike, in standard deviations; first a straight line.
_LENGTHS: Final = (0.0, 1.0, 2.5)
# Signal over noise. Nought is a flat curve: the unknown tells nothing.
_RATIOS: Final = (0.0, *np.geomspace(0.003, 300.0, 11))
# What bends faster than so many waves is noise at a few hundred rows.
_WAVES: Final = 40
_JITTER: Final = 1e-12


@dataclass(frozen=True)
class Fitted:
    """Curves through figures, one a column."""

    mean: Values
    """What is expected at each row. Shape (rows, figures)"""
    held_out: Values
    """What is expected at each row by all others. Shape (rows, figures)"""
    directions: Values
    """Directions in which curves are uncertain. Shape (figures, rows, waves)"""


class Smoother:
    """Curves over some unknowns.

    Parameters
    ----------
    unknowns
        Shape (rows, unknowns). Only their order counts: they are spread as a normal
        distribution would be; those that never vary are left out.

    References
    ----------
    .. [1] M. Strong, J. Oakley, A. Brennan, "Estimating multiparameter partial expected
       value of perfect information from a probabilistic sensitivity analysis sample",
       *Medical Decision Making* 34(3), 2014.
    .. [2] C. Rasmussen, C. Williams, *Gaussian Processes for Machine Learning*, 2006,
       ch. 2 and 5.
    """

    def __init__(self, unknowns: Values) -> None:
        places = _spread(unknowns)
        self._rows = len(places)
        self._systems = [_waves(_alike(places, length)) for length in _LENGTHS]

    def fit(self, figures: Values) -> Fitted:
        """Return the likeliest curve through each column of figures.

        Parameters
        ----------
        figures
            Shape (rows, figures)
        """
        centre = figures.mean(axis=0)
        rest = figures - centre
        which, ratio, noise = self._likeliest(rest)
        mean = np.broadcast_to(centre, figures.shape).copy()
        held = np.empty_like(mean)
        directions = np.zeros((figures.shape[1], self._rows, _WAVES + 1))
        for column in range(figures.shape[1]):
            waves, sizes = self._systems[which[column]]
            kept = ratio[column] * sizes / (1 + ratio[column] * sizes)
            mean[:, column] += waves @ (kept * (waves.T @ rest[:, column]))
            own = 1 / self._rows + (waves**2) @ kept
            gap = (figures[:, column] - mean[:, column]) / (1 - own)
            held[:, column] = figures[:, column] - gap
            width = np.sqrt(noise[column])
            directions[column, :, : len(kept)] = width * waves * np.sqrt(kept)
            directions[column, :, -1] = width / np.sqrt(self._rows)
        return Fitted(mean, held, directions)

    def means(self, figures: Values) -> Values:
        """Return what `fit` expects at each row, for many columns of figures."""
        centre = figures.mean(axis=0)
        rest = figures - centre
        which, ratio, _ = self._likeliest(rest)
        mean = np.broadcast_to(centre, figures.shape).copy()
        for place, (waves, sizes) in enumerate(self._systems):
            chosen = (which == place) & (ratio > 0)
            grown = sizes[:, None] * ratio[chosen]
            along = waves.T @ rest[:, chosen]
            mean[:, chosen] += waves @ (grown / (1 + grown) * along)
        return mean

    def _likeliest(self, rest: Values) -> tuple[Codes, Values, Values]:
        """Return kind of curve, signal over noise, and noise, of each column.

        By the likelihood of the figures less their mean, the noise profiled out.
        """
        n, columns = self._rows - 1, rest.shape[1]
        total = (rest**2).sum(axis=0)
        best = np.full(columns, -np.inf)
        which, ratio = np.zeros(columns, np.int64), np.zeros(columns)
        noise: Values = total / n
        for place, (waves, sizes) in enumerate(self._systems):
            squares = (waves.T @ rest) ** 2
            for one in _RATIOS:
                grown = 1 + one * sizes
                left = total - (1 - 1 / grown) @ squares
                variance = np.maximum(left, _JITTER * total + 1e-300) / n
                told = -0.5 * (n * np.log(variance) + np.log(grown).sum())
                better = told > best
                best = np.where(better, told, best)
                which = np.where(better, place, which)
                ratio = np.where(better, one, ratio)
                noise = np.where(better, variance, noise)
        return which, ratio, noise


def _spread(unknowns: Values) -> Values:
    """Return unknowns spread normally by their ranks, alike ones taken together."""
    moving = unknowns[:, np.ptp(unknowns, axis=0) > 0]
    from scipy import stats  # noqa: PLC0415  slow to import, and needed here alone

    ranks = np.asarray(stats.rankdata(moving, axis=0), np.float64)
    normal = np.asarray(special.ndtri((ranks - 0.5) / len(moving)), np.float64)
    # Unknowns that a pack moves together are one unknown.
    return np.asarray(np.unique(normal.round(9), axis=1), np.float64)


def _alike(places: Values, length: float) -> Values:
    """Return how alike rows are, a straight line where there is no length."""
    rows, number = places.shape
    if number == 0:
        return np.zeros((rows, rows))
    if length == 0:
        return np.asarray(places @ places.T / number, np.float64)
    squares = (places**2).sum(axis=1)
    apart = squares[:, None] + squares - 2 * places @ places.T
    near = np.exp(-np.maximum(apart, 0.0) / (2 * number * length**2))
    return np.asarray(near, np.float64)


def _waves(alike: Values) -> tuple[Values, Values]:
    """Return the largest waves about the mean, and their sizes."""
    rows = len(alike)
    middle = alike - alike.mean(axis=0)
    middle -= middle.mean(axis=1)[:, None]
    first = max(rows - _WAVES, 0)
    sizes, waves = linalg.eigh(middle, subset_by_index=(first, rows - 1))
    large = sizes > max(1e-9 * rows, _JITTER)
    return waves[:, large], sizes[large]
