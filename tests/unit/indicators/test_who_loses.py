"""Three townships, of which the second loses its home; figures by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.indicators.who_loses import COLUMNS, who_loses

BEFORE = {
    "minutes_center": [15.0, 30.0, 90.0],
    "minutes_home": [15.0, 15.0, 40.0],
    "minutes_free_bed": [15.0, 15.0, 40.0],
    "minutes_free_nursing_bed": [20.0, 50.0, 70.0],
    "beds_per_1000": [20.0, 10.0, 0.0],
    "nursing_beds_per_1000_disabled": [80.0, 40.0, 0.0],
    "homes": [2.0, 1.0, 0.0],
}
AFTER = BEFORE | {
    "minutes_home": [15.0, 30.0, 40.0],
    "minutes_free_bed": [15.0, 30.0, 36.0],
    "minutes_free_nursing_bed": [20.0, 60.0, 60.0],
    "beds_per_1000": [19.0, 5.0, 0.0],
    "homes": [2.0, 0.0, 0.0],
}


def access(values, year=2030, draw=0, replication=0) -> pd.DataFrame:
    codes = ["450101000", "450101001", "450101002"]
    keys = {"draw": draw, "replication": replication, "year": year}
    return pd.DataFrame({**keys, "township_code": codes, **values})


@pytest.fixture
def persons() -> pd.DataFrame:
    """Of each township 60 able and 20 severe, all of them women in the third."""
    rows = [
        (f"45010100{place}", "rural" if place else "urban", sex, "70-74", ability, n)
        for place in range(3)
        for sex in ("female", "male")
        for ability, n in (("able", 30.0), ("severe", 10.0))
    ]
    columns = ["township_code", "residence", "sex", "age_group", "ability", "persons"]
    table = pd.DataFrame(rows, columns=columns)
    table.loc[table["township_code"] == "450101002", "sex"] = "female"
    return table


def row(table: pd.DataFrame, group: str, member: str, measure: str) -> pd.Series:
    rows = table[
        (table["group"] == group)
        & (table["member"] == member)
        & (table["measure"] == measure)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_bed_is_as_far_as_one_that_suits(persons):
    table = who_loses(access(AFTER), access(BEFORE), persons)

    able = row(table, "ability", "able", "minutes_free_bed")
    assert able["persons"] == 180
    assert able["before"] == pytest.approx((15 + 15 + 40) / 3)
    assert able["change"] == pytest.approx((15 - 4) / 3)
    # Four minutes less are not noticed as a gain.
    assert (able["loses"], able["gains"]) == (pytest.approx(1 / 3), 0)
    severe = row(table, "ability", "severe", "minutes_free_bed")
    assert severe["change"] == pytest.approx((10 - 10) / 3)
    assert (severe["loses"], severe["gains"]) == (
        pytest.approx(1 / 3),
        pytest.approx(1 / 3),
    )
    everybody = row(table, "all", "all", "minutes_free_bed")
    assert everybody["change"] == pytest.approx((60 * 11 + 20 * 0) / 240)


def test_beds_in_reach_must_fall_by_a_tenth(persons):
    table = who_loses(access(AFTER), access(BEFORE), persons)

    urban = row(table, "residence", "urban", "beds_per_1000")
    rural = row(table, "residence", "rural", "beds_per_1000")
    assert (urban["change"], urban["loses"]) == (-1, 0)
    assert (rural["change"], rural["loses"]) == (-2.5, 0.5)


def test_nursing_beds_count_for_the_disabled_alone(persons):
    table = who_loses(access(AFTER), access(BEFORE), persons)

    nursing = table[table["measure"] == "nursing_beds_per_1000_disabled"]
    assert row(nursing, "all", "all", nursing["measure"].iloc[0])["persons"] == 60
    assert not (nursing["member"] == "able").any()


def test_bands_of_distance_are_those_without_what_was_done(persons):
    table = who_loses(access(AFTER), access(BEFORE), persons)

    near = row(table, "distance", "up_to_15", "minutes_home")
    far = row(table, "distance", "up_to_60", "minutes_home")
    assert (near["persons"], near["townships"], near["change"]) == (160, 2, 7.5)
    assert (far["persons"], far["change"]) == (80, 0)
    assert not (table["member"] == "beyond").any()


def test_who_loses_the_last_home_of_the_township(persons):
    table = who_loses(access(AFTER), access(BEFORE), persons)

    lost = row(table, "last_home", "all", "minutes_home")
    assert (lost["persons"], lost["townships"]) == (80, 1)
    assert (lost["change"], lost["loses"]) == (15, 1)
    assert row(table, "last_home", "severe", "minutes_home")["persons"] == 20


def test_repetitions_are_paired_and_give_an_interval(persons):
    before = pd.concat([access(BEFORE, replication=one) for one in range(2)])
    after = pd.concat([access(AFTER), access(BEFORE, replication=1)])

    table = who_loses(after.iloc[::-1], before, persons)

    women = row(table, "sex", "female", "minutes_home")
    assert women["change"] == pytest.approx((40 * 15 / 160) / 2)
    assert (women["low"], women["n"]) == (pytest.approx(0.1 * 3.75), 2)
    # The home is lost in one of two repetitions: half the elders, the whole change.
    lost = row(table, "last_home", "all", "minutes_home")
    assert (lost["persons"], lost["change"], lost["n"]) == (40, 15, 1)


def test_the_young_do_not_count(persons):
    young = persons.assign(age_group="50-54")

    table = who_loses(access(AFTER), access(BEFORE), pd.concat([persons, young]))

    assert row(table, "all", "all", "minutes_home")["persons"] == 240


def test_nothing_to_hold_against_gives_no_row(persons):
    other = access(BEFORE, replication=5)

    assert list(who_loses(access(AFTER), other, persons).columns) == COLUMNS
    assert who_loses(access(AFTER), other, persons).empty


def test_nothing_changes_where_nothing_is_done(persons):
    table = who_loses(access(BEFORE), access(BEFORE), persons)

    assert np.allclose(table[["change", "loses", "gains"]].to_numpy(), 0)
