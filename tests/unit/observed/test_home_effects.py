"""Effects of homes by inversion of the model's own choice, and what a pack does."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.area import load_area
from sim.observed.expected import apart_from_expected, demand_of
from sim.observed.home_effects import SeenResidents, home_effects
from sim.scenario import load_scenario
from sim.supply.registry import draw_registry

HOMES = ["990101-C1", "990101-P01", "990101-T01", "990101-T02"]


@pytest.fixture(scope="module")
def county(request):
    path = request.config.rootpath / "scenarios/teaching/small_county_one_county.yaml"
    return load_scenario(path)


@pytest.fixture(scope="module")
def demand(county):
    return demand_of(county)


def known(demand):
    return demand.table["home_id"].isin(HOMES).to_numpy()


def test_the_residents_expected_need_no_effect(demand):
    shares = demand.shares(np.zeros(len(demand.table)))

    found = apart_from_expected(demand, 80 * shares, known(demand))

    # Half a person stands for nobody; no home here is so small.
    assert np.abs(found[known(demand)]).max() < 1e-6


def test_the_effects_found_give_the_residents_seen(demand):
    mine = known(demand)
    seen = np.zeros(len(mine))
    seen[mine] = [30.0, 14.0, 12.0, 4.0]

    effect = apart_from_expected(demand, seen, mine)

    shares = demand.shares(effect)[mine]
    assert shares / shares.sum() == pytest.approx(np.array([30, 14, 12, 4]) / 60)


def test_residents_that_no_effects_can_give_are_told_apart_by_the_ratio(county, demand):
    mine = known(demand)
    # Only the guaranteed may live in T02, and there are not so many of them.
    seen = dict(zip(HOMES, (5.0, 5.0, 5.0, 40.0), strict=True))
    many = np.zeros(len(mine))
    many[mine] = list(seen.values())

    assert apart_from_expected(demand, many, mine) is None
    found = home_effects(county, SeenResidents(seen, 1e9, 4.0, "county"))
    ratio = np.log(found["residents_seen"] / found["residents_expected"])
    assert np.allclose(found["home_effect"], ratio - ratio.mean(), atol=0.02)
    assert found["note_en"].str.contains("ln(seen/expected)", regex=False).all()


def test_a_fuller_home_than_expected_has_a_positive_effect(county):
    seen = {"990101-C1": 20.0, "990101-P01": 22.0, "990101-T01": 10.0}

    found = home_effects(county, SeenResidents(seen, 3.0, 4.0, "county"))

    effect = found.set_index("home_id")["home_effect"]
    assert effect["990101-P01"] > 0 > effect["990101-T01"]
    assert (found["weight"].between(0, 1)).all()
    assert np.allclose(
        found["home_effect"], found["weight"] * found["apart"], atol=1e-3
    )


def test_longer_observation_is_believed_more(county):
    seen = dict(zip(HOMES, (30.0, 14.0, 12.0, 4.0), strict=True))

    day, decade, ever = (
        home_effects(county, SeenResidents(seen, years, 4.0, "county"))
        for years in (0.0, 10.0, 1e9)
    )

    assert (day["weight"] < decade["weight"]).all()
    assert np.allclose(ever["weight"], 1.0)
    assert np.allclose(ever["home_effect_sd"], 0.0, atol=1e-3)


def test_one_home_alone_is_compared_with_nothing(county):
    assert home_effects(county, SeenResidents({HOMES[0]: 9.0}, 0, 4, "x")).empty


@pytest.fixture
def area(root):
    return load_area(root / "scenarios/teaching/places/small_county")


def registry(area, draw, sd=0.4, **columns):
    homes = area.homes.assign(**columns) if columns else area.homes
    area = type(area)(**{**vars(area), "homes": homes})
    return draw_registry(
        area, seed=1, draw=draw, home_effect_sd=sd, under_60_per_bed=0.0
    )["home_effect"]


def test_a_registry_with_effects_has_them_in_the_central_draw(area):
    mean = np.linspace(-0.5, 0.5, len(area.homes))

    central = registry(area, 0, home_effect=mean, home_effect_sd=0.1)

    assert central.tolist() == pytest.approx(mean.tolist())


def test_other_draws_lie_around_what_was_observed(area):
    drawn = np.array(
        [
            registry(area, draw, home_effect=0.5, home_effect_sd=0.1)
            for draw in range(1, 200)
        ]
    )

    assert drawn.mean() == pytest.approx(0.5, abs=0.02)
    assert drawn.std() == pytest.approx(0.1, abs=0.01)


def test_a_home_that_nobody_observed_is_drawn_as_before(area):
    nothing = np.full(len(area.homes), np.nan)

    same = registry(area, 3, home_effect=nothing, home_effect_sd=nothing)

    pd.testing.assert_series_equal(same, registry(area, 3))
