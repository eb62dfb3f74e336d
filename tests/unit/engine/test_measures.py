"""What rules see is what the indicators say, each measure beside its figure."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sim.engine import simulate
from sim.experiment.measuring import measure
from sim.population import expected_population
from sim.scenario import load_scenario
from sim.scenario.rule import Comparison, HomeScope, Rule, RuleAction

PLACE = Path(__file__).parents[3] / "scenarios/teaching/small_county.yaml"
REVIEW = date(2029, 1, 1)
HOMES = ["home.occupancy.mean12m", "home.residents", "home.beds"]
HOMES += ["home.nursing_bed_share", "home.staff_limited", "home.occupancy.mean24m"]
COUNTIES = ["county.occupancy.mean12m", "county.occupancy.minus_region"]
TOWNSHIPS = ["township.served"]


def watching(measure_name: str, do: str) -> Rule:
    """Return a rule that looks at a measure of every unit and never acts."""
    return Rule(
        id=measure_name.replace(".", "-"),
        label={},
        source="assumption",
        assumes=(),
        note="",
        scope=HomeScope(),
        reviews=(REVIEW,),
        when=Comparison(measure_name, "<", -1e9),
        then=(RuleAction(do, {"takes": 0.0, "for": 1.0}),),
    )


@pytest.fixture(scope="module")
def seen_and_measured():
    rules = [watching(name, "improve") for name in [*HOMES, *TOWNSHIPS]]
    rules += [watching(name, "restrict_construction") for name in COUNTIES]
    scenario = replace(load_scenario(PLACE), rules=tuple(rules))
    outcome = simulate(scenario, 0, 0)
    figures = measure(
        scenario, outcome.log, outcome.homes, expected_population(scenario)
    )
    return outcome.decisions, figures, outcome.log


def figure(figures: pd.DataFrame, name: str, year: int, **where: str) -> pd.Series:
    """Return a figure by area code, of homes of all kinds unless said otherwise."""
    keys = {"tier": "all", "ownership": "all", "operation": "all", **where}
    rows = figures[(figures["indicator"] == name) & (figures["year"] == year)]
    for key, value in keys.items():
        rows = rows[rows[key].astype(str) == value]
    return rows.set_index("area_code")["value"]


def looked_at(decisions: pd.DataFrame, name: str, by: str = "facility_id"):
    rows = decisions[decisions["measure"] == name]
    assert len(rows)
    return rows.set_index(by)["value"].astype(float)


@pytest.mark.parametrize(
    ("name", "indicator"),
    [("home.occupancy.mean12m", "occupancy_rate"), ("home.beds", "licensed_beds")],
)
def test_a_measure_of_a_home_is_its_indicator_of_the_year_before(
    seen_and_measured, name, indicator
):
    decisions, figures, _ = seen_and_measured
    seen = looked_at(decisions, name)
    measured = figure(figures, indicator, 2028, area_level="home")

    assert len(seen) == 8
    pd.testing.assert_series_equal(
        seen.sort_index(),
        measured.reindex(seen.index).sort_index(),
        check_names=False,
        check_index_type=False,
    )


def test_two_years_are_pooled_by_their_bed_days(seen_and_measured):
    decisions, figures, _ = seen_and_measured
    seen = looked_at(decisions, "home.occupancy.mean24m")
    residents = sum(
        figure(figures, "residents", year, area_level="home") * days
        for year, days in ((2027, 365), (2028, 366))
    )
    beds = sum(
        figure(figures, "licensed_beds", year, area_level="home") * days
        for year, days in ((2027, 365), (2028, 366))
    )

    pooled = (residents / beds).reindex(seen.index)
    assert seen.to_numpy() == pytest.approx(pooled.to_numpy())


def test_residents_of_a_home_are_the_sum_of_the_log(seen_and_measured):
    decisions, _, log = seen_and_measured
    day = decisions["time_days"].iloc[0]
    before = log[log["time_days"] < day]
    counted = before.groupby("facility_id", observed=True)["residents_change"].sum()
    seen = looked_at(decisions, "home.residents")

    assert seen.to_dict() == counted.reindex(seen.index).astype(float).to_dict()


def test_a_county_is_its_public_homes_together(seen_and_measured):
    decisions, figures, _ = seen_and_measured
    seen = looked_at(decisions, "county.occupancy.mean12m", "county_code")
    public = figure(
        figures, "occupancy_rate", 2028, area_level="county", ownership="public"
    )

    assert seen.to_numpy() == pytest.approx(public.reindex(seen.index).to_numpy())


def test_a_county_less_the_region_is_the_difference_of_both(seen_and_measured):
    decisions, figures, _ = seen_and_measured
    seen = looked_at(decisions, "county.occupancy.minus_region", "county_code")
    split = {"ownership": "public"}
    county = figure(figures, "occupancy_rate", 2028, area_level="county", **split)
    region = figure(figures, "occupancy_rate", 2028, area_level="region", **split)

    difference = county.reindex(seen.index) - region.iloc[0]
    assert seen.to_numpy() == pytest.approx(difference.to_numpy())


def test_as_many_townships_are_served_as_the_coverage_says(seen_and_measured):
    """Homes stand in every township of the place, so each is looked at."""
    decisions, figures, _ = seen_and_measured
    seen = looked_at(decisions, "township.served")
    share = figure(figures, "center_coverage_served", 2028, area_level="region")

    townships = load_scenario(PLACE).area.townships
    units = townships["kind"].isin(["street", "town", "township"]).sum()
    served = round(float(share.iloc[0]) * units)
    assert 0 < served <= units
    assert set(seen) <= {0.0, 1.0}
    assert seen.sum() <= 8
