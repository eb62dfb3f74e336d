"""Homes that close, are shut for a time, entrusted or opened, and what is counted."""

import pandas as pd
import pytest

from sim.events import Ability, BedKind, Cause, Event
from sim.indicators.scope import BUILT_BY_RULE
from sim.supply.rules import new_homes


@pytest.fixture
def closed(register):
    """Five of ten beds taken; on day 73 of 365 all move to a home of twenty beds."""
    old, new = register.home("H0", 1), register.home("H1", 2)
    register.opened(old, ordinary=10, staff=1.1)
    register.opened(new, ordinary=20, staff=3.0)
    for elder in range(5):
        register.admit(0, elder, old, cause=Cause.START)
        register.move(73, elder, old, new)
    register.end(73, old, ordinary=10, staff=1.1)
    return register


def test_a_closed_home_has_bed_days_until_it_closes(closed):
    figures = closed.table()
    here = {"area_level": "home", "area_code": "H0"}

    assert figures.value("occupancy_rate", **here) == pytest.approx(0.5)
    assert figures.value("licensed_beds", **here) == pytest.approx(2)
    assert figures.value("residents", **here) == pytest.approx(1)
    assert figures.value("licensed_beds") == pytest.approx(22)
    assert figures.value("residents") == pytest.approx(5)
    assert figures.value("occupancy_rate") == pytest.approx(5 * 365 / 8030)
    for indicator in ("occupancy_rate", "residents", "licensed_beds"):
        assert figures.rows(indicator, year=2022, **here).empty


def test_a_closed_home_has_no_staffed_beds(closed):
    figures = closed.table()

    # 1.1 carers serve the eleven able whom ten beds hold; 3.0 serve thirty.
    assert figures.value("occupancy_rate_staffed") == pytest.approx(5 * 365 / 8030)
    assert figures.value("occupancy_rate_staffed", 2022) == pytest.approx(5 / 20)


def test_moved_residents_are_no_admissions_and_no_waits(closed):
    figures = closed.table()

    assert figures.value("admissions") == 0
    assert figures.value("moves") == 5
    assert figures.value("applications") == 0


def test_a_home_shut_for_a_time_has_no_bed_days_meanwhile(register):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.end(73, home, ordinary=10, event=Event.MOTHBALLED)
    register.end(146, home, ordinary=-10, event=Event.REOPENED, cause=Cause.RULE)
    register.end(400, home, ordinary=10, event=Event.MOTHBALLED)
    figures = register.table(with_rules=True)

    assert figures.value("licensed_beds") == pytest.approx(8)
    assert figures.value("mothballed_homes", 2021) == 0
    assert figures.value("mothballed_homes", 2022) == 1


@pytest.mark.parametrize(
    ("event", "left"),
    [(Event.CLOSED, "residents"), (Event.CONVERTED, "beds")],
)
def test_a_log_with_somebody_or_something_in_an_ended_home_is_refused(
    register, event, left
):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    if left == "residents":
        register.admit(0, 1, home)
    register.end(50, home, ordinary=10 if left == "residents" else 9, event=event)

    with pytest.raises(ValueError, match=f"H0 has ended and has {left} on day 50"):
        register.table()


def test_a_home_may_fill_again_when_it_reopens(register):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.end(50, home, ordinary=10, event=Event.MOTHBALLED)
    register.end(60, home, ordinary=-10, event=Event.REOPENED)
    register.admit(60, 1, home)

    assert register.table().value("residents") == pytest.approx(305 / 365)


@pytest.mark.parametrize("end", [Event.CLOSED, Event.CONVERTED, Event.MOTHBALLED])
def test_a_centre_that_ends_covers_nobody(register, end):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.write(0, Event.CENTER_STARTED, home=home)
    register.end(400, home, ordinary=10, event=end)
    figures = register.table()

    # Of the three rural-type units, and the five units with streets.
    assert figures.value("center_coverage_has", 2021) == pytest.approx(1 / 3)
    assert figures.value("center_coverage_has", 2022) == 0
    assert figures.value("center_coverage_served", 2021) == pytest.approx(3 / 5)
    assert figures.value("center_coverage_served", 2022) == 0
    assert figures.value("institution_coverage", 2022) == 0


@pytest.mark.parametrize(
    "event", [Event.OPENED_TO_SOCIAL, Event.ENTRUSTED, Event.UPGRADED]
)
def test_a_bed_is_free_to_all_once_its_home_is_open_to_all(register, event):
    home = register.home("H0", 1)
    register.opened(home, nursing=1)
    register.write(365, event, home=home)
    figures = register.table()
    county = {"area_level": "county", "area_code": "450101"}

    assert figures.value("share_within_30_min_free_bed", 2021, **county) == 0
    assert figures.value("share_within_30_min_free_bed", 2022, **county) == 1


def test_no_bed_is_free_in_a_home_whose_end_is_announced(register):
    home = register.home("H0", 1, accepts_social=True)
    register.opened(home, nursing=1)
    register.write(100, Event.CLOSING_ANNOUNCED, home=home)
    register.write(300, Event.CLOSING_STOPPED, home=home, cause=Cause.UNPLACED)
    figures = register.table()
    county = {"area_level": "county", "area_code": "450101"}

    # Free at the ends of the first and the last quarter, days 90 and 365.
    assert figures.value("share_within_30_min_free_bed", **county) == 0.5
    assert figures.value("share_within_30_min_free_bed", 2022, **county) == 1


@pytest.fixture
def entrusted(register):
    """A home of ten beds that is entrusted on day 73, full from then on."""
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    for elder in range(4):
        register.admit(0, elder, home, cause=Cause.START)
    register.write(73, Event.ENTRUSTED, home=home, cause=Cause.RULE)
    for elder in range(4, 10):
        register.admit(73, elder, home)
    return register


def test_entrusting_does_not_take_a_county_out_of_the_count_by_owner(entrusted):
    figures = entrusted.table()
    by_operator = {"ownership": "public", "operation": "direct"}

    # (4 * 73 + 10 * 292) of 3650 bed-days by owner; 4 of 10 while it was direct.
    assert figures.value("counties_below_half_share") == 0
    assert figures.value("counties_below_half_share", **by_operator) == 1
    assert figures.rows("counties_below_half_share", year=2022, **by_operator).empty


def test_what_happens_after_entrusting_does_not_touch_the_count_by_operator(register):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    for elder in range(6):
        register.admit(0, elder, home, cause=Cause.START)
    register.write(73, Event.ENTRUSTED, home=home, cause=Cause.RULE)
    for elder in range(6, 10):
        register.admit(100, elder, home)

    # Six of ten while it was direct.
    by_operator = {"ownership": "public", "operation": "direct"}
    assert register.table().value("counties_below_half_share", **by_operator) == 0


def test_a_home_counts_by_the_operation_of_the_years_end(register):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.write(400, Event.ENTRUSTED, home=home)
    register.admit(10, 1, home)
    register.admit(500, 2, home)
    figures = register.table()

    for year, now, not_now in (
        (2021, "direct", "entrusted"),
        (2022, "entrusted", "direct"),
    ):
        assert figures.value("licensed_beds", year, operation=now) == 10
        assert figures.value("licensed_beds", year, operation=not_now) == 0
        assert figures.value("admissions", year, operation=now) == 1
        assert figures.value("admissions", year, operation=not_now) == 0
        assert figures.value("licensed_beds", year) == 10


def test_a_move_to_an_unsuitable_bed_is_mismatch(register):
    old, new = register.home("H0", 1), register.home("H1", 2)
    register.opened(old, nursing=1)
    register.opened(new, ordinary=1)
    severe = {"ability": Ability.SEVERE}
    register.admit(0, 1, old, BedKind.NURSING, cause=Cause.START, **severe)
    leaves = {"elder": 1, "cause": Cause.RULE_CLOSE, **severe}
    moved = Event.MOVED_BY_CLOSURE
    register.write(
        73, moved, home=old, bed_kind=BedKind.NURSING, residents=-1, **leaves
    )
    register.write(
        73, moved, home=new, from_home=old, bed_kind=BedKind.ORDINARY, residents=1,
        **leaves,
    )  # fmt: skip
    register.end(73, old, nursing=1)

    assert register.table().value("mismatch_share") == pytest.approx(292 / 365)


def test_a_home_that_a_rule_did_not_build_is_nowhere(register):
    register.opened(register.home("H0", 1, opened=""), ordinary=10)
    without = register.table().frame
    register.home("450102-R101", 4, opened=BUILT_BY_RULE, tier="county")

    pd.testing.assert_frame_equal(register.table().frame, without)
    assert new_homes.BUILT_BY_RULE == BUILT_BY_RULE


def test_elders_sent_home_wait_for_a_place_again(register):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.admit(0, 1, home, cause=Cause.START)
    register.leave(10, 1, home, event=Event.DISCHARGED, cause=Cause.SENT_HOME)
    register.end(10, home, ordinary=10, cause=Cause.EMERGENCY)
    for event in (Event.WILLING, Event.APPLIED, Event.WAITING):
        register.write(10, event, elder=1, ability=Ability.ABLE)
    figures = register.table(with_rules=True)

    assert figures.value("guarantee_breaches") == 1
    assert figures.value("waited_share") == 1
    assert figures.value("residents_sent_home") == 1
    assert figures.value("closures") == 1
