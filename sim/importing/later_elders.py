"""Elders of the pack carried forward to the day that a registry describes.

A pack counts people on one day, a registry homes on a later one. Without migration,
with the death rates of the pack: derived, not counted.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from sim.area.units import AGE_GROUPS, RESIDENCES, SEXES
from sim.importing.rounding import Floats, Ints, whole
from sim.timeline import DAYS_PER_YEAR

_FIRST: Final = 45
_AGES: Final = 66
"""45 to 110."""


def count_elders(elders: pd.DataFrame, townships: list[str]) -> Ints:
    """Return counts by residence, sex, group and township.

    Shape (2, 2, 9, townships). [persons]
    """
    counts = np.zeros((2, 2, len(AGE_GROUPS), len(townships)), dtype=np.int64)
    place = (
        pd.Index(RESIDENCES).get_indexer(pd.Index(elders["residence"])),
        pd.Index(SEXES).get_indexer(pd.Index(elders["sex"])),
        pd.Index(AGE_GROUPS).get_indexer(pd.Index(elders["age_group"])),
        pd.Index(townships).get_indexer(pd.Index(elders["township_code"])),
    )
    np.add.at(counts, place, elders["elders"].to_numpy().astype(np.int64))
    return counts


def carried_forward(
    counts: Ints, mortality: pd.DataFrame, start: date, end: date
) -> Ints:
    """Return the counts of a later day.

    Parameters
    ----------
    counts
        On the day `start`; see `count_elders`.
    mortality
        Table `mortality_rate` of the pack. [1/person-year]

    Returns
    -------
        Of the same shape. Sums by residence, sex and group are the county's, rounded;
        townships are rounded to meet them.
    """
    years = (end - start).days / DAYS_PER_YEAR
    if years <= 0.01:
        return counts
    later = np.zeros_like(counts)
    for r, s in np.ndindex(2, 2):
        chosen = (mortality["residence"] == RESIDENCES[r]) & (
            mortality["sex"] == SEXES[s]
        )
        moved = _moved(mortality[chosen], start.year + 1, years)
        exact = moved @ counts[r, s]
        for g in range(len(AGE_GROUPS)):
            later[r, s, g] = whole(exact[g], round(float(exact[g].sum())))
    return later


def _moved(mortality: pd.DataFrame, year: int, years: float) -> Floats:
    """Return who of each group is in which group later. Shape (9, 9)."""
    group = np.minimum(np.arange(_AGES) // 5, len(AGE_GROUPS) - 1)
    state = np.zeros((_AGES, len(AGE_GROUPS)))
    state[np.arange(_AGES), group] = 1 / 5
    alive = np.exp(-np.cumsum(_rates(mortality, year)[40:]))
    state[40:, -1] = alive / alive.sum()
    # The pack has nobody younger: those who reach 45 are taken to be as many as those
    # of 45 to 49 were. They turn 60 after the period of most plans.
    arriving = state[0].copy()
    before, passed = state, 0
    while passed < years:
        before = state
        state = np.zeros_like(before)
        alive = np.exp(-_rates(mortality, year + passed))
        state[1:] = before[:-1] * alive[:-1, None]
        state[-1] += before[-1] * alive[-1]
        state[0] = arriving
        passed += 1
    part = years - (passed - 1)
    mixed = before * (1 - part) + state * part
    result = np.zeros((len(AGE_GROUPS), len(AGE_GROUPS)))
    np.add.at(result, group, mixed)
    return result


def _rates(mortality: pd.DataFrame, year: int) -> Floats:
    """Return the death rates by single age in a year, of shape (ages).

    [1/year]
    """
    periods = np.sort(mortality["period_start"].unique())
    at = max(int(np.searchsorted(periods, year, side="right")) - 1, 0)
    rows = mortality[mortality["period_start"] == periods[at]].sort_values("age_start")
    starts = rows["age_start"].to_numpy()
    place = np.searchsorted(starts, np.arange(_FIRST, _FIRST + _AGES), side="right") - 1
    rates: Floats = rows["rate"].to_numpy(dtype=np.float64)[np.maximum(place, 0)]
    return rates
