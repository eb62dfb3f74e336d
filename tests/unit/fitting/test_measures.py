"""Figures of a simulation against plain loops over its log."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from fitting_places import baseline, plan_of

from sim.engine import simulate
from sim.experiment.measuring import measure
from sim.fitting.measures import Sight, measured
from sim.fitting.simulations import persons_aged_60
from sim.fitting.stays import stay_curve, stays_of
from sim.population import expected_population

FIRST_YEAR = 365.0
TWO_YEARS = 2 * 365.25
CLASSES = ("all", "guaranteed", "social")
KINDS = [
    ("all", "all"),
    ("township", "public"),
    ("county", "public"),
    ("all", "private"),
]


@pytest.fixture(scope="module")
def sight(places, tmp_path_factory) -> Sight:
    folder = tmp_path_factory.mktemp("sight")
    scenario = baseline(plan_of(places / "small_county", folder), folder)
    scenario = scenario.with_values({"guaranteed.under_60_per_public_bed": 0.05})
    outcome = simulate(scenario, 0, 0)
    population = expected_population(scenario)
    return Sight(
        log=outcome.log,
        homes=outcome.homes,
        elders=outcome.elders,
        indicators=measure(scenario, outcome.log, outcome.homes, population),
        persons_60=persons_aged_60(scenario),
        first_year=2021,
    )


def figure(sight: Sight, name: str, tier="all", ownership="all", elder_class="all"):
    return measured(
        sight, name, tier=tier, ownership=ownership, elder_class=elder_class
    )


def homes_of(sight: Sight, tier: str, ownership: str) -> set[str]:
    return {
        home.home_id
        for home in sight.homes.itertuples()
        if tier in ("all", home.tier) and ownership in ("all", home.ownership)
    }


def guaranteed_ids(sight: Sight) -> set[int]:
    rows = sight.elders.itertuples()
    return {int(row.elder_id) for row in rows if row.guaranteed_from <= 0}


def is_of(sight: Sight, elder: float, elder_class: str) -> bool:
    return elder_class == "all" or (elder_class == "guaranteed") == (
        int(elder) in guaranteed_ids(sight)
    )


def days_by_home(sight: Sight, column: str, days: float) -> dict[str, float]:
    """Return what a stock adds up to by home over the first days."""
    total: dict[str, float] = dict.fromkeys(sight.homes["home_id"], 0.0)
    for row in sight.log.itertuples():
        surge = column == "beds_change" and row.bed_kind == "surge"
        if isinstance(row.facility_id, str) and row.time_days < days and not surge:
            total[row.facility_id] += getattr(row, column) * (days - row.time_days)
    return total


def occupancies(sight: Sight) -> dict[str, tuple[float, float]]:
    residents = days_by_home(sight, "residents_change", FIRST_YEAR)
    beds = days_by_home(sight, "beds_change", FIRST_YEAR)
    return {home: (residents[home], beds[home]) for home in residents}


@pytest.mark.parametrize(("tier", "ownership"), KINDS)
def test_occupancy_is_resident_days_over_bed_days_and_the_indicator(
    sight, tier, ownership
):
    days = occupancies(sight)
    chosen = [days[home] for home in homes_of(sight, tier, ownership)]
    expected = sum(r for r, _ in chosen) / sum(b for _, b in chosen)

    assert figure(sight, "occupancy_rate", tier, ownership) == pytest.approx(expected)


def test_spread_of_occupancy_counts_every_home_once(sight):
    each = [residents / beds for residents, beds in occupancies(sight).values()]
    mean = sum(each) / len(each)
    variance = sum((one - mean) ** 2 for one in each) / (len(each) - 1)

    assert figure(sight, "occupancy_spread") == pytest.approx(variance**0.5)


@pytest.mark.parametrize(("kind", "elder_class"), list(product(KINDS, CLASSES)))
def test_residents_on_the_first_day(sight, kind, elder_class):
    homes, number = homes_of(sight, *kind), 0
    for row in sight.log.itertuples():
        if row.time_days == 0 and row.facility_id in homes:
            if pd.isna(row.elder_id):
                # Those under 60 are guaranteed, all of them.
                number += row.residents_change if elder_class != "social" else 0
            elif is_of(sight, row.elder_id, elder_class):
                number += row.residents_change

    got = figure(sight, "residents_of_class", *kind, elder_class)

    assert got == number


def test_there_are_residents_of_every_kind(sight):
    by_class = [
        figure(sight, "residents_of_class", elder_class=name) for name in CLASSES
    ]

    assert min(by_class) > 0
    assert by_class[0] == by_class[1] + by_class[2]


@pytest.mark.parametrize("elder_class", CLASSES)
def test_mean_stay_is_residents_over_yearly_admissions(sight, elder_class):
    resident_days, admissions = 0.0, 0
    for row in sight.log.itertuples():
        if pd.isna(row.elder_id) or not is_of(sight, row.elder_id, elder_class):
            continue
        resident_days += row.residents_change * max(TWO_YEARS - row.time_days, 0.0)
        admissions += row.event == "admitted" and row.time_days > 0
    expected = (resident_days / TWO_YEARS) / (admissions / 2)

    got = figure(sight, "mean_stay_years", elder_class=elder_class)

    assert admissions > 0
    assert got == pytest.approx(expected, rel=1e-9)


def test_share_in_homes_is_mean_residents_over_persons(sight):
    days = sum(
        row.residents_change * max(365.25 - row.time_days, 0.0)
        for row in sight.log.itertuples()
        if not pd.isna(row.elder_id)
    )

    got = figure(sight, "elders_in_homes_share")

    assert got == pytest.approx(days / 365.25 / sight.persons_60)


def test_first_year_deaths_are_those_of_the_curve_of_the_chosen_homes(sight):
    """Private homes alone: only stays that began there."""
    stays = stays_of(sight.log, sight.elders)
    private = homes_of(sight, "all", "private")
    chosen = stays[[home in private for home in stays["facility_id"]]]
    expected = stay_curve(chosen, TWO_YEARS).died_within(365.25)

    got = figure(sight, "first_year_deaths_share", ownership="private")

    assert 0 < len(chosen) < len(stays)
    assert 0 < got < 1
    assert got == expected


def test_place_without_such_homes_has_no_figure(sight):
    assert np.isnan(figure(sight, "occupancy_rate", tier="village"))
    assert np.isnan(figure(sight, "mean_stay_years", tier="village"))
    assert np.isnan(figure(sight, "first_year_deaths_share", tier="village"))
