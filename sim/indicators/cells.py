"""Groups that figures are pooled over: areas, and kinds of home within them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from sim.indicators.reading import positions
from sim.indicators.scope import ALL, OPERATIONS, OWNERSHIPS, TIERS, Scope

Table = NDArray[np.float64]
Codes = NDArray[np.int64]

# Which of tier, ownership and operation are told apart. Private homes count as county
# tier, hence tier and ownership together; all three would be twice as many rows.
_SPLITS: Final = [
    (False, False, False),
    (True, False, False),
    (False, True, False),
    (False, False, True),
    (True, True, False),
]


@dataclass(frozen=True)
class KindCells:
    """Cells of area and kind of home. Arrays of shape (cells)."""

    members: sparse.csr_array
    """1 where a home (column) counts in a cell (row)."""
    area: Codes
    """Row of `Scope.areas`."""
    tier: Codes
    """Position in `TIERS`; 0 is all."""
    ownership: Codes
    """Position in `OWNERSHIPS`; 0 is all."""
    operation: Codes
    """Position in `OPERATIONS`; 0 is all."""

    def pool(self, by_home: Table) -> Table:
        """Return sums over the homes of each cell. Shape (cells, years)."""
        pooled: Table = self.members @ by_home
        return pooled

    def keys(self) -> dict[str, Codes]:
        """Return area and splits as the arguments of `Rows.add`."""
        return {
            "area": self.area,
            "tier": self.tier,
            "ownership": self.ownership,
            "operation": self.operation,
        }


def home_kinds(homes: pd.DataFrame) -> Codes:
    """Return tier, ownership and operation of homes as positions. Shape (3, homes)."""
    return np.array(
        [
            positions(homes["tier"], TIERS),
            positions(homes["ownership"], OWNERSHIPS),
            positions(homes["operation"], OPERATIONS),
        ]
    )


def kind_cells(scope: Scope, county: Codes, kinds: Codes) -> KindCells:
    """Return the cells in which homes count.

    Parameters
    ----------
    scope
        Areas.
    county
        Position of each home's county. Shape (homes)
    kinds
        Positions of tier, ownership and operation. Shape (3, homes)
    """
    keys, columns = [], []
    for level in scope.county_areas:
        for split in _SPLITS:
            shown = np.where(np.array(split)[:, None], kinds, ALL)
            keys.append(np.vstack([level[county], shown]))
            columns.append(np.arange(len(county)))
    cells, row = np.unique(np.hstack(keys).T, axis=0, return_inverse=True)
    members = sparse.csr_array(
        (np.ones(row.size), (row.ravel(), np.concatenate(columns))),
        shape=(len(cells), len(county)),
    )
    return KindCells(members, *(cells[:, place].astype(np.int64) for place in range(4)))


def pool_counties(scope: Scope, by_county: Table) -> Table:
    """Return sums over the counties of region, prefectures and counties.

    Returns
    -------
        Shape (areas without homes, …); rows as in `Scope.areas`.
    """
    n_areas = len(scope.areas) - len(scope.homes)
    pooled = np.zeros((n_areas, *by_county.shape[1:]))
    for level in scope.county_areas:
        np.add.at(pooled, level, by_county)
    return pooled


def pooled_areas(scope: Scope) -> Codes:
    """Return the rows of `Scope.areas` that `pool_counties` gives."""
    return np.arange(len(scope.areas) - len(scope.homes))
