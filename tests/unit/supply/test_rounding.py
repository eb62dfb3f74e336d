import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.supply.rounding import largest_remainder


def test_what_is_left_goes_to_the_largest_remainders():
    assert largest_remainder(np.array([1.0, 1.0, 2.0]), 5).tolist() == [1, 1, 3]


def test_first_of_equal_remainders_wins():
    assert largest_remainder(np.ones(3), 4).tolist() == [2, 1, 1]


def test_share_above_the_bound_goes_to_the_others():
    result = largest_remainder(
        np.array([8.0, 1.0, 1.0]), 10, upper=np.array([4, 10, 10])
    )

    assert result.tolist() == [4, 3, 3]


def test_more_than_the_bounds_hold_is_refused():
    with pytest.raises(ValueError, match="upper bounds"):
        largest_remainder(np.ones(2), 5, upper=np.array([2, 2]))


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1),
    st.data(),
)
def test_shares_are_whole_and_add_up_within_bounds(pairs, data):
    weights = np.array([weight for weight, _ in pairs], dtype=float)
    upper = np.array([bound for _, bound in pairs])
    total = data.draw(st.integers(0, int(upper.sum())))
    if total and not weights.any():
        return
    result = largest_remainder(weights, total, upper=upper)

    assert result.sum() == total
    assert (result >= 0).all()
    assert (result <= upper).all()
