"""People aged 45-59 in 2020, who turn 60 later, by county, residence and sex.

Published: the region's 50-54 and 55-59 by sex. Everything below the region is assumed:
with each five years below 60-64, the rural share and the spread over counties move a
third of the way from those of the elders aged 60-64 to those of the whole population
(which 45-49 reaches), because the younger live more often in the towns.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.steps.county_elders import (
    SEXES,
    Census,
    share_of_population_rural,
)
from calibration.steps.places import read_table
from calibration.steps.recipe import read_recipe
from calibration.steps.whole_numbers import largest_remainder

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LATER_AGES = ("45-49", "50-54", "55-59")
# How far each group has moved from 60-64 toward the whole population.
_TOWARD_POPULATION = (1.0, 2 / 3, 1 / 3)


def region_later(inputs: Path) -> Counts:
    """Return the region's people aged 45-59. Shape (2 sexes, 3 age groups)."""
    region = read_table(inputs, "census_2020_region_age_sex.csv").set_index("age_group")
    published = region.loc[["50-54", "55-59"], list(SEXES)].to_numpy().T
    ratio = read_recipe(inputs).aged_45_per_aged_50
    youngest = np.floor(ratio * published[:, :1] + 0.5)
    return np.concatenate([youngest, published], axis=1).astype(np.int64)


def later_elders(inputs: Path, census: Census, elders: Counts) -> Counts:
    """Return the people aged 45-59 in whole persons.

    Parameters
    ----------
    elders
        Shape (counties, residences, sexes, 6 age groups of the elders). [persons]

    Returns
    -------
        Shape (counties, residences, sexes, 3 age groups). [persons]
    """
    region = region_later(inputs)
    result = np.zeros((*elders.shape[:3], len(LATER_AGES)), dtype=np.int64)
    for sex, age in np.ndindex(region.shape):
        weight = _TOWARD_POPULATION[age]
        shares = _shares(census, elders[:, :, sex, 0], weight)
        spread = largest_remainder(shares.reshape(-1), int(region[sex, age]))
        result[:, :, sex, age] = spread.reshape(shares.shape)
    return result


def _shares(census: Census, aged_60_to_64: Counts, weight: float) -> Floats:
    """Return each county's and residence's share of the region's group."""
    rural_of_60 = aged_60_to_64.sum(axis=0)[0] / aged_60_to_64.sum()
    rural = (1 - weight) * rural_of_60 + weight * share_of_population_rural(census)
    of_elders = aged_60_to_64 / aged_60_to_64.sum(axis=0)
    of_persons = census.persons / census.persons.sum(axis=0)
    mixed = (1 - weight) * of_elders + weight * of_persons
    return np.asarray(mixed * np.array([rural, 1 - rural]))
