"""Figures of several scenarios side by side, repetition by repetition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.headlines import WITHOUT_RULES, named_headlines
from sim.indicators.rows import KEYS, in_known_words

Values = NDArray[np.float64]
Codes = NDArray[np.int64]

_LEVELS: Final = ["region", "prefecture", "county"]
_UNIT: Final = ["draw", "replication"]
FIGURE: Final = [*KEYS[2:], "unit"]


@dataclass(frozen=True)
class Repetitions:
    """The same figures of the same repetitions in several scenarios."""

    figures: pd.DataFrame
    """A row a figure of region, prefecture or county: columns `FIGURE`, and
    `headline`, its name in `headlines.yaml` or nothing."""
    draw: Codes
    """Draw of each repetition. Shape (repetitions)"""
    replication: Codes
    """Replication of each repetition. Shape (repetitions)"""
    by_scenario: Mapping[str, Values]
    """Figures by scenario, NaN where undefined. Shape (figures, repetitions)"""
    joint: bool
    """Whether draws, if there are several, are joint draws of the parameters."""

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(np.unique(self.draw))

    @property
    def replications(self) -> int:
        """How many replications each draw has."""
        return len(np.unique(self.replication))

    def only(self, rows: NDArray[np.bool_]) -> Repetitions:
        """Return some of the figures."""
        by_scenario = {name: table[rows] for name, table in self.by_scenario.items()}
        figures = self.figures[rows].reset_index(drop=True)
        return replace(self, figures=figures, by_scenario=by_scenario)


def side_by_side(
    indicators: Mapping[str, pd.DataFrame], *, joint: bool = False
) -> Repetitions:
    """Return the figures of several scenarios, each value beside its like.

    Parameters
    ----------
    indicators
        Indicator tables by scenario, all of the same repetitions; homes are left out,
        as one draw's homes are not another's.
    joint
        Whether the draws, if there are several, are joint draws of the parameters.

    Returns
    -------
        Figures sorted by their keys; a figure that a scenario lacks is NaN there, but
        what rules did is nought in a scenario without rules.

    Raises
    ------
    ValueError
        The repetitions differ: nothing could be paired.
    """
    tables = {name: _of_areas(table) for name, table in indicators.items()}
    units = [_units(table) for table in tables.values()]
    if any(not unit.equals(units[0]) for unit in units):
        raise ValueError("scenarios that are compared need the same repetitions")
    # Words that a stored table lost must not change the order of the rows.
    every = in_known_words(pd.concat(tables.values(), ignore_index=True))
    grouped = every.groupby(FIGURE, observed=True, sort=True)
    figure = grouped.ngroup().to_numpy().astype(np.int64)
    _, first = np.unique(figure, return_index=True)
    figures = every.loc[first, FIGURE].reset_index(drop=True)
    figures["headline"] = named_headlines(figures)
    column = _repetition(every)
    value = every["value"].to_numpy(np.float64)
    by_scenario, start = {}, 0
    for name, table in tables.items():
        rows = slice(start, start + len(table))
        by_scenario[name] = np.full((len(figures), len(units[0])), np.nan)
        by_scenario[name][figure[rows], column[rows]] = value[rows]
        _fill_without_rules(by_scenario[name], figures["indicator"])
        start += len(table)
    draw, replication = (units[0][key].to_numpy(np.int64) for key in _UNIT)
    return Repetitions(figures, draw, replication, by_scenario, joint)


def _fill_without_rules(values: Values, indicator: pd.Series) -> None:
    """Put the noughts of a scenario without rules into its values, in place."""
    known = indicator.astype("str").map(WITHOUT_RULES).to_numpy(np.float64)
    of_rules = ~np.isnan(known)
    if np.isnan(values[of_rules]).all():
        values[of_rules] = known[of_rules][:, None]


def _of_areas(table: pd.DataFrame) -> pd.DataFrame:
    rows = table[table["area_level"].isin(_LEVELS)]
    return rows[[*KEYS, "value", "unit"]].reset_index(drop=True)


def _units(table: pd.DataFrame) -> pd.DataFrame:
    """Return the repetitions of a table in their order."""
    pairs = table[_UNIT].drop_duplicates().astype(np.int64)
    return pairs.sort_values(_UNIT, ignore_index=True)


def _repetition(table: pd.DataFrame) -> Codes:
    """Return which repetition each row is of, from 0. Shape (rows)."""
    draw, replication = (table[key].to_numpy(np.int64) for key in _UNIT)
    code = draw * (replication.max(initial=0) + 1) + replication
    return np.unique(code, return_inverse=True)[1].astype(np.int64)
