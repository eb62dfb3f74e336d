"""Two one-sided tests: what is equivalent, what is not, and with what power."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.experiment.equivalence import (
    COLUMNS,
    compare,
    equivalence_file,
    power_of,
    read_equivalence,
    write_equivalence,
)
from sim.experiment.reference import UnreadableReferenceError, scenario_files

SD = 0.02


def figures(values: np.ndarray, indicator="occupancy_rate", scenario="x"):
    row = [
        *(scenario, indicator, 2030, values.mean()),
        *(stats.sem(values), len(values)),
    ]
    return pd.DataFrame([row], columns=COLUMNS)


def sample(seed: int, n: int, mean: float = 0.45) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, SD, n)


def test_the_interval_is_welchs_at_90_percent():
    old, new = sample(1, 300), sample(2, 60)

    [told] = compare(figures(old), figures(new))

    expected = stats.ttest_ind(new, old, equal_var=False).confidence_interval(0.9)
    assert (told.low, told.high) == pytest.approx(tuple(expected))
    assert told.passes


def test_a_planted_percentage_point_fails():
    old = sample(1, 300)

    [same] = compare(figures(old), figures(old[:60]))
    [planted] = compare(figures(old), figures(old[:60] + 0.01))

    assert same.passes
    assert not planted.passes
    assert planted.difference - same.difference == pytest.approx(0.01)


def test_other_chances_pass_as_often_as_the_power_says():
    tests = [
        compare(figures(sample(seed, 300)), figures(sample(10_000 + seed, 60)))[0]
        for seed in range(300)
    ]

    passed = np.mean([one.passes for one in tests])
    assert passed == pytest.approx(np.mean([one.power for one in tests]), abs=0.04)


def test_a_true_difference_of_the_margin_fails_in_95_of_100():
    tests = [
        compare(figures(sample(seed, 300)), figures(sample(5_000 + seed, 60, 0.46)))[0]
        for seed in range(300)
    ]

    assert np.mean([one.passes for one in tests]) < 0.09


def test_the_detectable_difference_fails_in_80_of_100():
    error, factor = 0.003, 1.66
    power, noticed = power_of(0.01, error, factor)

    room = 0.01 - factor * error
    assert stats.norm.sf((room - noticed) / error) == pytest.approx(0.8)
    assert 0 < noticed < 0.01
    assert power == pytest.approx(2 * stats.norm.cdf(room / error) - 1)


def test_figures_without_chance_differ_by_what_they_are():
    old, near, far = (figures(np.full(5, mean)) for mean in (0.4, 0.405, 0.411))

    assert [one.passes for one in compare(old, near)] == [True]
    assert [one.passes for one in compare(old, far)] == [False]


def test_a_figure_that_one_side_lacks_never_passes():
    values = np.linspace(0.449, 0.451, 9)
    one, other = figures(values), figures(values, "nursing_bed_share")
    both = pd.concat([one, other])

    for old, new in ((both, one), (one, both)):
        told = {test.indicator: test.passes for test in compare(old, new)}
        assert told == {"occupancy_rate": True, "nursing_bed_share": False}


def test_the_file_keeps_other_scenarios_and_is_no_scenarios_reference(tmp_path):
    write_equivalence(figures(sample(1, 9), scenario="a"), tmp_path)
    write_equivalence(figures(sample(2, 9), scenario="b"), tmp_path)
    write_equivalence(figures(sample(3, 9), scenario="a"), tmp_path)

    read = read_equivalence(tmp_path)
    assert list(read["scenario"]) == ["a", "b"]
    assert read["mean"][0] == pytest.approx(sample(3, 9).mean(), abs=1e-7)
    assert scenario_files(tmp_path) == []


def test_marks_of_a_merge_are_told(tmp_path):
    assert read_equivalence(tmp_path) is None
    equivalence_file(tmp_path).write_text("<<<<<<< HEAD\nscenario\n", encoding="utf-8")

    with pytest.raises(UnreadableReferenceError):
        read_equivalence(tmp_path)
