"""Disability by age in 2020 and in 2030: as the table says, and as it is lived.

Lives of ten counties, one replication, are compared with the table in standard errors
of a binomial share; of the 72 comparisons a correct model fails one in 220 seeds
(4 standard errors each, two-sided). The largest group, rural women of 60-64, has some
60,000 elders: a fault of 9 % in their moderate disability would be seen, one of 25 % in
severe disability. Finer faults are for the forward equations, which are exact.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.population import PopulationSetting, ability_at, draw_people
from sim.population.arrays import AGES, FIRST_AGE
from sim.population.expected import expected_persons
from sim.streams import Streams

COUNTIES = range(0, 111, 11)
START, END = 0.0, 3652.0


@pytest.fixture(scope="module")
def lived(guangxi: PopulationSetting) -> dict[float, np.ndarray]:
    """Elders alive by day, age group and ability."""
    counts = {day: np.zeros((6, 4)) for day in (START, END - 1e-6)}
    for county in COUNTIES:
        people = draw_people(guangxi, county, Streams(11, 0), thin=False)
        for day, count in counts.items():
            # Completed age on 1 January, as cohorts count it.
            years = 0 if day == START else 10
            age = people.row % AGES + FIRST_AGE + years
            who = np.flatnonzero((age >= 60) & (people.death_day > day))
            group = np.minimum((age[who] - 60) // 5, 5)
            np.add.at(count, (group, ability_at(people, who, day)), 1)
    return counts


@pytest.fixture(scope="module")
def expected(guangxi: PopulationSetting) -> np.ndarray:
    return expected_persons(guangxi, list(COUNTIES)).sum(axis=(1, 2, 3))


@pytest.mark.parametrize("year", [0, 10], ids=["2020", "2030"])
def test_lives_have_the_prevalence_of_the_table(
    lived: dict[float, np.ndarray], expected: np.ndarray, year: int
) -> None:
    counts = list(lived.values())[year // 10]
    people = counts.sum(axis=1, keepdims=True)
    share = expected[year] / expected[year].sum(axis=1, keepdims=True)

    error = np.sqrt(share * (1 - share) / people)

    assert (np.abs(counts / people - share) / error).max() < 4


def test_lives_have_the_deaths_of_the_forward_equations(
    lived: dict[float, np.ndarray], expected: np.ndarray
) -> None:
    alive = list(lived.values())[1].sum(axis=1)
    wanted = expected[10].sum(axis=1)

    # At most as variable as a Poisson count: the elders to be are known.
    assert (np.abs(alive - wanted) / np.sqrt(wanted)).max() < 4


def test_prevalence_by_age_in_2030_is_that_of_2020(guangxi: PopulationSetting) -> None:
    """By single age; groups shift with the ages within them."""
    count = guangxi.cells(30).count.sum(axis=-1)
    yearly = guangxi.hazards.yearly()
    state = count[..., None] * guangxi.hazards.prevalence
    for year, period in enumerate(guangxi.periods):
        age = np.minimum(np.arange(AGES) + year, AGES - 1)
        state = np.einsum("rsai,rsaij->rsaj", state, yearly[period][:, :, age])

    later = guangxi.hazards.prevalence[:, :, np.minimum(np.arange(AGES) + 10, AGES - 1)]
    wanted = state.sum(axis=-1, keepdims=True) * later
    np.testing.assert_allclose(state, wanted, rtol=1e-9, atol=1e-9)
