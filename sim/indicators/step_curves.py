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
    slots = cells * (len(edges) - 1) + window_of(days, edges)
    return _sums(slots, changes, n_cells, edges)


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
    slots = cells * (len(edges) - 1) + window
    steps = _sums(slots, changes, n_cells, edges)
    first = _sums(slots, changes * (edges[window + 1] - days), n_cells, edges)
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
    if inside.all():
        return cells, days, weights
    return cells[inside], days[inside], weights[inside]


def _sums(
    slots: Codes, weights: Days, n_cells: int, edges: Days
) -> NDArray[np.float64]:
    """Return sums by cell and window, which a slot names together."""
    shape = (n_cells, len(edges) - 1)
    sums = np.bincount(slots, weights=weights, minlength=shape[0] * shape[1])
    return sums.astype(np.float64, copy=False).reshape(shape)


def ratio(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return numerator over denominator, not a number where there is none."""
    whole = np.broadcast_to(denominator, numerator.shape)
    out = np.full(numerator.shape, np.nan)
    np.divide(numerator, whole, out=out, where=whole > 0)
    return out
