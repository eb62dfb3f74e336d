"""Rules along a chain of files, in hashes and resolved files, and changed singly."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from ruled_files import CHILD, HEAD, RULES, rule_of, unplaced

from sim.scenario import ScenarioError, load_scenario


@pytest.fixture
def scenario(write):
    return load_scenario(write("ruled", HEAD.format(name="ruled") + RULES))


def test_rules_stand_by_precedence_and_then_by_the_file(scenario):
    assert [rule.id for rule in scenario.rules] == ["first", "below-half", "last"]


def test_a_rule_holds_what_the_file_says_in_days_and_shares(scenario):
    rule = rule_of(scenario, "below-half")

    assert (rule.scope.tier, rule.scope.beds_below) == ("township", 100)
    assert rule.scope.regional_center is False
    assert rule.reviews == (date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1))
    assert [part.limit for part in rule.when.parts] == [0.5, 0.0]
    assert rule.when.parts[0].reviews == 2
    assert rule.limits.cooldown_days == pytest.approx(24 * 365.25 / 12)
    assert dict(rule.then[1].values) == {
        "notice": 90.0,
        "max_travel": 60.0,
        "unplaced": "stop",
        "emergency": False,
    }
    assert (rule.unit, rule.line) == ("home", 9)


def test_reviews_keep_the_day_of_the_month_as_far_as_there_is_one(scenario):
    reviews = rule_of(scenario, "last").reviews

    assert reviews[:3] == (date(2027, 7, 31), date(2028, 1, 31), date(2028, 7, 31))
    assert len(reviews) == 7


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("close, emergency: yes", {"notice": 0.0, "unplaced": "ladder"}),
        (
            "merge",
            {"into": "nearest", "notice": 90.0, "carry_beds": 1.0, "carry_staff": 1.0},
        ),
        ("convert, to: day_care", {"to": "day_care", "unplaced": "stop"}),
        ("convert_beds, beds: 4 beds", {"beds": 4, "share": None, "takes": 180.0}),
        ("upgrade", {"takes": 365.25, "nursing_share": None}),
        ("entrust", {"takes": 180.0}),
        ("open_to_social", {"takes": 30.0}),
        ("improve", {"takes": 180.0, "beds_out": 0.0}),
        ("restrict_construction, for: 2 years", {"for": 730.5}),
        ("regroup_guaranteed", {"max_travel": 60.0}),
        ("mothball", {"notice": 90.0, "max_travel": 60.0, "unplaced": "stop"}),
    ],
)
def test_every_action_has_its_choices_filled_in(action, values, write):
    text = RULES.replace("do: upgrade", f"do: {action}")
    scenario = load_scenario(write("action", HEAD.format(name="action") + text))

    (found,) = rule_of(scenario, "first").then

    assert found.do == action.split(",")[0]
    assert values.items() <= found.values.items()


def test_units_are_counties_or_townships_where_no_home_is_acted_on(write):
    text = RULES.replace(
        "do: upgrade", "do: build, tier: county, ownership: public, beds: 9"
    )
    county = load_scenario(write("county", HEAD.format(name="county") + text))
    text = text.replace("precedence: 10", "when: township.served is no")
    township = load_scenario(write("township", HEAD.format(name="township") + text))

    assert rule_of(county, "first").unit == "county"
    assert rule_of(township, "first").unit == "township"


def test_a_child_takes_out_replaces_and_adds(write):
    write("rule-parent", HEAD.format(name="rule-parent") + RULES)
    text = CHILD.format(name="rule-child", parent="rule-parent") + (
        "rules:\n"
        "  last: {off: true}\n"
        "  below-half: {label: {zh: 换, en: Other}, source: opinions#一, "
        "review: once on 2030-01-01, then: [{do: entrust}], precedence: 10}\n"
        "  also: {label: {zh: 加, en: More}, source: opinions#一, "
        "review: once on 2030-01-01, then: [{do: improve}], precedence: 10}\n"
    )

    scenario = load_scenario(write("rule-child", text))

    assert [rule.id for rule in scenario.rules] == ["below-half", "first", "also"]
    replaced = scenario.rules[0]
    assert [action.do for action in replaced.then] == ["entrust"]
    assert (replaced.when, replaced.protect, replaced.scope.tier) == (None, (), None)
    assert replaced.file.endswith("rule-child.yaml")


def test_a_rule_that_is_faulty_in_the_parent_can_be_taken_out_without_a_second_fault(
    write,
):
    write("bad-parent", HEAD.format(name="bad-parent") + RULES.replace("once", "one"))
    text = CHILD.format(name="off-child", parent="bad-parent")

    with pytest.raises(ScenarioError) as caught:
        load_scenario(write("off-child", text + "rules: {first: {off: true}}\n"))

    assert [fault.line for fault in caught.value.faults] == [23]


def test_no_rules_leave_the_hash_and_the_resolved_file_as_they_were(write):
    bare = load_scenario(write("same", HEAD.format(name="same")))
    empty = load_scenario(write("same", HEAD.format(name="same") + "rules: {}\n"))
    write("ruled-parent", HEAD.format(name="same") + RULES)
    off = "rules: {first: {off: yes}, last: {off: yes}, below-half: {off: yes}}\n"
    child = CHILD.format(name="same", parent="ruled-parent") + off
    taken_out = load_scenario(write("same", child))

    assert empty.input_hash() == bare.input_hash() == taken_out.input_hash()
    assert empty.resolved_yaml() == bare.resolved_yaml()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("50% for", "51% for"),
        ("for 2 reviews", "for 3 reviews"),
        ("home.fire_safety_ok is no", "home.fire_safety_ok is yes"),
        ("all: [", "any: ["),
        ("90 days", "91 days"),
        ("until: 2029-06-30", "until: 2028-06-30"),
        ("[no_absorption]", "[county_home]"),
        ("per_review: 2", "per_review: 3"),
        ("precedence: 10", "precedence: 11"),
        ("beds_below: 100", "beds_below: 101"),
        ("  last:", "  latest:"),
    ],
)
def test_whatever_of_a_rule_decides_moves_the_hash(scenario, old, new, write):
    changed = RULES.replace(old, new)
    assert changed != RULES

    other = load_scenario(write("ruled", HEAD.format(name="ruled") + changed))

    assert other.input_hash() != scenario.input_hash()


def test_words_about_a_rule_leave_the_hash_alone(scenario, write):
    changed = RULES.replace("关闭", "关停").replace("[50 %, ", "[half, ")
    changed = changed.replace("2027m < 50%", "2027m < 0.5").replace("90 days", "90 天")

    other = load_scenario(write("ruled", HEAD.format(name="ruled") + changed))

    assert other.input_hash() == scenario.input_hash()


def test_the_resolved_file_gives_the_same_rules(scenario, write):
    again = load_scenario(write("ruled-resolved", scenario.resolved_yaml()))

    assert unplaced(again.rules) == unplaced(scenario.rules)
    assert again.input_hash() == scenario.input_hash()


def test_rules_travel_between_processes(scenario):
    again = pickle.loads(pickle.dumps(scenario))

    assert again.rules == scenario.rules
    assert again.resolved_yaml() == scenario.resolved_yaml()
