"""Intervals of paired differences contain the truth as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.indicators.paired import interval, moments, welch

STUDIES = 8_000
# Three standard errors of a share of 95 % over so many studies.
ROOM = 3 * np.sqrt(0.95 * 0.05 / STUDIES)


@pytest.mark.parametrize("replications", [2, 5, 20])
def test_the_interval_of_a_difference_covers_it_in_95_of_100_studies(replications):
    random = np.random.default_rng(replications)
    elders = random.normal(size=(STUDIES, replications))
    one = elders + random.normal(scale=0.3, size=elders.shape)
    other = elders + random.normal(scale=0.3, size=elders.shape) + 0.5

    paired = moments(other - one, np.zeros(replications, np.int64))
    low, high = interval(paired)

    assert np.mean((low <= 0.5) & (high >= 0.5)) == pytest.approx(0.95, abs=ROOM)


def test_draws_with_replications_cover_too_where_draws_differ():
    random = np.random.default_rng(3)
    draw = np.repeat(np.arange(1, 9), 4)
    effect = random.normal(size=(STUDIES, 8))[:, draw - 1]
    change = 0.5 + effect + random.normal(size=(STUDIES, 32))

    low, high = interval(moments(change, draw))
    naive = interval(moments(change, np.zeros(32, np.int64)))

    covered = np.mean((low <= 0.5) & (high >= 0.5))
    assert covered == pytest.approx(0.95, abs=ROOM)
    # Were all repetitions taken to be independent, it would promise too much.
    assert np.mean((naive[0] <= 0.5) & (naive[1] >= 0.5)) < 0.85


def test_unpaired_intervals_of_paired_runs_are_much_too_wide():
    random = np.random.default_rng(4)
    elders = random.normal(size=(2000, 20))
    one = elders + random.normal(scale=0.2, size=elders.shape)
    other = elders + random.normal(scale=0.2, size=elders.shape)
    alone = np.zeros(20, np.int64)

    paired = interval(moments(other - one, alone))
    apart = welch(moments(other, alone), moments(one, alone))

    # Variances 2 × (1 + 0.04) against 2 × 0.04: widths as the root of 26.
    ratio = np.median((apart[1] - apart[0]) / (paired[1] - paired[0]))
    assert ratio == pytest.approx(np.sqrt(26), rel=0.1)


def test_intervals_that_hold_together_miss_one_in_at_most_5_of_100_years():
    random = np.random.default_rng(5)
    figures, replications = 12, 10
    values = random.normal(size=(STUDIES // 4 * figures, replications))
    confidence = 1 - 0.05 / figures

    low, high = interval(moments(values, np.zeros(replications, np.int64)), confidence)
    missed = ((low > 0) | (high < 0)).reshape(-1, figures).any(axis=1)

    assert 0.03 < missed.mean() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / len(missed))
