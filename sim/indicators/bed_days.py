"""Resident-days and bed-days of each home and calendar year, from the log.

Beds are licensed (ordinary and nursing) or surge, the temporary ones above the
licence. Staffed beds are in `staffing`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, Ability, BedKind, Cause, Event
from sim.indicators.home_states import entrusted_since
from sim.indicators.reading import Codes, LogReading
from sim.indicators.scope import Scope
from sim.indicators.step_curves import area_under, stock_at_ends

Table = NDArray[np.float64]

_FROM = {
    Ability.ABLE: Cause.FROM_ABLE,
    Ability.MILD: Cause.FROM_MILD,
    Ability.MODERATE: Cause.FROM_MODERATE,
    Ability.SEVERE: Cause.FROM_SEVERE,
}


@dataclass(frozen=True)
class BedDays:
    """What the beds of each home did. Arrays of shape (homes, years)."""

    resident_days: Table
    """Of everybody in a bed of any kind, under-60 included. [person-days]"""
    licensed_days: Table
    """Of ordinary and nursing beds. [bed-days]"""
    surge_days: Table
    """Of temporary extra beds. [bed-days]"""
    disabled_days: Table
    """Of moderately and severely disabled residents. [person-days]"""
    mismatch_days: Table
    """Of those of them who lie in an ordinary or a surge bed. [person-days]"""
    licensed_beds: Table
    """At the end of the year. [beds]"""
    nursing_beds: Table
    """At the end of the year. [beds]"""
    direct_resident_days: Table
    """Resident-days until the home was entrusted. [person-days]"""
    direct_licensed_days: Table
    """Licensed bed-days until the home was entrusted. [bed-days]"""


def bed_days(reading: LogReading, scope: Scope) -> BedDays:
    """Return resident-days, bed-days and year-end beds of each home.

    Returns
    -------
        Zeros for a home that the log does not name. A year that the period covers
        in part counts as far as it is covered.
    """
    surge = reading.bed_kind == BedKind.SURGE
    disabled = disabled_change(reading)
    unsuitable = reading.bed_kind != BedKind.NURSING
    nursing = reading.bed_kind == BedKind.NURSING
    licensed = reading.beds * ~surge
    since = entrusted_since(reading, scope)
    resident_days = _area(reading, scope, reading.residents)
    licensed_days = _area(reading, scope, licensed)
    return BedDays(
        resident_days=resident_days,
        licensed_days=licensed_days,
        surge_days=_area(reading, scope, reading.beds * surge),
        disabled_days=_area(reading, scope, disabled),
        mismatch_days=_area(reading, scope, disabled * unsuitable),
        licensed_beds=_stock(reading, scope, licensed, scope.edges),
        nursing_beds=_stock(reading, scope, reading.beds * nursing, scope.edges),
        direct_resident_days=_until(
            since, resident_days, reading, scope, reading.residents
        ),
        direct_licensed_days=_until(since, licensed_days, reading, scope, licensed),
    )


def free_beds(reading: LogReading, scope: Scope, edges: Table, kind: BedKind) -> Table:
    """Return beds of a kind less residents in them, at the end of windows."""
    change = (reading.beds - reading.residents) * (reading.bed_kind == kind)
    return _stock(reading, scope, change, edges)


def former_ability(reading: LogReading) -> Codes:
    """Return the ability before a change, -1 on rows that are none."""
    former = np.full(len(CAUSE_CODE), -1)
    for ability, cause in _FROM.items():
        former[CAUSE_CODE[cause]] = ability
    changed = reading.is_event(EVENT_CODE[Event.WORSENED], EVENT_CODE[Event.RECOVERED])
    return np.where(changed, former[reading.cause], -1)


def disabled_change(reading: LogReading) -> Codes:
    """Return by how many each row changes the moderate and severe residents."""
    limit = Ability.MODERATE
    former = former_ability(reading)
    turned = (reading.ability >= limit).astype(np.int64) - (former >= limit)
    moved = reading.residents * (reading.ability >= limit)
    return moved + turned * (former >= 0)


def _area(reading: LogReading, scope: Scope, changes: Codes) -> Table:
    """Return the area by home and year of the rows that change something."""
    rows = changes != 0
    return area_under(
        reading.day[rows],
        reading.home[rows],
        changes[rows],
        len(scope.homes),
        scope.edges,
    )


def _until(
    until: Table, whole: Table, reading: LogReading, scope: Scope, changes: Codes
) -> Table:
    """Return the area by home and year up to a day of each home. [days].

    That is `whole`, as `_area` gives it, but for the few homes whose day comes.
    """
    ending = np.flatnonzero(np.isfinite(until))
    rows = np.flatnonzero((changes != 0) & np.isin(reading.home, ending))
    rows = rows[reading.day[rows] < until[reading.home[rows]]]
    home, changes = reading.home[rows], changes[rows]
    left = np.bincount(home, weights=changes, minlength=len(until))[ending]
    ended = area_under(
        np.concatenate([reading.day[rows], until[ending]]),
        np.concatenate([home, ending]),
        np.concatenate([changes, -left]),
        len(scope.homes),
        scope.edges,
    )
    result = whole.copy()
    result[ending] = ended[ending]
    return result


def _stock(reading: LogReading, scope: Scope, changes: Codes, edges: Table) -> Table:
    """Return the stock by home at the ends of windows."""
    rows = changes != 0
    return stock_at_ends(
        reading.day[rows], reading.home[rows], changes[rows], len(scope.homes), edges
    )
