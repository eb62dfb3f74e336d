"""Who of a home could go where, with homes on a line."""

import numpy as np
from views import (
    ABLE,
    GUARANTEED,
    MILD,
    MODERATE,
    SELF_PAYING,
    SEVERE,
    HandView,
    House,
)

from sim.supply.rules.absorption import Absorption, Brought, absorb
from sim.supply.rules.receivers import (
    better_homes,
    brought_along,
    merge_target,
    regroup,
)
from sim.supply.rules.view import Lodger

ONE_ABLE = [(SELF_PAYING, ABLE)]


def where(found: Absorption) -> list[tuple[int, int, int]]:
    return [(one.elder_id, one.home, one.kind) for one in found.placements]


def test_an_empty_home_is_absorbed():
    assert absorb(0, HandView(House()), 60) == Absorption((), (), 0, 0)


def test_same_tier_comes_before_nearer_homes():
    view = HandView(
        House(lives=ONE_ABLE), House(at=10, tier="county"), House(at=20), House(at=30)
    )

    assert where(absorb(0, view, 60)) == [(1, 2, 0)]


def test_homes_equally_near_are_taken_by_index():
    view = HandView(
        House(at=10, ordinary=1), House(at=20, lives=ONE_ABLE), House(at=30)
    )

    assert where(absorb(1, view, 60)) == [(1, 0, 0)]


def test_nobody_goes_beyond_the_travel_limit_or_the_county():
    view = HandView(House(lives=ONE_ABLE), House(at=60), House(at=5, county=1))

    assert where(absorb(0, view, 60)) == [(1, 1, 0)]
    too_far = absorb(0, view, 59.9)
    assert too_far.unplaced == (Lodger(1, SELF_PAYING, ABLE),)
    assert not too_far.guaranteed_unplaced


def test_guaranteed_are_placed_first_and_in_public_homes_only():
    lives = [(SELF_PAYING, ABLE), (GUARANTEED, ABLE), (GUARANTEED, ABLE)]
    view = HandView(
        House(lives=lives),
        House(at=1, public=False, ordinary=5),
        House(at=2, ordinary=1),
    )

    found = absorb(0, view, 60)

    assert where(found) == [(2, 2, 0), (1, 1, 0)]
    assert [one.elder_id for one in found.unplaced] == [3]
    assert found.guaranteed_unplaced
    assert found.free_found == 6


def test_others_need_a_home_that_takes_them():
    view = HandView(House(lives=ONE_ABLE), House(at=1, social=False), House(at=9))

    assert where(absorb(0, view, 60)) == [(1, 2, 0)]


def test_moderate_and_severe_need_a_nursing_bed_and_mild_take_it_last():
    lives = [(SELF_PAYING, MILD), (SELF_PAYING, MILD), (SELF_PAYING, MODERATE)]
    view = HandView(House(lives=lives), House(at=1, ordinary=1, nursing=2))

    assert where(absorb(0, view, 60)) == [(1, 1, 0), (2, 1, 1), (3, 1, 1)]


def test_staff_must_carry_every_newcomer():
    lives = [(SELF_PAYING, SEVERE), (SELF_PAYING, SEVERE)]
    view = HandView(House(lives=lives), House(at=1, nursing=9, staff=0.5))

    found = absorb(0, view, 60)

    assert where(found) == [(1, 1, 1)]
    assert [one.elder_id for one in found.unplaced] == [2]


def test_a_load_rounded_up_costs_nobody_a_bed():
    lives = [(SELF_PAYING, SEVERE)] * 3
    view = HandView(House(lives=lives), House(at=1, nursing=9, staff=1.0))
    view.load = lambda _: 0.3334

    assert absorb(0, view, 60).unplaced == ()


def test_promised_beds_are_not_found_again():
    view = HandView(
        House(lives=ONE_ABLE), House(at=1, lives=ONE_ABLE), House(at=2, ordinary=1)
    )
    view.wind_down(0, absorb(0, view, 60))
    assert view.promised == {(1, 0): 1}

    view.promised[2, 0] = 1

    assert absorb(1, view, 60).unplaced == (Lodger(2, SELF_PAYING, ABLE),)


def test_nobody_is_sent_to_a_home_that_ends_is_shut_or_outside_the_run():
    view = HandView(
        House(lives=ONE_ABLE),
        House(at=1, winding_down=True),
        House(at=2, mothballed=True),
        House(at=3, is_open=False),
        House(at=4),
    )
    view.selected[4] = False

    assert absorb(0, view, 60).homes_found == 0


def test_residents_under_60_are_placed_like_the_able_guaranteed():
    view = HandView(House(), House(at=1))
    view.lodgers(0).append(Lodger(-1, GUARANTEED, ABLE))

    assert where(absorb(0, view, 60)) == [(-1, 1, 0)]


def test_beds_that_go_along_in_a_merge_are_taken_first():
    view = HandView(House(lives=ONE_ABLE), House(at=1), House(at=2, ordinary=0))

    found = absorb(0, view, 60, brought=Brought(2, 1, 0, 0.5))

    assert where(found) == [(1, 2, 0)]


def test_whole_beds_go_along_rounded_half_up():
    view = HandView(House(ordinary=5, nursing=4, staff=3.0), House(at=1))

    assert brought_along(0, 1, view, 0.5, 1.0) == Brought(1, 3, 2, 3.0)


def test_a_merge_goes_into_the_nearest_or_the_largest_home_of_the_same_owner():
    view = HandView(
        House(at=0),
        House(at=5, public=False),
        House(at=20, ordinary=30),
        House(at=10),
        House(at=30, ordinary=30),
        House(at=1, county=1),
    )

    assert merge_target(0, view, "nearest", 60) == 3
    assert merge_target(0, view, "largest", 60) == 2
    assert merge_target(0, view, "largest", 10) == 3
    assert merge_target(0, view, "nearest", 9) == -1


def test_better_homes_are_centres_then_safe_then_with_nursing_beds_then_fuller():
    fuller = [(SELF_PAYING, ABLE)]
    view = HandView(
        House(nursing=5, ordinary=5),
        House(at=1, lives=fuller, nursing=5, ordinary=5),
        House(at=2, nursing=8, ordinary=2),
        House(at=3, center=True, fire_safe=False),
        House(at=4, nursing=5, ordinary=5),
        House(at=5, nursing=2, ordinary=8),
        House(at=6, nursing=8, ordinary=2, fire_safe=False),
        House(at=7, nursing=9, ordinary=1, public=False),
    )

    # the fourth is as good, not better
    assert better_homes(0, view, 60) == [3, 2, 1]
    assert better_homes(0, view, 1) == [1]


def test_only_the_guaranteed_are_regrouped():
    lives = [(SELF_PAYING, ABLE), (GUARANTEED, ABLE)]
    view = HandView(House(lives=lives), House(at=9, center=True), House(at=1))

    found = regroup(0, view, 60)

    assert where(found) == [(2, 1, 0)]
    assert np.isclose(found.placements[0].minutes, 9)
