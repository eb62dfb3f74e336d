"""A scenario with other rules: single values changed, or nothing closed."""

from __future__ import annotations

from datetime import date

import pytest
from ruled_files import HEAD, RULES, rule_of, unplaced

from sim.scenario import ScenarioError, load_scenario


@pytest.fixture
def scenario(write):
    return load_scenario(write("ruled", HEAD.format(name="ruled") + RULES))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("rules.below-half.when.all[1]", "home.fire_safety_ok is no"),
        ("rules.below-half.then[1].notice", "90 days"),
        ("rules.first.precedence", "10"),
        ("rules.first.limits.per_review", ""),
    ],
)
def test_a_value_is_told_as_the_file_has_it(scenario, path, text):
    assert scenario.rule_value(path) == text


@pytest.mark.parametrize(
    "path",
    [
        *("rules.frist.precedence", "rules.first.then", "rules.first.then[4].do"),
        pytest.param(f"rules.first.then[{'9' * 5000}].do", id="many-digits"),
    ],
)
def test_what_is_no_value_of_a_rule_cannot_be_told(scenario, path):
    with pytest.raises(KeyError):
        scenario.rule_value(path)


def test_a_twin_closes_nothing_and_does_everything_else(scenario, write):
    twin = scenario.without_closing()

    done = {rule.id: [action.do for action in rule.then] for rule in twin.rules}
    assert done == {
        "first": ["upgrade"],
        "below-half": ["regroup_guaranteed"],
        "last": ["improve"],
    }
    again = load_scenario(write("twin", twin.resolved_yaml()))
    assert unplaced(again.rules) == unplaced(twin.rules)


def test_a_rule_that_only_closes_is_left_out_of_the_twin(write):
    text = RULES.replace("{do: regroup_guaranteed}, ", "")
    scenario = load_scenario(write("only", HEAD.format(name="only") + text))

    assert [r.id for r in scenario.without_closing().rules] == ["first", "last"]


def test_a_point_of_a_sweep_changes_one_value_and_reads_the_rule_again(scenario):
    point = scenario.at_point(
        {
            "rules.below-half.when.all[0]": "home.occupancy.mean12m < 40%",
            "rules.below-half.then[1].notice": "30 days",
            "rules.below-half.limits.per_county_and_review": "1",
            "rules.first.precedence": "200",
            "demand.level": "1.1",
        }
    )

    changed = rule_of(point, "below-half")
    assert changed.when.parts[0].limit == 0.4
    assert changed.when.parts[1] == rule_of(scenario, "below-half").when.parts[1]
    assert changed.then[1].number("notice") == 30
    assert changed.limits.per_county_and_review == 1
    assert changed.limits.per_review == 2
    assert [rule.id for rule in point.rules] == ["below-half", "last", "first"]
    assert changed.line == rule_of(scenario, "below-half").line
    assert point.value("demand.level") == 1.1
    assert point.input_hash() != scenario.input_hash()


def test_a_condition_is_changed_by_its_place(scenario):
    point = scenario.at_point({"rules.below-half.when.all[1]": "home.beds < 40 beds"})

    assert rule_of(point, "below-half").when.parts[1].measure == "home.beds"


def test_a_value_of_a_rule_is_set_from_the_command_line(write):
    path = write("ruled", HEAD.format(name="ruled") + RULES)

    scenario = load_scenario(path, {"rules.first.review": "once on 2029-03-01"})

    assert rule_of(scenario, "first").reviews == (date(2029, 3, 1),)


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("rules.frist.precedence", "1", "there is no rule “frist” (did you mean first"),
        ("rules.first.precedense", "1", "did you mean precedence"),
        ("rules.first", "1", "is no value of a rule"),
        ("rules.first.then", "1", "is no single value but has parts"),
        ("rules.first.then[1].do", "close", "has 1 item, counted from [0]"),
        ("rules.first.when.all[0]", "home.beds < 4", "the rule has no"),
        ("rules.first.review", "once on 2020-01-01", "before planning_start"),
        ("rules.first.then[0].takes", "soon", "is not a duration"),
        ("rules.below-half.when.all[0]", "home.beds < 4%", "a limit like 40 beds"),
        ("rules.first.scope.state", "shut", "is not one of open, mothballed"),
    ],
)
def test_a_value_that_no_file_could_have_is_refused_in_words(
    scenario, path, text, sentence
):
    with pytest.raises(ScenarioError) as caught:
        scenario.at_point({path: text})

    (fault,) = caught.value.faults
    assert sentence in fault.text("en")
    assert path in fault.file


def test_sweeps_vary_values_of_rules(write):
    sweeps = (
        "sweeps:\n"
        "  both:\n"
        "    vary:\n"
        "      'rules.below-half.when.all[0]': [home.occupancy.mean24m < 40%, "
        "home.occupancy.mean24m < 60%]\n"
        "      demand.level: [1, 1.1]\n"
        "    design: grid\n"
        "  few:\n"
        "    vary: {rules.below-half.limits.per_review: {low: 1, high: 5}}\n"
        "    design: latin_hypercube\n"
        "    points: 4\n"
    )
    scenario = load_scenario(write("swept", HEAD.format(name="swept") + RULES + sweeps))

    both, few = scenario.sweeps
    assert both.varied[0].values[1] == "home.occupancy.mean24m < 60%"
    assert (few.varied[0].low, few.varied[0].high, few.varied[0].whole) == (1, 5, True)
