"""How many residents a steady stream of admissions keeps, by forward equations.

Used for the start only: the sampled residents come from drawn lives, this expectation
says how many elders of each kind are therefore not at home.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import expm

from sim.events import ElderClass
from sim.population.arrays import ELIGIBLE_AGE, FIRST_AGE, Floats
from sim.population.hazards import Hazards
from sim.population.rates import Rates
from sim.timeline import DAYS_PER_YEAR

_FROM = ELIGIBLE_AGE - FIRST_AGE
_PAYING = ElderClass.SELF_PAYING


def residents_per_arrival(hazards: Hazards, rates: Rates, period: int) -> Floats:
    """Return the residents present for one arrival a year.

    Parameters
    ----------
    hazards, rates
        Of living and leaving.
    period
        Mortality period, kept for ever.

    Returns
    -------
        Shape (2, residence, sex, age, 4, age now, 4): guaranteed and others; ages
        from 60; age and ability at admission and now. [years]
    """
    steps = [_care_year(hazards, rates, period, part) for part in _frail_parts(rates)]
    steps.append(_care_year(hazards, rates, period, 0.0))
    ages = steps[0][0].shape[-3]
    table = np.zeros((2, 2, 2, ages, 4, ages + 1, 4))
    for age in range(ages):
        # One arrival a year at this age, by ability; then year after year in care.
        state = np.broadcast_to(np.eye(4), (2, 2, 2, 4, 4))
        for elapsed in range(ages - age):
            year, presence = steps[min(elapsed, len(steps) - 1)]
            now = age + elapsed
            stays = state @ presence[..., now, :, :]
            # Half of them have had the birthday within the year in care.
            table[..., age, :, now, :] += stays / 2
            table[..., age, :, now + 1, :] += stays / 2
            state = state @ year[..., now, :, :]
    return table[..., :ages, :]


def _frail_parts(rates: Rates) -> list[float]:
    """Return which part of each year in care is under the frailty of admission."""
    years = rates.admission_death_days / DAYS_PER_YEAR
    return [min(years - year, 1.0) for year in range(int(np.ceil(years)))]


def _care_year(
    hazards: Hazards, rates: Rates, period: int, frail: float
) -> tuple[Floats, Floats]:
    """Return transitions and presence of a year in care, frail for a first part.

    Shapes (2, residence, sex, age, 4, 4).
    """
    living = hazards.generator()[period][:, :, _FROM:]
    discharge = np.zeros((2, 1, 1, 1, 4))
    discharge[1] = rates.discharge[_PAYING] * DAYS_PER_YEAR
    calm = living - _diagonal(np.broadcast_to(discharge, (2, *living.shape[:-1])))
    excess = hazards.death[period][:, :, _FROM:] * (rates.admission_death_ratio - 1)
    first, first_presence = _over(calm - _diagonal(excess), frail)
    rest, rest_presence = _over(calm, 1 - frail)
    return first @ rest, first_presence + first @ rest_presence


def _over(rates: Floats, years: float) -> tuple[Floats, Floats]:
    """Return exp(rates * years) and its integral from 0, by one block exponential."""
    block = np.zeros((*rates.shape[:-2], 8, 8))
    block[..., :4, :4] = rates
    block[..., :4, 4:] = np.eye(4)
    result = np.asarray(expm(block * years), dtype=float)
    return result[..., :4, :4], result[..., :4, 4:]


def _diagonal(values: Floats) -> Floats:
    return values[..., None] * np.eye(4)
