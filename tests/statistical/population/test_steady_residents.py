"""Residents of a frozen population without limits: M/G/infinity in its steady state.

Numbers in care are Poisson around their mean at any time. Ten counties and six
replications hold some 25,000 residents; 4 standard errors are 2.5 %, and 3.6 % for the
change over ten years, which is correlated with the start. A start that ignored the
frailty of admission would be out by some 3 %; one that ignored ageing in care by far
more.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.population import PopulationSetting, ability_at, care_end, draw_people
from sim.population.stationary import at_home, expected_residents
from sim.streams import Streams

COUNTIES = range(5, 111, 11)
DAYS = (0.0, 365.0, 1826.0, 3651.0)
REPLICATIONS = 6


@pytest.fixture(scope="module")
def in_care(guangxi: PopulationSetting) -> np.ndarray:
    """Residents by day and ability, all replications together."""
    frozen = replace(guangxi, frozen=True)
    count = np.zeros((len(DAYS), 4))
    for replication in range(REPLICATIONS):
        streams = Streams(29, replication)
        for county in COUNTIES:
            people = draw_people(frozen, county, streams)
            assert people.applies_on is not None
            who = np.arange(len(people))
            came = np.where(people.resident, 0.0, people.applies_on)
            gone, _ = care_end(
                people,
                who,
                came,
                streams.exponential("discharge", people.elder_id),
                streams.exponential("excess_death", people.elder_id),
                np.nan_to_num(people.elapsed_days),
            )
            for at, day in enumerate(DAYS):
                here = np.flatnonzero((came <= day) & (gone > day))
                np.add.at(count[at], ability_at(people, here, day), 1)
    return count


@pytest.fixture(scope="module")
def expected(guangxi: PopulationSetting) -> np.ndarray:
    """Residents by ability, from the forward equations of care."""
    stock = sum(
        expected_residents(guangxi, at_home(guangxi, county)).sum(axis=(0, 1, 2, 3))
        for county in COUNTIES
    )
    return np.asarray(stock) * REPLICATIONS


@pytest.mark.parametrize("at", range(len(DAYS)), ids=["start", "year1", "year5", "end"])
def test_residents_are_as_many_as_the_forward_equations_say(
    in_care: np.ndarray, expected: np.ndarray, at: int
) -> None:
    assert (np.abs(in_care[at] - expected) / np.sqrt(expected)).max() < 4
    assert abs(in_care[at].sum() / expected.sum() - 1) < 0.025


def test_nothing_drifts_in_ten_years(in_care: np.ndarray) -> None:
    first, last = in_care[0].sum(), in_care[-1].sum()

    assert abs(last - first) / np.sqrt(first + last) < 4


def test_a_living_population_starts_from_the_same_residents(
    guangxi: PopulationSetting,
) -> None:
    streams = Streams(29, 0)

    for county in COUNTIES:
        living = draw_people(guangxi, county, streams)
        frozen = draw_people(replace(guangxi, frozen=True), county, streams)
        np.testing.assert_array_equal(
            living.elder_id[living.resident], frozen.elder_id[frozen.resident]
        )
