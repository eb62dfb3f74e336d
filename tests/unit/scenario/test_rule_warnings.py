"""What `validate` says of rules that are sound and yet may surprise."""

from __future__ import annotations

import pytest

from sim.scenario import load_scenario

HEAD = """\
format: ruralbeds-scenario/1
id: warned
title: {zh: 甲, en: A}
area: ./place
period: {start: 2021-01-01, end: 2030-12-31}
planning_start: 2022-01-01
seed: 1
rules:
"""
RULE = """\
  %s:
    label: {zh: 甲, en: A}
    source: opinions#一
    review: every 1 year from 2027-01-01
    when: home.occupancy.mean12m < 50%%
    then: [{do: close}]
"""


def warned(write, *changes, second="", more=""):
    rule = RULE % "one"
    for old, new in changes:
        assert old in rule
        rule = rule.replace(old, new)
    scenario = load_scenario(write("warned", HEAD + rule + second + more))
    return [en for _, en in scenario.warnings]


def test_a_sound_rule_has_no_warning(write):
    assert warned(write) == []


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("home.occupancy.mean12m < 0%", "never true"),
        ("home.occupancy.mean12m < 200%", "always true"),
        ("home.occupancy.mean12m >= 0%", "always true"),
        ("home.occupancy.mean12m > 120%", "never true"),
        ("home.nursing_bed_share <= 100%", "always true"),
        ("home.occupancy.rank < 1", "never true"),
        ("home.beds < 40 beds for 5 reviews", "there are only 4"),
        ("not: home.occupancy.now < 0%", "never true"),
    ],
)
def test_a_limit_that_decides_nothing_is_told(condition, sentence, write):
    if condition.startswith("not: "):
        condition = f"{{{condition}}}"
    (warning,) = warned(write, ("home.occupancy.mean12m < 50%", condition))

    assert sentence in warning
    assert ":9: rule “one”:" in warning


@pytest.mark.parametrize(
    "condition",
    ["home.occupancy.mean12m <= 0%", "home.occupancy.now < 100%", "home.residents < 1"],
)
def test_a_limit_at_the_end_of_what_can_be_is_no_warning(condition, write):
    assert warned(write, ("home.occupancy.mean12m < 50%", condition)) == []


def test_a_window_longer_than_the_past_is_told(write):
    (warning,) = warned(
        write,
        ("every 1 year from 2027-01-01", "once on 2023-01-01"),
        ("mean12m", "mean36m"),
    )

    assert "looks back 36 months, which there are only from 2024-01-01" in warning


def test_reviews_outside_the_period_are_told(write):
    (warning,) = warned(write, ("from 2027-01-01", "from 2031-01-01"))

    assert "no review lies within the period" in warning


@pytest.mark.parametrize(
    "scope",
    [
        "{tier: village}",
        "{ownership: private}",
        "{beds_from: 500}",
        "{beds_below: 5 beds}",
        "{operation: entrusted}",
        "{state: mothballed}",
        "{regional_center: yes}",
    ],
)
def test_a_scope_that_no_home_can_be_in_is_told(scope, write):
    (warning,) = warned(write, ("review:", f"scope: {scope}\n    review:"))

    assert "its scope is empty" in warning


@pytest.mark.parametrize(
    ("scope", "action"),
    [
        ("{operation: entrusted}", "{do: entrust}"),
        ("{state: mothballed}", "{do: mothball}"),
        ("{regional_center: yes}", "{do: upgrade}"),
        (
            "{tier: village}",
            "{do: build, tier: village, ownership: public, beds: 9, takes: 1 year}",
        ),
    ],
)
def test_a_scope_that_another_rule_fills_is_not_empty(scope, action, write):
    second = (RULE % "two").replace("{do: close}", action)
    second = second.replace("home.occupancy.mean12m", "county.occupancy.mean12m")
    second = second.replace("2027-01-01", "2027-06-01")

    found = warned(write, ("review:", f"scope: {scope}\n    review:"), second=second)

    assert found == []


def test_two_rules_that_pull_one_home_two_ways_are_told_with_who_has_it(write):
    second = (RULE % "two").replace("do: close", "do: upgrade") + "    precedence: 5\n"

    (warning,) = warned(write, second=second)

    assert ":9: rule “one”:" in warning
    assert "two ways on 2027-01-01: close here, upgrade by rule “two”" in warning
    assert "which has precedence (5; here 100)" in warning


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-01-01", "2027-07-01"),
        ("home.occupancy.mean12m < 50%", "home.occupancy.mean12m >= 50%"),
        ("    review", "    scope: {tier: county}\n    review"),
        ("do: upgrade", "do: regroup_guaranteed"),
    ],
)
def test_rules_that_cannot_meet_or_do_not_contradict_are_no_conflict(old, new, write):
    second = (RULE % "two").replace("do: close", "do: upgrade").replace(old, new)

    township = ("review:", "scope: {tier: township}\n    review:")

    found = warned(write, township, second=second)

    assert not [text for text in found if "two ways" in text]


def test_building_where_building_is_restricted_is_a_conflict_unless_exempt(write):
    build = "do: build, tier: county, ownership: public, beds: 9 beds"
    county = ("home.occupancy.mean12m", "county.occupancy.mean12m")
    second = (RULE % "two").replace("do: close", build).replace(*county)
    restricted = ("do: close", "do: restrict_construction")

    (told,) = warned(write, restricted, county, second=second)
    exempt = warned(
        write, restricted, county, second=second.replace("9 beds", "9, exempt: yes")
    )

    assert "restrict_construction by rule “one”" in told
    assert exempt == []


def test_a_drawn_registry_is_judged_by_what_it_declares(tmp_path):
    head = HEAD.replace("./place", "guangxi").replace("id: warned", "id: drawn")
    rules = {
        "village": "{tier: village}",
        "small-county-homes": "{tier: county, ownership: public, beds_below: 60}",
        "township": "{tier: township, ownership: public, beds_below: 40}",
    }
    text = head
    for number, (name, scope) in enumerate(rules.items()):
        rule = (RULE % name).replace("review:", f"scope: {scope}\n    review:")
        text += rule.replace("2027-01-01", f"2027-0{number + 1}-02")
    path = tmp_path / "drawn.yaml"
    path.write_text(text, encoding="utf-8")

    empty = [en for _, en in load_scenario(path).warnings if "scope is empty" in en]

    assert ["village" in empty[0], "small-county-homes" in empty[1]] == [True, True]
    assert len(empty) == 2


@pytest.mark.parametrize(
    ("conditions", "is_told"),
    [
        ("{all: [home.occupancy.now < 40%, home.occupancy.now > 60%]}", True),
        ("{all: [home.occupancy.now < 40%, home.occupancy.now >= 40%]}", True),
        ("{all: [home.occupancy.now <= 40%, home.occupancy.now >= 40%]}", False),
        ("{all: [home.occupancy.now > 40%, home.occupancy.now < 60%]}", False),
        ("{all: [home.occupancy.now < 40%, home.occupancy.mean12m > 60%]}", False),
        ("{any: [home.occupancy.now < 40%, home.occupancy.now > 60%]}", False),
        ("{all: [home.upgradable is yes, home.upgradable is no]}", True),
        (
            "{all: [home.beds < 20, {all: [home.beds > 30, home.upgradable is yes]}]}",
            True,
        ),
        ("{all: [home.beds < 20, {not: home.beds > 30}]}", False),
        (
            "{any: [home.beds < 9, {all: [home.beds < 20, home.beds > 30]}]}",
            True,
        ),
    ],
)
def test_two_conditions_that_exclude_each_other_are_told(conditions, is_told, write):
    warnings = warned(write, ("home.occupancy.mean12m < 50%", conditions))

    assert len(warnings) == is_told
    for warning in warnings:
        assert "cannot both be true" in warning
        assert ":9: rule “one”: “home." in warning
