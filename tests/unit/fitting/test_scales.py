"""Working scales: what a range stands for, and what lies on a scale at all."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from sim.fitting.scales import HALF_WIDTH, SCALES

EXAMPLES = {
    "identity": [-3.0, 0.0, 2.5],
    "log": [0.001, 1.0, 250.0],
    "log_odds": [0.01, 0.5, 0.98],
    "root": [0.0, 0.25, 9.0],
    "negative_log": [-2.0, -0.03, -0.001],
    "negative_root": [-4.0, -0.01, 0.0],
}


def test_every_scale_is_tried_here():
    assert EXAMPLES.keys() == SCALES.keys()


@pytest.mark.parametrize("name", SCALES)
def test_a_value_comes_back_and_the_order_stays(name):
    scale, values = SCALES[name], EXAMPLES[name]

    assert scale.natural(scale.of(values)) == pytest.approx(values, abs=1e-12)
    assert (np.diff(scale.of(values)) > 0).all()


@pytest.mark.parametrize(
    ("name", "value", "working"),
    [
        ("identity", -2.0, -2.0),
        ("log", 2.0, 0.6931471805599453),
        ("log_odds", 0.75, 1.0986122886681098),  # odds of 3
        ("root", 9.0, 3.0),
        ("negative_log", -0.5, 0.6931471805599453),
        ("negative_root", -9.0, -3.0),
    ],
)
def test_working_values_can_be_checked_by_hand(name, value, working):
    assert SCALES[name].of(value) == pytest.approx(working)


def test_a_range_holds_80_percent_of_its_normal():
    assert norm.cdf(HALF_WIDTH) - norm.cdf(-HALF_WIDTH) == pytest.approx(0.8)


def test_standard_deviation_is_the_mean_of_two_sides():
    # One factor of 2 below and one of 4 above.
    sd = SCALES["log"].sd(1.0, 0.5, 4.0)

    assert sd == pytest.approx(1.5 * np.log(2) / 1.2815515655446004)


@pytest.mark.parametrize("name", SCALES)
def test_the_domain_is_where_a_value_comes_back(name):
    scale = SCALES[name]
    for end in scale.domain:
        if np.isfinite(end):
            outside = end + np.sign(end - np.mean(EXAMPLES[name])) * max(1, abs(end))
            assert scale.natural(scale.of(end)) == pytest.approx(end, abs=1e-13)
            assert scale.natural(scale.of(outside)) != pytest.approx(outside)
