"""The points of a sweep are those of its design."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.stats import qmc

from sim.experiment.sweep_points import points_of
from sim.scenario.sweep_list import Sweep, Varied

LISTED = (Varied("a.x", ("1", "2")), Varied("a.y@2030-01-01", ("10%", "20%", "30%")))
SPANS = (Varied("a.x", low=0.0, high=2.0), Varied("a.n", low=3.0, high=7.0, whole=True))


def test_a_grid_has_all_combinations_in_the_order_of_the_file():
    points = points_of(Sweep("s", "grid", LISTED))

    expected = product(LISTED[0].values, LISTED[1].values)
    assert [tuple(point.values()) for point in points] == list(expected)
    assert all(list(point) == ["a.x", "a.y@2030-01-01"] for point in points)


def test_one_at_a_time_names_one_path_at_each_point():
    points = points_of(Sweep("s", "one_at_a_time", LISTED))

    assert points == [
        {"a.x": "1"},
        {"a.x": "2"},
        {"a.y@2030-01-01": "10%"},
        {"a.y@2030-01-01": "20%"},
        {"a.y@2030-01-01": "30%"},
    ]


def test_a_latin_hypercube_is_that_of_scipy_stretched_over_the_spans():
    points = points_of(Sweep("s", "latin_hypercube", SPANS, points=40, seed=7))

    unit = qmc.LatinHypercube(2, rng=np.random.default_rng(7)).random(40)
    stretched = qmc.scale(unit[:, :1], [0.0], [2.0])[:, 0]
    assert np.allclose([float(point["a.x"]) for point in points], stretched, rtol=1e-15)


def test_a_latin_hypercube_meets_every_part_of_a_span_once():
    points = points_of(Sweep("s", "latin_hypercube", SPANS, points=40, seed=1))

    parts = [int(float(point["a.x"]) / 2.0 * 40) for point in points]
    assert sorted(parts) == list(range(40))


def test_whole_numbers_of_a_latin_hypercube_are_whole_and_meet_both_ends():
    points = points_of(Sweep("s", "latin_hypercube", SPANS, points=40, seed=1))

    counts = [int(point["a.n"]) for point in points]
    assert {counts.count(number) for number in range(3, 8)} == {8}


def test_the_seed_decides_the_points():
    drawn = [
        points_of(Sweep("s", "latin_hypercube", SPANS, points=9, seed=seed))
        for seed in (1, 1, 2)
    ]

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
