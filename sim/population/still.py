"""People of a population that stands still: Poisson arrivals, lives from then on.

The past of the first day is of this kind, and the future of a frozen population: both
are the same process, so that nothing drifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.events import ElderClass
from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE, Floats, Ints
from sim.population.lives import Start, draw_lives
from sim.population.people import People
from sim.streams import Streams
from sim.timeline import DAYS_PER_YEAR

if TYPE_CHECKING:
    from sim.population.setting import PopulationSetting


def arrivals_between(
    intensity: Floats, days: float, generator: np.random.Generator
) -> tuple[tuple[Ints, ...], Floats]:
    """Return Poisson arrivals in (0, days), in order of time.

    Parameters
    ----------
    intensity
        Expected arrivals of each kind. [1/day]
    days
        Length of the time in which they fall. [days]

    Returns
    -------
        Index along each axis of `intensity`, and day.
    """
    cumulative = np.cumsum(intensity.ravel())
    number = int(generator.poisson(cumulative[-1] * days))
    level = generator.random(number) * cumulative[-1]
    kind = np.searchsorted(cumulative, level, side="right")
    place = np.unravel_index(kind, intensity.shape)
    return tuple(np.asarray(axis, dtype=np.int64) for axis in place), np.sort(
        generator.random(number) * days
    )


def still_people(
    setting: PopulationSetting,
    county_index: int,
    elder_id: Ints,
    kind: tuple[Ints, ...],
    clock: Floats,
    horizon: float,
) -> People:
    """Return people whose life starts with their clock; as yet without changes.

    Parameters
    ----------
    setting, county_index
        Whose rates, and where.
    elder_id
        Address of their numbers.
    kind
        Residence, sex, age (0 is 60), township of the pack, class and ability of each.
    clock
        Day on which they come. [days]
    horizon
        Day after which nothing need be known. [days]
    """
    residence, sex, age, township, elder_class, ability = kind
    n = len(elder_id)
    codes = elder_class.astype(np.int8)
    return People(
        county_index=county_index,
        elder_id=elder_id,
        township=township.astype(np.int32),
        residence=residence.astype(np.int8),
        sex=sex.astype(np.int8),
        birth_day=clock - (age + ELIGIBLE_AGE + 0.5) * DAYS_PER_YEAR,
        elder_class=codes,
        class_before=codes,
        guaranteed_from=np.where(codes == ElderClass.GUARANTEED, -np.inf, np.inf),
        special_family=np.zeros(n, dtype=bool),
        special_contribution=np.zeros(n, dtype=bool),
        eligible_from=np.full(n, -np.inf),
        segment_offset=np.arange(n + 1),
        segment_day=np.array(clock),
        segment_ability=ability.astype(np.int8),
        death_day=np.full(n, np.inf),
        threshold=np.full(n, np.inf),
        resident=np.zeros(n, dtype=bool),
        elapsed_days=np.full(n, np.nan),
        row=(residence * 2 + sex) * AGES + age + (ELIGIBLE_AGE - FIRST_AGE),
        clock=clock,
        table=setting.still,
        rates=setting.rates,
        horizon=horizon,
    )


def with_lives(
    people: People,
    first_exit: Floats,
    first_direction: Floats,
    streams: Streams,
    decision: str,
) -> People:
    """Give people their lives from their clock to the horizon; see `draw_lives`."""
    start = Start(people.row, people.segment_ability, first_exit, first_direction)
    lives = draw_lives(
        people.table,
        start,
        people.horizon - people.clock,
        people.elder_id,
        streams,
        decision,
    )
    counts = np.diff(lives.segment_offset)
    people.segment_offset = lives.segment_offset
    people.segment_day = lives.segment_day + np.repeat(people.clock, counts)
    people.segment_ability = lives.segment_ability
    people.death_day = lives.death_day + people.clock
    return people
