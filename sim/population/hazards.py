"""Rates of onset, worsening, recovery and death by ability, fitted exactly.

**Given**: prevalence by age, total mortality by age, the ratios of mortality by ability
and the rates of recovery. **Fitted**: in every cohort-year (period, residence, sex and
age) the rates of onset, of worsening mild to moderate and moderate to severe, and of
death of the able: those four with which a cohort that has the prevalence of its age on
1 January has the prevalence of the next age a year later, while as many have died as
the life table says. Four equations (the forward equations over a year) for four
unknowns: Newton's method brings the residual of least squares to zero, so there is no
distance to weigh and no likelihood to choose.

**Not identified** by prevalence and the life table: recovery and the ratios. Faster
recovery asks for as much more onset and leaves every count of people by ability as it
is; higher ratios move deaths from the able to the disabled, and onset follows. They
decide how long a disability lasts and how fast residents die and change level, have
ranges of their own, and are drawn in joint draws. Nothing that is fitted can narrow
them; `calibration/check_ability.py` shows what published transitions say of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import expm

from sim.population.arrays import Floats
from sim.population.mortality import mortality_by_age

_NEWTON_STEPS = 20
_TOLERANCE = 1e-12
_STEP = 1e-6


class NoRatesError(ValueError):
    """Prevalence changes with age faster than any rates could change it."""


@dataclass(frozen=True)
class Hazards:
    """Yearly rates of cohort-years: completed age on 1 January and the year after.

    Shapes (period, residence, sex, age, …). [1/person-year]
    """

    periods: list[int]
    prevalence: Floats
    """Share by ability; shape (residence, sex, age, 4)."""
    mortality: Floats
    """Mean rate of the cohort-year over all abilities; shape (…, age)."""
    by_age: Floats
    """Rate by single age at the moment of death; shape (…, age + 1)."""
    onset: Floats
    """To the next worse level, from able, mild, moderate; shape (…, 3)."""
    recovery: Floats
    """To the next better level, from mild, moderate, severe; shape (…, 3)."""
    death: Floats
    """By ability; shape (…, 4)."""
    raised_recoveries: int
    """Cohort-years in which no rate of onset >= 0 kept prevalence: the share at or
    above some level falls with age faster than the recovery given and the deaths of
    the disabled let it. Onset is then 0 and recovery there higher than was given."""

    def generator(self) -> Floats:
        """Return the rate matrices. Shape (…, 4, 4); what a row lacks to 0 is death."""
        return _matrices(self.onset, self.recovery, self.death)

    def yearly(self) -> Floats:
        """Return the transition matrices of a year. Shape (…, 4, 4)."""
        return np.asarray(expm(self.generator()), dtype=float)


def build_hazards(
    mortality: pd.DataFrame,
    shares: Floats,
    *,
    multiplier: float,
    ratio: Floats,
    recovery: Floats,
) -> Hazards:
    """Return the rates that keep prevalence and follow the life table.

    Parameters
    ----------
    mortality
        Table of the pack, see `mortality_by_age`.
    shares
        By ability; shape (residence, sex, age + 1, 4), see `prevalence_by_age`.
    multiplier
        Scales every death rate.
    ratio
        Mortality relative to the able. Shape (4), the first 1.
    recovery
        From mild, moderate, severe to the next better level. Shape (3). [1/year]

    Raises
    ------
    NoRatesError
        If prevalence changes with age faster than any rates could change it.
    """
    periods, by_age = mortality_by_age(mortality)
    by_age = by_age * multiplier
    # A cohort of completed age x on 1 January spends half the year at age x + 1.
    mean = (by_age[..., :-1] + by_age[..., 1:]) / 2
    before = np.broadcast_to(shares[:, :, :-1], (*mean.shape, 4)).reshape(-1, 4)
    after = np.broadcast_to(shares[:, :, 1:], (*mean.shape, 4)).reshape(-1, 4)
    target = after * np.exp(-mean).reshape(-1, 1)
    exchange, able_death = _solve(before, target, ratio, recovery)
    onset, recovered = _split(exchange, before, recovery)
    return Hazards(
        periods=periods,
        prevalence=shares[:, :, :-1],
        mortality=mean,
        by_age=by_age,
        onset=onset.reshape(*mean.shape, 3),
        recovery=recovered.reshape(*mean.shape, 3),
        death=(able_death[:, None] * ratio).reshape(*mean.shape, 4),
        raised_recoveries=int((exchange < 0).any(axis=1).sum()),
    )


def _solve(
    before: Floats, target: Floats, ratio: Floats, recovery: Floats
) -> tuple[Floats, Floats]:
    """Return exchange rates (n, 3) and death rates of the able (n), by Newton."""
    unknown = _first_guess(before, target, ratio, recovery)

    def miss(values: Floats, start: Floats) -> Floats:
        onset, recovered = _split(values[..., :3], start, recovery)
        death = values[..., 3:] * ratio
        # Rates that have run away are noticed by what they lead to.
        with np.errstate(all="ignore"):
            return _advance(start, _matrices(onset, recovered, death))

    for _ in range(_NEWTON_STEPS):
        residual = miss(unknown, before) - target
        furthest = np.abs(residual).max()
        if furthest < _TOLERANCE:
            return unknown[:, :3], unknown[:, 3]
        if not furthest < 1.0:
            break
        nudged = unknown + _STEP * np.eye(4)[:, None, :]
        slopes = (miss(nudged, before) - target - residual) / _STEP
        # slopes[j, n, i] = d end_i / d unknown_j
        jacobian = np.moveaxis(slopes, 0, -1)
        unknown = unknown - np.linalg.solve(jacobian, residual[..., None])[..., 0]
    raise NoRatesError("mortality and prevalence admit no rates between abilities")


def _first_guess(
    before: Floats, target: Floats, ratio: Floats, recovery: Floats
) -> Floats:
    """Return rates from the balance of flows at mid-year, exact where shares stay."""
    alive = target.sum(axis=1, keepdims=True)
    total = -np.log(alive)
    middle = (before + target / alive) / 2
    able_death = total / (middle @ ratio)[:, None]
    # What must cross into level j or worse: its growth, and its dead above the mean.
    gained = target / alive - before + middle * (ratio * able_death - total)
    need = np.cumsum(gained[:, ::-1], axis=1)[:, ::-1][:, 1:]
    onset = (need + recovery * middle[:, 1:]) / np.maximum(middle[:, :3], 1e-12)
    return np.column_stack([np.maximum(onset, 0.0), able_death])


def _split(exchange: Floats, before: Floats, recovery: Floats) -> tuple[Floats, Floats]:
    """Return onset and recovery rates; a negative exchange raises recovery.

    The extra recovery carries the same flow as the negative onset would.
    """
    extra = np.maximum(-exchange, 0.0) * before[:, :3]
    extra /= np.maximum(before[:, 1:], 1e-12)
    return np.maximum(exchange, 0.0), recovery + extra


def _matrices(onset: Floats, recovery: Floats, death: Floats) -> Floats:
    """Return rate matrices between the four levels. Shape (…, 4, 4)."""
    rates = np.zeros((*death.shape, 4))
    level = np.arange(3)
    rates[..., level, level + 1] = onset
    rates[..., level + 1, level] = recovery
    diagonal = np.arange(4)
    rates[..., diagonal, diagonal] = -(rates.sum(axis=-1) + death)
    return rates


def _advance(start: Floats, rates: Floats) -> Floats:
    """Return the distribution a year later: four quarters of a Taylor series."""
    state = np.broadcast_to(start, rates.shape[:-1]).copy()
    quarter = rates / 4
    for _ in range(4):
        term = state.copy()
        for order in range(1, 19):
            term = np.einsum("...i,...ij->...j", term, quarter) / order
            state += term
    return state
