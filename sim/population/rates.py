"""The catalogue's values of people, as arrays in the units of the simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.events import ABILITIES, ElderClass
from sim.population.arrays import RESIDENCES, SEXES, Floats
from sim.timeline import DAYS_PER_YEAR

_PLURAL = {"female": "women", "male": "men"}


@dataclass(frozen=True)
class Rates:
    """Rates of applying and leaving, and shares of classes."""

    apply: Floats
    """Hazard of applying, of the guaranteed: of becoming willing.
    Shape (residence, class, ability). [1/day]"""
    multiplier_cap: float
    """Most that levers and supply may multiply the hazard by; not the guaranteed's."""
    discharge: Floats
    """Hazard of leaving a home alive. Shape (class, ability). [1/day]"""
    admission_death_ratio: float
    """Mortality in the first days after an admission, relative to the life table."""
    admission_death_days: float
    guaranteed_share: Floats
    """Of those aged 60 and over. Shape (residence, sex)."""
    entry_after_60_share: float
    """Of new guaranteed elders, those who were 60 before; the others turn 60."""
    hardship_share: Floats
    """Of those not guaranteed. Shape (residence)."""
    special_family_share: float
    special_contribution_share: float
    returners_share: float
    """People who return before 60, per rural person aged 45-59 who is counted."""
    level: float
    """Lever on all applications on the first day; not on the guaranteed."""


def rates_from(value: Callable[[str], object]) -> Rates:
    """Return the rates of a scenario.

    Parameters
    ----------
    value
        Gives the value of a catalogue path at the start, as `Scenario.value` does.
    """

    def number(path: str) -> float:
        return float(value(path))  # type: ignore[arg-type]

    def by_ability(path: str) -> Floats:
        return np.array([number(f"{path}.{name}") for name in ABILITIES])

    discharge = by_ability("stay.discharge_rate") / DAYS_PER_YEAR
    shares = [
        [number(f"guaranteed.share_{residence}_{_PLURAL[sex]}") for sex in SEXES]
        for residence in RESIDENCES
    ]
    return Rates(
        apply=_application_rates(number, by_ability) / DAYS_PER_YEAR,
        multiplier_cap=number("demand.multiplier_cap"),
        # Guaranteed elders stay: the state's support has no term.
        discharge=np.stack([np.zeros(4), discharge, discharge]),
        admission_death_ratio=number("stay.admission_death_ratio"),
        admission_death_days=number("stay.admission_death_days"),
        guaranteed_share=np.array(shares),
        entry_after_60_share=number("guaranteed.entry_after_60_share"),
        hardship_share=np.array(
            [number(f"class.hardship_share_{name}") for name in RESIDENCES]
        ),
        special_family_share=number("class.special_family_share"),
        special_contribution_share=number("class.special_contribution_share"),
        returners_share=number("population.returners_share"),
        level=number("demand.level"),
    )


def _application_rates(
    number: Callable[[str], float], by_ability: Callable[[str], Floats]
) -> Floats:
    """Return the hazards by residence, class and ability [1/year]."""
    rates = np.empty((2, 3, 4))
    own = by_ability("demand.application_rate")
    for r, residence in enumerate(RESIDENCES):
        paying = own * number(f"demand.residence_ratio.{residence}")
        rates[r, ElderClass.GUARANTEED] = by_ability("guaranteed.willing_rate")
        rates[r, ElderClass.HARDSHIP] = paying * number("demand.class_ratio.hardship")
        rates[r, ElderClass.SELF_PAYING] = paying
    return rates
