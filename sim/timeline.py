"""Dates and days: the only place where one becomes the other.

The model counts days since the start of the period, as floats; dates exist in
scenario files and in reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

DAYS_PER_YEAR = 365.25

# Moments of the simulation lie on a grid of 2**-16 days (1.3 seconds). Sums and
# differences of such numbers are exact in a float, so a moment is the same to the last
# bit whatever else happened before it.
_MOMENTS_PER_DAY = 65536.0


def on_grid(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return moments [days] rounded to the grid of the clock; infinity stays."""
    result: NDArray[np.float64] = np.round(days * _MOMENTS_PER_DAY) / _MOMENTS_PER_DAY
    return result


def moment(day: float) -> float:
    """Return one moment rounded to the grid of the clock [days]."""
    return day if day == inf else round(day * _MOMENTS_PER_DAY) / _MOMENTS_PER_DAY


@dataclass(frozen=True)
class Timeline:
    """The simulated period; `end` is its last day and belongs to it."""

    start: date
    end: date

    @cached_property
    def horizon_days(self) -> float:
        """Length of the period [days]."""
        return self.day(self.end + timedelta(days=1))

    def day(self, when: date) -> float:
        """Return the day [days] on which `when` begins, counted from the start."""
        return float((when - self.start).days)

    def date(self, day: float) -> date:
        """Return the date on which the moment `day` falls."""
        return self.start + timedelta(days=int(np.floor(day)))

    @cached_property
    def years(self) -> list[int]:
        """Calendar years that the period touches, in order."""
        return list(range(self.start.year, self.end.year + 1))

    @cached_property
    def year_edges(self) -> NDArray[np.float64]:
        """Days at which the years begin, and the horizon; shape (years + 1) [days].

        The first edge is 0 and the last the horizon, also where the period starts
        or ends within a year.
        """
        starts = [self.day(date(year, 1, 1)) for year in self.years[1:]]
        return np.array([0.0, *starts, self.horizon_days])
