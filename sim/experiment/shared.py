"""What of a run is for other people's eyes: its tables without small numbers.

CSV files, page and workbook are made from these; Parquet files are working data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.indicators.headlines import SPLITS
from sim.report.masking import (
    RESIDENTS,
    TELLING,
    holds_real_people,
    is_small,
    masked,
    masked_occupancy,
)
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.results import Results

_SPREAD: Final = (
    *("mean", "sd", "low", "high", "mean_low", "mean_high"),
    *("sd_chance", "sd_ignorance"),
)
_CELL: Final = ["year", "area_level", "area_code", *SPLITS]
_NO_CELLS: Final = pd.DataFrame(columns=_CELL)
_TWIN: Final = ("twin_occupancy", "twin_se")


def masking_of(
    scenario: Scenario, homes: pd.DataFrame
) -> Callable[[pd.DataFrame], pd.DataFrame] | None:
    """Return what hides small numbers of an indicator table; None where nobody is real.

    Parameters
    ----------
    homes
        The registry of the run.
    """
    if not holds_real_people(scenario.area):
        return None
    return lambda table: masked(table, homes)


def shared_summary(results: Results, *, as_words: bool = True) -> pd.DataFrame:
    """Return the summary of a run as others may see it.

    Parameters
    ----------
    as_words
        Write what is hidden in words, for a spreadsheet; otherwise leave it unknown.
    """
    summary = results.summary
    if not holds_real_people(results.scenario.area):
        return summary
    return masked(summary, results.homes, _SPREAD, as_words=as_words)


def without_small_cells(runs: Sequence[Results]) -> dict[str, pd.DataFrame]:
    """Return the figures of runs by scenario, to be compared and shown.

    A kind of homes with a handful of real residents in one of them is left out of all,
    in every repetition: what is left must be the same in each.
    """
    tables = {one.scenario.id: one.indicators for one in runs}
    real = [one for one in runs if holds_real_people(one.scenario.area)]
    few = pd.concat([_small_cells(one.indicators) for one in real] or [_NO_CELLS])
    if few.empty:
        return tables
    return {name: _without(table, few) for name, table in tables.items()}


def _small_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the cells whose residents, mean of the repetitions, are a handful."""
    residents = table[table["indicator"] == "residents"]
    means = residents.groupby(_CELL, observed=True)["value"].mean()
    return means[means.map(is_small)].reset_index()[_CELL]


def _without(table: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(table[_CELL].astype("str"))
    hidden = keys.isin(pd.MultiIndex.from_frame(cells.astype("str")))
    hidden &= table["indicator"].isin([RESIDENTS, *TELLING])
    return table[~hidden]


def shared_regret(scenario: Scenario, regret: pd.DataFrame) -> pd.DataFrame:
    """Return verdicts without occupancies that tell a handful of residents."""
    homes = scenario.area.homes
    if homes is None or not holds_real_people(scenario.area):
        return regret
    return masked_occupancy(regret, homes, _TWIN)
