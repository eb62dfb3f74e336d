"""The lives of a replication are drawn once for all scenarios that share them."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest

import sim
from sim.engine import simulate
from sim.population import area, draw_area_people, expected_population
from sim.population.area import Latest, population_key
from sim.population.fingerprint import fingerprint
from sim.streams import Streams

COUNTY = "450123"
# One of each kind that the population reads, and some that it does not.
READ = {
    "population.mortality_multiplier": 1.1,
    "population.mortality_ratio.mild": 1.5,
    "population.recovery_rate.severe": 0.05,
    "population.returners_share": 0.02,
    "guaranteed.share_rural_men": 0.05,
    "guaranteed.trend": 0.01,
    "guaranteed.willing_rate.able": 0.004,
    "demand.application_rate.mild": 0.004,
    "demand.residence_ratio.urban": 1.2,
    "demand.multiplier_cap": 4.0,
    "stay.discharge_rate.able": 0.1,
    "class.special_family_share": 0.02,
}
NOT_READ = {
    "choice.travel_weight": -0.02,
    "guarantee.days": 20.0,
    "staff.load.able": 0.12,
    "demand.patience_days": 200.0,
}


@pytest.fixture(scope="module")
def scenario(root):
    return sim.load_scenario(root / "scenarios" / "baseline.yaml").in_area([COUNTY])


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch):
    """Give every test a process of its own, as far as elders are concerned."""
    for name in ("SETTINGS", "PEOPLE", "EXPECTED"):
        monkeypatch.setattr(area, name, Latest(getattr(area, name).most))


@pytest.mark.parametrize("path", NOT_READ)
def test_a_scenario_that_changes_no_life_gets_the_same_elders(scenario, path):
    other = scenario.with_values({path: NOT_READ[path]})
    streams = Streams(scenario.seed, 0)

    first, second = (draw_area_people(one, streams) for one in (scenario, other))

    assert first is second


@pytest.mark.parametrize("path", READ)
def test_a_scenario_that_changes_lives_gets_others(scenario, path):
    other = scenario.with_values({path: READ[path]})

    assert population_key(other) != population_key(scenario)


def test_higher_mortality_gives_other_deaths(scenario):
    other = scenario.with_values({"population.mortality_multiplier": 1.15})
    streams = Streams(scenario.seed, 0)

    first, second = (draw_area_people(one, streams) for one in (scenario, other))

    assert np.isfinite(second.death_day).mean() > np.isfinite(first.death_day).mean()


def test_another_replication_seed_county_or_crowd_is_not_taken_for_this_one(scenario):
    given = [
        draw_area_people(scenario, Streams(scenario.seed, 0)),
        draw_area_people(scenario, Streams(scenario.seed, 1)),
        draw_area_people(scenario, Streams(scenario.seed + 1, 0)),
        draw_area_people(scenario.in_area(["450102"]), Streams(scenario.seed, 0)),
        draw_area_people(scenario, Streams(scenario.seed, 0), thin=False),
    ]

    assert len({people.threshold.tobytes() for people in given}) == len(given)


def test_the_log_is_the_same_with_held_elders_and_with_fresh_ones(
    scenario, monkeypatch
):
    other = scenario.with_values({"choice.travel_weight": -0.02})
    held = [simulate(one, 0, 0).log for one in (scenario, other, scenario)]
    for name in ("SETTINGS", "PEOPLE", "EXPECTED"):
        monkeypatch.setattr(area, name, Latest(0))

    fresh = [simulate(one, 0, 0).log for one in (scenario, other, scenario)]

    for first, second in zip(held, fresh, strict=True):
        pd.testing.assert_frame_equal(first, second, check_exact=True)


def test_elders_that_several_scenarios_share_cannot_be_written_to(scenario):
    people = draw_area_people(scenario, Streams(scenario.seed, 0))

    for part in (people, people.past):
        arrays = [
            held
            for field in dataclasses.fields(part)
            if isinstance(held := getattr(part, field.name), np.ndarray)
        ]
        assert arrays
        assert not any(one.flags.writeable for one in arrays)


def test_no_more_than_two_crowds_are_held(scenario):
    for replication in range(5):
        draw_area_people(scenario, Streams(scenario.seed, replication))

    assert len(area.PEOPLE) == 2


def test_writing_to_the_expected_persons_does_not_reach_the_next_reader(scenario):
    mine = expected_population(scenario)
    mine["persons"] = -1.0

    assert (expected_population(scenario)["persons"] >= 0).all()


def test_the_longest_unused_is_given_up_first():
    made: list[str] = []
    latest: Latest[str] = Latest(2)

    def get(name: str) -> str:
        return latest.get(name, lambda: made.append(name) or name)

    for name in ("a", "b", "a", "c", "a", "b"):
        assert get(name) == name

    assert made == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1),
        ("ab", "a"),
        (["ab", "c"], ["a", "bc"]),
        ({"a": 1.0}, {"b": 1.0}),
        (np.zeros(4), np.zeros((2, 2))),
        (np.zeros(2), np.zeros(2, dtype=np.int64)),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [2, 1]})),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]})),
        (date(2030, 1, 1), date(2030, 1, 2)),
        (None, False),
    ],
)
def test_contents_that_differ_have_fingerprints_that_differ(one, other):
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(one)


def test_what_cannot_be_told_apart_is_refused():
    with pytest.raises(TypeError, match="has no fingerprint"):
        fingerprint([object()])
