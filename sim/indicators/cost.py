"""Cost from three purses: the public budget, the homes, the families.

A purse is what it pays less what it gets from the other two, so that the three add up
to what is used: support, fees, subsidies and insurance cancel. Applicants who are at
home are in it: a bed that is closed does not make their care free. Prices stand still
and nothing is discounted; capital falls in the year in which it is spent.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.bed_days import BedDays
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.cost_purses import Purses, at_home, in_homes
from sim.indicators.cost_rates import CostRates
from sim.indicators.cost_years import applicant_years, home_years
from sim.indicators.reading import LogReading
from sim.indicators.rows import Rows
from sim.indicators.scope import OWNERSHIPS, Scope
from sim.indicators.spells import spells
from sim.indicators.step_curves import ratio
from sim.timeline import DAYS_PER_YEAR

Table = NDArray[np.float64]

_PURSES = ("public", "home", "family")


def add_costs(
    rows: Rows,
    reading: LogReading,
    days: BedDays,
    elders: pd.DataFrame,
    rates: CostRates,
) -> None:
    """Add what each purse bears, per resident as well, and the part of those at home.

    Homes count in their own county, applicants at home in the county they live in.

    Parameters
    ----------
    elders
        `elder_id`, `class`, `guaranteed_from` of who is in the log.
    """
    scope = rows.scope
    lived = spells(reading, scope, elders)
    years = home_years(reading, scope, days, lived)
    homes = in_homes(years, rates)
    waiting = at_home(applicant_years(lived, scope), rates)
    area, residents = pooled_areas(scope), _of_counties(scope, days.resident_days)
    resident_years = residents / DAYS_PER_YEAR
    for purse in _PURSES:
        by_county = _by_county(scope, getattr(homes, purse)) + getattr(waiting, purse)
        cost = pool_counties(scope, by_county)
        rows.add(f"cost_{purse}", cost, area=area)
        each = ratio(cost, resident_years)
        rows.add(f"cost_{purse}_per_resident", each, area=area)
    _add_by_owner(rows, homes, years.private)
    displaced = pool_counties(scope, waiting.public + waiting.family)
    rows.add("cost_displaced", displaced, area=area)


def _add_by_owner(rows: Rows, homes: Purses, private: NDArray[np.bool_]) -> None:
    """Add what public and private homes bear."""
    scope = rows.scope
    for ownership, owned in (("public", ~private), ("private", private)):
        rows.add(
            "cost_home",
            _of_counties(scope, homes.home * owned[:, None]),
            area=pooled_areas(scope),
            ownership=OWNERSHIPS.index(ownership),
        )


def _by_county(scope: Scope, by_home: Table) -> Table:
    """Return sums over the homes of each county."""
    sums = np.zeros((len(scope.counties), by_home.shape[1]))
    np.add.at(sums, scope.homes["county"].to_numpy(), by_home)
    return sums


def _of_counties(scope: Scope, by_home: Table) -> Table:
    """Return sums over the homes of region, prefectures and counties."""
    return pool_counties(scope, _by_county(scope, by_home))
