"""What the engine does with orders that meet on one day."""

from dataclasses import replace
from datetime import date
from math import ceil
from pathlib import Path

import pandas as pd

from sim.engine import simulate
from sim.scenario import Scenario, load_scenario
from sim.scenario.rule import Comparison, HomeScope, Rule, RuleAction

PLACE = Path(__file__).parents[3] / "scenarios/teaching/small_county.yaml"
LOST = {"notice": 0.0, "max_travel": 1e6, "unplaced": "ladder", "emergency": True}
CROWDED = {
    f"guaranteed.willing_rate.{ability}": "0.2"
    for ability in ("able", "mild", "moderate", "severe")
}


def with_rule(scenario: Scenario, do: str, values: dict, **scope: str) -> Scenario:
    rule = Rule(
        id="rule",
        label={},
        source="assumption",
        assumes=(),
        note="",
        scope=HomeScope(**scope),
        reviews=(date(2027, 1, 1),),
        when=Comparison("home.beds", ">=", 0.0),
        then=(RuleAction(do, values),),
    )
    return replace(scenario, rules=(rule,))


def log_of(scenario: Scenario) -> pd.DataFrame:
    log = simulate(scenario, 0, 0).log
    words = log.select_dtypes("category").columns
    return log.astype(dict.fromkeys(words, str))


def test_homes_lost_on_one_day_send_nobody_to_each_other():
    lost = with_rule(load_scenario(PLACE), "close", LOST, tier="township")
    log = log_of(lost)

    closed = set(log.loc[log["event"] == "closed", "facility_id"])
    moved = log[(log["event"] == "moved_by_closure") & (log["residents_change"] == 1)]
    assert len(closed) == 4
    assert len(moved) > 4
    assert not set(moved["facility_id"]) & closed
    assert not moved["elder_id"].dropna().duplicated().any()


def test_a_county_owes_extra_beds_only_when_no_other_rung_holds():
    """A rule that takes no bed away leaves the ladder as it was."""
    crowded = load_scenario(PLACE, {**CROWDED, "guarantee.surge_share": "0"})
    entrusted = log_of(with_rule(crowded, "entrust", {"takes": 0.0}, tier="county"))

    later = entrusted[entrusted["time_days"] > 2200]
    assert (later["cause"] == "rung_private").sum() > 5
    assert not (later["cause"] == "rung_surge").any()


def test_a_county_that_closes_homes_puts_up_no_more_than_it_owes():
    none_else = {"guarantee.surge_share": "0.1", "guarantee.purchase_private": "no"}
    crowded = load_scenario(PLACE, {**CROWDED, **none_else})
    closed = log_of(with_rule(crowded, "close", LOST, tier="township"))

    opened = closed[(closed["event"] == "opened") & (closed["time_days"] == 0)]
    usual = (opened.groupby("facility_id")["beds_change"].sum() * 0.1).apply(ceil).sum()
    taken = -closed.loc[closed["event"] == "closed", "beds_change"].sum()
    put_up = closed[closed["event"].isin(["surge_opened", "surge_closed"])]
    most = put_up["beds_change"].cumsum().max()
    assert taken > 0
    assert usual / 2 < most <= usual + taken
