from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from sim.population.applying import crossing_day
from sim.population.draw import draw_people
from sim.population.joining import join
from sim.population.people import People, select
from sim.population.setting import PopulationSetting
from sim.streams import Streams

Make = Callable[..., PopulationSetting]
STREAMS = Streams(seed=8, replication=3)


def assert_same(first: People, second: People) -> None:
    for item in fields(People):
        one, other = getattr(first, item.name), getattr(second, item.name)
        if isinstance(one, np.ndarray):
            assert one.tobytes() == other.tobytes(), item.name


def test_thinning_changes_no_bit_of_those_it_keeps(make: Make) -> None:
    setting = make(people=2000)

    kept = draw_people(setting, 0, STREAMS)
    everyone = draw_people(setting, 0, STREAMS, thin=False)

    assert 0 < len(kept) < len(everyone) / 10
    place = np.searchsorted(everyone.elder_id, kept.elder_id)
    assert_same(kept, select(everyone, place))


def test_thinning_drops_nobody_who_could_apply(make: Make) -> None:
    setting = make(people=2000)
    cap = np.full((5, 3, 4), setting.rates.multiplier_cap)

    kept = draw_people(setting, 0, STREAMS)
    everyone = draw_people(setting, 0, STREAMS, thin=False)
    dropped = np.flatnonzero(~np.isin(everyone.elder_id, kept.elder_id))

    day = crossing_day(everyone, dropped, 0.0, everyone.threshold[dropped], cap)
    assert np.isinf(day).all()
    day = crossing_day(kept, np.arange(len(kept)), 0.0, kept.threshold, cap)
    assert (np.isfinite(day) | kept.resident).all()


def test_a_county_is_the_same_alone_and_with_others(make: Make) -> None:
    together, alone = make(people=500), make(people=500)

    draw_people(together, 0, STREAMS)

    assert_same(draw_people(together, 1, STREAMS), draw_people(alone, 1, STREAMS))


@pytest.mark.parametrize("thin", [True, False])
def test_a_county_without_elders_is_empty_among_others(make: Make, thin: bool) -> None:
    setting = make(people=50)
    groups = setting.groups.copy()
    groups[..., [1, 3]] = 0
    setting = replace(setting, groups=groups)

    empty = draw_people(setting, 1, STREAMS, thin)
    other = draw_people(setting, 0, STREAMS, thin)

    assert len(empty) == 0
    assert_same(join([other, empty]), other)


def test_a_longer_period_begins_with_the_same_lives(make: Make) -> None:
    short, long = make(people=500), make(people=500, end=date(2032, 12, 31))

    one = draw_people(short, 0, STREAMS, thin=False)
    other = draw_people(long, 0, STREAMS, thin=False)

    np.testing.assert_array_equal(one.elder_id, other.elder_id)
    np.testing.assert_array_equal(one.threshold, other.threshold)
    died = np.isfinite(one.death_day)
    assert died.sum() > 1000
    np.testing.assert_allclose(one.death_day[died], other.death_day[died])


def test_rates_of_applying_change_no_life(make: Make) -> None:
    usual = draw_people(make(people=500), 0, STREAMS, thin=False)
    keen = draw_people(
        make(people=500, rates={"demand__application_rate__able": 0.002}),
        0,
        STREAMS,
        thin=False,
    )

    # The first day's residents differ, and with them the identities they take.
    same = ~(usual.resident | keen.resident)
    np.testing.assert_array_equal(usual.threshold[same], keen.threshold[same])
    assert (usual.death_day[same] == keen.death_day[same]).mean() > 0.99


def test_other_replications_have_other_lives(make: Make) -> None:
    setting = make(people=500)

    one = draw_people(setting, 0, STREAMS, thin=False)
    other = draw_people(setting, 0, replace(STREAMS, replication=4), thin=False)

    assert not np.array_equal(one.death_day, other.death_day)


def test_lives_run_forward(make: Make) -> None:
    people = draw_people(make(people=1000), 0, STREAMS, thin=False)
    owner = np.repeat(np.arange(len(people)), np.diff(people.segment_offset))

    steps = np.diff(people.segment_day)[owner[1:] == owner[:-1]]
    assert steps.min() >= 0
    assert (people.segment_day[people.segment_offset[:-1]] == 0).all()
    last = people.segment_day[people.segment_offset[1:] - 1]
    assert (last <= people.death_day).all()
    changes = np.diff(people.segment_ability)[owner[1:] == owner[:-1]]
    assert set(changes.tolist()) == {-1, 1}


def test_birthdays_fit_ages(make: Make) -> None:
    people = draw_people(make(people=500), 0, STREAMS, thin=False)

    age = -people.birth_day / 365.25

    assert 45 <= age.min() < 45.1
    np.testing.assert_array_equal(np.floor(age).astype(int) - 45, people.row % 66)
    np.testing.assert_allclose(
        people.eligible_from, people.birth_day + 60 * 365.25, atol=1e-6
    )


@pytest.mark.parametrize("frozen", [False, True])
def test_joined_counties_keep_their_lives(make: Make, frozen: bool) -> None:
    setting = make(people=1000, frozen=frozen)
    counties = [draw_people(setting, county, STREAMS) for county in (0, 1)]

    both = join(counties)

    assert (np.diff(both.elder_id) > 0).all()
    assert_same(select(both, np.flatnonzero(both.elder_id >= 10**7)), counties[1])
