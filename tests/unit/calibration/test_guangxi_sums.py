"""The pack of Guangxi against the published figures it must add up to."""

from pathlib import Path

import pandas as pd
import pytest

import sim.area
from calibration.steps.places import AREAS, INPUTS
from sim.area import Area, load_area

OVER_60 = ["60-64", "65-69", "70-74", "75-79", "80-84", "85+"]


@pytest.fixture(scope="module")
def area() -> Area:
    return load_area(AREAS / "guangxi")


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    table = pd.read_csv(INPUTS / "census_2020_counties.csv", dtype={"county_code": str})
    return table.set_index("county_code")


def persons(area: Area, ages: list[str]) -> pd.DataFrame:
    return area.elders[area.elders["age_group"].isin(ages)]


@pytest.mark.parametrize(
    ("ages", "published"),
    [(OVER_60, 8_363_779), (OVER_60[1:], 6_114_117), (OVER_60[4:], 1_324_559)],
)
def test_elders_sum_to_the_census_of_the_region(
    area: Area, ages: list[str], published: int
) -> None:
    assert persons(area, ages)["elders"].sum() == published


@pytest.mark.parametrize(
    ("ages", "column"),
    [
        (OVER_60, "aged_60_plus"),
        (OVER_60[1:], "aged_65_plus"),
        (OVER_60[4:], "aged_80_plus"),
    ],
)
def test_elders_of_each_county_sum_to_its_census(
    area: Area, census: pd.DataFrame, ages: list[str], column: str
) -> None:
    sums = persons(area, ages).groupby("county_code")["elders"].sum()

    assert (sums == census[column]).all()
    assert len(sums) == 111


def test_sexes_and_ages_of_the_region_are_the_published_ones(area: Area) -> None:
    published = pd.read_csv(
        INPUTS / "census_2020_region_age_sex.csv", index_col="age_group"
    )

    sums = area.elders.pivot_table("elders", "age_group", "sex", aggfunc="sum")

    assert published.shape == (8, 2)
    pd.testing.assert_frame_equal(
        sums.loc[published.index, published.columns], published, check_names=False
    )
    assert sums.loc["85+", "female"] == 374_868


def test_people_of_45_to_49_are_the_assumed_part_of_the_next_group(area: Area) -> None:
    sums = area.elders.groupby(["age_group", "sex"])["elders"].sum()

    for sex in ("female", "male"):
        expected = 0.94 * sums["50-54", sex]
        assert abs(sums["45-49", sex] - expected) < 1


def test_about_five_million_elders_are_rural(area: Area) -> None:
    rural = persons(area, OVER_60).query("residence == 'rural'")["elders"].sum()

    assert rural == 4_957_377


def test_a_county_without_rural_people_has_no_rural_elders(area: Area) -> None:
    of_county = area.elders[area.elders["county_code"] == "450302"]

    assert set(of_county["residence"]) == {"urban"}


def test_units_are_as_many_as_published(area: Area) -> None:
    kinds = area.townships["kind"].value_counts()

    assert len(area.counties) == 111
    assert len(area.townships) == 1284
    assert kinds["quasi"] == 31
    assert kinds[["street", "town", "township"]].sum() == 1253
    assert kinds[["town", "township"]].sum() == 1118
    assert (area.counties["kind"] != "district").sum() == 70
    assert area.counties["prefecture_code"].nunique() == 14


def test_units_without_committees_have_nobody(area: Area) -> None:
    sums = area.elders.groupby("township_index")["elders"].sum()
    units = area.townships.assign(elders=sums).fillna({"elders": 0})
    empty = (units["villages"] + units["resident_committees"]) == 0

    assert empty.sum() == 26
    assert (units.loc[empty, "elders"] == 0).all()
    assert (units.loc[~empty, "elders"] > 0).all()
    assert set(units.loc[empty, "kind"]) == {"quasi"}


def test_rural_elders_follow_the_village_committees(area: Area) -> None:
    rural = persons(area, OVER_60).query("residence == 'rural'")
    sums = rural.groupby("township_index")["elders"].sum()
    units = area.townships.assign(elders=sums).fillna({"elders": 0})
    units = units[units["county_code"] == "450123"]

    per_committee = (units["elders"] / units["villages"]).dropna()

    # Rounding of six age groups and two sexes leaves no more than a person or so.
    assert per_committee.max() - per_committee.min() < 3


def test_homes_are_the_published_totals_of_the_end_of_2020(area: Area) -> None:
    totals = area.homes_totals
    assert totals is not None

    kinds = [totals[f"{kind}_homes"]["value"] for kind in ("county", "township")]
    assert totals["institutions"]["value"] == 1179
    assert sum(kinds) + totals["private_homes"]["value"] == 1179
    assert totals["beds"]["value"] == 92_000
    assert totals["nursing_beds"]["value"] == 39_000
    assert totals["regional_centers"]["value"] == 100


def test_beds_of_all_kinds_are_272_thousand(area: Area) -> None:
    assert area.homes_totals is not None
    outside = area.parameters["outside.beds"].value

    assert area.homes_totals["beds"]["value"] + outside == 272_000


def test_names_are_chinese_and_pinyin(area: Area) -> None:
    names = area.counties.set_index("county_code")[["name_zh", "name_en"]]

    assert names.loc["450102"].tolist() == ["兴宁区", "Xingning District"]
    assert names.loc["451228", "name_en"] == "Du'an Yao Autonomous County"
    assert names.loc["450406", "name_en"] == "Longxu District"
    assert area.townships["name_en"].str.fullmatch(r"[A-Za-zü' \-]+").all()


def test_the_pack_is_installed_beside_the_program() -> None:
    package = Path(sim.area.__file__).resolve().parents[2]

    assert (package / "calibration" / "areas" / "guangxi" / "counties.csv").is_file()
