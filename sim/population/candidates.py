"""Which elders need be followed: the exact thinning.

The multiplier of the hazard of applying is capped, so that an elder whose threshold
exceeds what the own life could ever accumulate will never apply. What is found here is
never too few; `could_apply` judges the rest by their whole lives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.events import ElderClass
from sim.population.ages import Cells
from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    ROWS,
    Bools,
    Floats,
)
from sim.population.lives import DEAD, Start, next_change
from sim.population.setting import PopulationSetting
from sim.timeline import DAYS_PER_YEAR

# Sums made in another order may differ by rounding; the bounds allow for it.
_SLACK = 1 + 1e-6


@dataclass(frozen=True)
class Bounds:
    """What the elders of a row could accumulate at most.

    The first axis of hazards: surely never guaranteed, possibly guaranteed.
    """

    days: Floats
    """From the 60th birthday to the horizon. Shape (rows)."""
    by_ability: Floats
    """Greatest hazard of applying. Shape (2, rows, 4). [1/day]"""
    top: Floats
    """Greatest hazard of any ability. Shape (2, rows). [1/day]"""


def bounds(setting: PopulationSetting) -> Bounds:
    """Return what the elders of each row could accumulate at most."""
    rates = setting.rates
    age = np.tile(np.arange(AGES) + FIRST_AGE, 4)
    youngest = np.maximum(ELIGIBLE_AGE - age - 1, 0) * DAYS_PER_YEAR
    paying = rates.apply[:, ElderClass.HARDSHIP :].max(axis=1) * rates.multiplier_cap
    either = np.maximum(paying, rates.apply[:, ElderClass.GUARANTEED])
    by_ability = np.repeat(np.stack([paying, either]) * _SLACK, ROWS // 2, axis=1)
    return Bounds(
        days=np.maximum(setting.timeline.horizon_days - youngest, 0.0),
        by_ability=by_ability,
        top=by_ability.max(axis=2),
    )


@dataclass(frozen=True)
class Signs:
    """What is known of every elder of a county before lives are drawn, by number."""

    able: Bools
    first_exit: Floats
    threshold: Floats
    maybe_guaranteed: Bools


def quick_candidates(setting: PopulationSetting, cells: Cells, signs: Signs) -> Bools:
    """Return who might apply, judged by the first numbers and the row alone."""
    limit = bounds(setting)

    def spread(by_row: Floats) -> Floats:
        return np.repeat(by_row, cells.row_size)

    ends = setting.calendar.exit_cumulative[::4, -1]
    stays_able = signs.able & (signs.first_exit >= spread(ends))

    def might(group: int) -> Bools:
        able_reach = spread(limit.days * limit.by_ability[group, :, 0])
        possible: Bools = signs.threshold <= spread(limit.days * limit.top[group])
        possible &= ~stays_able | (signs.threshold <= able_reach)
        return possible

    result: Bools = np.where(signs.maybe_guaranteed, might(1), might(0))
    return result


def first_change_candidates(
    setting: PopulationSetting,
    start: Start,
    eligible_from: Floats,
    threshold: Floats,
    maybe_guaranteed: Bools,
) -> Bools:
    """Return who might apply, knowing the first change of the own life."""
    limit = bounds(setting)
    horizon = setting.timeline.horizon_days
    key = start.row * 4 + start.ability
    day, ability = next_change(
        setting.calendar,
        key,
        np.zeros(len(key)),
        start.first_exit,
        start.first_direction,
    )
    begin = np.maximum(eligible_from, 0.0)
    change = np.clip(day, begin, horizon)
    before = np.maximum(change - begin, 0.0)
    after = np.where(ability == DEAD, 0.0, np.maximum(horizon - change, 0.0))
    group = maybe_guaranteed.astype(np.int64)
    reach = limit.by_ability[group, start.row, start.ability] * before
    reach += limit.top[group, start.row] * after
    possible: Bools = threshold <= reach
    return possible
