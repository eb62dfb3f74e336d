"""What the public budget, the homes and the families bear, each on its own.

The formulas of cost, and nothing else. Who is guaranteed has no family that pays; a
public home's capital comes from the public budget, a private one's from its own purse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, ElderClass
from sim.indicators.cost_rates import CAPITAL, CostRates
from sim.indicators.cost_years import HomeYears
from sim.timeline import DAYS_PER_YEAR

Table = NDArray[np.float64]

_GUARANTEED = ElderClass.GUARANTEED
_PAYING = slice(ElderClass.HARDSHIP, None)
"""Classes that pay fees: hardship and self-paying."""


@dataclass(frozen=True)
class Purses:
    """What each purse bears, less what it gets. [yuan]. Shape (places, years)."""

    public: Table
    home: Table
    family: Table


def in_homes(years: HomeYears, rates: CostRates) -> Purses:
    """Return what homes and their residents cost, home by home."""
    care = _care(years, rates)
    running = _running(years, rates)
    capital = _capital(years, rates)
    return Purses(
        public=care.public + running.public + capital.public,
        home=care.home + running.home + capital.home,
        family=care.family + running.family + capital.family,
    )


def _care(years: HomeYears, rates: CostRates) -> Purses:
    """Return fees, support and insurance: what residents bring to a home, and lack."""
    residents = years.residents
    paying = residents[:, _PAYING]
    ratio = np.where(years.private[:, None], rates["fee_private_ratio"], 1.0)
    fee = rates.by_ability("fee") * ratio[:, None, :]
    # Shape (homes, hardship and self-paying, abilities, years)
    fees = np.stack([fee, fee], axis=1)
    borne = np.stack([fee * rates["fee_hardship_share"], fee], axis=1)
    insured = _insured(rates, rates["insurance_share_in_home"], borne[:, :, -1])
    severe = paying[:, :, Ability.SEVERE]
    relief = _total(severe * (insured + _subsidy(rates)), axis=1)
    support = rates["support_guaranteed"] + rates.by_ability("support_care")
    supported = _total(residents[:, _GUARANTEED] * support, axis=1)
    paid = _total(paying * borne, axis=(1, 2))
    rest = _total(paying * (fees - borne), axis=(1, 2))
    visits = rates["visits"] * 2 * years.minutes / 60 * rates["family_hour"]
    return Purses(
        public=supported + rest + relief,
        home=-(supported + rest + paid),
        family=paid - relief + visits,
    )


def _insured(rates: CostRates, share: Table, most: Table) -> Table:
    """Return what the insurance pays a year for a severely disabled elder."""
    quota = rates["insurance_quota"] * share
    return rates["insurance_covered"] * np.minimum(quota, most)


def _subsidy(rates: CostRates) -> Table:
    """Return the subsidy a year of a severely disabled elder."""
    return rates["disability_subsidy"] * rates["disability_subsidy_share"]


def _running(years: HomeYears, rates: CostRates) -> Purses:
    """Return what houses cost to run, whatever they are used as."""
    spent = rates["home_fixed"] * years.open + rates["bed_fixed"] * years.licensed
    by_ability = _total(years.residents, axis=1)
    spent = spent + _total(by_ability * rates.by_ability("resident"), axis=1)
    taken = _total(by_ability, axis=1) * years.private[:, None]
    grants = rates["subsidy_private_bed"] * taken
    grants = grants + rates["entrusted_fee"] * years.entrusted * ~years.private[:, None]
    idle = rates["mothballed_home"] * years.mothballed
    idle = idle + rates["converted_house"] * years.converted
    day_care = rates["day_care_place"] * rates["day_care_places"] * years.day_care
    public_share = rates["day_care_public_share"]
    private = years.private[:, None]
    return Purses(
        public=grants + np.where(private, 0.0, idle) + day_care * public_share,
        home=spent - grants + np.where(private, idle, 0.0),
        family=day_care * (1 - public_share),
    )


def _capital(years: HomeYears, rates: CostRates) -> Purses:
    """Return what is spent once, in the year in which it is."""
    spent = np.sum([rates[name] * years.occasions[name] for name in CAPITAL], axis=0)
    private = years.private[:, None]
    built = years.occasions["build_bed"] * private
    grants = rates["subsidy_build_private_bed"] * built
    return Purses(
        public=np.where(private, 0.0, spent) + grants,
        home=np.where(private, spent, 0.0) - grants,
        family=np.zeros_like(spent),
    )


def at_home(applicants: Table, rates: CostRates) -> Purses:
    """Return what applicants at home cost: displaced demand.

    Parameters
    ----------
    applicants
        Person-years of those who wait or were turned away. Shape (counties, classes,
        abilities, years)
    """
    paying = _total(applicants[:, _PAYING], axis=1)
    dispersed = rates["dispersed_care_share"] * rates.by_ability("support_care")
    support = rates["support_guaranteed"] + dispersed
    supported = _total(applicants[:, _GUARANTEED] * support, axis=1)
    hours = rates.by_ability("family_hours") * DAYS_PER_YEAR * rates["family_hour"]
    own = _total(paying * (rates["living"] + hours), axis=1)
    care = _total(paying * rates.by_ability("home_care"), axis=1)
    care = care * rates["home_care_use"]
    share = rates["home_care_public_share"]
    limit = (rates["living"] + hours)[Ability.SEVERE]
    insured = _insured(rates, rates["insurance_share_at_home"], limit)
    relief = paying[:, Ability.SEVERE] * (insured + _subsidy(rates))
    return Purses(
        public=supported + care * share + relief,
        home=np.zeros_like(own),
        family=own + care * (1 - share) - relief,
    )


def _total(table: Table, axis: int | tuple[int, ...]) -> Table:
    """Return sums over axes."""
    sums: Table = table.sum(axis=axis)
    return sums
