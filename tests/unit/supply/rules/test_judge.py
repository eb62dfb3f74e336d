"""Scope, order and limits, and what one decision does to the next."""

import pytest
from views import (
    ABLE,
    SELF_PAYING,
    YEAR,
    HandView,
    House,
    a_rule,
    act,
    below,
)

from sim.scenario.rule import Comparison, HomeScope, Limits
from sim.supply.rules.judge import judge
from sim.supply.rules.judgement import Judgement, Looked
from sim.supply.rules.memory import Memory

ONE_ABLE = [(SELF_PAYING, ABLE)]


def judged(rule, view, taken=None) -> list[Judgement]:
    """Judge as the engine does: homes that are given up are wound down at once."""
    found = []
    for one in judge(rule, view, Memory(), taken or {}):
        found.append(one)
        if one.outcome == "acted" and one.absorption is not None:
            view.wind_down(one.index, one.absorption)
    return found


def acted(rule, view) -> list[int]:
    return [one.index for one in judged(rule, view) if one.outcome == "acted"]


def only(rule, view, taken=None) -> tuple[str, str]:
    found = judged(rule, view, taken)[0]
    return found.outcome, found.reason


@pytest.mark.parametrize(
    ("scope", "homes"),
    [
        (HomeScope(), [0, 1, 2, 3]),
        (HomeScope(tier="county"), [1]),
        (HomeScope(ownership="public"), [0, 1, 2]),
        (HomeScope(ownership="public", public_means="operator"), [0, 1]),
        (HomeScope(ownership="private", public_means="operator"), [2, 3]),
        (HomeScope(ownership="private"), [3]),
        (HomeScope(operation="entrusted"), [2]),
        (HomeScope(operation="direct"), [0, 1, 3]),
        (HomeScope(counties=("450101",)), [3]),
        (HomeScope(beds_below=30), [0, 2]),
        (HomeScope(beds_from=30), [1, 3]),
        (HomeScope(regional_center=True), [2]),
        (HomeScope(accepts_social=False), [0]),
        (HomeScope(state="mothballed"), [4]),
    ],
)
def test_a_rule_looks_at_the_homes_of_its_scope(scope, homes):
    view = HandView(
        House(social=False),
        House(tier="county", ordinary=30),
        House(center=True, entrusted=True, ordinary=29),
        House(public=False, ordinary=20, nursing=20, county=1),
        House(mothballed=True),
        House(is_open=False),
    )

    found = judged(a_rule(scope=scope, when=below(0.0, "home.beds")), view)

    assert [one.index for one in found] == homes


def test_a_shut_home_is_as_large_as_it_would_open():
    view = HandView(House(mothballed=True, ordinary=40), House(), licensed={0: 0})
    scope = HomeScope(state="mothballed", beds_below=40)

    assert judged(a_rule(act("reopen"), scope=scope), view) == []


def test_homes_that_are_kept_come_first_then_the_emptiest():
    view = HandView(House(0.4), House(0.9), House(0.1), House(0.4), House(0.95))

    found = judged(a_rule(act("improve"), when=below(0.5)), view)

    assert [one.index for one in found] == [1, 4, 2, 0, 3]


@pytest.mark.parametrize(
    ("order", "homes"),
    [
        ("lowest_occupancy", [2, 1, 0, 3]),
        ("smallest", [1, 3, 0, 2]),
        ("oldest_equipment", [3, 0, 2, 1]),
        ("id", [0, 1, 2, 3]),
    ],
)
def test_the_order_of_a_rule_settles_who_comes_first(order, homes):
    view = HandView(
        House(0.5, ordinary=20, age=9),
        House(0.4, ordinary=10, age=1),
        House(0.2, ordinary=30, age=9),
        House(None, ordinary=10, age=20),
    )

    assert acted(a_rule(act("improve"), limits=Limits(order=order)), view) == homes


def test_the_emptiest_is_so_by_the_window_that_the_rule_names():
    view = HandView(
        House(windows={12: 0.1, 24: 0.4}), House(windows={12: 0.2, 24: 0.3})
    )
    by_24 = below(0.5, "home.occupancy.mean24m")

    assert acted(a_rule(act("improve"), when=by_24), view) == [1, 0]
    assert acted(a_rule(act("improve"), when=below(0.5)), view) == [0, 1]


def test_limits_hold_by_county_and_by_review():
    houses = [House(0.1 * n, county=n % 2) for n in range(6)]

    def outcomes(**limits) -> list[str]:
        rule = a_rule(act("improve"), limits=Limits(**limits))
        return [one.reason for one in judged(rule, HandView(*houses))]

    by_county = ["improve"] * 2 + ["per_county_and_review"] * 4
    assert outcomes(per_county_and_review=1) == by_county
    assert outcomes(per_review=3) == ["improve"] * 3 + ["per_review"] * 3
    assert outcomes(per_review=0) == ["per_review"] * 6


def test_homes_that_are_protected_use_up_no_limit():
    view = HandView(House(0.1, center=True), House(0.2), House(0.3))
    rule = a_rule(
        act("improve"), protect=("regional_center",), limits=Limits(per_review=1)
    )

    found = [(one.outcome, one.reason) for one in judged(rule, view)]

    assert found == [
        ("protected", "regional_center"),
        ("acted", "improve"),
        ("limited", "per_review"),
    ]


def test_a_home_is_left_alone_for_a_while_after_any_rule_acted_on_it():
    """Two years are two years although months are of different lengths."""
    rule = a_rule(act("improve"), limits=Limits(cooldown_days=730.5))
    recent, long_ago = 6 * YEAR - 700, 6 * YEAR - 730

    assert only(rule, HandView(House(acted_on=recent))) == ("limited", "cooldown")
    assert only(rule, HandView(House(acted_on=long_ago))) == ("acted", "improve")


def test_a_home_that_another_rule_has_is_yielded():
    found = only(a_rule(), HandView(House()), taken={0: "other"})

    assert found == ("yielded", "other")


def test_a_home_whose_end_is_announced_is_looked_at_until_it_has_come():
    view = HandView(House(0.1, winding_down=True, is_open=False), House(0.2))
    first = Comparison("home.occupancy.rank", "<=", 1.0)

    found = {one.index: one for one in judged(a_rule(when=first), view)}

    assert (found[0].outcome, found[0].reason) == ("refused", "is_winding_down")
    assert found[1].outcome == "kept"


def test_a_merge_names_its_target_and_carries_its_beds_along():
    view = HandView(House(lives=ONE_ABLE, ordinary=1), House(at=1, ordinary=0, staff=0))

    found = judged(a_rule(act("merge"), protect=("no_absorption",)), view)[0]

    assert (found.outcome, found.target) == ("acted", 1)
    assert [one.home for one in found.absorption.placements] == [1]


def test_an_ending_tells_what_the_absorption_check_found():
    view = HandView(House(lives=ONE_ABLE * 3), House(at=1, ordinary=2))

    found = judged(a_rule(when=below(0.9)), view)[0]

    assert found.looked_at[1:] == (
        Looked("absorption.placed", 2.0, 3.0),
        Looked("absorption.free_beds", 2.0, 3.0),
    )


def test_closing_one_home_leaves_no_bed_for_the_residents_of_the_next():
    houses = [
        House(0.1, lives=ONE_ABLE, ordinary=1),
        House(0.2, at=1, lives=ONE_ABLE, ordinary=1),
        House(0.9, at=2, ordinary=1),
    ]
    rule = a_rule(when=below(0.5), protect=("no_absorption",))

    found = [(one.index, one.outcome) for one in judged(rule, HandView(*houses))]

    assert found == [(2, "kept"), (0, "acted"), (1, "protected")]


def test_homes_with_nobody_near_close_one_after_the_other_but_the_last():
    view = HandView(House(0.3), House(0.1), House(0.2))

    rule = a_rule(protect=("last_public_home_of_county",))

    assert acted(rule, view) == [1, 2]


def test_counties_are_judged_by_code_and_refused_where_building_is_restricted():
    view = HandView(House(0.9), House(0.2, county=1), House(0.9, county=2))
    view.restricted[2] = True
    full = Comparison("county.occupancy.mean12m", ">", 0.8, text="full")

    def told(**choices) -> list[tuple[str, str]]:
        rule = a_rule(act("build", **choices), when=full)
        return [(one.outcome, one.reason) for one in judged(rule, view)]

    kept, built = ("kept", "full"), ("acted", "build")
    assert told() == [kept, built, ("refused", "construction_restricted")]
    assert told(exempt=True) == [kept, built, built]


def test_a_county_without_a_site_left_refuses():
    assert only(a_rule(act("build")), HandView(House(), sites=0)) == (
        "refused",
        "no_site_left",
    )


def test_rules_that_name_a_township_judge_townships():
    view = HandView(House(), House(), House(county=1), served=[1])
    unserved = Comparison("township.served", "is", 0.0, text="not served")
    rule = a_rule(act("build"), when=unserved, scope=HomeScope(counties=("450100",)))

    found = [(one.unit, one.index, one.outcome) for one in judged(rule, view)]

    assert found == [("township", 1, "kept"), ("township", 0, "acted")]


def test_counties_outside_the_run_are_not_judged():
    view = HandView(House(), House(county=1))
    view.selected_counties = [1]
    view.selected[0] = False

    assert acted(a_rule(act("restrict_construction")), view) == [1]
    assert acted(a_rule(act("improve")), view) == [1]
