"""Each protection keeps the one home that it is meant for."""

import pytest
from views import (
    ABLE,
    GUARANTEED,
    KEPT,
    SELF_PAYING,
    HandView,
    House,
    a_rule,
    act,
)

from sim.supply.rules.judge import judge
from sim.supply.rules.judgement import Judgement
from sim.supply.rules.memory import Memory
from sim.supply.rules.protections import PROTECTIONS

FULL = House(at=30, ordinary=0)


def judged(name: str, view: HandView, do: str = "close") -> Judgement:
    """Return what is decided about the first home."""
    rule = a_rule(act(do), protect=(name,))
    return {one.index: one for one in judge(rule, view, Memory(), {})}[0]


def protected(name: str, view: HandView, do: str = "close") -> bool:
    """Say whether the first home is protected."""
    found = judged(name, view, do)
    assert found.outcome in {"protected", "acted"}
    assert found.reason == (name if found.outcome == "protected" else do)
    return found.outcome == "protected"


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (House(), False),
        (House(public=False), True),
        (House(county=1), True),
        (House(winding_down=True), True),
        (House(is_open=False), True),
        (House(mothballed=True), True),
    ],
)
def test_the_last_public_home_of_a_county_stays(other, kept):
    view = HandView(House(), other)

    assert protected("last_public_home_of_county", view) == kept


def test_a_private_home_is_not_the_last_public_one():
    view = HandView(House(public=False))

    assert not protected("last_public_home_of_county", view)


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (House(township=0), False),
        (House(township=0, public=False), False),
        (House(township=0, winding_down=True), True),
        (House(township=1), True),
    ],
)
def test_the_last_home_of_a_township_stays(other, kept):
    view = HandView(House(township=0), other, KEPT)

    assert protected("last_home_of_township", view) == kept


@pytest.mark.parametrize(("center", "kept"), [(True, True), (False, False)])
def test_a_regional_center_stays(center, kept):
    assert protected("regional_center", HandView(House(center=center), KEPT)) == kept


@pytest.mark.parametrize(
    ("house", "kept"),
    [
        (House(tier="county"), True),
        (House(tier="township"), False),
        (House(tier="county", public=False), False),
    ],
)
def test_a_county_home_is_a_public_one_of_the_county_tier(house, kept):
    assert protected("county_home", HandView(house, KEPT)) == kept


@pytest.mark.parametrize(
    ("house", "other", "kept"),
    [
        (House(township=0, center=True), House(township=0), True),
        (House(township=0, center=True), House(township=0, center=True), False),
        (House(township=0, center=True), House(township=1, center=True), True),
        (House(township=0), House(township=1), False),
    ],
)
def test_the_only_center_of_a_township_stays(house, other, kept):
    assert protected("only_center_of_township", HandView(house, other)) == kept


def test_a_home_that_lacks_staff_stays():
    assert protected("staff_limited", HandView(House(staff=0.0), KEPT))
    assert not protected("staff_limited", HandView(House(staff=1.0), KEPT))


def test_a_home_stays_whose_residents_find_no_bed():
    lives = [(SELF_PAYING, ABLE)]

    assert protected("no_absorption", HandView(House(lives=lives), FULL))
    assert not protected("no_absorption", HandView(House(lives=lives), House(at=30)))
    assert not protected("no_absorption", HandView(House(), FULL))


def test_absorption_protects_from_ending_only():
    view = HandView(House(lives=[(SELF_PAYING, ABLE)]), FULL)

    assert not protected("no_absorption", view, do="improve")
    for do in ("close", "convert", "mothball"):
        assert protected("no_absorption", view, do=do)


def test_the_guarantee_is_at_risk_where_somebody_waits_too_long():
    assert protected("guarantee_at_risk", HandView(House(), breached=[0]))
    assert not protected("guarantee_at_risk", HandView(House(), KEPT))
    elsewhere = HandView(House(), KEPT, House(county=1), breached=[1])
    assert not protected("guarantee_at_risk", elsewhere)


def test_the_guarantee_is_at_risk_if_a_guaranteed_resident_finds_no_bed():
    guaranteed = HandView(House(lives=[(GUARANTEED, ABLE)]), FULL)
    others = HandView(House(lives=[(SELF_PAYING, ABLE)]), FULL)

    assert protected("guarantee_at_risk", guaranteed)
    assert judged("guarantee_at_risk", others).reason == "residents_unplaced"


def test_the_first_protection_of_the_list_is_told():
    view = HandView(House(center=True, tier="county"))
    rule = a_rule(protect=("county_home", "regional_center"))

    (found,) = judge(rule, view, Memory(), {})

    assert found.reason == "county_home"


def test_every_protection_of_the_contract_is_known():
    assert sorted(PROTECTIONS) == [
        "county_home",
        "guarantee_at_risk",
        "last_home_of_township",
        "last_public_home_of_county",
        "no_absorption",
        "only_center_of_township",
        "regional_center",
        "staff_limited",
    ]


def test_a_home_that_is_kept_open_is_not_closed():
    view = HandView(House(kept_open=True), House())
    judgements = {
        one.index: one for one in judge(a_rule(act("close")), view, Memory(), {})
    }

    assert (judgements[0].outcome, judgements[0].reason) == ("protected", "kept_open")
    assert judgements[1].outcome == "acted"


def test_what_closes_nothing_is_done_to_a_home_that_is_kept_open():
    view = HandView(House(kept_open=True), House(), KEPT)
    rule = a_rule(act("improve"), act("close"))
    judgements = {one.index: one for one in judge(rule, view, Memory(), {})}

    assert [action.do for action in judgements[0].actions] == ["improve"]
    assert judgements[0].absorption is None
