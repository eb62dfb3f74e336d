"""The first day: who lives at home, and who has been admitted before.

Elders at home have always applied at the starting rates; those who came, and have
neither died nor left since, are the residents. The elders at home are the counted ones
less the residents that are expected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.events import ElderClass
from sim.population.ages import Cells
from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE, Floats
from sim.population.setting import PopulationSetting
from sim.timeline import DAYS_PER_YEAR

FROM = ELIGIBLE_AGE - FIRST_AGE
_ROUNDS = 8


@dataclass(frozen=True)
class AtHome:
    """Elders of a county who are at home on the first day, in expectation.

    Ages are from 60 on. Shape (residence, sex, age, class, ability).
    """

    cells: Cells
    share: Floats
    """Of the elders counted in a (residence, sex, age)."""
    applying: Floats
    """Hazard of applying. Shape (residence, class, ability, townships). [1/day]"""

    def ability(self, prevalence: Floats) -> Floats:
        """Return shares by ability of those at home. Shape (residence, sex, age, 4).

        Ages below 60 have the prevalence of everybody.
        """
        shares = np.array(prevalence)
        shares[:, :, FROM:] = self._part(self.share.sum(axis=-2))
        return shares

    def guaranteed(self) -> Floats:
        """Return the guaranteed share of those at home. Shape (2, 2, all ages)."""
        shares = np.zeros((2, 2, AGES))
        by_class = self._part(self.share.sum(axis=-1))
        shares[:, :, FROM:] = by_class[..., ElderClass.GUARANTEED]
        return shares

    @staticmethod
    def _part(people: Floats) -> Floats:
        part: Floats = people / people.sum(axis=-1, keepdims=True)
        return part

    def applications(self) -> Floats:
        """Return expected applications a day.

        Shape (residence, sex, age, townships, class, ability). [1/day]
        """
        return self._people() * np.moveaxis(self.applying, -1, 1)[:, None, None]

    def _people(self) -> Floats:
        counted = self.cells.count[:, :, FROM:, :, None, None]
        people: Floats = counted * self.share[:, :, :, None]
        return people


def at_home(setting: PopulationSetting, county_index: int) -> AtHome:
    """Return the elders of a county who are not in a home on the first day.

    The share at home and the residents who came from home determine each other; a few
    rounds settle them.
    """
    cells = setting.cells(county_index)
    applying = _applying(setting, cells)
    counted = cells.count[:, :, FROM:]
    everyone = _counted_shares(setting)
    # Mean over the townships of what an elder of a cell applies at.
    total = counted.sum(axis=-1)
    weight = counted / np.maximum(total, 1)[..., None]
    rate = np.einsum("rsxt,rcat->rsxca", weight, applying) * DAYS_PER_YEAR
    home = np.ones_like(rate)
    for _ in range(_ROUNDS):
        stock = _residents(setting, total[..., None, None] * everyone * home * rate)
        ratio = stock / np.maximum(total[..., None, None] * everyone, 1e-12)
        ratio = np.where(total[..., None, None] > 0, ratio, 0.0)
        home = home / (home + ratio)
    return AtHome(cells=cells, share=everyone * home, applying=applying)


def expected_residents(setting: PopulationSetting, home: AtHome) -> Floats:
    """Return residents on the first day. Shape (2, 2, age now, class, ability)."""
    return _residents(setting, home.applications().sum(axis=3) * DAYS_PER_YEAR)


def _applying(setting: PopulationSetting, cells: Cells) -> Floats:
    """Return hazards on the first day, by (residence, class, ability, township)."""
    level = min(setting.rates.level, setting.rates.multiplier_cap)
    multiplier = np.full((3, 4, len(cells.townships)), level)
    multiplier[ElderClass.GUARANTEED] = 1.0
    hazards: Floats = setting.rates.apply[..., None] * multiplier
    return hazards


def _counted_shares(setting: PopulationSetting) -> Floats:
    """Return class times ability among everybody counted, at home or not."""
    rates = setting.rates
    classes = np.empty((2, 2, 3))
    paying = 1 - rates.guaranteed_share
    classes[..., ElderClass.GUARANTEED] = rates.guaranteed_share
    classes[..., ElderClass.HARDSHIP] = paying * rates.hardship_share[:, None]
    classes[..., ElderClass.SELF_PAYING] = paying * (1 - rates.hardship_share[:, None])
    prevalence = setting.hazards.prevalence[:, :, FROM:]
    shares: Floats = classes[:, :, None, :, None] * prevalence[:, :, :, None, :]
    return shares


def _residents(setting: PopulationSetting, yearly: Floats) -> Floats:
    """Return expected residents by age and ability now, for yearly admissions."""
    stock = np.empty_like(yearly)
    kinds = {
        ElderClass.GUARANTEED: 0,
        ElderClass.HARDSHIP: 1,
        ElderClass.SELF_PAYING: 1,
    }
    for elder_class, kind in kinds.items():
        stock[..., elder_class, :] = np.einsum(
            "rsxa,rsxayb->rsyb", yearly[..., elder_class, :], setting.in_care[kind]
        )
    return stock
