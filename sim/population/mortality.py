"""Death rates by single age, from the five-year rates of the pack."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.interpolate import PchipInterpolator

from sim.population.arrays import (
    AGES,
    FIRST_AGE,
    RESIDENCES,
    SEXES,
    Floats,
    Ints,
)

# Each round reduces what the groups miss by a factor of ten or more.
_ROUNDS = 8
_COLUMNS = ("residence", "sex", "period_start", "age_start", "rate")


def mortality_by_age(table: pd.DataFrame) -> tuple[list[int], Floats]:
    """Return the death rates of each period by residence, sex and single age.

    A monotone cubic runs through the cumulative hazard at the limits of the five-year
    groups, so that the rate rises smoothly; the limits are moved until deaths over
    person-years in each group are the table's rate. (Five times the rate would not do:
    more people live through the earlier, safer years of a group.) The oldest group is
    open and its rate constant.

    Parameters
    ----------
    table
        Columns residence, sex, period_start, age_start, rate. [1/person-year]

    Returns
    -------
        First years of the periods in order, and rates.
        Shape (periods, residence, sex, age + 1): one age more than `LAST_AGE`, equal
        to it, since a year of a cohort spans two ages. [1/person-year]
    """
    # Few tables and many draws: a calibration asks for the same rates each time.
    rows = table[list(_COLUMNS)].itertuples(index=False, name=None)
    periods, rates = _by_age(tuple(rows))
    return list(periods), rates.copy()


@lru_cache(maxsize=8)
def _by_age(rows: tuple[tuple[object, ...], ...]) -> tuple[list[int], Floats]:
    """Return what `mortality_by_age` does, for the rows of its table."""
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    periods = sorted({int(year) for year in table["period_start"]})
    rates = np.empty((len(periods), 2, 2, AGES + 1))
    for place in np.ndindex(len(periods), 2, 2):
        period, residence, sex = place
        chosen = table["period_start"] == periods[period]
        chosen &= table["residence"] == RESIDENCES[residence]
        chosen &= table["sex"] == SEXES[sex]
        rates[place] = _single_ages(table[chosen].sort_values("age_start"))
    return periods, rates


def _single_ages(group: pd.DataFrame) -> Floats:
    """Return the rates of one residence, sex and period. Shape (ages + 1)."""
    starts = group["age_start"].to_numpy(dtype=float)
    rates = group["rate"].to_numpy(dtype=float)
    oldest = int(starts[-1])
    limits = np.append(starts, oldest + 5.0)
    hazards = rates * np.diff(limits)
    ages = np.arange(int(starts[0]), oldest)
    for _ in range(_ROUNDS):
        nodes = np.append(0.0, np.cumsum(hazards))
        single = np.diff(PchipInterpolator(limits, nodes)(np.append(ages, oldest)))
        found = _rates_of_groups(single, ages, starts)
        hazards[:-1] *= rates[:-1] / found
    values = np.full(AGES + 1, rates[-1])
    # The pack may start above the youngest age: the youngest rate then holds below.
    values[: ages[0] - FIRST_AGE] = rates[0]
    values[ages[0] - FIRST_AGE : oldest - FIRST_AGE] = single
    return values


def _rates_of_groups(single: Floats, ages: Ints, starts: Floats) -> Floats:
    """Return deaths over person-years of the groups, from rates by single age."""
    alive = np.exp(-np.append(0.0, np.cumsum(single)))
    deaths = alive[:-1] - alive[1:]
    first = np.searchsorted(ages, starts[:-1])
    rates: Floats = np.add.reduceat(deaths, first) / np.add.reduceat(
        deaths / single, first
    )
    return rates


def period_of_year(periods: list[int], year: int) -> int:
    """Return the index of the period in which a calendar year lies.

    Years before the first period or after the last take the nearest.
    """
    return max(bisect_right(periods, year) - 1, 0)
