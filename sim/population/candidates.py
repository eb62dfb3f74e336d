"""Which elders need be followed: the exact thinning.

The multiplier of the hazard of applying is capped, so that an elder whose threshold
exceeds what the own life could ever accumulate will never apply. What is found here is
never too few; `could_apply` judges the rest by their whole lives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.events import ElderClass
from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    ROWS,
    Bools,
    Codes,
    Floats,
    Ints,
)
from sim.population.setting import PopulationSetting
from sim.timeline import DAYS_PER_YEAR

# Sums made in another order may differ by rounding; the bounds allow for it.
_SLACK = 1 + 1e-6


@dataclass(frozen=True)
class Bounds:
    """What the elders of a row could accumulate at most.

    The first axis of hazards: surely never guaranteed, possibly guaranteed.
    """

    horizon: float
    days: Floats
    """From the 60th birthday to the horizon. Shape (rows)."""
    by_ability: Floats
    """Greatest hazard of applying. Shape (2, rows, 4). [1/day]"""
    top: Floats
    """Greatest hazard of any ability. Shape (2, rows). [1/day]"""
    exit_from_able: Floats
    """Hazard of leaving the able until the horizon. Shape (rows)."""

    def by_first_numbers(self) -> tuple[Floats, Floats]:
        """Return the most that who stays able, and who does not, accumulates.

        Shape of each (2, rows).
        """
        return self.days * self.by_ability[:, :, 0], self.days * self.top


def bounds(setting: PopulationSetting) -> Bounds:
    """Return what the elders of each row could accumulate at most."""
    rates = setting.rates
    age = np.tile(np.arange(AGES) + FIRST_AGE, 4)
    youngest = np.maximum(ELIGIBLE_AGE - age - 1, 0) * DAYS_PER_YEAR
    paying = rates.apply[:, ElderClass.HARDSHIP :].max(axis=1) * rates.multiplier_cap
    either = np.maximum(paying, rates.apply[:, ElderClass.GUARANTEED])
    by_ability = np.repeat(np.stack([paying, either]) * _SLACK, ROWS // 2, axis=1)
    return Bounds(
        horizon=setting.timeline.horizon_days,
        days=np.maximum(setting.timeline.horizon_days - youngest, 0.0),
        by_ability=by_ability,
        top=by_ability.max(axis=2),
        exit_from_able=setting.calendar.exit_cumulative[::4, -1],
    )


class OwnReach:
    """What elders could have accumulated at most, while their lives are drawn.

    Parameters
    ----------
    limit
        Greatest hazards.
    row, maybe_guaranteed
        Which of them hold for each elder.
    eligible_from
        The 60th birthday. [days]
    threshold
        Whoever cannot reach it need not be followed.
    """

    def __init__(
        self,
        limit: Bounds,
        row: Ints,
        maybe_guaranteed: Bools,
        eligible_from: Floats,
        threshold: Floats,
    ) -> None:
        place = maybe_guaranteed * ROWS + row
        self._first = place * 4
        self._hazard = limit.by_ability.ravel()
        self._top = limit.top.take(place)
        self._begin = np.maximum(eligible_from, 0.0)
        self._horizon = limit.horizon
        self._threshold = threshold
        self._reach = np.zeros(len(row))

    def add(self, at: Ints, ability: Codes, since: Floats, until: Floats) -> None:
        """Note that lives had an ability between two days of each one's own."""
        days = np.maximum(until - np.maximum(since, self._begin[at]), 0.0)
        self._reach[at] += self._hazard.take(self._first[at] + ability) * days

    def can_matter(self, at: Ints, day: Floats) -> Bools:
        """Say which lives, known up to a day, may yet reach their threshold."""
        rest = np.maximum(self._horizon - np.maximum(day, self._begin[at]), 0.0)
        most = self._reach[at] + self._top[at] * rest
        possible: Bools = self._threshold[at] <= most
        return possible

    def matter(self) -> Bools:
        """Say which lives reach their threshold."""
        possible: Bools = self._threshold <= self._reach
        return possible
