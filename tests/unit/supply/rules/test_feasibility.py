"""What cannot be done is refused, what is done already is left out."""

import pytest
from views import ABLE, GUARANTEED, KEPT, SELF_PAYING, HandView, House, a_rule, act

from sim.scenario.rule import HomeScope
from sim.supply.rules.judge import judge
from sim.supply.rules.judgement import Judgement
from sim.supply.rules.memory import Memory

ONE_GUARANTEED = [(GUARANTEED, ABLE)]


def judged(rule, view) -> list[Judgement]:
    return list(judge(rule, view, Memory(), {}))


def only(rule, view) -> tuple[str, str]:
    found = judged(rule, view)[0]
    return found.outcome, found.reason


@pytest.mark.parametrize(
    ("do", "house", "reason"),
    [
        ("upgrade", House(upgradable=False), "not_upgradable"),
        ("upgrade", House(center=True), "is_center"),
        ("upgrade", House(public=False), "private"),
        ("convert_beds", House(ordinary=0, nursing=5), "no_ordinary_beds"),
        ("entrust", House(entrusted=True), "already_entrusted"),
        ("entrust", House(public=False), "private"),
        ("open_to_social", House(), "already_open_to_social"),
        ("open_to_social", House(public=False), "private"),
        ("merge", House(), "no_target_within_travel"),
        ("regroup_guaranteed", House(), "nothing_to_regroup"),
        ("regroup_guaranteed", House(lives=ONE_GUARANTEED), "no_target_within_travel"),
        ("reopen", House(), "not_mothballed"),
        ("close", House(winding_down=True), "is_winding_down"),
        ("improve", House(in_works=True), "in_works"),
    ],
)
def test_what_cannot_be_done_is_refused(do, house, reason):
    assert only(a_rule(act(do)), HandView(house)) == ("refused", reason)


def test_a_home_that_is_shut_can_be_reopened_or_given_up():
    def told(do: str) -> str:
        rule = a_rule(act(do), scope=HomeScope(state="mothballed"))
        return only(rule, HandView(House(mothballed=True), House()))[1]

    said = {
        do: told(do) for do in ("reopen", "close", "convert", "mothball", "entrust")
    }

    assert said == {
        "reopen": "reopen",
        "close": "close",
        "convert": "convert",
        "mothball": "is_mothballed",
        "entrust": "is_mothballed",
    }


def test_a_home_that_opens_again_can_be_repaired_as_well():
    rule = a_rule(act("reopen"), act("improve"), scope=HomeScope(state="mothballed"))

    assert only(rule, HandView(House(mothballed=True))) == ("acted", "reopen, improve")


def test_beds_are_converted_until_the_share_is_reached():
    rule = a_rule(act("convert_beds", nursing_share=0.5))

    assert only(rule, HandView(House(ordinary=6, nursing=4)))[0] == "acted"
    reached = HandView(House(ordinary=5, nursing=5))
    assert only(rule, reached) == ("refused", "share_reached")


def test_what_is_done_already_is_left_out_and_the_rest_carried_out():
    rule = a_rule(act("open_to_social"), act("entrust"))

    (found,) = judged(rule, HandView(House()))

    assert [one.do for one in found.actions] == ["entrust"]
    assert found.reason == "entrust; open_to_social: already_open_to_social"


def test_what_cannot_be_done_refuses_what_comes_after_it():
    rule = a_rule(act("regroup_guaranteed"), act("convert"))

    stuck = HandView(House(lives=ONE_GUARANTEED), House(at=1))
    full = HandView(House(lives=ONE_GUARANTEED), House(at=1, center=True, ordinary=0))
    idle = HandView(House(), KEPT)

    assert only(rule, stuck) == ("refused", "no_target_within_travel")
    assert only(rule, full) == ("refused", "no_free_bed")
    assert only(rule, idle)[0] == "acted"


def test_regrouping_tells_where_the_guaranteed_go():
    view = HandView(House(lives=ONE_GUARANTEED), House(at=1, center=True))

    found = judged(a_rule(act("regroup_guaranteed")), view)[0]

    assert [one.home for one in found.regrouping.placements] == [1]
    assert found.absorption is None


def test_the_last_public_home_of_a_county_is_needed_for_the_guarantee():
    rule = a_rule(act("close"))

    assert only(rule, HandView(House())) == ("refused", "guarantee_needs_it")
    assert only(rule, HandView(House(public=False)))[0] == "acted"


def test_a_home_that_is_to_take_others_in_does_not_end():
    view = HandView(House(awaited=True), House(at=1))

    assert only(a_rule(act("close")), view) == ("refused", "beds_promised_to_others")
    assert only(a_rule(act("improve")), view)[0] == "acted"


def test_residents_without_a_bed_on_paper_stop_the_closure_at_the_review():
    lives = [(SELF_PAYING, ABLE)]
    view = HandView(House(lives=lives), House(at=1, ordinary=0))

    assert only(a_rule(act("close")), view) == ("refused", "residents_unplaced")
    assert only(a_rule(act("close", unplaced="ladder")), view)[0] == "acted"
