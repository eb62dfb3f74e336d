"""Whole persons with given sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def whole(amounts: Floats, total: int) -> Ints:
    """Return whole numbers near `amounts` that sum to `total`, by largest remainders.

    Parameters
    ----------
    amounts
        At least one above 0, unless `total` is 0. Only their proportions count.
        Shape (n). [persons]
    total
        Sum of the result. [persons]
    """
    if total == 0 or amounts.sum() <= 0:
        return np.zeros(len(amounts), dtype=np.int64)
    exact = amounts * (total / amounts.sum())
    rounded: Ints = np.floor(exact).astype(np.int64)
    left = total - int(rounded.sum())
    order = np.argsort(rounded - exact, kind="stable")
    rounded[order[:left]] += 1
    return rounded
