"""The drawn registry of Guangxi: sums are published, single homes are not."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.area import load_area
from sim.supply.registry import draw_registry

GUANGXI = load_area(Path(__file__).parents[3] / "calibration" / "areas" / "guangxi")


def registry(draw: int = 0, seed: int = 1) -> pd.DataFrame:
    return draw_registry(
        GUANGXI, seed=seed, draw=draw, home_effect_sd=0.4, under_60_per_bed=0.04
    )


@pytest.fixture(scope="module", params=[0, 1, 7])
def table(request) -> pd.DataFrame:
    return registry(request.param)


def test_sums_are_the_published_ones_in_every_draw(table):
    assert len(table) == 1179
    assert (table["beds_ordinary"] + table["beds_nursing"]).sum() == 92_000
    assert table["beds_nursing"].sum() == 39_000
    assert table["regional_center"].sum() == 100


def test_every_county_has_one_county_home(table):
    county = table[(table["tier"] == "county") & (table["ownership"] == "public")]

    assert sorted(county["county_code"]) == sorted(GUANGXI.counties["county_code"])


def test_township_homes_stand_in_towns_and_townships_one_in_each(table):
    township = table[table["tier"] == "township"]
    kinds = GUANGXI.townships.set_index("township_code")["kind"]

    assert len(township) == 800
    assert township["township_code"].is_unique
    assert set(kinds[township["township_code"]]) == {"town", "township"}


def test_homes_stand_in_the_county_of_their_township(table):
    county = GUANGXI.townships.set_index("township_code")["county_code"]

    assert (county[table["township_code"]].to_numpy() == table["county_code"]).all()


def test_beds_are_never_negative_and_homes_never_empty(table):
    assert (table[["beds_ordinary", "beds_nursing", "under_60_residents"]] >= 0).all(
        axis=None
    )
    assert (table["beds_ordinary"] + table["beds_nursing"] >= 10).mean() > 0.99


def test_every_home_says_that_it_is_drawn(table):
    assert table["synthetic"].all()
    assert (table["name"] == "").all()


def test_draws_differ_and_a_draw_repeats():
    assert not registry(0)["home_effect"].equals(registry(1)["home_effect"])
    pd.testing.assert_frame_equal(registry(3), registry(3))


def test_home_effects_have_the_declared_spread():
    effects = registry()["home_effect"]

    # four standard errors of a standard deviation of 1,179 normals
    assert abs(effects.std() - 0.4) < 4 * 0.4 / np.sqrt(2 * 1179)
    assert abs(effects.mean()) < 4 * 0.4 / np.sqrt(1179)
