"""What it is worth to know an unknown: held against what theory says it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.indicators.information import Choice, Unknown, worth
from sim.indicators.smoothing import Smoother

DRAWS = 200


def theory(mean: float, sd: float) -> float:
    """Return the unit normal loss: what it is worth to know a normal part of a gain."""
    at = abs(mean) / sd
    return sd * (stats.norm.pdf(at) - at * stats.norm.sf(at))


def lines(seed: int = 1, draws: int = DRAWS) -> tuple[Choice, np.ndarray]:
    """Return a choice whose gain is -0.3 + x0 + 0.5 x1 + noise, and ten unknowns."""
    rng = np.random.default_rng(seed)
    unknowns = rng.standard_normal((draws, 10))
    noise = 0.7 * rng.standard_normal(draws)
    gain = -0.3 + unknowns[:, 0] + 0.5 * unknowns[:, 1] + noise
    return Choice(["a", "b"], np.stack([np.zeros(draws), gain], axis=1)), unknowns


def alone(values: np.ndarray) -> list[Unknown]:
    return [
        Unknown("parameter", str(place), values[:, [place]])
        for place in range(values.shape[1])
    ]


def test_normal_unknowns_are_worth_the_unit_normal_loss():
    """Mean of 12 studies of 200 draws; an error of 0.05 of 0.27 would be seen."""
    found = []
    for seed in range(12):
        choice, unknowns = lines(seed)
        both = Unknown("group", "both", unknowns[:, :2])
        told = worth(choice, [*alone(unknowns[:, :1]), both])
        found.append([row["value"] for row in told])
    mean, error = np.mean(found, axis=0), np.std(found, axis=0) / np.sqrt(12)

    assert mean[0] == pytest.approx(theory(-0.3, 1.0), abs=4 * error[0])
    assert mean[1] == pytest.approx(theory(-0.3, np.sqrt(1.25)), abs=4 * error[1])
    assert error.max() < 0.0125


def test_the_standard_error_is_the_spread_of_studies():
    found, told = [], []
    for seed in range(12):
        choice, unknowns = lines(seed)
        row = worth(choice, alone(unknowns[:, :1]))[0]
        found.append(row["value"])
        told.append(row["value_error"])

    assert np.mean(told) == pytest.approx(np.std(found, ddof=1), rel=0.5)


def test_what_a_choice_hangs_on_is_told_and_the_rest_is_noise():
    choice, unknowns = lines()

    told = {row["unknown"]: row for row in worth(choice, alone(unknowns))}

    assert told["0"]["verdict"] == "told"
    assert told["0"]["wrong_less"] > 3 * told["0"]["wrong_less_error"]
    assert {told[str(place)]["verdict"] for place in range(2, 10)} == {"noise"}


def test_unknowns_without_any_effect_rise_above_noise_in_one_study_of_twenty():
    """Twenty studies of eight unknowns each; more than four alarms would be a fault."""
    alarms = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        gain = rng.standard_normal((40, 1)) - 0.1
        choice = Choice(["a", "b"], np.hstack([np.zeros((40, 1)), gain]))
        told = worth(choice, alone(rng.standard_normal((40, 8))))
        alarms += any(row["verdict"] == "told" for row in told)

    assert alarms <= 4


def test_a_choice_that_no_draw_overturns_is_settled():
    rng = np.random.default_rng(3)
    unknown = rng.random((30, 1))
    choice = Choice(["a", "b"], np.hstack([np.zeros((30, 1)), -1 - unknown]))

    row = worth(choice, alone(unknown))[0]

    assert row["verdict"] == "settled"
    assert row["value"] == row["wrong_now"] == row["wrong_less"] == 0


def test_too_few_draws_tell_nothing_and_say_so():
    choice, unknowns = lines(draws=19)

    row = worth(choice, alone(unknowns))[0]

    assert row["verdict"] == "few"
    assert "value" not in row


def test_a_threshold_is_found_although_it_is_no_straight_line():
    """Worth knowing: b is better for middling values alone, so no line tells it."""
    rng = np.random.default_rng(5)
    unknown = rng.uniform(-1, 1, (DRAWS, 1))
    gain = 0.3 - np.abs(unknown) + 0.1 * rng.standard_normal((DRAWS, 1))
    choice = Choice(["a", "b"], np.hstack([np.zeros((DRAWS, 1)), gain]))

    row = worth(choice, alone(unknown))[0]

    assert row["value"] == pytest.approx(0.045, abs=0.015)
    assert row["verdict"] == "told"


def test_gains_may_be_counted_in_any_unit():
    choice, unknowns = lines()
    larger = Choice(choice.names, 1000 * choice.good + 5)

    one = worth(choice, alone(unknowns[:, :2]))
    other = worth(larger, alone(unknowns[:, :2]))

    for small, large in zip(one, other, strict=True):
        assert large["value"] == pytest.approx(1000 * small["value"], rel=1e-6)
        assert large["wrong_less"] == small["wrong_less"]
        assert large["verdict"] == small["verdict"]


def test_only_the_order_of_an_unknown_counts():
    choice, unknowns = lines()

    one = worth(choice, alone(unknowns[:, :1]))[0]
    other = worth(choice, alone(np.exp(unknowns[:, :1])))[0]

    assert other["value"] == pytest.approx(one["value"], rel=1e-9)


def test_unknowns_that_move_together_are_worth_what_one_is():
    choice, unknowns = lines()
    twice = np.repeat(unknowns[:, :1], 3, axis=1)

    one, three = worth(
        choice, [*alone(unknowns[:, :1]), Unknown("group", "thrice", twice)]
    )

    assert three["value"] == pytest.approx(one["value"], rel=1e-9)


def test_a_flat_curve_expects_the_mean_everywhere():
    rng = np.random.default_rng(2)

    fitted = Smoother(np.ones((30, 2))).fit(rng.random((30, 1)))

    assert np.ptp(fitted.mean) == 0


def test_held_out_expectations_are_those_of_a_fit_without_the_row():
    """With the same curve, leaving a row out is what the shortcut says it is."""
    rng = np.random.default_rng(4)
    unknown = rng.standard_normal((40, 1))
    line = 2 * unknown + 0.2 * rng.standard_normal((40, 1))
    smoother = Smoother(unknown)

    fitted = smoother.fit(line)
    moved = line.copy()
    moved[7] = fitted.held_out[7]

    # A row that lies where the others expect it changes nothing.
    assert smoother.fit(moved).mean[7] == pytest.approx(moved[7], abs=0.02)
