"""Kinds of home when their operation changes: direct until the day of entrusting.

Tables tell homes apart by the operation that they have at the year's end; a home that
is entrusted in the course of the period has a twin, counted in the years in which the
home itself is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.indicators.cells import KindCells, home_kinds, kind_cells
from sim.indicators.home_states import entrusted
from sim.indicators.reading import LogReading
from sim.indicators.scope import OPERATIONS, Scope

Table = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

_OPERATION = 2
"""Row of the operation in `home_kinds`."""


@dataclass(frozen=True)
class YearlyKinds:
    """Homes and their twins, by kind and year."""

    kinds: Codes
    """Tier, ownership and operation of homes, then of twins. Shape (3, rows)"""
    of: Codes
    """Position of the home of each row in `Scope.homes`. Shape (rows)"""
    counts: Mask
    """Whether a row stands for its home in a year. Shape (rows, years)"""

    def cells(self, scope: Scope) -> KindCells:
        """Return the cells in which homes and twins count."""
        return kind_cells(scope, scope.homes["county"].to_numpy()[self.of], self.kinds)

    def spread(self, by_home: Table) -> Table:
        """Return a table by home as one by row: nought where a row does not count."""
        return np.where(self.counts, by_home[self.of], 0.0)

    def kinds_of(self, home: Codes, year: Codes) -> Codes:
        """Return the kinds of homes in years. Shape (3, homes)."""
        n_homes = self.of.max(initial=-1) + 1
        row = np.arange(n_homes)[home]
        twin = np.full(n_homes, -1)
        twin[self.of[n_homes:]] = np.arange(n_homes, len(self.of))
        has = twin[home] >= 0
        later = has & self.counts[twin[home], year]
        return self.kinds[:, np.where(later, twin[home], row)]


def yearly_kinds(reading: LogReading, scope: Scope) -> YearlyKinds:
    """Return homes and twins, the operation being that of each year's end."""
    kinds, at_ends = home_kinds(scope.homes), entrusted(reading, scope)
    at_start = kinds[_OPERATION] == OPERATIONS.index("entrusted")
    changed = np.flatnonzero(at_ends.any(axis=1) & ~at_start)
    twins = kinds[:, changed].copy()
    twins[_OPERATION] = OPERATIONS.index("entrusted")
    counts = np.ones(at_ends.shape, dtype=bool)
    counts[changed] = ~at_ends[changed]
    return YearlyKinds(
        kinds=np.hstack([kinds, twins]),
        of=np.append(np.arange(len(scope.homes)), changed).astype(np.int64),
        counts=np.vstack([counts, at_ends[changed]]),
    )
