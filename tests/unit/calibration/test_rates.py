"""Mortality and prevalence of the pack against what is published."""

import numpy as np
import pandas as pd
import pytest

from calibration.steps.county_elders import read_census
from calibration.steps.mortality import mortality_table
from calibration.steps.places import AREAS, INPUTS
from calibration.steps.prevalence import (
    AGES,
    GROUPS,
    published_shares,
    standard_population,
)
from calibration.steps.single_ages import by_single_age, region_by_single_age
from sim.area import load_area

LEVELS = ["mild", "moderate", "severe"]


@pytest.fixture(scope="module")
def prevalence() -> pd.DataFrame:
    return load_area(AREAS / "guangxi").tables["prevalence"]


@pytest.fixture(scope="module")
def elders() -> np.ndarray:
    return region_by_single_age(INPUTS, mortality_table(INPUTS))


def shares(prevalence: pd.DataFrame) -> np.ndarray:
    """Return shares from age 60 on. Shape (levels, residences, sexes, ages)."""
    own = prevalence[prevalence["age"] >= 60]
    table = own[LEVELS].to_numpy().T.reshape(3, 2, 2, -1)
    # The oldest age of the table holds for all above it.
    return table[..., np.minimum(np.arange(len(AGES)), table.shape[-1] - 1)]


@pytest.mark.parametrize(
    ("group", "published"),
    [
        ("65-74", [0.0124, 0.0195, 0.0058]),
        ("75-84", [0.0360, 0.0474, 0.0140]),
        ("85+", [0.0880, 0.2313, 0.1035]),
    ],
)
def test_age_groups_have_the_published_shares(
    prevalence: pd.DataFrame, elders: np.ndarray, group: str, published: list[float]
) -> None:
    low, high = GROUPS[group]
    people = np.where((low <= AGES) & (high > AGES), elders, 0.0)

    found = (shares(prevalence) * people).sum(axis=(1, 2, 3)) / people.sum()

    assert found == pytest.approx(published, abs=2e-6)


def test_sexes_and_residences_have_about_the_published_shares(
    prevalence: pd.DataFrame, elders: np.ndarray
) -> None:
    standard = standard_population(elders, published_shares(INPUTS))
    cases = shares(prevalence) * standard

    by_residence = cases.sum(axis=(2, 3)) / standard.sum(axis=(1, 2))
    by_sex = cases.sum(axis=(1, 3)) / standard.sum(axis=(0, 2))

    # The age groups are met exactly on Guangxi's own mix, so levels differ a little.
    assert by_residence[:, 0] == pytest.approx([0.0280, 0.0510, 0.0208], rel=0.05)
    assert by_residence[:, 1] == pytest.approx([0.0320, 0.0632, 0.0228], rel=0.05)
    assert by_sex[:, 0] == pytest.approx([0.0322, 0.0648, 0.0279], rel=0.05)
    assert by_sex[:, 1] == pytest.approx([0.0281, 0.0504, 0.0163], rel=0.05)


def test_shares_at_or_above_a_level_never_fall_with_age(
    prevalence: pd.DataFrame,
) -> None:
    at_least = prevalence[LEVELS].iloc[:, ::-1].cumsum(axis=1)
    groups = at_least.groupby([prevalence["residence"], prevalence["sex"]])

    assert (groups.diff().fillna(0) >= -1e-6).all(axis=None)
    assert (at_least.max() < 0.9).all()


def test_women_are_disabled_more_often_than_men_and_townspeople_than_villagers(
    prevalence: pd.DataFrame,
) -> None:
    severe = prevalence.pivot_table("severe", ["residence", "sex"], "age")

    assert (severe.loc[("rural", "female")] > severe.loc[("rural", "male")]).all()
    assert (severe.loc[("urban", "female")] > severe.loc[("rural", "female")]).all()


def test_single_ages_sum_to_their_groups() -> None:
    groups = np.array([700, 650, 600, 500, 450, 300, 200, 140, 110])

    persons = by_single_age(np.tile(groups, (2, 2, 1)), mortality_table(INPUTS))

    below_85 = persons[..., :25].reshape(2, 2, 5, 5).sum(axis=-1)
    assert below_85 == pytest.approx(np.tile(groups[3:8], (2, 2, 1)))
    assert persons[..., 25:].sum(axis=-1) == pytest.approx(np.full((2, 2), 110.0))
    assert (np.diff(persons[..., 25:]) < 0).all()


def test_mean_mortality_of_rural_and_urban_is_the_regions() -> None:
    table = mortality_table(INPUTS).set_index(
        ["period_start", "sex", "age_start", "residence"]
    )["rate"]
    census = read_census(INPUTS)
    rural = census.rural.sum(axis=1) / census.region.sum(axis=1)

    mean = rural[1] * table[2020, "male", 70, "rural"]
    mean += (1 - rural[1]) * table[2020, "male", 70, "urban"]

    # China's 0.036291 times Guangxi's 0.88.
    assert mean == pytest.approx(0.031936, abs=2e-6)
    assert table[2020, "female", 100, "rural"] == pytest.approx(0.553871, abs=1e-6)
    assert table[2020, "female", 100, "urban"] == pytest.approx(0.553871, abs=1e-6)


def test_mortality_rises_with_age_and_falls_with_time() -> None:
    table = mortality_table(INPUTS)
    keys = ["residence", "sex", "age_start"]
    by_period = table.pivot_table("rate", keys, "period_start")

    below_100 = by_period[by_period.index.get_level_values("age_start") < 85]
    assert (below_100[2035] < below_100[2010]).all()
    steps = by_period[2020].groupby(["residence", "sex"]).diff().dropna()
    assert (steps > 0).all()
    assert len(table) == 2 * 2 * 12 * 6
