"""Predictions held against figures: interval, z and ranked score."""

from __future__ import annotations

import numpy as np
import pytest
from fitting_places import write_table
from scipy.stats import norm

from sim.fitting.scoring import _crps, interval, score
from sim.fitting.targets import read_targets

NORMAL = norm.ppf((np.arange(4001) + 0.5) / 4001)


@pytest.fixture
def stay(tmp_path):
    """A mean stay of e years, off by a factor of about 1.1 (sd of the log 0.1)."""
    factor = np.exp(0.1 * norm.ppf(0.9))
    row = f"s,mean_stay_years,all,all,all,{np.e},{np.e / factor},{np.e * factor}"
    return read_targets(write_table(tmp_path / "t.csv", row + ",fit,x,assumed,,"))[0]


def test_interval_is_the_median_and_the_middle_80_percent():
    seen = interval(np.append(np.arange(11.0), [np.nan, np.inf]))

    assert [seen.low, seen.median, seen.high] == pytest.approx([1, 5, 9])


def test_interval_of_nothing_is_nothing():
    assert np.isnan(interval(np.array([np.nan])).median)


def test_predictive_interval_holds_both_uncertainties(stay):
    # Simulated logs: mean 1.1, sd 0.3; with the figure's 0.1 on top sd √0.1.
    held = score(stay, np.exp(1.1 + 0.3 * NORMAL))

    half = norm.ppf(0.9) * np.sqrt(0.1)
    assert held.predictive.low == pytest.approx(np.exp(1.1 - half), rel=2e-3)
    assert held.predictive.median == pytest.approx(np.exp(1.1), rel=2e-3)
    assert held.predictive.high == pytest.approx(np.exp(1.1 + half), rel=2e-3)
    assert held.inside


def test_z_is_the_miss_over_its_spread_and_negative_below_the_prediction(stay):
    held = score(stay, np.exp(1.1 + 0.3 * NORMAL))

    assert held.z == pytest.approx((1.0 - 1.1) / np.sqrt(0.1), rel=2e-3)


def test_figure_far_away_is_outside(stay):
    assert not score(stay, np.exp(2.5 + 0.3 * NORMAL)).inside


def test_ranked_score_of_a_normal_is_its_closed_form():
    # On the natural scale: a narrow log-normal is a normal.
    sd, middle = 0.002, 0.0

    for value in (-0.005, 0.0, 0.001):
        away = (value - middle) / sd
        expected = sd * (
            away * (2 * norm.cdf(away) - 1) + 2 * norm.pdf(away) - 1 / np.sqrt(np.pi)
        )
        assert _crps(middle + sd * NORMAL, value) == pytest.approx(expected, rel=2e-3)


def test_ranked_score_of_two_members_by_hand():

    # E|X - 3| = (2 + 1) / 2; E|X - X'| = (0 + 3 + 3 + 0) / 4.
    assert _crps(np.array([1.0, 4.0]), 3.0) == pytest.approx(1.5 - 0.75)


def test_simulations_without_the_figure_give_no_score(stay):
    held = score(stay, np.array([np.nan, np.nan]))

    assert not held.inside
    assert np.isnan(held.z)
