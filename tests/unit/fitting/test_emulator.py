"""The emulator: a plane is a plane, and leaving one out is leaving one out."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.gaussian_process import GaussianProcessRegressor

from sim.fitting.emulator import explained, train


def points(number: int, unknowns: int) -> np.ndarray:
    return np.random.default_rng(7).normal(size=(number, unknowns))


def test_a_plane_is_recovered():
    scores = points(40, 3)
    noise = 0.05 * np.random.default_rng(8).normal(size=40)

    emulator = train(scores, 2 + scores @ [1.0, -0.5, 0.0] + noise)

    asked = points(50, 3)[40:]
    plane = 2 + asked @ [1.0, -0.5, 0.0]
    # Noise of 0.05 at 40 points leaves the four numbers of a plane off by 0.008 each.
    assert np.sqrt(((emulator.mean(asked) - plane) ** 2).mean()) < 0.04
    assert emulator.noise == pytest.approx(0.05, rel=0.4)


def test_mean_is_that_of_the_process():
    scores = points(30, 2)
    emulator = train(scores, np.sin(scores[:, 0]) + scores[:, 1])

    asked = points(10, 2) + 0.1
    assert emulator.mean(asked) == pytest.approx(emulator._process.predict(asked))


def test_leaving_one_out_is_what_it_says():
    scores = points(25, 2)
    figures = np.sin(scores[:, 0]) + scores[:, 1] + 0.1 * points(25, 3)[:, 2]
    emulator = train(scores, figures)
    process = emulator._process
    centered = (figures - process._y_train_mean) / process._y_train_std

    for left in (0, 7, 24):
        others = np.arange(25) != left
        again = GaussianProcessRegressor(clone(process.kernel_), optimizer=None)
        again.fit(scores[others], centered[others])
        mean, sd = again.predict(scores[[left]], return_std=True)
        expected = mean[0] * process._y_train_std + process._y_train_mean
        assert emulator.predicted[left] == pytest.approx(expected, rel=1e-5)
        assert emulator.predicted_sd[left] == pytest.approx(
            sd[0] * process._y_train_std, rel=1e-5
        )


def test_noise_is_the_spread_of_what_is_left_out():
    scores = points(30, 2)
    figures = scores[:, 0] + 0.2 * points(30, 3)[:, 2]

    emulator = train(scores, figures)

    missed = figures - emulator.predicted
    assert emulator.noise == pytest.approx(np.sqrt((missed**2).mean()))


def test_explained_share_by_hand():
    # Spread 1 + 1 about the mean of 2; missed by 0.5 once.
    assert explained(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.5, 3.0])) == (
        pytest.approx(1 - 0.25 / 2)
    )


def test_a_figure_that_never_changes_is_predicted_as_it_is():
    emulator = train(points(20, 2), np.full(20, 0.3))

    assert emulator.mean(points(5, 2)) == pytest.approx(np.full(5, 0.3))
    assert emulator.noise > 0
