"""Homes of several elders in the order in which each would take them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ranking:
    """Homes of several elders, each elder's best first.

    Attributes
    ----------
    offset
        Where each elder's homes begin, and the end. Shape (elders + 1).
    home, utility, minutes
        One entry a pair of elder and admissible home. Shape (pairs).
    """

    offset: NDArray[np.int64]
    home: NDArray[np.int64]
    utility: NDArray[np.float64]
    minutes: NDArray[np.float64]


def best_first(
    utility: NDArray[np.float64], number: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the order of pairs that has each elder's best home first.

    Homes of an elder come by index, which breaks ties. Elders with as many homes are
    sorted together, as rows of one array: a tenth of the time of one long sort.

    Parameters
    ----------
    utility
        Of all pairs, elder by elder. Shape (pairs).
    number
        Homes of each elder. Shape (elders).
    """
    begin = np.cumsum(number) - number
    order = np.empty(len(utility), dtype=np.int64)
    for homes in np.flatnonzero(np.bincount(number)).tolist():
        rows = begin[number == homes][:, None] + np.arange(homes)
        best = np.argsort(-utility[rows], axis=1, kind="stable")
        order[rows] = np.take_along_axis(rows, best, axis=1)
    return order
