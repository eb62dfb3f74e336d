"""Elders by single year of age, for averaging a curve over an age group.

They are spread as the simulation spreads the pack's groups on its first day: below 85
by a monotone cubic through the cumulative counts, from 85 on by the survivors of the
life table. So a published share of an age group is met by the very people who are
simulated.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.steps.county_elders import read_census, whole_elders
from calibration.steps.later_elders import later_elders
from sim.population.ages import people_by_age, shares_within_groups
from sim.population.arrays import ELIGIBLE_AGE, FIRST_AGE, LAST_AGE
from sim.population.mortality import mortality_by_age, period_of_year

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

AGES = np.arange(ELIGIBLE_AGE, LAST_AGE + 1)
# The first year of the simulation, whose life table its groups follow.
_FIRST_YEAR = 2021


def region_by_single_age(inputs: Path, mortality: pd.DataFrame) -> Floats:
    """Return the region's elders, shape (2 residences, 2 sexes, ages).

    Parameters
    ----------
    mortality
        The table `mortality_rate`.
    """
    census = read_census(inputs)
    elders = whole_elders(census)
    everybody = np.concatenate([later_elders(inputs, census, elders), elders], axis=3)
    return by_single_age(everybody.sum(axis=0), mortality)


def by_single_age(groups: Counts, mortality: pd.DataFrame) -> Floats:
    """Return persons at each age of `AGES`, shape (2 residences, 2 sexes, ages).

    Parameters
    ----------
    groups
        Persons aged 45-49, 50-54, …, 80-84, 85+. Shape (2 residences, 2 sexes, 9).
    """
    periods, rates = mortality_by_age(mortality)
    first = rates[period_of_year(periods, _FIRST_YEAR)]
    people = people_by_age(groups, shares_within_groups(groups, first))
    return people[..., ELIGIBLE_AGE - FIRST_AGE :]
