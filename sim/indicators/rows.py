"""Rows of the indicator table, gathered as numbers and turned into words at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sim.indicators.catalogue import CATALOGUE
from sim.indicators.scope import (
    ALL,
    LEVELS,
    OPERATIONS,
    OWNERSHIPS,
    RESIDENCES,
    TIERS,
    Scope,
)

KEYS: Final = [
    "draw",
    "replication",
    "year",
    "area_level",
    "area_code",
    "tier",
    "ownership",
    "operation",
    "residence",
    "indicator",
]
COLUMNS: Final = [*KEYS, "value", "unit"]

_WORDS: Final[dict[str, list[str]]] = {
    "tier": TIERS,
    "ownership": OWNERSHIPS,
    "operation": OPERATIONS,
    "residence": RESIDENCES,
    "indicator": list(CATALOGUE),
}


@dataclass
class Rows:
    """Figures gathered so far; an undefined one (not a number) gives no row."""

    scope: Scope
    """Years and areas that the rows are for."""
    parts: list[dict[str, NDArray[Any]]] = field(default_factory=list)
    """Columns as positions in their words, one dictionary for each `add`."""

    def add(
        self,
        indicator: str,
        values: NDArray[np.float64],
        *,
        area: ArrayLike,
        tier: ArrayLike = ALL,
        ownership: ArrayLike = ALL,
        operation: ArrayLike = ALL,
        residence: ArrayLike = ALL,
    ) -> None:
        """Add the values of one indicator. Shape (cells, years).

        `area` (rows of `Scope.areas`) and the splits are of shape (cells) or scalar.
        """
        cell, year = np.nonzero(np.isfinite(values))
        positions: dict[str, ArrayLike] = {
            "area": area,
            "tier": tier,
            "ownership": ownership,
            "operation": operation,
            "residence": residence,
            "indicator": _WORDS["indicator"].index(indicator),
        }
        part: dict[str, NDArray[Any]] = {
            name: np.broadcast_to(np.asarray(place), len(values))[cell]
            for name, place in positions.items()
        }
        self.parts.append(part | {"year": year, "value": values[cell, year]})

    def to_frame(self, draw: int, replication: int) -> pd.DataFrame:
        """Return the table, sorted by all key columns.

        Returns
        -------
            Columns `COLUMNS`. Words are categories (the same ones in every table),
            except `area_code`, which is text; `value` is never missing.
        """
        columns = {
            name: np.concatenate([part[name] for part in self.parts])
            for name in ("year", "area", *_WORDS, "value")
        }
        order = np.lexsort(
            [columns[name] for name in reversed(["year", "area", *_WORDS])]
        )
        sorted_columns = {name: column[order] for name, column in columns.items()}
        return self._worded(sorted_columns, draw, replication)

    def _worded(
        self, columns: dict[str, NDArray[Any]], draw: int, replication: int
    ) -> pd.DataFrame:
        """Return the columns with words for positions."""
        area = self.scope.areas.iloc[columns["area"]]
        years = np.array(self.scope.timeline.years, dtype=np.int32)
        units = list(dict.fromkeys(entry.unit for entry in CATALOGUE.values()))
        unit_of = np.array([units.index(entry.unit) for entry in CATALOGUE.values()])
        table: dict[str, object] = {
            "draw": np.full(len(area), draw, dtype=np.int32),
            "replication": np.full(len(area), replication, dtype=np.int32),
            "year": years[columns["year"]],
            "area_level": _category(area["level"].to_numpy(), LEVELS),
            "area_code": pd.array(area["code"].to_numpy(), dtype="str"),
        }
        table |= {name: _category(columns[name], _WORDS[name]) for name in _WORDS}
        table["value"] = columns["value"]
        table["unit"] = _category(unit_of[columns["indicator"]], units)
        return pd.DataFrame(table)[COLUMNS]


def in_known_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return an indicator table with its words as the categories of `Rows.to_frame`.

    A table that was stored may come back with other ones, and in another order.
    """
    words = {"area_level": LEVELS} | _WORDS
    known = {
        name: pd.Categorical(table[name], categories=pd.Index(words[name], dtype="str"))
        for name in words
    }
    return table.assign(**known)


def _category(positions: NDArray[np.int64], words: list[str]) -> pd.Categorical:
    """Return words as a category."""
    return pd.Categorical.from_codes(positions, categories=pd.Index(words, dtype="str"))
