"""Shares by ability at each age: the pack's table, as a scenario defines disability.

The table holds one definition (of Guangxi: six activities of daily living). Another
definition, or another level of the same, adds one number to the log odds of the three
cumulative shares "at least mild", "at least moderate" and "severe" at every age, sex
and residence: the curves keep their order and their shape, and ratios of odds between
ages, sexes and residences stay what they were.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import expit, logit

from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    LAST_AGE,
    RESIDENCES,
    SEXES,
    Floats,
)

# 失能老年人占 11.6%, national assessment, fifth sample survey of 2021 (bulletin of the
# Ministry of Civil Affairs, October 2024, about 35 million aged 60+). The bulletin
# counts everybody disabled and no level apart, and the national standard of assessment
# calls its mild, moderate and severe disabled: so all three levels count here.
ASSESSED_SHARE = 0.116
# A level that nobody is in cannot be passed through.
_LEAST_SHARE = 1e-7
# Odds between e^-20 and e^20 times those of the table.
_WIDEST = 20.0


def prevalence_by_age(table: pd.DataFrame) -> Floats:
    """Return the shares by ability.

    Parameters
    ----------
    table
        Columns residence, sex, age, mild, moderate, severe (shares). Ages below or
        above those of the table take the nearest.

    Returns
    -------
        Shape (residence, sex, age + 1, 4), one age more as in `mortality_by_age`.
    """
    shares = np.empty((2, 2, AGES + 1, 4))
    wanted = np.arange(FIRST_AGE, LAST_AGE + 2)
    for r, s in np.ndindex(2, 2):
        chosen = (table["residence"] == RESIDENCES[r]) & (table["sex"] == SEXES[s])
        ordered = table[chosen].sort_values("age")
        ages = ordered["age"].to_numpy(dtype=float)
        for level, name in enumerate(("mild", "moderate", "severe"), start=1):
            curve = np.interp(wanted, ages, ordered[name].to_numpy(dtype=float))
            shares[r, s, :, level] = np.maximum(curve, _LEAST_SHARE)
    shares[..., 0] = 1.0 - shares[..., 1:].sum(axis=-1)
    return shares


def defined_shares(
    shares: Floats, people: Floats, definition: str, level: float
) -> Floats:
    """Return the shares as `population.disability_*` define them.

    Parameters
    ----------
    shares
        By ability; shape (residence, sex, age + 1, 4).
    people
        Elders of the whole pack on the first day, which `assessed` is averaged over;
        shape (residence, sex, age).
    definition
        `strict_adl`: the shares as they are; `assessed`: shifted so that
        `ASSESSED_SHARE` of all aged 60+ are disabled.
    level
        Factor on the odds, after the definition.

    Returns
    -------
        The same array, to the last bit, where nothing is to be changed.
    """
    shift = float(np.log(level))
    if definition == "assessed":
        shift += shift_to(ASSESSED_SHARE, shares, people)
    return shifted(shares, shift) if shift else shares


def shift_to(wanted: float, shares: Floats, people: Floats) -> float:
    """Return the shift of log odds at which a share of those aged 60+ is disabled.

    Without anybody aged 60+ there is nothing to reach, and the shift is 0.
    """
    first = ELIGIBLE_AGE - FIRST_AGE
    elders, able = people[:, :, first:], shares[:, :, first:-1, 0]
    if not elders.sum() > 0:
        return 0.0

    def miss(shift: float) -> float:
        disabled = expit(logit(1 - able) + shift)
        return float((disabled * elders).sum() / elders.sum()) - wanted

    return float(brentq(miss, -_WIDEST, _WIDEST, xtol=1e-14))


def shifted(shares: Floats, shift: float) -> Floats:
    """Return the shares with their cumulative log odds moved. Shape as given."""
    at_least = np.cumsum(shares[..., :0:-1], axis=-1)[..., ::-1]
    moved = expit(logit(np.minimum(at_least, 1.0)) + shift)
    levels = -np.diff(moved, axis=-1, append=0.0)
    result = np.empty_like(shares)
    result[..., 1:] = np.maximum(levels, _LEAST_SHARE)
    result[..., 0] = 1.0 - result[..., 1:].sum(axis=-1)
    return result
