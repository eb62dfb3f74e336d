"""Stocks and areas under step curves, from changes alone.

A stock is the sum of its changes so far; each change lasts from its moment to the end
of the window, so that areas are sums too and nothing need be sorted. Windows include
their start and exclude their end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Days = NDArray[np.float64]
Codes = NDArray[np.int64]

# Sums of days and whole numbers leave rounding dust where the true area is nothing.
_DUST = 1e-6


def window_of(days: Days, edges: Days) -> Codes:
    """Return the window in which each moment lies; `edges` are their borders."""
    window: Codes = np.searchsorted(edges, days, side="right") - 1
    return window


def changes_in(
    days: Days, cells: Codes, changes: ArrayLike, n_cells: int, edges: Days
) -> NDArray[np.float64]:
    """Return the sum of changes by cell and window. Shape (cells, windows).

    Rows with a negative cell or beyond the last edge are left out.
    """
    cells, days, changes = _inside(days, cells, changes, edges)
    n_windows = len(edges) - 1
    slots = cells * n_windows + window_of(days, edges)
    sums: NDArray[np.float64] = np.bincount(
        slots, weights=changes, minlength=n_cells * n_windows
    ).astype(np.float64)
    return sums.reshape(n_cells, n_windows)


def stock_at_ends(
    days: Days, cells: Codes, changes: ArrayLike, n_cells: int, edges: Days
) -> NDArray[np.float64]:
    """Return the stock at the end of each window. Shape (cells, windows).

    A change at the very end of a window belongs to the next one.
    """
    return np.cumsum(changes_in(days, cells, changes, n_cells, edges), axis=1)


def area_under(
    days: Days, cells: Codes, changes: ArrayLike, n_cells: int, edges: Days
) -> NDArray[np.float64]:
    """Return the area under each cell's step curve in each window.

    Parameters
    ----------
    days
        Moments of the changes, in any order. [days]
    cells
        Which curve each change belongs to; negative ones are left out.
    changes
        By how much the curve steps.
    n_cells
        Number of curves.
    edges
        Borders of the windows, rising; the first is no later than any change.

    Returns
    -------
        Shape (cells, windows). [stock × days]
    """
    cells, days, changes = _inside(days, cells, changes, edges)
    window = window_of(days, edges)
    steps = changes_in(days, cells, changes, n_cells, edges)
    first = changes_in(
        days, cells, changes * (edges[window + 1] - days), n_cells, edges
    )
    before = np.cumsum(steps, axis=1) - steps
    area = first + before * np.diff(edges)
    area[np.abs(area) < _DUST] = 0.0
    return area


def _inside(
    days: Days, cells: Codes, changes: ArrayLike, edges: Days
) -> tuple[Codes, Days, Days]:
    """Return the rows that have a cell and lie before the last edge."""
    weights = np.broadcast_to(np.asarray(changes, dtype=np.float64), days.shape)
    inside = (cells >= 0) & (days < edges[-1])
    return cells[inside], days[inside], weights[inside]


def ratio(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return numerator over denominator, not a number where there is none."""
    whole = np.broadcast_to(denominator, numerator.shape)
    out = np.full(numerator.shape, np.nan)
    np.divide(numerator, whole, out=out, where=whole > 0)
    return out
