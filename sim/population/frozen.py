"""A population that stands still: nobody at home ages, falls ill or dies.

Elders go on applying as on the first day, each a new person, and age from then on under
the rates of the first year. With the residents of the same process, the numbers in care
stay what they are in expectation: the null against which drift is judged.
"""

from __future__ import annotations

import numpy as np

from sim.population.arrays import IDS_PER_COUNTY, Ints
from sim.population.flags import special_flags
from sim.population.joining import join
from sim.population.people import People
from sim.population.residents import Residents
from sim.population.setting import PopulationSetting
from sim.population.stationary import AtHome
from sim.population.still import arrivals_between, still_people, with_lives
from sim.streams import Streams


def draw_frozen(
    setting: PopulationSetting,
    county_index: int,
    home: AtHome,
    residents: Residents,
    streams: Streams,
) -> People:
    """Return the residents and all who apply until the horizon."""
    start = _still_residents(county_index, residents)
    future = _applicants(setting, county_index, home, streams)
    people = join([start, future])
    people.past = residents.past
    people.special_family, people.special_contribution = special_flags(
        setting.rates, streams, people.elder_id
    )
    return people


def _still_residents(county_index: int, residents: Residents) -> People:
    """Return residents whose life in care goes on as it began."""
    people = residents.lives
    people.elder_id = county_index * IDS_PER_COUNTY + residents.number
    people.resident = np.ones(len(people), dtype=bool)
    people.elapsed_days = residents.elapsed_days
    people.applies_on = np.full(len(people), np.inf)
    return from_first_day(people)


def from_first_day(people: People) -> People:
    """Return the people with the segments that are over before day 0 left out."""
    owner = np.repeat(np.arange(len(people)), np.diff(people.segment_offset))
    following = np.append(people.segment_day[1:], np.inf)
    last = np.append(owner[1:] != owner[:-1], True)[: len(owner)]
    kept = last | (following > 0)
    offset = np.zeros(len(people) + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner[kept], minlength=len(people)), out=offset[1:])
    people.segment_offset = offset
    people.segment_day = np.maximum(people.segment_day[kept], 0.0)
    people.segment_ability = people.segment_ability[kept]
    return people


def _applicants(
    setting: PopulationSetting, county_index: int, home: AtHome, streams: Streams
) -> People:
    generator = streams.generator("arrivals", county_index)
    horizon = setting.timeline.horizon_days
    kind, day = arrivals_between(home.applications(), horizon, generator)
    n = len(day)
    people = still_people(
        setting,
        county_index,
        county_index * IDS_PER_COUNTY + home.cells.elders + np.arange(n),
        (*kind[:3], home.cells.townships[kind[3]], *kind[4:]),
        day,
        horizon,
    )
    first_exit, first_direction = (
        generator.standard_exponential(n),
        generator.random(n),
    )
    people = with_lives(people, first_exit, first_direction, streams, "life")
    first: Ints = people.segment_offset[:-1]
    people.segment_day[first] = 0.0
    people.applies_on = day
    return people
