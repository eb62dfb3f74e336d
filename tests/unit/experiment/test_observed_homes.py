"""Homes beside their register: no occupancy tells of fewer than five residents."""

from __future__ import annotations

import pandas as pd

from sim.experiment.observed import untold


def hidden(*rows):
    names = ["beds", "observed", "mean", "persons", "kind"]
    return untold(pd.DataFrame(rows, columns=names)).tolist()


def test_a_home_of_four_is_hidden_by_what_its_rate_and_beds_tell():
    rows = [(40, 0.1, 0.5, 6.0, "a"), (40, 0.5, 0.5, 20.0, "b"), (30, 0, 0.6, 0, "c")]

    assert hidden(*rows) == [True, False, False]


def test_a_simulated_count_is_hidden_too():
    assert hidden((40, 0.5, 0.1, 20.0, "a")) == [True]


def test_where_one_is_hidden_the_next_smallest_of_its_kind_is_too():
    sizes = (3, 30, 20, 3)
    rows = [(40, n / 40, 0.5, float(n), k) for n, k in zip(sizes, "aaab", strict=True)]

    assert hidden(*rows) == [True, False, True, True]
