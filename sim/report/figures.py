"""Reads the summary of a run: which number of which indicator, when and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from sim.report.numbers import UNKNOWN, Estimate

SPLITS: Final = ("tier", "ownership", "operation", "residence")
KEYS: Final = ("area_level", "area_code", *SPLITS, "indicator", "unit", "year")
INTERVAL: Final = 0.8


def summarise(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return mean and 80 % interval of each indicator across replications and draws.

    Parameters
    ----------
    indicators
        The table of CONTRACTS: `KEYS` plus `draw`, `replication` and `value`.

    Returns
    -------
        A row for each combination of `KEYS` with `mean`, `low` and `high`. The
        interval runs from the 10 % to the 90 % quantile; it is missing where there is
        a single value.
    """
    tail = (1 - INTERVAL) / 2
    values = indicators.groupby(list(KEYS), observed=True, sort=True)["value"]
    summary = values.agg(["mean", "count"])
    several = summary["count"] > 1
    summary["low"] = values.quantile(tail).where(several)
    summary["high"] = values.quantile(1 - tail).where(several)
    return summary.drop(columns="count").reset_index()


class Figures:
    """Looks up estimates by name; what a run lacks comes back unknown, not as a fault.

    Parameters
    ----------
    summary
        Columns `KEYS`, `mean`, `low`, `high`; `all` where an indicator is not split.
    """

    def __init__(self, summary: pd.DataFrame) -> None:
        wanted = summary[summary["area_level"].isin(["region", "county"])]
        self._parts: Mapping[tuple[str, ...], pd.DataFrame] = {
            tuple(str(part) for part in key): part.set_index("year").sort_index()
            for key, part in wanted.groupby(
                ["area_level", "area_code", "indicator", *SPLITS], observed=True
            )
        }
        self._region = next((key[1] for key in self._parts if key[0] == "region"), "")
        self.years = sorted(int(year) for year in wanted["year"].unique())

    @property
    def first_year(self) -> int:
        """The first calendar year of the run."""
        return self.years[0]

    @property
    def last_year(self) -> int:
        """The last calendar year of the run."""
        return self.years[-1]

    def path(
        self, indicator: str, county: str | None = None, **splits: str
    ) -> pd.DataFrame:
        """Return the indicator by year for the whole area or for one county.

        Returns
        -------
            Index `year`, columns `mean`, `low`, `high`; every year of the run, missing
            where undefined.
        """
        level, code = ("county", county) if county else ("region", self._region)
        chosen = tuple(splits.get(split, "all") for split in SPLITS)
        part = self._parts.get((level, code, indicator, *chosen))
        columns = list(Estimate._fields)
        if part is None:
            return pd.DataFrame(index=self.years, columns=columns, dtype=float)
        return part[columns].astype(float).reindex(self.years)

    def at(
        self, year: int, indicator: str, county: str | None = None, **splits: str
    ) -> Estimate:
        """Return the estimate of one year, unknown where there is none."""
        path = self.path(indicator, county, **splits)
        if year not in path.index:
            return UNKNOWN
        mean, low, high = (float(value) for value in path.loc[year])
        return Estimate(mean, low, high)
