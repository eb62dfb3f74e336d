"""How many elders of each single age live in a township.

The pack counts five-year groups. They are spread over single ages by one declared,
deterministic rule, so that the same pack always gives the same people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.interpolate import PchipInterpolator

from sim.population.arrays import (
    AGES,
    RESIDENCES,
    SEXES,
    Floats,
    Ints,
)

GROUPS = (*(f"{age}-{age + 4}" for age in range(45, 85, 5)), "85+")
_FIRST_ELIGIBLE = GROUPS.index("60-64")
_GOLDEN = (np.sqrt(5.0) - 1) / 2


@dataclass(frozen=True)
class Cells:
    """The elders of one county, counted; the order in which they are numbered.

    Elder number n of the county is the n-th in order of residence, sex, age and
    township.
    """

    townships: Ints
    """Pack-wide index of the county's townships, in order. Shape (townships)."""
    count: Ints
    """Shape (residence, sex, age, townships)."""

    @cached_property
    def elders(self) -> int:
        """How many elders there are, those not yet 60 included."""
        return int(self.count.sum())

    @cached_property
    def row_size(self) -> Ints:
        """Elders of each (residence, sex, age). Shape (rows)."""
        return np.asarray(self.count.sum(axis=-1).ravel(), dtype=np.int64)

    @cached_property
    def row_start(self) -> Ints:
        """Number of the first elder of each row. Shape (rows)."""
        return np.asarray(np.cumsum(self.row_size) - self.row_size, dtype=np.int64)

    @cached_property
    def cell_end(self) -> Ints:
        """Number after the last elder of each cell. Shape (rows * townships)."""
        return np.asarray(np.cumsum(self.count.ravel()), dtype=np.int64)

    def rows(self, number: Ints) -> Ints:
        """Return the rows of elders by their numbers, which ascend."""
        return self._spread(number, self.row_start + self.row_size)

    def place(self, number: Ints) -> tuple[Ints, Ints]:
        """Return row and pack-wide township of elders by their numbers.

        The numbers ascend.
        """
        cell = self._spread(number, self.cell_end)
        row, township = np.divmod(cell, len(self.townships))
        return row, self.townships[township]

    @staticmethod
    def _spread(number: Ints, end: Ints) -> Ints:
        """Return which of consecutive ranges each of ascending numbers is in."""
        below = np.searchsorted(number, end)
        return np.repeat(np.arange(len(end)), np.diff(below, prepend=0))


def count_groups(elders: pd.DataFrame, townships: int) -> Ints:
    """Return the pack's counts as one array.

    Parameters
    ----------
    elders
        Columns township_index, residence, sex, age_group, elders.
    townships
        Townships of the pack.

    Returns
    -------
        Shape (residence, sex, group, townships).
    """
    counts = np.zeros((2, 2, len(GROUPS), townships), dtype=np.int64)
    place = (
        pd.Index(RESIDENCES).get_indexer(pd.Index(elders["residence"])),
        pd.Index(SEXES).get_indexer(pd.Index(elders["sex"])),
        pd.Index(GROUPS).get_indexer(pd.Index(elders["age_group"])),
        elders["township_index"].to_numpy(),
    )
    np.add.at(counts, place, elders["elders"].to_numpy().astype(np.int64))
    return counts


def shares_within_groups(totals: Floats | Ints, mortality: Floats) -> Floats:
    """Return how the elders of a five-year group spread over its single ages.

    Below 85 a monotone cubic through the cumulative counts of the whole area; from 85
    on in proportion to the survivors of the life table.

    Parameters
    ----------
    totals
        Elders of the whole area. Shape (residence, sex, group).
    mortality
        Of the starting period; shape (residence, sex, age + 1). [1/person-year]

    Returns
    -------
        Shape (residence, sex, age); sums to 1 within each group.
    """
    shares = np.empty((2, 2, AGES))
    for r, s in np.ndindex(2, 2):
        shares[r, s, :40] = _below_85(np.asarray(totals[r, s, :-1], dtype=float))
        hazard = mortality[r, s, 40:AGES]
        alive = np.exp(-(np.cumsum(hazard) - hazard / 2))
        shares[r, s, 40:] = alive / alive.sum()
    return shares


def people_by_age(totals: Floats | Ints, shares: Floats) -> Floats:
    """Return the elders of each single age, in fractions of persons.

    Parameters
    ----------
    totals, shares
        See `shares_within_groups`.

    Returns
    -------
        Shape (residence, sex, age).
    """
    group = np.minimum(np.arange(AGES) // 5, len(GROUPS) - 1)
    people: Floats = totals[..., group] * shares
    return people


def _below_85(counts: Floats) -> Floats:
    """Return the shares of the ages 45 to 84 within their groups. Shape (40)."""
    shares = np.full(40, 0.2)
    known = np.flatnonzero(counts)
    if len(known) < 2:
        return shares
    first, last = int(known[0]), int(known[-1]) + 1
    limits = np.arange(first, last + 1) * 5.0
    curve = PchipInterpolator(limits, np.append(0.0, np.cumsum(counts[first:last])))
    ages = np.arange(first * 5, last * 5 + 1, dtype=float)
    single = np.maximum(np.diff(curve(ages)).reshape(-1, 5), 0.0)
    total = single.sum(axis=1, keepdims=True)
    single = np.where(total > 0, single / np.where(total > 0, total, 1.0), 0.2)
    shares[first * 5 : last * 5] = single.ravel()
    return shares


def county_cells(
    groups: Ints, shares: Floats, townships: Ints, returners: float = 0.0
) -> Cells:
    """Return the counts of one county by residence, sex, single age and township.

    The elders of a group stand in line, township by township; the k-th of them takes
    the age at which the cumulative share reaches the fractional part of k times the
    golden ratio. Sums are exact in every township, and ages neither cluster nor
    favour, as rounding each township by itself would.

    Parameters
    ----------
    groups
        See `count_groups`: all townships.
    shares
        See `shares_within_groups`.
    townships
        Pack-wide indices of the county's townships, ascending.
    returners
        People who come back before they are 60, relative to the rural people below 60
        who are counted. [share]
    """
    people = groups[..., townships]
    if returners:
        people[0, :, :_FIRST_ELIGIBLE] = np.rint(
            people[0, :, :_FIRST_ELIGIBLE] * (1 + returners)
        )
    count = np.zeros((2, 2, AGES, len(townships)), dtype=np.int64)
    for r, s, g in np.ndindex(2, 2, len(GROUPS)):
        within = shares[r, s, 5 * g : 5 * g + 5] if g < 8 else shares[r, s, 40:]
        count[r, s, 5 * g : 5 * g + len(within)] = _line_up(people[r, s, g], within)
    return Cells(townships=townships, count=count)


def _line_up(people: Ints, within: Floats) -> Ints:
    """Return the counts by (age, township) of one group."""
    total = int(people.sum())
    phase = ((np.arange(total) + 0.5) * _GOLDEN) % 1.0
    age = np.searchsorted(np.cumsum(within)[:-1], phase, side="right")
    township = np.repeat(np.arange(len(people)), people)
    flat = np.bincount(
        age * len(people) + township, minlength=len(within) * len(people)
    )
    return flat.reshape(len(within), len(people))
