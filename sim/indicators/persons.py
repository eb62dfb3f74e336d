"""Expected persons by township and year: the denominators of rates and shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from weakref import ref

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import ABILITIES, Ability
from sim.indicators.reading import positions
from sim.indicators.scope import RESIDENCES, Scope

Table = NDArray[np.float64]

_AGED: Final = 60
_AGED_65: Final = 65


@dataclass(frozen=True)
class Persons:
    """Expected persons. Arrays of shape (residences, townships, years).

    Residences as in `RESIDENCES`: all, rural, urban.
    """

    aged_60_plus: Table
    """Everybody of 60 and above. [persons]"""
    aged_65_plus: Table
    """Everybody of 65 and above. [persons]"""
    disabled: Table
    """Moderately and severely disabled people of 60 and above. [persons]"""


# Of tables that are alive, those last asked for: runs of a study take turns.
_MOST = 8
_counted: list[tuple[ref[pd.DataFrame], tuple[object, ...], Persons]] = []


def count_persons(population: pd.DataFrame, scope: Scope) -> Persons:
    """Return the persons on 31 December of each year, by township.

    Counted once for all replications that share a table: it has a million rows.

    Parameters
    ----------
    population
        Columns `year`, `township_code`, `residence`, `age_group` (beginning with the
        lowest age), `ability`, `persons`. Other years and townships are left out.
    """
    whom = (*scope.townships["township_code"], *scope.timeline.years)
    _counted[:] = [entry for entry in _counted if entry[0]() is not None][-_MOST:]
    for held, known, persons in _counted:
        if held() is population and known == whom:
            return persons
    _counted.append((ref(population), whom, _count(population, scope)))
    return _counted[-1][2]


def _count(population: pd.DataFrame, scope: Scope) -> Persons:
    """Return the persons that `count_persons` is asked for."""
    township = positions(
        population["township_code"],
        scope.townships["township_code"].tolist(),
        strict=False,
    )
    year = population["year"].to_numpy(dtype=np.int64) - scope.timeline.years[0]
    inside = (township >= 0) & (year >= 0) & (year < len(scope.timeline.years))
    residence = positions(population["residence"], RESIDENCES)
    age = _lowest_age(population["age_group"])
    disabled = positions(population["ability"], ABILITIES) >= Ability.MODERATE
    weights = population["persons"].to_numpy(dtype=np.float64)

    shape = (len(RESIDENCES), len(scope.townships), len(scope.timeline.years))

    slots = (residence * shape[1] + township) * shape[2] + year

    def total(chosen: NDArray[np.bool_]) -> Table:
        rows = np.flatnonzero(inside & chosen)
        sums = np.bincount(
            slots[rows], weights=weights[rows], minlength=int(np.prod(shape))
        )
        table: Table = sums.astype(np.float64).reshape(shape)
        table[0] = table.sum(axis=0)
        return table

    return Persons(
        aged_60_plus=total(age >= _AGED),
        aged_65_plus=total(age >= _AGED_65),
        disabled=total((age >= _AGED) & disabled),
    )


def _lowest_age(age_group: pd.Series) -> NDArray[np.int64]:
    """Return the age with which each group ("60-64", "85+") begins."""
    groups = age_group.astype("category").cat
    ages = groups.categories.astype("str").str.extract(r"^(\d+)")[0].astype(np.int64)
    lowest: NDArray[np.int64] = np.asarray(ages, dtype=np.int64)[
        groups.codes.to_numpy()
    ]
    return lowest
