"""Expected persons by township, age and ability, by forward equations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from sim.events import ABILITIES
from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    RESIDENCES,
    SEXES,
    Floats,
)
from sim.population.setting import PopulationSetting

AGE_GROUPS = (*(f"{age}-{age + 4}" for age in range(60, 85, 5)), "85+")
_COLUMNS = ["year", "township_code", "residence", "sex", "age_group", "ability"]


def cohort_states(setting: PopulationSetting) -> Floats:
    """Return where each cohort is at the start of each year and at the end of the last.

    Returns
    -------
        Share of the cohort that lives, by ability.
        Shape (years + 1, residence, sex, age at the start, 4).
    """
    yearly = setting.hazards.yearly()
    age = np.arange(AGES)
    states = [setting.hazards.prevalence]
    for year, period in enumerate(setting.periods):
        step = yearly[period][:, :, np.minimum(age + year, AGES - 1)]
        states.append(np.einsum("rsai,rsaij->rsaj", states[-1], step))
    return np.stack(states)


def expected_persons(setting: PopulationSetting, county_indices: list[int]) -> Floats:
    """Return expected elders aged 60+ at the start of each year, and at the end.

    Returns
    -------
        Shape (years + 1, townships of the counties in order, residence, sex, group, 4).
    """
    states = cohort_states(setting)
    count = np.concatenate(
        [setting.cells(county).count for county in county_indices], axis=-1
    )
    years = len(states)
    persons = np.empty((years, count.shape[-1], 2, 2, len(AGE_GROUPS), 4))
    for year in range(years):
        if setting.frozen:
            in_group, state = _groups(0), states[0]
        else:
            in_group, state = _groups(year), states[year]
        weight = in_group[:, :, None] * state[..., None, :]
        # Summed in one thread: the last bit must not depend on the machine's cores.
        persons[year] = np.einsum("rsat,rsagl->trsgl", count, weight)
    return persons


def _groups(years: int) -> Floats:
    """Return which age group each cohort is in after some years (ages, groups)."""
    age = np.arange(AGES) + FIRST_AGE + years
    group = np.minimum((age - ELIGIBLE_AGE) // 5, len(AGE_GROUPS) - 1)
    member: Floats = (group[:, None] == np.arange(len(AGE_GROUPS))).astype(float)
    return member


def expected_table(
    setting: PopulationSetting, county_indices: list[int], township_codes: list[str]
) -> pd.DataFrame:
    """Return `population.parquet`: expected persons on 31 December.

    Parameters
    ----------
    setting
        Rates, tables and counts.
    county_indices
        Counties of the run.
    township_codes
        Of all townships of the pack.

    Returns
    -------
        Columns year, township_code, residence, sex, age_group, ability, persons. The
        first year is the one before the start; a period that begins within a year has
        the states of its anniversaries.
    """
    persons = expected_persons(setting, county_indices)
    first = setting.timeline.start.year - 1
    final = date(setting.timeline.end.year, 12, 31)
    years = [y for y in range(first, final.year + 1) if y - first < len(persons)]
    townships = np.concatenate(
        [setting.cells(county).townships for county in county_indices]
    )
    lived_in = persons[0].sum(axis=(1, 2, 3, 4)) > 0
    persons = persons[: len(years), lived_in]
    words = (
        years,
        [township_codes[place] for place in townships[lived_in]],
        RESIDENCES,
        SEXES,
        AGE_GROUPS,
        ABILITIES,
    )
    place = np.indices(persons.shape).reshape(len(words), -1)
    table: dict[str, object] = {"year": np.array(years, dtype=np.int32)[place[0]]}
    for axis, name in enumerate(_COLUMNS[1:], start=1):
        table[name] = pd.Categorical.from_codes(
            place[axis], categories=pd.Index(list(words[axis]), dtype="str")
        )
    table["persons"] = persons.ravel()
    return pd.DataFrame(table)
