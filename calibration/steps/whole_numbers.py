"""Rounding to whole persons with exact sums.

A table of expected persons becomes whole persons such that every row and every column
keeps its given whole sum; no cell moves by much more than one. Deterministic: ties go
to the earlier cell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def largest_remainder(expected: Floats, total: int) -> Counts:
    """Return whole numbers nearest to `expected` that sum to `total`.

    Parameters
    ----------
    expected
        Values ≥ 0; scaled to the total first. Shape (n). [persons]
    total
        Where every value is 0 the total must be 0 too.
    """
    if expected.sum() == 0:
        if total:
            raise ValueError("a positive total cannot be spread over zeros")
        return np.zeros(len(expected), dtype=np.int64)
    scaled = expected * (total / expected.sum())
    whole = np.floor(scaled + 1e-9).astype(np.int64)
    order = np.argsort(-(scaled - whole), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return np.asarray(whole)


def controlled_rounding(expected: Floats, rows: Counts, columns: Counts) -> Counts:
    """Return whole numbers near `expected` with exactly these row and column sums.

    Rows are rounded one after another; what a column has lost so far is owed to it in
    the next row. What is left over at the end is set right by swaps within a row.

    Parameters
    ----------
    expected
        Values ≥ 0 whose margins are near the given ones. Shape (rows, columns).
    rows, columns
        Whole sums; both must have the same total.
    """
    whole = np.zeros(expected.shape, dtype=np.int64)
    owed = np.zeros(expected.shape[1])
    for row, total in enumerate(rows):
        whole[row] = _rounded_row(expected[row], owed, int(total))
        owed += expected[row] - whole[row]
    _settle_columns(whole, expected, columns)
    return whole


def _rounded_row(expected: Floats, owed: Floats, total: int) -> Counts:
    if not expected.any():
        return largest_remainder(expected, total)
    scaled = expected * (total / expected.sum())
    whole = np.floor(scaled + 1e-9).astype(np.int64)
    wish = np.where(expected > 0, scaled - whole + owed, -np.inf)
    order = np.argsort(-wish, kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return np.asarray(whole)


def _settle_columns(whole: Counts, expected: Floats, columns: Counts) -> None:
    """Move single persons within rows until every column has its sum."""
    while (surplus := whole.sum(axis=0) - columns).any():
        giver, taker = int(np.argmax(surplus)), int(np.argmin(surplus))
        gain = (whole - expected)[:, giver] - (whole - expected)[:, taker]
        allowed = (whole[:, giver] > 0) & (expected[:, taker] > 0)
        if not allowed.any():
            raise ValueError("row and column sums contradict the empty cells")
        row = int(np.argmax(np.where(allowed, gain, -np.inf)))
        whole[row, giver] -= 1
        whole[row, taker] += 1
