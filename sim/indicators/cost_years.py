"""What cost is reckoned from: person-years, bed-years and years of homes, unpriced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, Cause, ElderClass
from sim.indicators.bed_days import BedDays
from sim.indicators.cost_actions import Occasions, occasions
from sim.indicators.home_states import (
    converted_days,
    entrusted_open_days,
    mothballed_days,
    open_days,
)
from sim.indicators.reading import LogReading
from sim.indicators.scope import Scope
from sim.indicators.spells import LOST, WAITING, Spells
from sim.indicators.step_curves import area_under
from sim.timeline import DAYS_PER_YEAR

Table = NDArray[np.float64]


@dataclass(frozen=True)
class HomeYears:
    """What happens in homes, in years. First axis homes, last axis calendar years."""

    residents: Table
    """Person-years. Shape (homes, classes, abilities, years)"""
    minutes: Table
    """Person-years times minutes of the way, of those who are not guaranteed."""
    open: Table
    licensed: Table
    """Bed-years."""
    entrusted: Table
    """Years open and entrusted."""
    mothballed: Table
    converted: Table
    """Years as something else."""
    day_care: Table
    """Years as day care."""
    occasions: Mapping[str, Table]
    """One-off occasions by the parameter that prices them."""
    private: NDArray[np.bool_]
    """Shape (homes)"""


def home_years(
    reading: LogReading, scope: Scope, days: BedDays, lived: Spells
) -> HomeYears:
    """Return what happens in each home, in years."""
    return HomeYears(
        residents=_resident_years(reading, scope, lived),
        minutes=_visited(scope, lived) / DAYS_PER_YEAR,
        open=open_days(reading, scope) / DAYS_PER_YEAR,
        licensed=days.licensed_days / DAYS_PER_YEAR,
        entrusted=entrusted_open_days(reading, scope) / DAYS_PER_YEAR,
        mothballed=mothballed_days(reading, scope) / DAYS_PER_YEAR,
        converted=converted_days(reading, scope) / DAYS_PER_YEAR,
        day_care=converted_days(reading, scope, Cause.DAY_CARE) / DAYS_PER_YEAR,
        occasions=_by_name(occasions(reading, scope)),
        private=(scope.homes["ownership"] == "private").to_numpy(dtype=bool),
    )


def _by_name(counted: Occasions) -> dict[str, Table]:
    """Return the occasions by name."""
    return {field.name: getattr(counted, field.name) for field in fields(counted)}


def _resident_years(reading: LogReading, scope: Scope, lived: Spells) -> Table:
    """Return person-years by home, class and ability; under 60 as guaranteed, able."""
    shape = (len(scope.homes), len(ElderClass), len(Ability))
    n_cells = int(np.prod(shape))
    kind = lived.elder_class * len(Ability) + lived.ability
    cell = np.where(lived.home >= 0, lived.home * shape[1] * shape[2] + kind, -1)
    years = lived.days_by(cell, n_cells, scope.edges) / DAYS_PER_YEAR
    by_kind = years.reshape(*shape, -1)
    young = (reading.elder < 0) & (reading.residents != 0) & (reading.home >= 0)
    days = area_under(
        reading.day[young],
        reading.home[young],
        reading.residents[young],
        len(scope.homes),
        scope.edges,
    )
    by_kind[:, ElderClass.GUARANTEED, Ability.ABLE] += days / DAYS_PER_YEAR
    return by_kind


def _visited(scope: Scope, lived: Spells) -> Table:
    """Return days times minutes of the way of residents who have a family to visit."""
    counted = (lived.home >= 0) & (lived.elder_class != ElderClass.GUARANTEED)
    cell = np.where(counted, lived.home, -1)
    weights = np.nan_to_num(lived.minutes)
    return lived.days_by(cell, len(scope.homes), scope.edges, weights=weights)


def applicant_years(lived: Spells, scope: Scope) -> Table:
    """Return person-years of applicants at home by county, class and ability."""
    shape = (len(scope.counties), len(ElderClass), len(Ability))
    outside = np.isin(lived.home, [WAITING, LOST]) & (lived.county >= 0)
    kind = lived.elder_class * len(Ability) + lived.ability
    cell = np.where(outside, lived.county * shape[1] * shape[2] + kind, -1)
    days = lived.days_by(cell, int(np.prod(shape)), scope.edges)
    return (days / DAYS_PER_YEAR).reshape(*shape, -1)
