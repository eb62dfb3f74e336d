"""Elders by single year of age, for averaging a curve over an age group.

The counts of 5-year groups are split by a monotone cubic through their cumulative sums;
85+ follows the survivors of the life table, each age's cohort a little smaller than the
next younger one's was.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from calibration.steps.county_elders import RESIDENCES, SEXES, Census

Floats = NDArray[np.float64]

AGES = np.arange(60, 106)
# Yearly growth of the cohorts that are now 85+ (assumed).
COHORT_GROWTH = 0.03


def single_ages(groups: Floats, death_rates: Floats) -> Floats:
    """Return persons at each age of `AGES`.

    Parameters
    ----------
    groups
        Persons aged 60-64, 65-69, …, 80-84, 85+. Shape (6).
    death_rates
        Deaths per person-year at ages 85, 90, 95, 100. Shape (4).
    """
    edges = np.arange(60, 86, 5)
    cumulative = np.concatenate([[0.0], np.cumsum(groups[:5])])
    below_85 = np.diff(PchipInterpolator(edges, cumulative)(np.arange(60, 86)))
    old = np.arange(85, 106)
    rate = np.interp(old + 0.5, [87.5, 92.5, 97.5, 102.5], death_rates)
    survivors = np.exp(-np.concatenate([[0.0], np.cumsum(rate + COHORT_GROWTH)[:-1]]))
    return np.concatenate([below_85, groups[5] * survivors / survivors.sum()])


def region_by_single_age(census: Census, mortality: pd.DataFrame) -> Floats:
    """Return the region's elders, shape (2 residences, 2 sexes, ages).

    Parameters
    ----------
    mortality
        The table `mortality_rate`; its period from 2015 is used.
    """
    persons = np.stack([census.rural, census.region - census.rural])
    of_2015 = mortality[mortality["period_start"] == 2015]
    rates = of_2015.set_index(["residence", "sex", "age_start"])["rate"]
    result = np.zeros((2, 2, len(AGES)))
    for r, residence in enumerate(RESIDENCES):
        for s, sex in enumerate(SEXES):
            old = rates.loc[[(residence, sex, age) for age in (85, 90, 95, 100)]]
            groups = persons[r, s].astype(np.float64)
            result[r, s] = single_ages(groups, old.to_numpy())
    return result
