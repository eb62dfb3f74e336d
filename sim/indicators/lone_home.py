"""One home by itself, as queueing theory sees it: how full it is by chance alone.

Applications are a Poisson process, stays exponential, and who finds no bed goes away
(M/M/c/c, Erlang's loss system). The rate of applications is the one that gives the
occupancy asked for in the long run, so that every year below it is chance. Nothing
here knows the engine: a figure of this module can contradict it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.optimize import brentq

Array = NDArray[np.float64]
# Frequencies that are worked on at once, and at most. [count]
_BATCH: Final = 8
_MOST: Final = 4000
# A wave as small as this adds nothing any more. [probability]
_NOTHING: Final = 2e-6


@dataclass(frozen=True)
class LoneHome:
    """A home of its own, in its long-run state."""

    beds: int
    mean_stay_years: float
    occupancy: float
    """Long-run mean of residents over beds. [share]"""

    @cached_property
    def load(self) -> float:
        """Applications in a mean stay, such that the occupancy is what it is."""

        def excess(load: float) -> float:
            return load * (1 - lost_share(self.beds, load)) - self.occupancy * self.beds

        return float(brentq(excess, 1e-9, self.beds / (1 - self.occupancy) + 10))

    @cached_property
    def states(self) -> Array:
        """Long-run probabilities of 0 to `beds` residents."""
        steps = np.log(self.load) - np.log(np.arange(1, self.beds + 1))
        weights = np.concatenate(([0.0], np.cumsum(steps)))
        shares = np.exp(weights - weights.max())
        return np.asarray(shares / shares.sum())

    @cached_property
    def generator(self) -> Array:
        """Rates [1/year] from each number of residents to each other."""
        come = np.full(self.beds, self.load / self.mean_stay_years)
        go = np.arange(1, self.beds + 1) / self.mean_stay_years
        rates = np.diag(come, 1) + np.diag(go, -1)
        return rates - np.diag(rates.sum(axis=1))


def lost_share(beds: int, load: float) -> float:
    """Return the share of applicants who find all beds taken (Erlang's B)."""
    lost = 1.0
    for taken in range(1, beds + 1):
        lost = load * lost / (taken + load * lost)
    return lost


def onward(home: LoneHome, years: float) -> Array:
    """Return the probabilities of each number of residents, years later.

    Shape (before, after).
    """
    return np.asarray(expm(home.generator * years))


def onward_below(home: LoneHome, years: float, threshold: float) -> Array:
    """Return the same, for the cases in which the mean occupancy stays below.

    The law of the area under the number of residents, by inversion of its transform
    on a circle twice as long as its range, so that nothing is folded over. Whoever
    moved neither in nor out leaves an atom, which is taken out and put back whole: a
    home exactly at the threshold is not below it.

    Parameters
    ----------
    years
        Length of the window.
    threshold
        Share of beds; the mean is strictly below.

    Returns
    -------
        Shape (residents at the start, at the end); rows sum to the probability of a
        mean below, given the start.
    """
    residents = np.arange(home.beds + 1)
    limit = threshold * home.beds * years
    still = np.exp(np.diag(home.generator) * years)
    sums = np.zeros_like(home.generator)
    for first in range(1, _MOST, 2 * _BATCH):
        counts = np.arange(first, first + 2 * _BATCH, 2)
        turns = 1j * np.pi * counts / (home.beds * years)
        paths = home.generator + turns[:, None, None] * np.diag(residents)
        moved = expm(paths * years)
        atoms = still * np.exp(turns[:, None] * residents * years)
        moved[:, residents, residents] -= atoms
        waves = (moved * np.exp(-turns * limit)[:, None, None]).imag
        sums += (waves / counts[:, None, None]).sum(axis=0)
        if abs(home.states @ moved[-1]).sum() / counts[-1] < _NOTHING:
            break
    below = (onward(home, years) - np.diag(still)) / 2 - sums * 2 / np.pi
    at_rest = np.where(residents < threshold * home.beds - 1e-9, still, 0.0)
    return np.asarray(below + np.diag(at_rest))


def simulated_years(
    home: LoneHome, years: int, paths: int, chance: np.random.Generator
) -> Array:
    """Return mean residents in each of several years one after the other.

    Every arrival and departure of every path; no step of time is approximated.

    Returns
    -------
        Shape (paths, years). [residents]
    """
    now = chance.choice(home.beds + 1, size=paths, p=home.states)
    means = np.empty((paths, years))
    for year in range(years):
        means[:, year] = _one_year(home, now, chance)
    return means


def _one_year(
    home: LoneHome, now: NDArray[np.int64], chance: np.random.Generator
) -> Array:
    """Return mean residents in a year and leave `now` as it is at its end."""
    area = np.zeros(len(now))
    running = np.arange(len(now))
    left = np.ones(len(now))
    while running.size:
        residents = now[running]
        come = np.where(residents < home.beds, home.load, 0.0)
        rate = (come + residents) / home.mean_stay_years
        dwell = chance.standard_exponential(running.size) / rate
        area[running] += residents * np.minimum(dwell, left)
        left = left - dwell
        # The rest of a dwelling time forgets how long it has lasted.
        on = left > 0
        arrives = chance.random(running.size) * (come + residents) < come
        running, left = running[on], left[on]
        now[running] += np.where(arrives[on], 1, -1)
    return area
