"""What the purses bear for elders at home, and for what is built and changed."""

import pytest
from made_up_costs import YEAR, elders, rates

from sim.events import Ability, Cause, Event
from sim.timeline import DAYS_PER_YEAR


def test_who_waits_at_home_costs_the_family_and_the_budget(register, purses):
    register.home("H0", 1)
    for elder in (1, 2):
        register.write(0, Event.APPLIED, elder=elder, ability=Ability.SEVERE)
    people = elders("self_paying", "guaranteed")
    chosen = {
        "living": 100,
        "family_hours__severe": 2,
        "family_hour": 1,
        "home_care__severe": 50,
        "home_care_use": 0.2,
        "home_care_public_share": 0.3,
        "disability_subsidy": 8,
        "disability_subsidy_share": 0.5,
        "support_guaranteed": 60,
        "support_care__severe": 10,
        "dispersed_care_share": 0.5,
    }
    borne = purses(people, **chosen)

    hours = 2 * DAYS_PER_YEAR
    assert borne["family"] == pytest.approx(100 + hours + 7 - 4)
    assert borne["public"] == pytest.approx(3 + 4 + 60 + 5)
    assert borne["home"] == 0
    figures = register.table(costs=rates(**chosen), elders=people)
    displaced = figures.value("cost_displaced") / YEAR
    assert displaced == pytest.approx(borne["family"] + borne["public"])


def test_who_withdrew_costs_to_the_end_of_that_year_and_no_longer(register, purses):
    register.home("H0", 1)
    register.write(0, Event.APPLIED, elder=1, ability=Ability.ABLE)
    register.write(73, Event.WITHDREW, elder=1)

    assert purses(living=100)["family"] == pytest.approx(100)
    assert purses(living=100, year=2022)["family"] == 0


def test_who_died_waiting_or_moved_in_costs_nothing_at_home(register, purses):
    register.opened(register.home("H0", 1), ordinary=1)
    for elder in (1, 2):
        register.write(0, Event.APPLIED, elder=elder, ability=Ability.ABLE)
    register.write(73, Event.DIED_WAITING, elder=1)
    register.admit(146, 2, 0, cause=Cause.FROM_LIST)

    assert purses(living=100)["family"] == pytest.approx(100 * (0.2 + 0.4))


def test_what_is_built_and_changed_is_paid_in_its_year(register, purses):
    for name, ownership in (("H0", "public"), ("H1", "private")):
        home = register.home(name, 1, ownership=ownership)
        for kind in (0, 1):
            register.write(
                10, Event.OPENED, cause=Cause.RULE, home=home, bed_kind=kind, beds=5
            )
    register.write(20, Event.UPGRADED, home=0, cause=Cause.RULE)
    for kind, beds in ((0, -2), (1, 2)):
        event = Event.BEDS_ADDED if beds > 0 else Event.BEDS_REMOVED
        register.write(20, event, home=0, bed_kind=kind, beds=beds, cause=Cause.RULE)
    register.write(30, Event.IMPROVED, home=0, cause=Cause.RULE)
    register.end(40, 0, 3, 7, event=Event.MOTHBALLED, cause=Cause.RULE_MOTHBALL)
    register.end(50, 0, -3, -7, event=Event.REOPENED, cause=Cause.RULE)
    register.end(60, 0, 3, 7, event=Event.CONVERTED, cause=Cause.DAY_CARE)
    borne = purses(
        build_bed=1e9,
        subsidy_build_private_bed=1e2,
        upgrade_home=1e8,
        nursing_bed=1e6,
        improve_bed=1e4,
        reopen_home=1,
        convert_home=10,
    )

    public = 10e9 + 10e2 + 1e8 + 2e6 + 10e4 + 1 + 10
    assert borne["public"] == pytest.approx(public / YEAR, rel=1e-12)
    assert borne["home"] == pytest.approx((10e9 - 10e2) / YEAR)
    assert purses(build_bed=1e9, year=2022)["public"] == 0


def test_beds_carried_over_or_back_after_repair_are_no_conversion(register, purses):
    register.opened(register.home("H0", 1), ordinary=10, nursing=10)
    for day, sign in ((10, -1), (50, 1)):
        event = Event.BEDS_ADDED if sign > 0 else Event.BEDS_REMOVED
        for kind in (0, 1):
            register.write(
                day, event, home=0, bed_kind=kind, beds=sign * 3, cause=Cause.RULE
            )
    register.write(60, Event.BEDS_ADDED, home=0, bed_kind=1, beds=4,
                   cause=Cause.RULE_MERGE)  # fmt: skip

    assert purses(nursing_bed=1000)["public"] == 0


def test_a_conversion_is_seen_beside_beds_that_a_merger_brings(register, purses):
    register.opened(register.home("H0", 1), ordinary=10)
    for kind, beds, cause in (
        *((0, 4, Cause.RULE_MERGE), (1, 3, Cause.RULE_MERGE)),
        *((0, -2, Cause.RULE), (1, 2, Cause.RULE)),
    ):
        event = Event.BEDS_ADDED if beds > 0 else Event.BEDS_REMOVED
        register.write(10, event, home=0, bed_kind=kind, beds=beds, cause=cause)

    assert purses(nursing_bed=1000)["public"] == pytest.approx(2000 / YEAR)


def test_idle_entrusted_and_converted_houses_cost_by_the_day(register, purses):
    for name in ("H0", "H1", "H2"):
        register.opened(register.home(name, 1), ordinary=10)
    register.end(73, 0, 10, event=Event.MOTHBALLED)
    register.end(73, 1, 10, event=Event.CONVERTED, cause=Cause.DAY_CARE)
    register.write(73, Event.ENTRUSTED, home=2)
    borne = purses(
        mothballed_home=10,
        converted_house=100,
        entrusted_fee=1000,
        day_care_place=4,
        day_care_places=10,
        day_care_public_share=0.25,
    )

    assert borne["public"] == pytest.approx(0.8 * (10 + 100 + 1000 + 10))
    assert borne["home"] == pytest.approx(-0.8 * 1000)
    assert borne["family"] == pytest.approx(0.8 * 30)
