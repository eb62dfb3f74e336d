"""How full the homes are, with residents and beds beside, and of which kind beds are.

Figures of a county, prefecture or region pool the bed-days of its homes: they are no
means of the homes' rates. Where homes are told apart by operation, it is the one that
a home has at the year's end, for the whole year; only the share of counties below one
half counts a home as direct to the day on which it is entrusted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.indicators.bed_days import BedDays
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.operation_changes import YearlyKinds
from sim.indicators.rows import Rows
from sim.indicators.scope import OPERATIONS, OWNERSHIPS, Scope
from sim.indicators.step_curves import ratio

Table = NDArray[np.float64]

# The level below which the opinions ask a county to improve, 二(二)1.
HALF = 0.5


def add_occupancy(
    rows: Rows, days: BedDays, staffed: Table, kinds: YearlyKinds
) -> None:
    """Add occupancy, residents, beds, nursing share, mismatch, surge, half-empty.

    `days` and `staffed` (staffed bed-days) are of shape (homes, years); `kinds` says
    what each home is in which year.
    """
    _add_by_home(rows, days, staffed)
    _add_by_kind(rows, days, staffed, kinds)
    _add_by_area(rows, days)
    _add_below_half(rows, days)


def _add_by_home(rows: Rows, days: BedDays, staffed: Table) -> None:
    """Add the four figures that are given home by home; none without bed-days."""
    area, year_days = rows.scope.home_areas, rows.scope.year_days
    stood = np.where(days.licensed_days > 0, 1.0, np.nan)
    rates = {
        "occupancy_rate": ratio(days.resident_days, days.licensed_days),
        "occupancy_rate_staffed": ratio(days.resident_days, staffed),
        "residents": stood * days.resident_days / year_days,
        "licensed_beds": days.licensed_days / year_days * stood,
    }
    for indicator, values in rates.items():
        rows.add(indicator, values, area=area)


def _add_by_kind(rows: Rows, days: BedDays, staffed: Table, kinds: YearlyKinds) -> None:
    """Add pooled figures by kind of home in region, prefectures and counties."""
    cells = kinds.cells(rows.scope)

    def pooled(by_home: Table) -> Table:
        return cells.pool(kinds.spread(by_home))

    residents, licensed = pooled(days.resident_days), pooled(days.licensed_days)
    year_days = rows.scope.year_days
    figures = {
        "occupancy_rate": ratio(residents, licensed),
        "occupancy_rate_staffed": ratio(residents, pooled(staffed)),
        "residents": residents / year_days,
        "licensed_beds": licensed / year_days,
        "nursing_bed_share": ratio(
            pooled(days.nursing_beds), pooled(days.licensed_beds)
        ),
    }
    for indicator, values in figures.items():
        rows.add(indicator, values, **cells.keys())


def _add_by_area(rows: Rows, days: BedDays) -> None:
    """Add mismatch and surge beds of region, prefectures and counties."""
    scope = rows.scope
    disabled = _pool_homes(scope, days.disabled_days)
    mismatch = _pool_homes(scope, days.mismatch_days)
    area = pooled_areas(scope)
    rows.add("mismatch_share", ratio(mismatch, disabled), area=area)
    rows.add("surge_bed_days", _pool_homes(scope, days.surge_days), area=area)


def _add_below_half(rows: Rows, days: BedDays) -> None:
    """Add the share of counties whose public homes together are below one half.

    By owner, which is the headline, and by operator, to the day of entrusting:
    entrusting a home must not be a way of leaving the count unseen.
    """
    homes = rows.scope.homes
    public = (homes["ownership"] == "public").to_numpy()
    direct = public & (homes["operation"] == "direct").to_numpy()
    _add_below_half_of(
        rows, days.resident_days * public[:, None], days.licensed_days * public[:, None]
    )
    by_operator = {
        "ownership": OWNERSHIPS.index("public"),
        "operation": OPERATIONS.index("direct"),
    }
    _add_below_half_of(
        rows,
        days.direct_resident_days * direct[:, None],
        days.direct_licensed_days * direct[:, None],
        **by_operator,
    )


def _add_below_half_of(
    rows: Rows, resident_days: Table, licensed_days: Table, **split: int
) -> None:
    """Add the share by the days of the homes that are counted."""
    scope = rows.scope
    licensed = _by_county(scope, licensed_days)
    residents = _by_county(scope, resident_days)
    below = (licensed > 0) & (ratio(residents, licensed) < HALF)
    share = ratio(
        pool_counties(scope, below.astype(float)),
        pool_counties(scope, (licensed > 0).astype(float)),
    )
    wide = scope.areas["level"].to_numpy()[: len(share)] < 2
    rows.add(
        "counties_below_half_share",
        share[wide],
        area=pooled_areas(scope)[wide],
        **split,
    )


def _by_county(scope: Scope, by_home: Table) -> Table:
    """Return sums over the homes of each county."""
    sums = np.zeros((len(scope.counties), by_home.shape[1]))
    np.add.at(sums, scope.homes["county"].to_numpy(), by_home)
    return sums


def _pool_homes(scope: Scope, by_home: Table) -> Table:
    """Return sums over the homes of region, prefectures and counties."""
    return pool_counties(scope, _by_county(scope, by_home))
