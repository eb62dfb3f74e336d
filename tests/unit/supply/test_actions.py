from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.supply.actions.build import new_homes
from sim.supply.actions.convert_beds import beds_to_convert
from sim.supply.actions.upgrade import homes_to_upgrade

EVERYONE = np.array([True] * 4)


def homes(**changes) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "township_code": ["a", "b", "c", "c"],
            "county_code": ["1", "1", "2", "2"],
            "beds_ordinary": [40, 10, 20, 30],
            "beds_nursing": [0, 10, 0, 70],
            "upgradable": [True, True, True, True],
            "regional_center": [False, False, False, False],
            "tier": ["county", "township", "township", "county"],
            "ownership": ["public", "public", "public", "private"],
            "care_staff": [6.0, 1.0, 1.0, 20.0],
        }
        | changes
    )


def test_larger_homes_are_upgraded_first():
    assert homes_to_upgrade(homes(), 2, EVERYONE).tolist() == [3, 0]


def test_townships_without_a_centre_come_first():
    table = homes(regional_center=[False, False, False, True])

    # the home of 20 beds shares its township with the centre
    assert homes_to_upgrade(table, 3, EVERYONE).tolist() == [0, 1, 2]


def test_a_home_that_cannot_be_upgraded_is_left_out():
    table = homes(upgradable=[False, True, True, False])

    assert homes_to_upgrade(table, 9, EVERYONE).tolist() == [1, 2]


def test_beds_are_converted_in_proportion_to_ordinary_beds():
    number = beds_to_convert(homes(), EVERYONE, beds=10)

    assert number.tolist() == [4, 1, 2, 3]


def test_more_beds_than_there_are_converts_all_of_them():
    number = beds_to_convert(homes(), EVERYONE, beds=10_000)

    assert number.tolist() == [40, 10, 20, 30]


def test_a_share_of_all_ordinary_beds_is_converted():
    number = beds_to_convert(homes(), EVERYONE, share=0.1)

    assert number.tolist() == [4, 1, 2, 3]


def test_a_nursing_share_is_reached_and_not_lowered():
    number = beds_to_convert(homes(), EVERYONE, nursing_share=0.6)

    # 24 of 40; 12 of 20 with 10 there; 12 of 20; 70 of 100 is above already
    assert number.tolist() == [24, 2, 12, 0]


def test_homes_outside_the_scope_convert_nothing():
    among = np.array([False, True, False, False])

    assert beds_to_convert(homes(), among, beds=4).tolist() == [0, 4, 0, 0]


def test_a_new_home_goes_where_beds_are_scarcest():
    area = SimpleNamespace(
        counties=pd.DataFrame({"county_code": ["1", "2"]}),
        townships=pd.DataFrame(
            {
                "township_code": ["a", "b", "c"],
                "county_code": ["1", "1", "2"],
                "kind": ["town", "street", "town"],
                "villages": [5, 0, 9],
                "resident_committees": [1, 7, 2],
                "lon": [0.0, 1.0, 2.0],
                "lat": [0.0, 0.0, 0.0],
            }
        ),
        elders=pd.DataFrame(
            {
                "county_code": ["1", "2", "2"],
                "age_group": ["60-64", "85+", "55-59"],
                "elders": [1000, 1000, 99_000],
            }
        ),
    )
    rows = new_homes(
        homes(),
        area,
        date=date(2024, 1, 1).isoformat(),
        count=2,
        beds=50,
        tier="county",
        ownership="public",
        nursing_share=0.8,
    )

    # 60 beds for 1,000 elders in county 1, 120 in county 2: both homes go to 1,
    # in the unit with most resident committees
    assert rows["county_code"].tolist() == ["1", "1"]
    assert rows["township_code"].tolist() == ["b", "b"]
    assert rows["beds_ordinary"].tolist() == [10, 10]
    assert rows["beds_nursing"].tolist() == [40, 40]
    # as the public county home: 6 carers for 40 beds
    assert rows["care_staff"].tolist() == [7.5, 7.5]
