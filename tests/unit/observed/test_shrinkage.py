"""How far a home is believed, against cases computed by hand."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest

from sim.observed.shrinkage import (
    centred,
    error_variance,
    spread_of,
    weights,
    year_variance,
)


def test_two_homes_computed_by_hand():
    # 40 and 10 residents expected, counted on one day; sd 0.4, so sd² = 0.16.
    variance = error_variance(np.array([40.0, 10.0]), year_variance(0.0, 3.0))
    believed = weights(variance, 0.4)

    assert variance == pytest.approx([1 / 40, 1 / 10])
    assert believed == pytest.approx([0.16 / 0.185, 0.16 / 0.26])
    # Seen: 60 instead of 40 and 15 instead of 10, so both are apart by ln 1.5.
    assert believed * log(1.5) == pytest.approx([0.350672, 0.249517], abs=1e-6)
    left = 0.4 * np.sqrt(1 - believed)
    assert left == pytest.approx([0.4 * sqrt(0.025 / 0.185), 0.4 * sqrt(0.1 / 0.26)])


def test_endless_data_are_believed_and_none_is_not():
    assert weights(error_variance(np.array([np.inf]), 1.0), 0.4) == pytest.approx([1])
    assert weights(error_variance(np.array([0.0]), 1.0), 0.4) == pytest.approx([0])
    forever = year_variance(1e9, 3.0)
    assert weights(error_variance(np.array([20.0]), forever), 0.4) == pytest.approx([1])


def test_no_home_is_believed_where_all_are_alike():
    assert weights(np.array([0.1, 0.2]), 0.0).tolist() == [0.0, 0.0]


def test_the_smaller_home_is_drawn_in_more():
    believed = weights(error_variance(np.array([5.0, 20.0, 80.0]), 1.0), 0.4)

    assert believed[0] < believed[1] < believed[2]


def test_a_year_says_little_more_than_a_day_where_stays_are_long():
    assert year_variance(0.0, 4.0) == pytest.approx(1.0)
    # w = 1: 2 (1 - 1 + 1/e) / 1.
    assert year_variance(4.0, 4.0) == pytest.approx(2 * exp(-1))
    assert year_variance(1.0, 4.0) > 0.9
    assert year_variance(1e-4, 4.0) == pytest.approx(1.0, abs=1e-4)


def test_the_spread_is_found_again():
    generator = np.random.default_rng(1)
    variance = generator.uniform(0.02, 0.2, 4000)
    apart = generator.normal(0.0, np.sqrt(0.5**2 + variance))

    assert spread_of(apart, variance) == pytest.approx(0.5, abs=0.03)


def test_a_spread_that_chance_explains_is_none():
    assert spread_of(np.array([0.1, -0.1, 0.05, -0.05]), np.full(4, 0.5)) == 0.0


def test_what_all_homes_share_is_no_effect():
    apart = centred(np.array([0.9, 0.5, 0.1]), np.full(3, 0.1), 0.4)

    assert apart == pytest.approx([0.4, 0.0, -0.4])
