"""Homes that rules may build have rows from the start, and change nothing else."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from views import a_rule, act

from sim.scenario.rule import Comparison, HomeScope, Limits
from sim.supply.homes import COLUMNS
from sim.supply.rules.new_homes import RuleSites, rule_home_rows

YEARLY = tuple(date(year, 1, 1) for year in (2027, 2028, 2029))


def area() -> SimpleNamespace:
    """Two counties: three rural units and a street; one rural unit."""
    return SimpleNamespace(
        counties=pd.DataFrame({"county_code": ["A", "B"]}),
        townships=pd.DataFrame(
            {
                "township_code": ["A1", "A2", "A3", "A4", "B1"],
                "county_code": ["A", "A", "A", "A", "B"],
                "kind": ["town", "town", "township", "street", "town"],
                "villages": [5, 20, 10, 0, 3],
                "resident_committees": [2, 1, 0, 9, 1],
                "lon": [100.0, 100.1, 100.2, 100.3, 101.0],
                "lat": [25.0] * 5,
            }
        ),
    )


def registry() -> pd.DataFrame:
    """One public county home of 20 beds and 4 carers in A1."""
    row = {
        "draw": 3,
        "home_id": "A-C01",
        "name": "",
        "county_code": "A",
        "township_code": "A1",
        "tier": "county",
        "ownership": "public",
        "operation": "direct",
        "accepts_social": True,
        "beds_ordinary": 15,
        "beds_nursing": 5,
        "care_staff": 4.0,
        "under_60_residents": 0,
        "fire_safety_ok": True,
        "equipment_age_years": 3.0,
        "upgradable": True,
        "regional_center": False,
        "opened": "",
        "lon": 100.0,
        "lat": 25.0,
        "home_effect": 0.1,
        "synthetic": True,
    }
    return pd.DataFrame([row])[COLUMNS]


def build_rule(tier="county", reviews=YEARLY, **changes):
    action = act("build", tier=tier, beds=10, nursing_share=0.25)
    return a_rule(action, reviews=reviews, **changes)


def sites(*rules) -> list[tuple[str, str]]:
    rows = rule_home_rows(registry(), area(), rules)
    return list(zip(rows["home_id"], rows["township_code"], strict=True))


def test_rules_that_do_not_build_need_no_rows():
    rows = rule_home_rows(registry(), area(), [a_rule(reviews=YEARLY)])

    assert rows.empty
    assert list(rows.columns) == COLUMNS


def test_a_county_has_a_site_for_each_review():
    assert sites(build_rule()) == [
        ("A-R101", "A4"),
        ("A-R102", "A4"),
        ("A-R103", "A4"),
        ("B-R101", "B1"),
        ("B-R102", "B1"),
        ("B-R103", "B1"),
    ]


def test_township_homes_go_where_none_stands_and_most_villages_are():
    rule = build_rule("township", scope=HomeScope(counties=("A",)))

    # A2, then A3; A1 has a home; when none is left, most villages again
    assert sites(rule) == [("A-R101", "A2"), ("A-R102", "A3"), ("A-R103", "A2")]


def test_no_county_has_more_than_ten_sites_of_a_rule():
    rule = build_rule(
        limits=Limits(per_county_and_review=4), scope=HomeScope(counties=("A",))
    )

    assert len(sites(rule)) == 10


def test_a_rule_for_townships_has_a_site_in_each():
    unserved = Comparison("township.served", "is", 0.0)
    rule = build_rule("township", when=unserved, scope=HomeScope(counties=("A",)))

    assert sites(rule) == [("A-R101", "A2"), ("A-R102", "A3"), ("A-R103", "A1")]


def test_what_one_rule_may_build_does_not_move_the_sites_of_another():
    one = build_rule("township", id="one", reviews=YEARLY[:1])
    two = build_rule("township", id="two", reviews=YEARLY[:1])

    assert sites(one, two) == [
        ("A-R101", "A2"),
        ("B-R101", "B1"),
        ("A-R201", "A2"),
        ("B-R201", "B1"),
    ]


def test_a_row_is_a_new_home_that_is_not_open():
    rows = rule_home_rows(registry(), area(), [build_rule(reviews=YEARLY[:1])])

    row = rows.iloc[0]
    assert (row["opened"], row["draw"], row["home_effect"]) == ("rule", 3, 0.0)
    assert (row["beds_ordinary"], row["beds_nursing"]) == (8, 2)
    assert row["care_staff"] == pytest.approx(2.0)  # 4 carers for 20 beds, as there
    assert rows.dtypes.to_dict() == registry().dtypes.to_dict()


def test_sites_are_taken_in_order_until_none_is_left():
    rule = build_rule(reviews=YEARLY[:2])
    table = pd.concat(
        [registry(), rule_home_rows(registry(), area(), [rule])], ignore_index=True
    )
    left = RuleSites(table, [rule])

    first, second = (left.take("rule", rule.then[0], "A") for _ in range(2))

    assert table["home_id"][[first, second]].tolist() == ["A-R101", "A-R102"]
    assert (left.left("rule", "A"), left.left("rule", "B")) == (0, 2)
    with pytest.raises(ValueError, match="no site left in A"):
        left.take("rule", rule.then[0], "A")


def test_a_township_rule_builds_in_its_township():
    unserved = Comparison("township.served", "is", 0.0)
    rule = build_rule("township", when=unserved)
    table = pd.concat(
        [registry(), rule_home_rows(registry(), area(), [rule])], ignore_index=True
    )
    left = RuleSites(table, [rule])

    home = left.take("rule", rule.then[0], "A", "A3")

    assert table["township_code"][home] == "A3"
    assert left.left("rule", "A", "A3") == 0
    assert left.left("rule", "A", "A2") == 1
    assert left.left("rule", "A", "A4") == 0
