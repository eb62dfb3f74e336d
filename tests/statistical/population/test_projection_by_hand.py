"""Elders and deaths to 2030 against a projection that knows nothing of the model.

Five-year groups, the United Nations' death rates times Guangxi's multiplier, survivors
by the textbook's formula; no residence, no ability, no single ages. Two ways of
counting that differ this much agree within two in a hundred if neither is wrong; a
multiplier left out would show as more than ten.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sim.population import PopulationSetting
from sim.population.arrays import SEXES
from sim.population.expected import expected_persons

AGES = range(50, 101, 5)
PERIODS = ("from_2020", "from_2025")


def read(root: Path, name: str) -> list[dict[str, str]]:
    text = (root / "calibration" / "inputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def rates(root: Path, sex: str, period: str) -> dict[int, float]:
    china = {
        int(row["age_start"]): float(row[period])
        for row in read(root, "mortality_china_wpp2024.csv")
        if row["sex"] == sex
    }
    ratio = {
        int(row["age_start"]): float(row[sex])
        for row in read(root, "mortality_multiplier.csv")
    }
    return {age: china[age] * ratio[age] for age in AGES}


def chance_to_die(rate: float) -> float:
    return 5 * rate / (1 + 2.5 * rate)


def five_years_on(people: dict[int, float], rate: dict[int, float]) -> dict[int, float]:
    """Survivors five years later: half of a group's way at its own rate, half at the
    next one's."""
    later: dict[int, float] = dict.fromkeys(AGES, 0.0)
    for age, number in people.items():
        following = min(age + 5, 100)
        alive = (1 - chance_to_die(rate[age]) / 2) * (
            1 - chance_to_die(rate[following]) / 2
        )
        later[following] += number * alive
    return later


@pytest.fixture(scope="module")
def by_hand(root: Path) -> dict[str, list[dict[int, float]]]:
    """People by sex and five-year group in 2020, 2025 and 2030."""
    projected = {}
    for sex in SEXES:
        people = {
            int(row["age_group"][:2]): float(row[sex])
            for row in read(root, "census_2020_region_age_sex.csv")
        }
        # 85+ as 85-89, 90-94 and 95+ of a table with these rates.
        oldest = people.pop(85)
        rate = rates(root, sex, PERIODS[0])
        share = {85: 1.0}
        for age in (90, 95):
            share[age] = share[age - 5] * (1 - chance_to_die(rate[age - 5]))
        for age, alive in share.items():
            people[age] = oldest * alive / sum(share.values())
        states = [people]
        for period in PERIODS:
            states.append(five_years_on(states[-1], rates(root, sex, period)))
        projected[sex] = states
    return projected


@pytest.fixture(scope="module")
def modelled(guangxi: PopulationSetting) -> np.ndarray:
    """Expected elders by year from 2020, sex and group."""
    return expected_persons(guangxi, list(range(111))).sum(axis=(1, 2, 5))


@pytest.mark.parametrize(("step", "year"), [(1, 5), (2, 10)])
@pytest.mark.parametrize("sex", SEXES)
def test_elders_of_2025_and_2030(
    by_hand: dict[str, list[dict[int, float]]],
    modelled: np.ndarray,
    sex: str,
    step: int,
    year: int,
) -> None:
    wanted = sum(n for age, n in by_hand[sex][step].items() if age >= 60)

    found = modelled[year, SEXES.index(sex)].sum()

    assert found == pytest.approx(wanted, rel=0.02)


@pytest.mark.parametrize("sex", SEXES)
def test_deaths_of_the_elders_of_2020_by_2030(
    by_hand: dict[str, list[dict[int, float]]], modelled: np.ndarray, sex: str
) -> None:
    start, _, end = by_hand[sex]
    wanted = sum(n for age, n in start.items() if age >= 60) - sum(
        n for age, n in end.items() if age >= 70
    )

    # Groups from 70-74 on hold in 2030 whoever was 60 or older in 2020.
    at = SEXES.index(sex)
    found = modelled[0, at].sum() - modelled[10, at, 2:].sum()

    assert found == pytest.approx(wanted, rel=0.03)
