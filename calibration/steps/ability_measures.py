"""What the model says of ability and death, in the terms of published studies.

Everything follows from expected people by age and ability on the first day and from the
rates of one period, by forward equations: no random number. Array axes are residence,
sex, age and ability, as in `sim.population.arrays`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE, LAST_AGE
from sim.population.hazards import Hazards

Floats = NDArray[np.float64]

SEXES = ("female", "male")
OLDEST = LAST_AGE
# What the three living states of a study are taken to be: able; mild; moderate, severe.
STATES = ([0], [1], [2, 3])


@dataclass(frozen=True)
class Living:
    """The elders of the first day and the rates of its period."""

    people: Floats
    """Shape (residence, sex, age)."""
    hazards: Hazards
    """Of one period only."""
    to_2030: Floats
    """Chance of each cohort to live until the end of 2030; shape as of `people`."""

    @property
    def by_ability(self) -> Floats:
        """People by ability. Shape (residence, sex, age, 4)."""
        return self.people[..., None] * self.hazards.prevalence

    @cached_property
    def yearly(self) -> Floats:
        """Transition matrices by age at the start of the year. Shape (…, 4, 4)."""
        return np.asarray(self.hazards.yearly()[0])

    def follow(self, state: Floats, years: int) -> list[Floats]:
        """Return where people are on the first day and after each year.

        Parameters
        ----------
        state
            Shape (residence, sex, age, 4); people stay named by their first age.
        """
        states = [state]
        for year in range(years):
            now = np.minimum(np.arange(AGES) + year, AGES - 1)
            step = self.yearly[:, :, now]
            states.append((states[-1][..., None, :] @ step)[..., 0, :])
        return states


def aged(first: int, last: int) -> slice:
    """Return the ages `first` to `last` as a slice of the age axis."""
    return slice(first - FIRST_AGE, last - FIRST_AGE + 1)


def only(state: Floats, levels: list[int]) -> Floats:
    """Return the people at some levels, nobody at the others."""
    return state * np.isin(np.arange(4), levels)


def transitions(living: Living, years: int) -> list[tuple[Floats, Floats]]:
    """Return for each of `STATES` the people in it and where they are years later.

    Shapes (residence, sex, age, 4); see `chances`.
    """
    starts = [only(living.by_ability, levels) for levels in STATES]
    return [(start, living.follow(start, years)[-1]) for start in starts]


def chances(moves: tuple[Floats, Floats], sex: str, ages: slice) -> Floats:
    """Return the chances of being in each of `STATES`, and dead. Shape (4)."""
    before, after = (
        state[:, SEXES.index(sex), ages].sum(axis=(0, 1)) for state in moves
    )
    reached = np.array([after[levels].sum() for levels in STATES]) / before.sum()
    return np.append(reached, 1 - reached.sum())


def hazard_ratio(living: Living, levels: list[int], ages: slice, years: int) -> float:
    """Return the hazard of death of those once at some levels over that of the able.

    Both are followed for some years from the first day, whatever becomes of their
    ability, and compared within residence, sex, age and year of follow-up
    (Mantel-Haenszel), as a Cox model adjusted for these would.
    """
    groups = [only(living.by_ability, levels), only(living.by_ability, [0])]
    alive = np.array(
        [
            [state[:, :, ages].sum(axis=-1) for state in living.follow(group, years)]
            for group in groups
        ]
    )
    deaths = alive[:, :-1] - alive[:, 1:]
    time = deaths / np.log(alive[:, :-1] / alive[:, 1:])
    above = (deaths[0] * time[1] / time.sum(axis=0)).sum()
    below = (deaths[1] * time[0] / time.sum(axis=0)).sum()
    return float(above / below)


def deaths_within(living: Living, levels: list[int], ages: slice, years: int) -> float:
    """Return the share that has died of those once at some levels."""
    before = only(living.by_ability, levels)
    after = living.follow(before, years)[-1]
    return float(1 - after[:, :, ages].sum() / before[:, :, ages].sum())


def incidence(living: Living, ages: slice) -> float:
    """Return onsets of disability per 1,000 person-years of the able."""
    able = living.by_ability[:, :, ages, 0]
    onset = living.hazards.onset[0, :, :, ages, 0]
    return float(1000 * (able * onset).sum() / able.sum())


def expectancy(living: Living, sex: str, age: int, levels: list[int]) -> float:
    """Return the years that those who reach an age will live at some levels.

    A life table of the period by exact single age, with the prevalence of each age
    (Sullivan); residences mixed by the people who live at that age.
    """
    place = SEXES.index(sex)
    start = age - FIRST_AGE
    # The oldest age is open: fifty more years of its rate.
    at = np.minimum(np.arange(start, AGES + 50), AGES - 1)
    rates = living.hazards.by_age[0, :, place, at].T
    alive = np.exp(-np.cumsum(rates, axis=1) + rates)
    lived = alive * -np.expm1(-rates) / rates
    share = living.hazards.prevalence[:, place, at][..., levels].sum(axis=-1)
    people = living.people[:, place, start]
    return float((people * (lived * share).sum(axis=1)).sum() / people.sum())


def growth(living: Living, levels: list[int]) -> float:
    """Return those aged 60+ at some levels at the end of 2030 over those of 2020.

    Prevalence by age stays, so the cohorts need only be carried forward.
    """
    now = np.minimum(np.arange(AGES) + 10, AGES - 1)
    prevalence = living.hazards.prevalence[..., levels].sum(axis=-1)
    # Cohorts of 50 and over now are 60 and over then.
    then = living.people * living.to_2030 * prevalence[:, :, now]
    first = living.people * prevalence
    return float(
        then[:, :, ELIGIBLE_AGE - 10 - FIRST_AGE :].sum()
        / first[:, :, ELIGIBLE_AGE - FIRST_AGE :].sum()
        - 1
    )


def prevalence(living: Living, levels: list[int], ages: slice) -> float:
    """Return the share at some levels on the first day."""
    state = living.by_ability[:, :, ages]
    return float(state[..., levels].sum() / state.sum())


def interval(values: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the middle 80 % over the first axis."""
    low, high = np.quantile(values, [0.1, 0.9], axis=0)
    return low, high
