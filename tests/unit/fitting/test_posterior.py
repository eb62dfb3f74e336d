"""The chain against the closed form: straight emulators and normal errors."""

from __future__ import annotations

import numpy as np
import pytest

from sim.fitting.emulator import train
from sim.fitting.posterior import Observation, Sampling, log_density, sample, thin

SLOPES = np.array([[1.0, 0.5], [-0.3, 0.8]])
SEEN = np.array([0.9, -0.4])
SDS = np.array([0.4, 0.3])


@pytest.fixture(scope="module")
def observations():
    scores = np.random.default_rng(5).normal(size=(60, 2))
    return [
        Observation(value, sd, train(scores, scores @ slope))
        for value, sd, slope in zip(SEEN, SDS, SLOPES, strict=True)
    ]


@pytest.fixture(scope="module")
def chain(observations):
    return sample(2, observations, 3, Sampling(steps=4000, burn=500))


def closed_form(observations) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and covariance for a standard normal prior."""
    noise = np.array([seen.emulator.noise for seen in observations])
    weights = SLOPES.T / (SDS**2 + noise**2)
    covariance = np.linalg.inv(np.eye(2) + weights @ SLOPES)
    return covariance @ weights @ SEEN, covariance


def test_mean_and_spread_are_those_of_the_closed_form(observations, chain):
    mean, covariance = closed_form(observations)
    sd = np.sqrt(np.diag(covariance))

    # Four standard errors of the mean, and of a standard deviation.
    error = 4 / np.sqrt(chain.effective_samples)
    assert chain.effective_samples > 1000
    assert (np.abs(chain.scores.mean(axis=0) - mean) < error * sd).all()
    assert (np.abs(chain.scores.std(axis=0) / sd - 1) < error / np.sqrt(2)).all()
    correlation = covariance[0, 1] / sd.prod()
    assert np.corrcoef(chain.scores.T)[0, 1] == pytest.approx(correlation, abs=error)


def test_density_by_hand(observations):
    asked = np.array([[0.2, -0.1], [1.0, 1.0]])

    expected = []
    for row in asked:
        total = -0.5 * (row**2).sum()
        for seen, slope in zip(observations, SLOPES, strict=True):
            variance = seen.sd**2 + seen.emulator.noise**2
            total -= 0.5 * (row @ slope - seen.value) ** 2 / variance
        expected.append(total)

    assert log_density(asked, observations) == pytest.approx(expected, rel=1e-3)


def test_nothing_is_held_possible_where_nothing_was_simulated(observations):
    assert log_density(np.array([[5.1, 0.0]]), observations)[0] == -np.inf


def test_without_observations_the_prior_is_left():
    scores = sample(2, [], 1, Sampling(steps=3000, burn=300)).scores

    assert np.quantile(scores, [0.1, 0.5, 0.9]) == pytest.approx(
        [-1.28, 0.0, 1.28], abs=0.08
    )


def test_same_seed_same_chain_and_another_seed_another(observations):
    short = Sampling(steps=30, burn=10)
    one, same, other = (sample(2, observations, seed, short) for seed in (1, 1, 2))

    assert (one.scores == same.scores).all()
    assert (one.scores != other.scores).any()


def test_thinned_samples_are_different_ones_of_the_chain(chain):
    rows = thin(chain, 50, seed=4)

    assert rows.shape == (50, 2)
    assert (rows[:, None, :] == chain.scores[None, :, :]).all(axis=2).any(axis=1).all()
    assert thin(chain, 50, seed=4).tolist() == rows.tolist()
