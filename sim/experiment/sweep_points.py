"""The points of a sweep: which values are tried together."""

from __future__ import annotations

from itertools import product
from math import floor

import numpy as np

from sim.scenario.sweep_list import Sweep, Varied

Point = dict[str, str]
"""Texts by path or `path@date`; what is not named is as the scenario has it."""


def points_of(sweep: Sweep) -> list[Point]:
    """Return the points of a sweep, in the order in which they are numbered.

    A grid has all combinations, the last path running fastest; one at a time has the
    values of one path after those of another, all others being the scenario's own; a
    Latin hypercube [1]_ has each path once in each of as many equal parts of its span
    as there are points, paired at random by the seed.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods
       for selecting values of input variables", *Technometrics* 21(2), 1979.
    """
    if sweep.design == "grid":
        keys = [one.key for one in sweep.varied]
        combined = product(*(one.values for one in sweep.varied))
        return [dict(zip(keys, values, strict=True)) for values in combined]
    if sweep.design == "one_at_a_time":
        return [{one.key: value} for one in sweep.varied for value in one.values]
    return _latin_hypercube(sweep)


def _latin_hypercube(sweep: Sweep) -> list[Point]:
    rng = np.random.default_rng(sweep.seed)
    from scipy.stats import qmc  # noqa: PLC0415  slow to import

    drawn = qmc.LatinHypercube(len(sweep.varied), rng=rng).random(sweep.points or 0)
    return [
        {
            one.key: _within(one, float(share))
            for one, share in zip(sweep.varied, row, strict=True)
        }
        for row in drawn
    ]


def _within(varied: Varied, share: float) -> str:
    """Return the value so far along a span, from 0 to 1, as a text that keeps it."""
    if varied.whole:
        steps = varied.high - varied.low + 1
        return str(int(varied.low) + floor(share * steps))
    return repr(varied.low + share * (varied.high - varied.low))
