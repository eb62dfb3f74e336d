"""Applicants of a made-up place: Poisson applications and exponential stays.

Nobody ages, falls ill or dies, so that the formulas of Erlang hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.population.arrays import ELIGIBLE_AGE, FIRST_AGE, IDS_PER_COUNTY, Floats
from sim.population.people import People
from sim.population.still import arrivals_between, still_people
from sim.streams import Streams
from sim.timeline import DAYS_PER_YEAR

if TYPE_CHECKING:
    from sim.population.setting import PopulationSetting


@dataclass(frozen=True)
class Renewal:
    """Demand of a made-up place, which starts empty."""

    applications_per_year: float
    """In the whole area."""
    mean_stay_days: float
    ability: int
    elder_class: int


def draw_renewal(
    setting: PopulationSetting, renewal: Renewal, county_index: int, streams: Streams
) -> People:
    """Return the applicants of a county; townships share by their elders."""
    cells = setting.cells(county_index)
    intensity = _intensity(setting, renewal, county_index)
    generator = streams.generator("arrivals", county_index)
    (residence, sex, township), day = arrivals_between(
        intensity, setting.timeline.horizon_days, generator
    )
    n = len(day)
    zero = np.zeros(n, dtype=np.int64)
    people = still_people(
        setting,
        county_index,
        county_index * IDS_PER_COUNTY + cells.elders + np.arange(n),
        (
            residence,
            sex,
            zero,
            cells.townships[township],
            zero + renewal.elder_class,
            zero + renewal.ability,
        ),
        day,
        setting.timeline.horizon_days,
    )
    people.segment_day = np.zeros(n)
    people.applies_on = day
    people.stay_days = generator.standard_exponential(n) * renewal.mean_stay_days
    return people


def _intensity(
    setting: PopulationSetting, renewal: Renewal, county_index: int
) -> Floats:
    """Return expected applications by residence, sex and township [1/day]."""
    from_60 = (ELIGIBLE_AGE - FIRST_AGE) // 5
    elders = setting.groups[:, :, from_60:].sum(axis=2).astype(float)
    if not elders.sum():
        elders = np.ones_like(elders)
    mine = elders[..., setting.cells(county_index).townships]
    daily = renewal.applications_per_year / DAYS_PER_YEAR
    share: Floats = mine / elders.sum() * daily
    return share
