"""A made-up pack of two counties, small enough to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.population.people import People
from sim.population.rates import Rates, rates_from
from sim.population.setting import PopulationSetting, make_setting
from sim.scenario import catalogue
from sim.timeline import Timeline

RESIDENCES, SEXES = ("rural", "urban"), ("female", "male")
GROUPS = (*(f"{age}-{age + 4}" for age in range(45, 85, 5)), "85+")


def mortality_frame() -> pd.DataFrame:
    """A Gompertz law, falling by a tenth in 2025."""
    rows = [
        (residence, sex, period, age, factor * level * 0.006 * 1.1 ** (age - 60))
        for residence, level in zip(RESIDENCES, (1.05, 0.95), strict=True)
        for sex in SEXES
        for period, factor in ((2020, 1.0), (2025, 0.9))
        for age in range(45, 105, 5)
    ]
    columns = ["residence", "sex", "period_start", "age_start", "rate"]
    return pd.DataFrame(rows, columns=columns)


def prevalence_frame() -> pd.DataFrame:
    """Disability that rises by eight per cent a year of age up to 95."""
    rows = [
        (residence, sex, age, 0.010 * growth, 0.015 * growth, 0.005 * growth)
        for residence in RESIDENCES
        for sex in SEXES
        for age in range(45, 106)
        for growth in [1.08 ** (min(age, 95) - 60)]
    ]
    columns = ["residence", "sex", "age", "mild", "moderate", "severe"]
    return pd.DataFrame(rows, columns=columns)


def elders_frame(townships: int = 5, people: int = 40) -> pd.DataFrame:
    """Elders of each township; the first township has the most."""
    rows = [
        (township, residence, sex, group, people * (9 - g) // (1 + township))
        for township in range(townships)
        for residence in RESIDENCES
        for sex in SEXES
        for g, group in enumerate(GROUPS)
    ]
    columns = ["township_index", "residence", "sex", "age_group", "elders"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def mortality() -> pd.DataFrame:
    return mortality_frame()


@pytest.fixture
def prevalence() -> pd.DataFrame:
    return prevalence_frame()


@pytest.fixture
def elders() -> pd.DataFrame:
    return elders_frame()


@pytest.fixture
def rates() -> Rates:
    return make_rates()


def make_rates(**changed: float) -> Rates:
    """The catalogue's defaults, with some values changed; `__` stands for a dot."""
    values = {path: parameter.default for path, parameter in catalogue().items()}
    values |= {name.replace("__", "."): value for name, value in changed.items()}
    return rates_from(values.__getitem__)


@pytest.fixture
def make() -> Callable[..., PopulationSetting]:
    """Make the setting of two counties: townships 0, 2, 4 and 1, 3."""

    def make(
        people: int = 40,
        end: date = date(2030, 12, 31),
        rates: dict[str, float] | None = None,
        **options: Any,
    ) -> PopulationSetting:
        return make_setting(
            timeline=Timeline(date(2021, 1, 1), end),
            rates=make_rates(**(rates or {})),
            elders=elders_frame(people=people),
            county_of_township=np.array([0, 1, 0, 1, 0]),
            mortality=mortality_frame(),
            prevalence=prevalence_frame(),
            mortality_ratio=np.array([1.44, 2.4, 4.45]),
            recovery_rate=np.array([0.2, 0.12, 0.06]),
            **options,
        )

    return make


@pytest.fixture
def hand_made(make: Callable[..., PopulationSetting]) -> Callable[..., People]:
    """People with given segments; everybody is a rural woman of 70 in township 0."""
    setting = make()

    def build(lives: list[list[tuple[float, int]]], **given: Any) -> People:
        n = len(lives)
        row = np.full(n, 25)
        values: dict[str, Any] = {
            "county_index": 0,
            "elder_id": np.arange(n),
            "township": np.zeros(n, dtype=np.int32),
            "residence": np.zeros(n, dtype=np.int8),
            "sex": np.zeros(n, dtype=np.int8),
            "birth_day": np.full(n, -70.5 * 365.25),
            "elder_class": np.full(n, 2, dtype=np.int8),
            "class_before": np.full(n, 2, dtype=np.int8),
            "guaranteed_from": np.full(n, np.inf),
            "special_family": np.zeros(n, dtype=bool),
            "special_contribution": np.zeros(n, dtype=bool),
            "eligible_from": np.full(n, -3000.0),
            "segment_offset": np.cumsum([0, *(len(life) for life in lives)]),
            "segment_day": np.array([day for life in lives for day, _ in life]),
            "segment_ability": np.array(
                [ability for life in lives for _, ability in life], dtype=np.int8
            ),
            "death_day": np.full(n, np.inf),
            "threshold": np.ones(n),
            "resident": np.zeros(n, dtype=bool),
            "elapsed_days": np.full(n, np.nan),
            "row": row,
            "clock": np.zeros(n),
            "table": setting.calendar,
            "rates": setting.rates,
            "horizon": 3652.0,
        }
        return People(**{**values, **given})

    return build
