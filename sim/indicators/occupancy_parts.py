"""What the occupancy of a year is made of, so that two scenarios can be held apart.

Occupancy is resident-days over licensed bed-days. Both fall into parts that add up:
resident-days into those of stays begun before planning starts and those of later ones
(applications, the share of them that was admitted, days per admission), bed-days into
what stood when planning starts and what closures, conversions and other changes of
beds have added or taken since. `waterfall` compares two such accounts.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import EVENT_CODE, BedKind, Event
from sim.indicators.reading import Codes, LogReading, Mask
from sim.indicators.scope import Scope
from sim.indicators.step_curves import area_under, changes_in

COLUMNS: Final = ["year", "ownership", "part", "value"]
APPLICATIONS: Final = "applications"
ADMISSIONS: Final = "admissions"
EARLIER: Final = "resident_days_earlier"
LATER: Final = "resident_days_later"
STANDING: Final = "bed_days_standing"
CLOSED: Final = "bed_days_closed"
CONVERTED: Final = "bed_days_converted"
ADDED: Final = "bed_days_added"

_CLOSING: Final = [
    EVENT_CODE[event] for event in (Event.CLOSED, Event.MOTHBALLED, Event.REOPENED)
]
_OWNERSHIPS: Final = ("all", "public")
Years = NDArray[np.float64]


def parts_of_occupancy(
    reading: LogReading, scope: Scope, planned_from: float
) -> pd.DataFrame:
    """Return the account of every year, of all homes and of public ones.

    Parameters
    ----------
    reading
        Log of one replication.
    scope
        Homes and years.
    planned_from
        When planning starts; what happened before is the same in scenarios that are
        held against each other. [days since the start]

    Returns
    -------
        Columns `COLUMNS`. `applications` and `admissions` are those since planning
        starts up to the year's end [cumulative number]; applications are not made to
        an ownership and are the same for both. The others are person-days and
        bed-days of the year; residents under 60 count as earlier stays. Occupancy is
        (earlier + later) over (standing + closed + converted + added).
    """
    later = begun_since(reading, planned_from)
    applied = reading.is_event(EVENT_CODE[Event.APPLIED]) & (
        reading.day >= planned_from
    )
    applications = np.cumsum(_sums(reading, scope, applied, applied.astype(np.int64)))
    public = scope.homes["ownership"].to_numpy() == "public"
    tables, years = [], scope.timeline.years
    for ownership in _OWNERSHIPS:
        counted = reading.home >= 0
        if ownership == "public":
            counted = counted & public[reading.home]
        parts = {APPLICATIONS: applications}
        parts |= _residents(reading, scope, counted, later)
        parts |= _beds(reading, scope, counted, planned_from)
        tables += [
            pd.DataFrame(
                {"year": years, "ownership": ownership, "part": part, "value": of}
            )
            for part, of in parts.items()
        ]
    return pd.concat(tables, ignore_index=True)[COLUMNS]


def begun_since(reading: LogReading, day: float) -> Mask:
    """Return which rows belong to a stay that began on or after a day.

    A stay begins with an admission and keeps its beginning through every move.
    """
    rows, elder, days, event, _ = reading.by_elder
    admitted = event == EVENT_CODE[Event.ADMITTED]
    # The latest admission at or before each row, if it is of the same elder.
    last = np.maximum.accumulate(np.where(admitted, np.arange(len(rows)), -1))
    known = (last >= 0) & (elder[last] == elder)
    since = np.zeros(len(reading.day), dtype=bool)
    since[rows] = known & (days[last] >= day)
    return since


def _residents(
    reading: LogReading, scope: Scope, counted: Mask, later: Mask
) -> dict[str, Years]:
    """Return admissions and resident-days of stays begun before and after."""
    admitted = counted & later & reading.is_event(EVENT_CODE[Event.ADMITTED])
    admissions = _sums(reading, scope, admitted, reading.residents)
    return {
        ADMISSIONS: np.cumsum(admissions),
        EARLIER: _area(reading, scope, counted & ~later, reading.residents),
        LATER: _area(reading, scope, counted & later, reading.residents),
    }


def _beds(
    reading: LogReading, scope: Scope, counted: Mask, planned_from: float
) -> dict[str, Years]:
    """Return licensed bed-days by what made or took the beds."""
    counted = counted & (reading.bed_kind != BedKind.SURGE)
    since = reading.day >= planned_from
    closing = reading.is_event(*_CLOSING)
    converting = reading.event == EVENT_CODE[Event.CONVERTED]
    kinds = {
        STANDING: ~since,
        CLOSED: since & closing,
        CONVERTED: since & converting,
        ADDED: since & ~closing & ~converting,
    }
    return {
        name: _area(reading, scope, counted & rows, reading.beds)
        for name, rows in kinds.items()
    }


def _sums(reading: LogReading, scope: Scope, rows: Mask, changes: Codes) -> Years:
    """Return the sum by year of the changes of some rows. Shape (years)."""
    chosen = np.flatnonzero(rows)
    cells = np.zeros(len(chosen), dtype=np.int64)
    days, weights = reading.day[chosen], changes[chosen]
    of_years: Years = changes_in(days, cells, weights, 1, scope.edges)[0]
    return of_years


def _area(reading: LogReading, scope: Scope, rows: Mask, changes: Codes) -> Years:
    """Return the area by year under the changes of some rows. Shape (years)."""
    chosen = np.flatnonzero(rows & (changes != 0))
    cells = np.zeros(len(chosen), dtype=np.int64)
    days, weights = reading.day[chosen], changes[chosen]
    of_years: Years = area_under(days, cells, weights, 1, scope.edges)[0]
    return of_years
