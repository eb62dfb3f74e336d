"""A made-up run with rules whose numbers can be added up by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from sim.report.rules.data import RulesData
from sim.scenario.rule import Comparison, Group, HomeScope, Limits, Rule, RuleAction

LOW = Comparison("home.occupancy.mean12m", "<", 0.5, 1, "home.occupancy.mean12m < 50%")
UNSAFE = Comparison("home.fire_safety_ok", "is", 0, 2, "home.fire_safety_ok is no")
CLOSE = RuleAction(
    "close",
    {"notice": 90.0, "max_travel": 60.0, "unplaced": "stop", "emergency": False},
)


def rule(**changes: Any) -> Rule:
    made = Rule(
        id="close-low",
        label={"zh": "低于一半即关", "en": "Close below half"},
        source="assumption",
        assumes=("门槛 50% threshold 50 %",),
        note="",
        scope=HomeScope(tier="township", ownership="public"),
        reviews=(date(2027, 1, 1), date(2028, 1, 1)),
        when=Group("all", (LOW, UNSAFE)),
        then=(CLOSE,),
        protect=("no_absorption",),
        limits=Limits(per_county_and_review=1, cooldown_days=730.5),
    )
    return replace(made, **changes)


def outcomes() -> pd.DataFrame:
    rows = [
        (0, "acted", "close", 3, 3),
        (0, "completed", "close", 2, 2),
        (0, "stopped", "residents_unplaced", 1, 1),
        (0, "limited", "per_county_and_review", 4, 2),
        (0, "kept", LOW.text, 10, 6),
        (1, "acted", "close", 1, 1),
        (1, "completed", "close", 1, 1),
        (1, "yielded", "close-low", 2, 2),
        (1, "refused", "beds_promised_to_others", 1, 1),
        (1, "kept", "home.fire_safety_ok is no; region_from_table", 12, 6),
    ]
    names = ["replication", "outcome", "reason", "judgements", "places"]
    return pd.DataFrame(rows, columns=names).assign(draw=0, rule="close-low")


def closings() -> pd.DataFrame:
    rows = [(0, 2027, "A"), (0, 2027, "B"), (1, 2028, "A")]
    table = pd.DataFrame(rows, columns=["replication", "year", "home_id"])
    return table.assign(
        draw=0, event="closed", cause="rule_close", rule="close-low", tier="township"
    )


def moves() -> pd.DataFrame:
    rows = [
        (0, 1, 1, "guaranteed", "able", 10.0, 30.0, 1),
        (0, 1, 1, "guaranteed", "able", 30.0, 50.0, 2),
        (0, 2, 1, "self_paying", "severe", 20.0, 40.0, 1),
        (0, None, 4, "guaranteed", "able", None, None, 0),
        (1, 3, 1, "hardship", "mild", 12.0, 22.0, 1),
    ]
    names = ["replication", "elder_id", "persons", "class", "ability"]
    names += ["minutes_before", "minutes_after", "number"]
    table = pd.DataFrame(rows, columns=names).assign(draw=0)
    return table.astype({"elder_id": "Int64"})


def flows() -> pd.DataFrame:
    """Return streams of moved residents between classes of home."""
    rows = [
        ("township", "under_20", "township", "20_to_39", "same", 3.0),
        ("township", "under_20", "private", "80_and_more", "other", 1.5),
        ("township", "20_to_39", "new", "new", "same", 1.0),
    ]
    ends = [f"{end}_{name}" for end in ("from", "to") for name in ("tier", "size")]
    return pd.DataFrame(rows, columns=[*ends, "to_county", "persons"])


def weights() -> pd.DataFrame:
    """Return two repetitions: 4 closures judged, of which 1 was false."""
    rows = [("zero", 0.0, 1.0, 1.0), ("central", 0.3, 0.5, 1.5), ("high", 1.0, 0.0, 2)]
    table = pd.DataFrame(rows, columns=["level", "supply_weight", "false", "right"])
    table = table.assign(
        county_code="all", repetitions=2, censored=0.5, missed=1.0, not_missed=9.0
    )
    for name in ("closures", "moved"):
        for end in ("", "_low", "_high"):
            table[name + end] = 2.0
    judged = table["false"] + table["right"]
    return table.assign(
        false_closure_share=table["false"] / judged,
        missed_closure_share=0.1,
        stayers_closed_share=table["false"] / (table["false"] + 9),
    )


def rules_data(**changes: Any) -> RulesData:
    keys = {"draw": [0, 0], "replication": [0, 1]}
    pairs = pd.MultiIndex.from_frame(pd.DataFrame(keys))
    by_class = pd.DataFrame(
        {
            "tier": ["township"] * 2,
            "size": ["under_20", "20_to_39"],
            "homes": [2.0, 4.0],
            "closed": [1.0, 0.5],
            "share": [0.5, 0.125],
            "any_share": [1.0, 0.5],
        }
    )
    data = RulesData(
        rules=(rule(),),
        rules_since=2027,
        repetitions=pairs,
        outcomes=outcomes(),
        closings=closings(),
        by_class=by_class,
        by_home=None,
        moves=moves(),
        extra_beds=pd.DataFrame({**keys, "beds": [2, 0], "moved": [1, 0]}),
        relocation_deaths=pd.DataFrame(keys).assign(persons=1),
        death_ratios=(1.0, 1.0),
        unplaced=pd.DataFrame(keys).assign(year=2028, breaches=0.0),
        by_weight=weights(),
        cost_grade=lambda _: "assumed",
    )
    return replace(data, **changes)
