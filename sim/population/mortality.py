"""Death rates by single age, from the five-year rates of the pack."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pandas as pd
from scipy.interpolate import PchipInterpolator

from sim.population.arrays import (
    AGES,
    FIRST_AGE,
    LAST_AGE,
    RESIDENCES,
    SEXES,
    Floats,
)


def mortality_by_age(table: pd.DataFrame) -> tuple[list[int], Floats]:
    """Return the death rates of each period by residence, sex and single age.

    The cumulative hazard at the limits of the five-year groups is kept and a monotone
    cubic runs between them, so that survival over a group is what the table says while
    the rate rises smoothly within it. The oldest group is open and its rate constant.

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
    oldest = float(starts[-1])
    limits = np.append(starts, np.arange(oldest + 5, LAST_AGE + 16, 5.0))
    widths = np.diff(limits)
    hazards = np.append(rates, np.full(len(widths) - len(rates), rates[-1])) * widths
    cumulative = np.concatenate([[0.0], np.cumsum(hazards)])
    ages = np.arange(FIRST_AGE, LAST_AGE + 2, dtype=float)
    curve = PchipInterpolator(limits, cumulative)
    values = np.asarray(curve(ages + 1) - curve(ages), dtype=float)
    values[ages >= oldest] = rates[-1]
    # The pack may start above the youngest age: the youngest rate then holds below.
    values[ages < starts[0]] = rates[0]
    return values


def period_of_year(periods: list[int], year: int) -> int:
    """Return the index of the period in which a calendar year lies.

    Years before the first period or after the last take the nearest.
    """
    return max(bisect_right(periods, year) - 1, 0)
