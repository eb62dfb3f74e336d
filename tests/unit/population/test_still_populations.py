from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.population.draw import draw_people
from sim.population.people import ability_at, class_at
from sim.population.renewal import Renewal
from sim.population.setting import PopulationSetting
from sim.streams import Streams

Make = Callable[..., PopulationSetting]
STREAMS = Streams(seed=8, replication=3)


def test_a_frozen_population_has_the_same_residents_as_a_living_one(make: Make) -> None:
    half = {"guaranteed__share_rural_men": 0.5, "guaranteed__share_rural_women": 0.5}
    living = draw_people(make(people=9000, rates=half), 0, STREAMS)
    frozen = draw_people(make(people=9000, rates=half, frozen=True), 0, STREAMS)

    one, other = np.flatnonzero(living.resident), np.flatnonzero(frozen.resident)
    classes = class_at(living, one, 0.0)
    assert len(one) > 30
    assert set(classes.tolist()) >= {0, 2}
    np.testing.assert_array_equal(classes, class_at(frozen, other, 0.0))
    np.testing.assert_array_equal(living.elder_id[one], frozen.elder_id[other])
    np.testing.assert_array_equal(living.township[one], frozen.township[other])
    np.testing.assert_array_equal(living.elapsed_days[one], frozen.elapsed_days[other])
    np.testing.assert_array_equal(
        ability_at(living, one, 0.0), ability_at(frozen, other, 0.0)
    )


def test_frozen_applicants_are_new_elders_with_a_fixed_day(make: Make) -> None:
    setting = make(people=3000, frozen=True)

    people = draw_people(setting, 0, STREAMS)
    new = ~people.resident

    assert people.applies_on is not None
    assert people.elder_id[new].min() >= setting.cells(0).elders
    assert (np.diff(people.applies_on[new]) >= 0).all()
    assert (people.applies_on[new] < setting.timeline.horizon_days).all()
    assert np.isinf(people.applies_on[~new]).all()
    assert (people.death_day[new] > people.applies_on[new]).all()
    assert (people.segment_day[people.segment_offset[:-1]] == 0).all()


def test_renewal_gives_poisson_applications_and_exponential_stays(make: Make) -> None:
    renewal = Renewal(
        applications_per_year=1000.0, mean_stay_days=50.0, ability=1, elder_class=2
    )
    setting = make(renewal=renewal)

    counties = [draw_people(setting, county, STREAMS) for county in (0, 1)]

    applications = sum(len(people) for people in counties)
    stays = np.concatenate([people.stay_days for people in counties])
    # Four standard errors: 400 of 10,000 applications, 2 of 50 days.
    assert abs(applications - 10_000) < 400
    assert abs(stays.mean() - 50) < 2
    assert len(counties[0]) > len(counties[1]), "townships share by their elders"
    assert all(np.isinf(people.death_day).all() for people in counties)
    assert all((people.segment_ability == 1).all() for people in counties)
    assert not any(people.resident.any() for people in counties)
