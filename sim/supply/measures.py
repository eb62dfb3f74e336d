"""What conditions of rules may name, computed from what a rule sees.

Windows are of the past and are computed once a review; everything of the present is
read anew each time, because a review changes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, BedKind
from sim.supply.care_staff import STAFF_TOLERANCE
from sim.supply.occupancy_windows import OccupancyWindows
from sim.supply.rules.standing import (
    PublicMeans,
    public_homes,
    remaining,
    standing,
)
from sim.supply.rules.view import View
from sim.timeline import DAYS_PER_YEAR

HISTORY_TOO_SHORT: Final = "history_too_short"
NO_BED_DAYS: Final = "no_bed_days"
NOT_RANKED: Final = "not_ranked"
REGION_FROM_TABLE: Final = "region_from_table"


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure of one unit.

    Attributes
    ----------
    value
        Yes is 1, no is 0; None if undefined.
    reason
        Why it is undefined; `region_from_table` beside a value that rests on it.
    """

    value: float | None
    reason: str = ""


class Measures:
    """The measures of all homes, counties and townships at one review.

    Parameters
    ----------
    view
        What the rule sees.
    public_means
        Which homes count in figures of a county, and in ranks.
    """

    def __init__(self, view: View, public_means: PublicMeans = "owner") -> None:
        self._view = view
        self._public_means = public_means
        self.windows = OccupancyWindows(view, public_means)

    def value(self, name: str, index: int) -> float | None:
        """Return a measure, None if it is undefined; see `read`."""
        return self.read(name, index).value

    def read(self, name: str, index: int) -> Reading:
        """Return a measure of a home, county or township, by the name's first word.

        Parameters
        ----------
        name
            One of `MEASURES`.
        index
            Of the home, the county or the township in the pack.
        """
        return MEASURES[name](self, index)

    # --- occupancy ---------------------------------------------------------

    def _occupancy_now(self, home: int) -> Reading:
        residents = int(self._view.residents()[home])
        beds = int(self._view.licensed_beds()[home])
        return Reading(residents / beds) if beds else Reading(None, NO_BED_DAYS)

    def _occupancy(self, months: int, home: int) -> Reading:
        return _figure(self.windows.of_homes(months), home)

    def _rank(self, home: int) -> Reading:
        return self._ranked(self.windows.rank, home)

    def _rank_in_county(self, home: int) -> Reading:
        return self._ranked(self.windows.rank_in_county, home)

    def _ranked(self, ranks: NDArray[np.float64] | None, home: int) -> Reading:
        if not self.windows.is_ranked(home):
            return Reading(None, NOT_RANKED)
        return _figure(ranks, home)

    # --- homes -------------------------------------------------------------

    def _residents(self, home: int) -> Reading:
        return Reading(float(self._view.residents()[home]))

    def _beds(self, home: int) -> Reading:
        return Reading(float(self._view.licensed_beds()[home]))

    def _nursing_bed_share(self, home: int) -> Reading:
        beds = self._view.homes.beds[home]
        total = int(beds.sum())
        if not total:
            return Reading(None, NO_BED_DAYS)
        return Reading(int(beds[BedKind.NURSING]) / total)

    def _staff_limited(self, home: int) -> Reading:
        view = self._view
        lodgers = view.lodgers(home)
        loads = [view.load(one.ability) for one in lodgers]
        mean = sum(loads) / len(loads) if loads else view.load(Ability.ABLE)
        return _yes_no(view.idle_staff(home) + STAFF_TOLERANCE < mean)

    def _fire_safety_ok(self, home: int) -> Reading:
        return _yes_no(self._view.homes.fire_safety_ok[home])

    def _equipment_age(self, home: int) -> Reading:
        return Reading(float(self._view.equipment_age()[home]))

    def _upgradable(self, home: int) -> Reading:
        return _yes_no(self._view.upgradable[home])

    def _minutes_to_next(self, home: int) -> Reading:
        """To the nearest other public home of the county that remains."""
        view = self._view
        others = remaining(view) & public_homes(view, self._public_means)
        others &= view.homes.county == view.homes.county[home]
        others[home] = False
        minutes = view.minutes_between(home)[others]
        return Reading(float(minutes.min()) if len(minutes) else inf)

    def _years_since_action(self, home: int) -> Reading:
        years = (self._view.day - self._view.acted_on(home)) / DAYS_PER_YEAR
        # A year is a year although it may have a day less than the mean of them.
        whole = round(years) if years < inf else inf
        near = abs(years - whole) * DAYS_PER_YEAR < 1.5 if years < inf else False
        return Reading(float(whole) if near else years)

    # --- counties and townships --------------------------------------------

    def _county_occupancy(self, county: int) -> Reading:
        return _figure(self.windows.of_counties(12), county)

    def _minus_region(self, county: int) -> Reading:
        own = _figure(self.windows.of_counties_last_year, county)
        region = self.windows.of_region_last_year
        if own.value is None:
            return own
        if region is None:
            return Reading(None, HISTORY_TOO_SHORT)
        mean, from_table = region
        if np.isnan(mean):
            return Reading(None, NO_BED_DAYS)
        return Reading(own.value - mean, REGION_FROM_TABLE if from_table else "")

    def _beds_over_demand(self, county: int) -> Reading:
        view = self._view
        counted = public_homes(view, self._public_means)
        counted &= view.homes.county == county
        beds = int(view.licensed_beds()[counted].sum())
        demand = int(view.residents()[counted].sum())
        demand += view.waiting_for_public_beds(county)
        if demand:
            return Reading(beds / demand)
        return Reading(inf) if beds else Reading(None, NO_BED_DAYS)

    def _has_center(self, township: int) -> Reading:
        view = self._view
        centers = standing(view) & view.homes.regional_center
        return _yes_no((centers & (view.homes.township == township)).any())

    def _served(self, township: int) -> Reading:
        return _yes_no(self._view.served()[township])


def _yes_no(statement: object) -> Reading:
    return Reading(1.0 if statement else 0.0)


def _figure(figures: NDArray[np.float64] | None, index: int) -> Reading:
    """Return one entry of a window's figures, or why there is none."""
    if figures is None:
        return Reading(None, HISTORY_TOO_SHORT)
    if np.isnan(figures[index]):
        return Reading(None, NO_BED_DAYS)
    return Reading(float(figures[index]))


def _over(months: int) -> Callable[[Measures, int], Reading]:
    return lambda measures, home: measures._occupancy(months, home)


# In the order of the reference page.
MEASURES: Final[dict[str, Callable[[Measures, int], Reading]]] = {
    "home.occupancy.now": Measures._occupancy_now,
    "home.occupancy.mean12m": _over(12),
    "home.occupancy.mean24m": _over(24),
    "home.occupancy.mean36m": _over(36),
    "home.occupancy.rank": Measures._rank,
    "home.occupancy.rank_in_county": Measures._rank_in_county,
    "home.residents": Measures._residents,
    "home.beds": Measures._beds,
    "home.nursing_bed_share": Measures._nursing_bed_share,
    "home.staff_limited": Measures._staff_limited,
    "home.fire_safety_ok": Measures._fire_safety_ok,
    "home.equipment_age": Measures._equipment_age,
    "home.upgradable": Measures._upgradable,
    "home.minutes_to_next": Measures._minutes_to_next,
    "home.years_since_action": Measures._years_since_action,
    "county.occupancy.mean12m": Measures._county_occupancy,
    "county.occupancy.minus_region": Measures._minus_region,
    "county.beds_over_demand": Measures._beds_over_demand,
    "township.has_center": Measures._has_center,
    "township.served": Measures._served,
}
