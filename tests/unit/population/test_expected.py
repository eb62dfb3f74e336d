from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from sim.population.expected import cohort_states, expected_persons, expected_table
from sim.population.setting import PopulationSetting

Make = Callable[..., PopulationSetting]
CODES = [f"45012310{i}" for i in range(5)]


def test_prevalence_by_age_stays_while_cohorts_age(make: Make) -> None:
    setting = make()

    states = cohort_states(setting)[10]
    shares = states / states.sum(axis=-1, keepdims=True)

    np.testing.assert_allclose(
        shares[:, :, :-10], setting.hazards.prevalence[:, :, 10:], atol=1e-9
    )


def test_survivors_follow_the_life_table_across_its_change(make: Make) -> None:
    setting = make()

    alive = cohort_states(setting).sum(axis=-1)

    mean = setting.hazards.mortality
    first_four = sum(mean[0, 0, 1, 20 + year] for year in range(4))
    later_six = sum(mean[1, 0, 1, 20 + year] for year in range(4, 10))
    np.testing.assert_allclose(alive[10, 0, 1, 20], np.exp(-first_four - later_six))


def test_the_first_state_is_the_counted_one(make: Make) -> None:
    setting = make()

    persons = expected_persons(setting, [0, 1])[0]

    counted = setting.groups[:, :, 3:][..., [0, 2, 4, 1, 3]]
    np.testing.assert_allclose(
        persons.sum(axis=-1), np.moveaxis(counted, 3, 0), rtol=1e-12
    )


def test_the_table_has_a_row_for_each_year_place_and_level(make: Make) -> None:
    table = expected_table(make(), [1], CODES)

    assert table.columns.tolist() == [
        "year",
        "township_code",
        "residence",
        "sex",
        "age_group",
        "ability",
        "persons",
    ]
    assert len(table) == 11 * 2 * 2 * 2 * 6 * 4
    assert sorted(set(table["year"])) == list(range(2020, 2031))
    assert set(table["township_code"]) == {CODES[1], CODES[3]}
    assert (table["persons"] >= 0).all()


def test_a_frozen_population_stays_as_it_is(make: Make) -> None:
    table = expected_table(make(frozen=True), [0], CODES)

    by_year = table.groupby("year")["persons"].sum()
    np.testing.assert_allclose(by_year, by_year.iloc[0])


def test_a_period_that_ends_within_a_year_still_has_that_year(make: Make) -> None:
    table = expected_table(make(end=date(2022, 6, 30)), [0], CODES)

    assert sorted(set(table["year"])) == [2020, 2021, 2022]
