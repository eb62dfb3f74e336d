"""Whole replications: what must not depend on what."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine import simulate
from sim.events import ABILITIES
from sim.scenario import Scenario, load_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load_scenario(SCENARIOS / "teaching" / "small_county.yaml")


@pytest.fixture(scope="module")
def crowded() -> Scenario:
    """The same place with two residents under 60 a public home, and extra beds."""
    willing = dict.fromkeys(
        (f"guaranteed.willing_rate.{one}" for one in ABILITIES), "0.2"
    )
    scenario = load_scenario(SCENARIOS / "teaching" / "small_county.yaml", willing)
    homes = scenario.area.homes
    young = np.where(homes["ownership"] == "public", 2, 0)
    area = replace(scenario.area, homes=homes.assign(under_60_residents=young))
    return replace(scenario, area=area)


def comparable(log: pd.DataFrame) -> pd.DataFrame:
    """Words instead of codes: categories depend on nothing, orders neither."""
    return log.astype(
        {name: str for name in log.columns if log[name].dtype == "category"}
    ).reset_index(drop=True)


def test_log_is_the_same_with_and_without_thinning(small):
    thin, full = (simulate(small, 0, 1, thin=thin).log for thin in (True, False))

    pd.testing.assert_frame_equal(comparable(thin), comparable(full), check_exact=True)


def test_a_county_is_the_same_alone_and_in_the_region(small):
    whole = simulate(small, 0, 1).log
    for county in small.county_indices:
        code = small.area.counties["county_code"].iloc[county]
        alone = simulate(replace(small, county_indices=[county]), 0, 1).log
        part = whole[whole["county_code"] == code]

        pd.testing.assert_frame_equal(
            comparable(alone), comparable(part), check_exact=True
        )


def test_replications_draws_and_seeds_differ(small):
    logs = [
        simulate(small, 0, 0).log,
        simulate(small, 0, 1).log,
        simulate(small, 1, 0).log,
        simulate(replace(small, seed=small.seed + 1), 0, 0).log,
    ]
    moments = [tuple(log["time_days"].tail(50)) for log in logs]

    assert len(set(moments)) == 4


def test_the_log_is_in_order_of_time_and_on_the_grid_of_the_clock(small):
    days = simulate(small, 0, 2).log["time_days"].to_numpy()

    assert (np.diff(days) >= 0).all()
    assert (days * 65536 == np.round(days * 65536)).all()


@pytest.mark.parametrize("place", ["small", "crowded"])
def test_ledger_equals_the_log_at_the_end_of_each_year(place, request):
    outcome = simulate(request.getfixturevalue(place), 0, 0)
    assert outcome.ledger
    ids = outcome.homes["home_id"].tolist()
    rows = outcome.log[outcome.log["facility_id"].notna()]
    home = rows["facility_id"].astype(str).map({name: n for n, name in enumerate(ids)})
    days = rows["time_days"].to_numpy()
    licensed = np.where(rows["bed_kind"] != "surge", rows["beds_change"], 0)
    for day, accrued in outcome.ledger.items():
        left = np.clip(day - days, 0, None)
        for column, change in enumerate([rows["residents_change"], licensed]):
            expected = np.bincount(home, np.asarray(change) * left, minlength=len(ids))
            np.testing.assert_allclose(accrued[:, column], expected, atol=1e-6)


def test_residents_under_60_lie_in_public_homes_from_the_first_day(crowded):
    outcome = simulate(crowded, 0, 0)
    log = outcome.log[outcome.log["cause"] == "under_60"]
    public = outcome.homes["ownership"] == "public"

    assert (log["time_days"] == 0).all()
    assert log["elder_id"].isna().all()
    assert log["residents_change"].tolist() == [2] * public.sum()
    assert set(log["facility_id"]) == set(outcome.homes.loc[public, "home_id"])


def test_extra_beds_are_put_up_and_are_no_licensed_ones(crowded):
    outcome = simulate(crowded, 0, 0)
    extra = outcome.log[outcome.log["event"] == "surge_opened"]
    licensed = outcome.log["bed_kind"].isin(["ordinary", "nursing"])
    beds = outcome.homes[["beds_ordinary", "beds_nursing"]].to_numpy().sum()

    assert len(extra) > 5
    assert outcome.log.loc[licensed, "beds_change"].sum() == beds


def test_demand_in_one_county_touches_no_elder_of_another(small):
    """More guaranteed elders apply; those of social class are the same to the bit."""
    changed = load_scenario(
        SCENARIOS / "teaching" / "small_county.yaml",
        overrides={"demand.level": "1.5"},
    )
    logs = [simulate(scenario, 0, 0).log for scenario in (small, changed)]
    willing = [
        log.loc[log["event"] == "willing", ["time_days", "elder_id"]].sort_values(
            ["time_days", "elder_id"]
        )
        for log in logs
    ]

    pd.testing.assert_frame_equal(
        willing[0].reset_index(drop=True), willing[1].reset_index(drop=True)
    )
    applied = [(log["event"] == "applied").sum() for log in logs]
    assert applied[1] > applied[0]


def test_nobody_applies_twice_at_once(small):
    log = simulate(small, 0, 0).log
    own = log[log["elder_id"].notna()]
    opens = own["event"].isin(["applied"]).astype(int)
    closes = (
        own["event"]
        .isin(["declined", "withdrew", "died_waiting", "discharged", "died_in_care"])
        .astype(int)
    )
    start = ((own["event"] == "admitted") & (own["cause"] == "start")).astype(int)
    state = (opens + start - closes).groupby(own["elder_id"]).cumsum()

    assert state.between(0, 1).all()
