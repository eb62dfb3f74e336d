"""What a run that stops by precision promises, over thousands of made-up series."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from cross_checks import replication_numbers
from cross_checks.replication_numbers import (
    MEAN,
    MOST,
    PRECISION,
    SERIES,
    Here,
    nearly_normal,
    numbers_here,
    running_half_widths,
    series,
    skewed,
    skewed_and_few,
)

MANY = 5000
STUDIED = {
    "normal": (nearly_normal, 0.940, 0.955),
    "skewed": (skewed, 0.915, 0.930),
    "skewed and few": (skewed_and_few, 0.870, 0.915),
}
"""How often, at least, the interval holds the mean, and the mean is near enough."""


def test_the_rule_told_twice_is_one_rule():
    """What stops thousands of series at once is what stops a run."""
    values = np.array([series(name, number) for name in SERIES for number in range(2)])
    here = Here()

    assert list(numbers_here(values)) == [here.number(one) for one in values]


@pytest.mark.long
@pytest.mark.parametrize("name", STUDIED)
def test_intervals_and_means_hold_as_often_as_told(name, monkeypatch):
    make, holds, near = STUDIED[name]
    values = made_up(make)

    with_it = held(values)
    monkeypatch.setattr(replication_numbers, "look_ahead", lambda n: 0)
    without = held(values)

    assert with_it[0] >= max(holds, without[0])
    assert with_it[1] >= max(near, without[1] + 0.005)


def made_up(make: Callable[[np.random.Generator], np.ndarray]) -> np.ndarray:
    return np.array([make(np.random.default_rng([n, 20260101])) for n in range(MANY)])


def held(values: np.ndarray) -> tuple[float, float]:
    """Return how often the interval holds the mean, and how often that is near."""
    numbers, rows = numbers_here(values), np.arange(len(values))
    assert numbers.max() < MOST
    off = np.abs(values.cumsum(axis=1)[rows, numbers - 1] / numbers - MEAN)
    widths = running_half_widths(values)[rows, numbers - 1]
    assert (widths <= PRECISION * MEAN).all()
    return float((off <= widths).mean()), float((off <= PRECISION * MEAN).mean())
