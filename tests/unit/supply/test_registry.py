"""The drawn registry of Guangxi: sums are published, single homes are not."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.area import load_area
from sim.supply.declared import declared, draw_streams
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


def kinds(table: pd.DataFrame) -> pd.Series:
    """Return C, T or P of each home, from its id."""
    return table["home_id"].str[7]


def test_the_first_registry_is_as_it_is_declared():
    table = registry(0)
    beds = table["beds_ordinary"] + table["beds_nursing"]

    assert kinds(table).value_counts().to_dict() == {"T": 800, "P": 268, "C": 111}
    assert beds[kinds(table) == "T"].sum() == 800 * 45
    assert beds[kinds(table) == "C"].sum() == 111 * 150


def test_every_other_draw_takes_numbers_from_the_ranges():
    tables = [registry(draw) for draw in range(1, 31)]
    township = [int((kinds(one) == "T").sum()) for one in tables]
    means = [
        (one["beds_ordinary"] + one["beds_nursing"])[kinds(one) == "C"].mean()
        for one in tables
    ]
    ages = [one["equipment_age_years"].max() for one in tables]

    # thirty even draws leave the outer fifth of a range empty once in 800 times
    assert 650 <= min(township) < 710
    assert 890 < max(township) <= 950
    assert 100 <= min(means) < 120
    assert 180 < max(means) <= 200
    assert min(ages) < 20
    assert max(ages) > 30
    assert all(
        (kinds(one) == "P").sum() == 1179 - 111 - number
        for one, number in zip(tables, township, strict=True)
    )


def test_declared_numbers_without_a_range_stay():
    totals = {
        name: dict(entry, range=None) if name == "township_homes" else entry
        for name, entry in (GUANGXI.homes_totals or {}).items()
    }
    totals["distributions"] = {
        name: dict(entry, range=None) for name, entry in totals["distributions"].items()
    }

    drawn = declared(totals, draw_streams(1, 5), 5)

    assert drawn["township_homes"]["value"] == 800
    assert all(
        drawn["distributions"][name]["parameters"] == entry["parameters"]
        for name, entry in totals["distributions"].items()
    )


def test_a_draw_moves_nothing_but_what_has_a_range():
    totals = GUANGXI.homes_totals
    drawn = declared(totals, draw_streams(1, 5), 5)

    for name, entry in totals["distributions"].items():
        for key, value in entry["parameters"].items():
            low, high = entry["range"].get(key, (value, value))
            assert low <= drawn["distributions"][name]["parameters"][key] <= high
    assert drawn["beds"] == totals["beds"]
    assert declared(totals, draw_streams(1, 0), 0) == totals
