from __future__ import annotations

import numpy as np
import pandas as pd

from sim.population.arrays import FIRST_AGE
from sim.population.mortality import mortality_by_age, period_of_year


def test_deaths_over_person_years_of_a_group_are_the_tables_rate(
    mortality: pd.DataFrame,
) -> None:
    _, rates = mortality_by_age(mortality)
    table = mortality.set_index(["residence", "sex", "period_start", "age_start"])

    for age in range(45, 100, 5):
        within = rates[0, 1, 0, age - FIRST_AGE : age - FIRST_AGE + 5]
        alive = np.exp(-np.append(0.0, np.cumsum(within)))
        deaths = -np.diff(alive)
        wanted = table.loc[("urban", "female", 2020, age), "rate"]
        np.testing.assert_allclose(
            deaths.sum() / (deaths / within).sum(), wanted, rtol=1e-6
        )


def test_a_pack_may_begin_at_60(mortality: pd.DataFrame) -> None:
    _, rates = mortality_by_age(mortality[mortality["age_start"] >= 60])

    youngest = mortality.query(
        "residence == 'rural' and sex == 'male' and period_start == 2020"
        " and age_start == 60"
    )
    np.testing.assert_allclose(rates[0, 0, 1, :15], youngest["rate"].item())


def test_rates_rise_with_single_age(mortality: pd.DataFrame) -> None:
    _, rates = mortality_by_age(mortality)

    assert (np.diff(rates, axis=-1) >= 0).all()


def test_the_oldest_group_is_open(mortality: pd.DataFrame) -> None:
    _, rates = mortality_by_age(mortality)
    oldest = mortality.query(
        "residence == 'rural' and sex == 'male' and period_start == 2025"
        " and age_start == 100"
    )

    np.testing.assert_allclose(rates[1, 0, 1, 100 - FIRST_AGE :], oldest["rate"].item())


def test_a_year_lies_in_the_period_that_began_last() -> None:
    periods = [2015, 2020, 2025]

    found = [period_of_year(periods, year) for year in (2010, 2019, 2020, 2024, 2040)]

    assert found == [0, 0, 1, 1, 2]
