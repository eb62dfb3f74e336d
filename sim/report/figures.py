"""Reads the summary of a run: which number of which indicator, when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from sim.report.numbers import UNKNOWN, Estimate

SPLITS: Final = ("tier", "ownership", "operation", "residence")


class Figures:
    """Looks up estimates by name; what a run lacks comes back unknown, not as a fault.

    Parameters
    ----------
    summary
        As `sim.indicators.summary_table` returns it. Read are `year`, `area_level`,
        `area_code`, the `SPLITS` (`all` where not split), `indicator`, and `mean`,
        `low`, `high`, of which the last two span the 80 % interval.
    years
        Years of the run; those found in the summary by default.
    days
        Days that the run has of each of these years; all of 365 by default. [days]
    """

    def __init__(
        self,
        summary: pd.DataFrame,
        years: Sequence[int] | None = None,
        days: Sequence[float] | None = None,
    ) -> None:
        wanted = summary[summary["area_level"].isin(["region", "county"])]
        names = wanted[["area_level", "area_code", "indicator", *SPLITS]].astype(str)
        # The code of the whole area is left out: there is one, whatever it is called.
        names["area_code"] = names["area_code"].mask(
            names["area_level"] == "region", ""
        )
        ends = [wanted[end].astype(float) for end in Estimate._fields]
        self._estimates: Mapping[tuple[str, ...], Estimate] = {
            (*key, str(year)): Estimate(*values)
            for key, year, values in zip(
                names.drop(columns="area_level").itertuples(index=False, name=None),
                wanted["year"],
                zip(*ends, strict=True),
                strict=True,
            )
        }
        found = sorted(int(year) for year in wanted["year"].unique())
        self.years = list(years) if years is not None else found
        self._days = dict(
            zip(self.years, days or [365.0] * len(self.years), strict=True)
        )
        self.repetitions = int(summary["n"].max()) if found and "n" in summary else 0
        """How many repetitions the figures are of; 0 where nobody says."""

    def days(self, year: int) -> float:
        """Return how many days of a calendar year the run has."""
        return self._days[year]

    @property
    def first_year(self) -> int:
        """The first calendar year of the run."""
        return self.years[0]

    @property
    def last_year(self) -> int:
        """The last calendar year of the run."""
        return self.years[-1]

    def at(
        self, year: int, indicator: str, county: str | None = None, **splits: str
    ) -> Estimate:
        """Return the estimate of a year for the whole area or for one county."""
        chosen = (splits.get(split, "all") for split in SPLITS)
        key = (county or "", indicator, *chosen, str(year))
        return self._estimates.get(key, UNKNOWN)

    def path(
        self, indicator: str, county: str | None = None, **splits: str
    ) -> dict[int, Estimate]:
        """Return the estimates of every year of the run, in order."""
        return {year: self.at(year, indicator, county, **splits) for year in self.years}

    def has(self, indicator: str, county: str | None = None, **splits: str) -> bool:
        """Whether the run knows the indicator in any year."""
        path = self.path(indicator, county, **splits)
        return any(one.is_known for one in path.values())
