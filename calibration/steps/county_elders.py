"""Elders of each county by residence, sex and age group, raked to the census.

Published and kept exactly: each county's 60+, 65+ and 80+; the region by sex and
5-year age. Derived and kept exactly: the rural part of each sex and age group of the
region. What is left open (which county's elders are rural, how age within 65-79 and sex
differ between counties) follows the seed: a county's rural and urban population times
the elders per 1,000 rural and urban persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.steps.places import read_table
from calibration.steps.whole_numbers import controlled_rounding, largest_remainder

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

RESIDENCES = ("rural", "urban")
SEXES = ("female", "male")
ELDER_AGES = ("60-64", "65-69", "70-74", "75-79", "80-84", "85+")
# Columns of ELDER_AGES that each published county total separates.
BANDS = (slice(0, 1), slice(1, 4), slice(4, 6))
_RAKING_ROUNDS = 400


@dataclass(frozen=True)
class Census:
    """What the census of 2020 and the ecological regression say."""

    persons: Counts
    """Rural and urban population. Shape (counties, 2)."""
    bands: Counts
    """Elders aged 60-64, 65-79, 80+. Shape (counties, 3)."""
    region: Counts
    """The region's elders. Shape (2 sexes, 6 age groups)."""
    per_person: Floats
    """Elders per rural or urban person. Shape (2 residences, 2 sexes, 6 ages)."""
    rural: Counts
    """The region's rural elders. Shape (2 sexes, 6 age groups)."""


def read_census(inputs: Path) -> Census:
    """Read the census inputs, counties in the order of their codes."""
    counties = read_table(inputs, "census_2020_counties.csv")
    urban = counties["persons"] - counties["persons_rural"]
    over = counties[["aged_60_plus", "aged_65_plus", "aged_80_plus"]].to_numpy()
    bands = np.stack(
        [over[:, 0] - over[:, 1], over[:, 1] - over[:, 2], over[:, 2]], axis=1
    )
    region = read_table(inputs, "census_2020_region_age_sex.csv").set_index("age_group")
    rates = read_table(inputs, "rural_age_rates_2020.csv")
    rates = rates.set_index(["sex", "age_group"]).loc[
        [(sex, age) for sex in SEXES for age in ELDER_AGES]
    ]
    per_1000 = [rates[f"elders_per_1000_{r}_persons"].to_numpy() for r in RESIDENCES]
    return Census(
        persons=np.stack([counties["persons_rural"], urban], axis=1),
        bands=bands,
        region=region.loc[list(ELDER_AGES), list(SEXES)].to_numpy().T,
        per_person=np.array(per_1000).reshape(2, 2, 6) / 1000,
        rural=rates["rural_elders"].to_numpy().reshape(2, 6),
    )


def raked(census: Census) -> Floats:
    """Return expected elders by iterative proportional fitting.

    Returns
    -------
        Shape (counties, residences, sexes, age groups). [persons]
    """
    by_residence = np.stack([census.rural, census.region - census.rural])
    cells = census.persons[:, :, None, None] * census.per_person[None]
    for _ in range(_RAKING_ROUNDS):
        for number, band in enumerate(BANDS):
            now = cells[..., band].sum(axis=(1, 2, 3))
            cells[..., band] *= (census.bands[:, number] / now)[:, None, None, None]
        cells *= (by_residence / cells.sum(axis=0))[None]
    return cells


def whole_elders(census: Census) -> Counts:
    """Return whole elders with every published and derived sum exact.

    First the sexes and ages of each county (rows: counties; columns: the region's sex
    and age groups within a band), then the rural part of each county's groups.

    Returns
    -------
        Shape (counties, residences, sexes, age groups). [persons]
    """
    expected = raked(census)
    both = expected.sum(axis=1)
    total = np.zeros(both.shape, dtype=np.int64)
    for number, band in enumerate(BANDS):
        part = both[..., band]
        rounded = controlled_rounding(
            part.reshape(len(part), -1),
            census.bands[:, number],
            census.region[:, band].reshape(-1),
        )
        total[..., band] = rounded.reshape(part.shape)
    share = expected[:, 0] / both
    rural = np.zeros(total.shape, dtype=np.int64)
    for sex, age in np.ndindex(total.shape[1:]):
        wished = share[:, sex, age] * total[:, sex, age]
        rural[:, sex, age] = largest_remainder(wished, int(census.rural[sex, age]))
    if (rural > total).any():
        raise ValueError("more rural elders than elders in a county's age group")
    return np.stack([rural, total - rural], axis=1)


def share_of_population_rural(census: Census) -> float:
    """Return the rural share of the whole population."""
    sums = census.persons.sum(axis=0)
    return float(sums[0] / sums.sum())


def county_codes(inputs: Path) -> pd.Series:
    """Return the county codes in order."""
    return read_table(inputs, "census_2020_counties.csv")["county_code"]
