"""Every teaching scenario runs and shows the idea that it is about."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim

TEACHING = Path(__file__).parents[2] / "scenarios" / "teaching"
SPLITS = ("tier", "ownership", "operation", "residence")


def figures(name: str) -> pd.DataFrame:
    """Run a scenario once and return its figures of the whole place by year."""
    scenario = sim.load_scenario(TEACHING / f"{name}.yaml")
    results = sim.run(scenario, replications=1, jobs=1)
    table = results.indicators
    table = table[table["area_level"] == "region"]
    for split in SPLITS:
        table = table[table[split].astype(str) == "all"]
    return table.pivot_table(
        index="year", columns="indicator", values="value", observed=True
    )


@pytest.fixture(scope="module")
def county() -> pd.DataFrame:
    return figures("small_county")


@pytest.mark.parametrize(
    "name",
    [
        "two_homes",
        "two_homes_out_of_reach",
        "small_county_one_county",
        "mutual_aid_points",
        "frozen_county",
    ],
)
def test_it_runs_and_beds_are_occupied(name):
    occupancy = figures(name)["occupancy_rate"]

    assert occupancy.between(0, 1).all()
    assert occupancy.iloc[-1] > 0


def test_whoever_finds_the_home_full_goes_away():
    loss = figures("one_home_loss").loc[2031:]
    queue = figures("one_home_queue").loc[2031:]

    # Erlang: 70.3 % against 80 %; one run of 30 years has a standard error of about
    # 4 points, so that only the order of the two is asserted, on common numbers.
    assert loss["occupancy_rate"].mean() < queue["occupancy_rate"].mean()
    assert 0.5 < loss["occupancy_rate"].mean() < 0.9
    assert queue["withdrew_share"].fillna(0).max() == 0


def test_more_demand_brings_more_applications(county):
    more = figures("more_demand_from_2025")

    assert more.loc[2024, "applications"] == county.loc[2024, "applications"]
    later = slice(2028, 2030)
    assert (
        more.loc[later, "applications"].sum() > county.loc[later, "applications"].sum()
    )


def test_converted_beds_are_nursing_beds_and_no_more_beds(county):
    converted = figures("convert_to_nursing_beds")

    assert (
        converted.loc[2030, "nursing_bed_share"] > county.loc[2030, "nursing_bed_share"]
    )
    assert converted.loc[2030, "licensed_beds"] == pytest.approx(
        county.loc[2030, "licensed_beds"], rel=1e-3
    )


def test_an_upgrade_serves_more_townships(county):
    upgraded = figures("upgrade_to_center")

    name = "center_coverage_served"
    assert upgraded.loc[2026, name] == county.loc[2026, name]
    assert upgraded.loc[2030, name] > county.loc[2030, name]


def test_a_new_home_has_its_beds(county):
    built = figures("build_a_county_home")

    assert built.loc[2030, "licensed_beds"] == county.loc[2030, "licensed_beds"] + 60


def test_beds_without_carers_stay_empty(county):
    short = figures("too_few_carers")

    assert short.loc[2030, "licensed_beds"] == county.loc[2030, "licensed_beds"]
    assert short["occupancy_rate"].mean() < county["occupancy_rate"].mean()
    gap = short["occupancy_rate_staffed"] - short["occupancy_rate"]
    assert gap.mean() > 0.1


def test_another_province_needs_another_pack_and_no_code(tmp_path):
    name = "another_province"
    scenario = sim.load_scenario(TEACHING / f"{name}.yaml")
    results = sim.run(scenario, replications=1, jobs=1)

    page = results.report(tmp_path).read_text("utf-8")

    assert len(results.homes) == 18
    for county in scenario.area.counties.itertuples():
        assert county.name_zh in page
        assert county.name_en in page
    for words in ("乌有省（虚构）", "Wuyou Province (made up)", "虚构的县界"):
        assert words in page
    levels = results.indicators["area_level"].astype(str)
    codes = results.indicators["area_code"].astype(str)
    assert set(codes[levels == "prefecture"]) == {"980100", "980200"}


def test_every_teaching_scenario_is_run_here():
    text = Path(__file__).read_text(encoding="utf-8")

    for path in TEACHING.glob("*.yaml"):
        assert f'"{path.stem}"' in text
