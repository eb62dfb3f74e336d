"""Elders and rates of Guangxi at the values that joint draws may take.

What prevalence and the life table leave open is drawn: ratios of mortality, recovery,
the mortality multiplier and the level of disability, each over its range in the
catalogue, uniform in its logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc

from calibration.steps.ability_measures import Living
from sim.population import population_setting
from sim.population.ages import people_by_age
from sim.population.hazards import build_hazards
from sim.population.mortality import mortality_by_age, period_of_year
from sim.population.prevalence import defined_shares, prevalence_by_age
from sim.scenario import Scenario, catalogue

Floats = NDArray[np.float64]

DEFINITIONS = ("strict_adl", "assessed")
_LEVELS = ("mild", "moderate", "severe")
PATHS = (
    *(f"population.mortality_ratio.{level}" for level in _LEVELS),
    *(f"population.recovery_rate.{level}" for level in _LEVELS),
    "population.mortality_multiplier",
    "population.disability_level",
)
_FIRST, _LAST = 2021, 2030
_SEED = 20210101


def central() -> Floats:
    """Return the catalogue's defaults of `PATHS`. Shape (8)."""
    return np.array([float(catalogue()[path].default) for path in PATHS])


def draws(number: int) -> Floats:
    """Return a Latin hypercube of `PATHS`, always the same. Shape (number, 8)."""
    low, high = np.log([catalogue()[path].range or () for path in PATHS]).T
    uniform = qmc.LatinHypercube(len(PATHS), rng=_SEED).random(number)
    return np.asarray(np.exp(low + uniform * (high - low)))


@dataclass(frozen=True)
class Elders:
    """What no draw changes."""

    people: Floats
    """On the first day; shape (residence, sex, age)."""
    prevalence: Floats
    """Of the pack's table; shape (residence, sex, age + 1, 4)."""
    mortality: pd.DataFrame
    """The pack's table, first period only: later ones would cost time for nothing."""
    until_2030: Floats
    """Hazard of death of each cohort in the ten years; shape as of `people`."""

    def living(self, values: Floats, definition: str) -> Living:
        """Return elders and rates at the values of `PATHS`."""
        shares = defined_shares(self.prevalence, self.people, definition, values[7])
        hazards = build_hazards(
            self.mortality,
            shares,
            multiplier=values[6],
            ratio=np.append(1.0, values[:3]),
            recovery=values[3:6],
        )
        return Living(self.people, hazards, np.exp(-values[6] * self.until_2030))


def elders_of(scenario: Scenario) -> Elders:
    """Return the elders of a scenario's whole pack."""
    setting = population_setting(scenario)
    tables = scenario.area.tables
    mortality = tables["mortality_rate"]
    periods, by_age = mortality_by_age(mortality)
    mean = (by_age[..., :-1] + by_age[..., 1:]) / 2
    ages = np.arange(mean.shape[-1])
    until_2030 = np.zeros(mean.shape[1:])
    for year in range(_FIRST, _LAST + 1):
        now = np.minimum(ages + year - _FIRST, ages[-1])
        until_2030 += mean[period_of_year(periods, year)][..., now]
    first = periods[period_of_year(periods, _FIRST)]
    return Elders(
        people=people_by_age(setting.groups.sum(axis=-1), setting.shares),
        prevalence=prevalence_by_age(tables["prevalence"]),
        mortality=mortality[mortality["period_start"] == first],
        until_2030=until_2030,
    )
