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
    Ints,
)
from sim.population.lives import DEAD, Start, next_change
from sim.population.setting import PopulationSetting
from sim.timeline import DAYS_PER_YEAR

# Sums made in another order may differ by rounding; the bounds allow for it.
_SLACK = 1 + 1e-6


@dataclass(frozen=True)
class Bounds:
    """What the elders of a row could accumulate at most. Shape (rows)."""

    days: Floats
    """From the 60th birthday to the horizon."""
    by_ability: Floats
    """Greatest hazard of applying of those not guaranteed. Shape (rows, 4). [1/day]"""

    @property
    def top(self) -> Floats:
        """Greatest hazard of any ability [1/day]."""
        top: Floats = self.by_ability.max(axis=1)
        return top


def bounds(setting: PopulationSetting) -> Bounds:
    """Return what the elders of each row could accumulate at most."""
    rates = setting.rates
    age = np.tile(np.arange(AGES) + FIRST_AGE, 4)
    youngest = np.maximum(ELIGIBLE_AGE - age - 1, 0) * DAYS_PER_YEAR
    paying = rates.apply[:, ElderClass.HARDSHIP :].max(axis=1) * rates.multiplier_cap
    return Bounds(
        days=np.maximum(setting.timeline.horizon_days - youngest, 0.0),
        by_ability=np.repeat(paying * _SLACK, ROWS // 2, axis=0),
    )


def quick_candidates(
    setting: PopulationSetting,
    cells: Cells,
    able: Bools,
    first_exit: Floats,
    threshold: Floats,
) -> Bools:
    """Return who might apply without being guaranteed, from numbers of the row alone.

    Parameters
    ----------
    able, first_exit, threshold
        Of every elder of the county, by number.
    """
    limit = bounds(setting)

    def spread(by_row: Floats) -> Floats:
        return np.repeat(by_row, cells.row_size)

    able_keys = np.arange(ROWS) * 4
    stays = first_exit >= spread(setting.calendar.exit_cumulative[able_keys, -1])
    reach = limit.days * limit.by_ability[:, 0]
    possible: Bools = threshold <= spread(limit.days * limit.top)
    possible &= ~(able & stays) | (threshold <= spread(reach))
    return possible


def first_change_candidates(
    setting: PopulationSetting, start: Start, eligible_from: Floats, threshold: Floats
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
    reach = limit.by_ability[start.row, start.ability] * before
    reach += limit.top[start.row] * after
    possible: Bools = threshold <= reach
    return possible


def numbers(mask: Bools) -> Ints:
    """Return the numbers of the elders marked."""
    return np.flatnonzero(mask).astype(np.int64)
