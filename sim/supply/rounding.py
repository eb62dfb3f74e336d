"""Whole numbers with an exact sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def largest_remainder(
    weights: NDArray[np.float64], total: int, upper: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Share a whole number out in proportion to weights, nothing left over.

    Everyone gets the whole part of the exact share; what remains goes to the largest
    remainders, the first of equals first. Shares above `upper` are cut and what is
    cut is shared among the others in the same way.

    Parameters
    ----------
    weights
        Not negative, not all zero unless `total` is 0. Shape (n).
    total
        What is shared out.
    upper
        Greatest share of each. Shape (n).

    Raises
    ------
    ValueError
        `total` is above the sum of `upper`, or the weights are all zero.
    """
    result = np.zeros(len(weights), dtype=np.int64)
    if total == 0:
        return result
    if upper is not None and upper.sum() < total:
        raise ValueError(f"{total} is more than the upper bounds hold")
    open_ = np.asarray(weights > 0)
    if not open_.any():
        raise ValueError("no weight is above zero")
    while True:
        left = total - int(result[~open_].sum())
        share = np.where(open_, weights, 0.0)
        exact = share * (left / share.sum())
        whole = np.floor(exact).astype(np.int64)
        first = np.argsort(-(exact - whole), kind="stable")[: left - int(whole.sum())]
        whole[first] += 1
        result = np.where(open_, whole, result)
        if upper is None or (result <= upper).all():
            return result
        above = open_ & (result >= upper)
        result = np.where(above, upper, result)
        open_ = open_ & ~above
        if not open_.any():
            # Only homes without weight are left to take what remains.
            open_ = result < upper
            weights = np.where(open_, 1.0, 0.0)
            result = np.where(open_, 0, result)
