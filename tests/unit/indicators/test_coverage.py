"""Townships 0 (street) to 3 (quasi) lie ten minutes apart, 4 and 5 in county two."""

from datetime import date

import pytest

from sim.events import Ability, BedKind, Event
from sim.timeline import Timeline

FIRST = {"area_level": "county", "area_code": "450101"}
SECOND = {"area_level": "county", "area_code": "450102"}


def center(register, home_id, township, day=0.0, **home):
    number = register.home(home_id, township, **home)
    register.opened(number, ordinary=10)
    register.write(day, Event.CENTER_STARTED, home=number)
    return number


def test_a_center_serves_its_own_township_and_the_nearest(register):
    center(register, "A", 0)

    table = register.table(center_townships=2)

    # Of street 0, town 1 (10 minutes) and township 2 (20), the first two are served;
    # the quasi unit counts nowhere.
    assert table.value("center_coverage_served", **FIRST) == pytest.approx(2 / 3)
    assert table.value("center_coverage_served") == pytest.approx(2 / 5)
    rural = {"residence": "rural"}
    assert table.value("center_coverage_served", **FIRST, **rural) == 0.5
    assert table.value("center_coverage_served", **rural) == pytest.approx(1 / 3)


def test_a_center_serves_within_its_minutes_only(register):
    center(register, "A", 0)

    assert register.table(center_minutes=15.0).value(
        "center_coverage_served", **FIRST
    ) == pytest.approx(2 / 3)
    assert register.table(center_minutes=14.0).value(
        "center_coverage_served", **FIRST
    ) == pytest.approx(1 / 3)


def test_own_township_comes_before_a_nearer_one(register):
    # To its own township it is 15 minutes, to the neighbour 10.
    center(register, "A", 1)

    table = register.table(center_townships=1)

    assert table.value("center_coverage_served", **FIRST, residence="rural") == 0.5


def test_two_centers_of_one_township_do_not_serve_it_twice(register):
    center(register, "A", 0)
    center(register, "B", 0)

    table = register.table(center_townships=1)

    # B has its one place left for the nearest unit that A does not serve.
    assert table.value("center_coverage_served", **FIRST) == pytest.approx(2 / 3)


def test_centers_serve_no_other_county(register):
    center(register, "A", 4)

    table = register.table(center_minutes=100.0)

    assert table.value("center_coverage_served", **FIRST) == 0
    assert table.value("center_coverage_served", **SECOND) == 1


def test_a_center_counts_from_its_start_to_its_end(register):
    home = center(register, "A", 1, day=100)
    register.write(365, Event.CENTER_ENDED, home=home)

    table = register.table()

    assert table.value("center_coverage_has", 2021, **FIRST) == 0.5
    assert table.value("center_coverage_has", 2022, **FIRST) == 0
    assert table.value("center_coverage_served", 2022, **FIRST) == 0


def test_a_center_in_a_street_is_no_township_center(register):
    center(register, "A", 0)

    table = register.table()

    assert table.value("center_coverage_has") == 0
    assert table.value("center_coverage_served", **FIRST) == 1


def test_a_comprehensive_institution_is_a_center_or_takes_social_elders(register):
    center(register, "A", 0)
    social = register.home("B", 1, accepts_social=True)
    register.opened(social, ordinary=5, nursing=1)
    closed = register.home("C", 2)
    register.opened(closed, ordinary=5, nursing=5)
    without_nursing = register.home("D", 4, accepts_social=True)
    register.opened(without_nursing, ordinary=5)
    register.write(400, Event.OPENED_TO_SOCIAL, home=closed)

    table = register.table()

    assert table.value("institution_coverage", 2021) == pytest.approx(2 / 5)
    assert table.value("institution_coverage", 2022) == pytest.approx(3 / 5)
    assert table.value("institution_coverage", 2022, residence="rural") == (
        pytest.approx(2 / 3)
    )


def test_a_center_without_beds_is_no_institution(register):
    home = register.home("A", 1)
    register.write(0, Event.CENTER_STARTED, home=home)

    table = register.table()

    assert table.value("institution_coverage") == 0
    assert table.value("center_coverage_has", **FIRST) == 0.5


def test_county_homes_are_public_of_county_tier_with_four_fifths_nursing(register):
    for home_id, township, ordinary, nursing, kind in (
        ("A", 0, 2, 8, {"tier": "county"}),
        ("B", 4, 3, 7, {"tier": "county"}),
        ("C", 4, 0, 9, {"tier": "county", "ownership": "private"}),
        ("D", 4, 0, 9, {"tier": "township"}),
    ):
        home = register.home(home_id, township, **kind)
        register.opened(home, ordinary=ordinary, nursing=nursing)

    table = register.table()

    assert table.value("county_home_coverage") == 0.5
    # The second county is a district, which the plan does not count.
    assert table.value("county_home_coverage_plan") == 1
    assert table.rows("county_home_coverage_plan", **SECOND).empty


def test_the_home_of_a_district_does_not_count_for_the_plan(register):
    home = register.home("A", 4, tier="county")
    register.opened(home, nursing=9)

    table = register.table()

    assert table.value("county_home_coverage") == 0.5
    assert table.value("county_home_coverage_plan") == 0


def test_beds_per_elder_and_beds_of_all_kinds_are_those_of_the_last_day(register):
    home = register.home("A", 1)
    register.opened(home, ordinary=100)
    register.write(200, Event.BEDS_ADDED, home=home, bed_kind=BedKind.NURSING, beds=20)

    table = register.table()

    # 6 townships × 2 residences × 2 sexes × 2 groups × 20 persons of 65 and above.
    assert table.value("beds_per_1000_aged_65_plus") == pytest.approx(120 / 0.96)
    assert table.value("total_beds", 2021) == 120 + 1000
    assert table.value("total_beds", 2022) == 120 + 2000
    assert table.rows("total_beds", area_level="county").empty


def test_beds_outside_are_not_added_to_a_part_of_the_area(register):
    home = register.home("A", 1)
    register.opened(home, ordinary=100)

    assert register.table(county_indices=[0]).rows("total_beds").empty


def test_elders_near_a_center(register):
    center(register, "A", 0)

    table = register.table()

    # Elders of townships 0 to 3 are within 30 minutes, those of the quasi unit too.
    assert table.value("share_within_30_min_center", **FIRST) == 1
    assert table.value("share_within_30_min_center") == pytest.approx(4 / 6)
    assert table.value("share_within_60_min_center") == pytest.approx(4 / 6)


def test_a_free_nursing_bed_is_looked_for_at_quarter_ends(register):
    home = register.home("A", 0, accepts_social=True)
    register.opened(home, nursing=1)
    # Taken over the ends of March and June.
    register.admit(50, 1, home, BedKind.NURSING, Ability.SEVERE)
    register.leave(200, 1, home, BedKind.NURSING, Ability.SEVERE)

    table = register.table()

    assert table.value("share_within_30_min_free_bed", 2021, **FIRST) == 0.5
    assert table.value("share_within_30_min_free_bed", 2022, **FIRST) == 1


def test_a_bed_kept_for_the_guaranteed_is_not_free(register):
    home = register.home("A", 0, accepts_social=False)
    register.opened(home, nursing=9)

    assert register.table().value("share_within_30_min_free_bed") == 0


def test_quarters_of_a_period_that_begins_and_ends_within_a_year(register):
    home = register.home("A", 0, accepts_social=True)
    register.opened(home, nursing=1)
    register.admit(60, 1, home, BedKind.NURSING, Ability.SEVERE)
    period = Timeline(date(2021, 3, 1), date(2021, 8, 31))

    table = register.table(timeline=period)

    # Ends of March (day 31), June (122) and August: free at the first only.
    assert table.value("share_within_30_min_free_bed", **FIRST) == pytest.approx(1 / 3)
