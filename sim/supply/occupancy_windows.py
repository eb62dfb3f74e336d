"""Occupancy over the months before a review: of homes, ranked, and pooled by county.

The past does not change while a review goes on, so everything here is computed once a
review. Homes closed or opened within a window count with the bed-days that they had.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.supply.rules.standing import PublicMeans, public_homes, standing
from sim.supply.rules.view import View

Figures = NDArray[np.float64]

RANK_MONTHS = 12


class OccupancyWindows:
    """Resident-days over licensed bed-days, as they were when a review began.

    A figure is NaN where there were no bed-days; a window that reaches before the
    start is None.

    Parameters
    ----------
    view
        At the beginning of the review.
    public_means
        Whether homes count as public by owner or by operator, as they are today.
    """

    def __init__(self, view: View, public_means: PublicMeans) -> None:
        self._view = view
        self._public_means = public_means
        self._public = public_homes(view, public_means)
        # Who is ranked is settled when the review begins: the tenth stays the tenth.
        self._ranked = self._public & standing(view)
        self._homes: dict[int, Figures | None] = {}
        self._counties: dict[Hashable, Figures | None] = {}

    def of_homes(self, months: int) -> Figures | None:
        """Return the occupancy of each home over months before today. (homes)."""
        if months not in self._homes:
            accrued = self._view.accrued(months)
            ratio = None if accrued is None else _ratio(accrued)
            self._homes[months] = ratio
        return self._homes[months]

    def of_counties(self, months: int) -> Figures | None:
        """Return the pooled occupancy of each county's public homes. (counties)."""
        if months not in self._counties:
            self._counties[months] = self._pooled(self._view.accrued(months))
        return self._counties[months]

    @cached_property
    def of_counties_last_year(self) -> Figures | None:
        """The same over the previous calendar year. Shape (counties)."""
        return self._pooled(self._view.calendar_year())

    @cached_property
    def of_region_last_year(self) -> tuple[float, bool] | None:
        """Last year's occupancy of the region, and whether it is from a table.

        The pack's table and the view know public homes by owner; by operator they are
        pooled over the counties of the run, unless only a part of the pack is run.
        """
        known = self._view.region_occupancy()
        if known is None or known[1] or self._public_means == "owner":
            return known
        accrued = self._view.calendar_year()
        if accrued is None:
            return None
        return float(_ratio(accrued[self._public].sum(axis=0, keepdims=True))[0]), False

    @cached_property
    def rank(self) -> Figures | None:
        """Place among the run's standing public homes, the emptiest first. (homes).

        By the last twelve months, ties by index; NaN for homes that are not ranked.
        """
        return self._ranks(np.zeros(len(self._public), dtype=np.int64))

    @cached_property
    def rank_in_county(self) -> Figures | None:
        """The same among the public homes of the county. Shape (homes)."""
        return self._ranks(self._view.homes.county)

    def is_ranked(self, home: int) -> bool:
        """Say whether a home is a public one that stands."""
        return bool(self._ranked[home])

    def _ranks(self, group: NDArray[np.int64]) -> Figures | None:
        occupancy = self.of_homes(RANK_MONTHS)
        if occupancy is None:
            return None
        ranks = np.full(len(occupancy), np.nan)
        counted = np.flatnonzero(self._ranked & ~np.isnan(occupancy))
        order = counted[np.lexsort((counted, occupancy[counted], group[counted]))]
        first = np.flatnonzero(np.diff(group[order], prepend=-1))
        starts = np.zeros(len(order), dtype=np.int64)
        starts[first] = first
        ranks[order] = np.arange(len(order)) - np.maximum.accumulate(starts) + 1
        return ranks

    def _pooled(self, accrued: Figures | None) -> Figures | None:
        if accrued is None:
            return None
        pooled = np.zeros((len(self._view.county_codes), 2))
        np.add.at(pooled, self._view.homes.county[self._public], accrued[self._public])
        return _ratio(pooled)


def _ratio(accrued: Figures) -> Figures:
    """Return resident-days over bed-days, NaN without bed-days. Shape (n)."""
    result = np.full(len(accrued), np.nan)
    has_beds = accrued[:, 1] > 0
    np.divide(accrued[:, 0], accrued[:, 1], out=result, where=has_beds)
    return result
