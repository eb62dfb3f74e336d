"""Elders: carried to the day of the registry, and scaled to what the county counted."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from county_workbooks import COUNTY, faults, imported, registry, write_book

from sim.area import load_area
from sim.importing.later_elders import carried_forward, count_elders


@pytest.fixture(scope="module")
def region(root):
    return load_area(root / "calibration" / "areas" / "guangxi")


@pytest.fixture(scope="module")
def counts(region):
    own = region.elders[region.elders["county_code"] == COUNTY]
    return count_elders(own, sorted(own["township_code"].unique()))


def test_nothing_changes_in_no_time(region, counts):
    table = region.tables["mortality_rate"]
    day = date(2020, 12, 31)

    assert (carried_forward(counts, table, day, day) == counts).all()


def test_in_five_years_a_group_is_what_survives_of_the_one_before(region, counts):
    table = region.tables["mortality_rate"].assign(rate=0.0)

    later = carried_forward(counts, table, date(2020, 12, 31), date(2025, 12, 31))

    moved, before = later.sum(axis=-1), counts.sum(axis=-1)
    np.testing.assert_allclose(moved[..., 1:8], before[..., :7], rtol=2e-3, atol=2)
    np.testing.assert_allclose(moved[..., 8], before[..., 7:].sum(-1), rtol=2e-3)


def test_with_deaths_the_elders_grow_as_projections_of_the_region_say(region, counts):
    later = carried_forward(
        counts, region.tables["mortality_rate"], date(2020, 12, 31), date(2025, 12, 31)
    )

    # 10.06 of 8.36 million in the whole region: see calibration/README.md.
    grown = later[:, :, 3:].sum() / counts[:, :, 3:].sum()
    assert 1.1 < grown < 1.3
    dead = 1 - later[:, :, 4:].sum() / counts[:, :, 3:].sum()
    assert 0.08 < dead < 0.25


def population(*rows):
    return [["乡镇", "60岁以上人口", "65岁及以上", "80周岁以上老年人"], *rows]


def elders_of(done, township):
    elders = load_area(done.folder).elders
    own = elders[elders["township_code"] == township]
    first = own["age_group"].str[:2].astype(int)
    return [int(own.loc[first >= age, "elders"].sum()) for age in (60, 65, 80)]


def test_counted_elders_are_met_exactly_and_others_stay(tmp_path):
    rows = [("木乐镇", "12,000人", 8001, 1703), ("油麻镇", 9000, 6100, 1207)]
    rows.append(("合计", 21000, 14101, 2910))
    sheets = {"名册": registry(), "人口": population(*rows)}
    plain = imported(write_book(tmp_path / "a.xlsx", registry()), out=tmp_path / "one")

    done = imported(write_book(tmp_path / "b.xlsx", sheets))

    assert elders_of(done, "450881101") == [12000, 8001, 1703]
    assert elders_of(done, "450881104") == [9000, 6100, 1207]
    assert elders_of(done, "450881102") == elders_of(plain, "450881102")


def test_villages_are_summed_to_their_township(tmp_path):
    cells = [
        ["乡镇", "村（社区）", "60岁及以上人口"],
        ["木乐镇", "", 700],
        ["木乐镇", "甲村", 300],
        ["木乐镇", "乙村", 400],
    ]
    sheets = {"名册": registry(), "各村老年人口": cells}

    done = imported(write_book(tmp_path / "a.xlsx", sheets))

    assert elders_of(done, "450881101")[0] == 700


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("木乐震", 10, 5, 1), "没有这个乡镇"),
        (("木乐镇", 10, 15, 1), "多于60岁及以上"),
        (("木乐镇", "很多", 5, 1), "读到“很多”"),
        (("油麻镇", 10, 5, 1), "已在"),
    ],
)
def test_a_wrong_count_is_named(row, said, tmp_path):
    sheets = {"名册": registry(), "人口": population(("油麻镇", 9, 5, 1), row)}

    assert said in "".join(faults(write_book(tmp_path / "a.xlsx", sheets)).values())


def test_travel_times_are_kept_in_both_directions(tmp_path):
    cells = [["起点乡镇", "终点乡镇", "车程（分钟）"], ["木乐镇", "油麻镇", "35分钟"]]
    sheets = {"名册": registry(), "车程": cells}

    minutes = load_area(
        imported(write_book(tmp_path / "a.xlsx", sheets)).folder
    ).minutes

    assert minutes is not None
    assert minutes.to_numpy().tolist() == [
        ["450881101", "450881104", 35.0],
        ["450881104", "450881101", 35.0],
    ]


def test_a_way_back_that_takes_longer_is_kept_as_it_is_written(tmp_path):
    cells = [
        ["起点乡镇", "终点乡镇", "车程（分钟）"],
        ["木乐镇", "油麻镇", "35分钟"],
        ["油麻镇", "木乐镇", "50分钟"],
    ]
    sheets = {"名册": registry(), "车程": cells}

    minutes = load_area(
        imported(write_book(tmp_path / "a.xlsx", sheets)).folder
    ).minutes

    assert minutes is not None
    assert minutes.to_numpy().tolist() == [
        ["450881101", "450881104", 35.0],
        ["450881104", "450881101", 50.0],
    ]


def test_a_wrong_travel_time_is_named(tmp_path):
    cells = [
        ["起点", "终点", "分钟"],
        ["木乐镇", "不存在镇", 35],
        ["木乐镇", "油麻镇", ""],
    ]
    sheets = {"名册": registry(), "车程": cells}

    found = faults(write_book(tmp_path / "a.xlsx", sheets))

    assert list(found) == [
        "a.xlsx 工作表“车程”第2行B列“终点”",
        "a.xlsx 工作表“车程”第3行",
    ]
