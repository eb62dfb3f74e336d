"""Rounding to whole persons keeps the sums it is told to keep."""

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from calibration.steps.whole_numbers import controlled_rounding, largest_remainder


def test_the_largest_remainders_are_rounded_up() -> None:
    assert largest_remainder(np.array([1.2, 1.7, 1.1]), 4).tolist() == [1, 2, 1]


def test_a_total_cannot_be_spread_over_zeros() -> None:
    with pytest.raises(ValueError, match="spread over zeros"):
        largest_remainder(np.zeros(3), 1)


def test_contradictory_sums_are_refused() -> None:
    expected = np.array([[1.0, 0.0], [0.0, 1.0]])

    with pytest.raises(ValueError, match="contradict"):
        controlled_rounding(expected, np.array([2, 0]), np.array([0, 2]))


@examples(60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 8))
def test_rows_and_columns_keep_their_sums(seed: int, rows: int, columns: int) -> None:
    random = np.random.default_rng(seed)
    expected = random.gamma(0.7, 4.0, (rows, columns))
    total = round(expected.sum())
    row_sums = largest_remainder(expected.sum(axis=1), total)
    column_sums = largest_remainder(expected.sum(axis=0), total)

    whole = controlled_rounding(expected, row_sums, column_sums)

    assert (whole.sum(axis=1) == row_sums).all()
    assert (whole.sum(axis=0) == column_sums).all()
    assert (whole >= 0).all()
    assert np.abs(whole - expected).max() < 3
