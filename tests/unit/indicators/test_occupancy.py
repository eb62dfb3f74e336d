import pytest

from sim.events import Ability, BedKind, Cause, Event

YEAR = 365  # 2021 and 2022 have no leap day


def test_occupancy_is_resident_days_over_licensed_bed_days(register):
    home = register.home("A")
    register.opened(home, ordinary=2, nursing=2)
    register.admit(0, 1, home)
    register.admit(65, 2, home, BedKind.NURSING, Ability.SEVERE)
    register.leave(165, 1, home)

    table = register.table()

    assert table.value("occupancy_rate") == pytest.approx((165 + 300) / (4 * YEAR))
    assert table.value("residents") == pytest.approx((165 + 300) / YEAR)
    assert table.value("licensed_beds") == pytest.approx(4)


def test_a_resident_counts_in_the_next_year_from_its_first_day(register):
    home = register.home("A")
    register.opened(home, ordinary=1)
    register.admit(YEAR, 1, home)

    table = register.table()

    assert table.value("occupancy_rate", 2021) == 0.0
    assert table.value("occupancy_rate", 2022) == 1.0


def test_residents_under_60_and_in_surge_beds_count_surge_beds_do_not(register):
    home = register.home("A")
    register.opened(home, ordinary=10)
    register.write(
        0,
        Event.ADMITTED,
        home=home,
        bed_kind=BedKind.ORDINARY,
        residents=4,
        ability=Ability.ABLE,
        cause=Cause.UNDER_60,
    )
    register.write(0, Event.SURGE_OPENED, home=home, bed_kind=BedKind.SURGE, beds=1)
    register.admit(0, 1, home, BedKind.SURGE, Ability.SEVERE)
    register.leave(100, 1, home, BedKind.SURGE, Ability.SEVERE)
    register.write(100, Event.SURGE_CLOSED, home=home, bed_kind=BedKind.SURGE, beds=-1)

    table = register.table()

    expected = (4 * YEAR + 100) / (10 * YEAR)
    assert table.value("occupancy_rate") == pytest.approx(expected)
    # Severely disabled and not in a nursing bed.
    assert table.value("mismatch_share") == 1
    assert table.value("surge_bed_days", 2021) == pytest.approx(100)
    assert table.value("surge_bed_days", 2022) == 0


def test_a_county_pools_bed_days_and_does_not_average_homes(register):
    small, large = register.home("A"), register.home("B", 1)
    register.opened(small, ordinary=1)
    register.opened(large, ordinary=9)
    register.admit(0, 1, small)

    table = register.table()

    county = {"area_level": "county", "area_code": "450101"}
    assert table.value("occupancy_rate", **county) == pytest.approx(0.1)
    assert table.value("occupancy_rate", area_level="prefecture") == pytest.approx(0.1)
    home = {"area_level": "home", "area_code": "A"}
    assert table.value("occupancy_rate", **home) == pytest.approx(1.0)
    assert table.value("residents", **home) == pytest.approx(1.0)


def test_kinds_of_home_are_told_apart(register):
    kinds = [
        {"tier": "county"},
        {"tier": "county", "ownership": "private"},
        {"tier": "township", "operation": "entrusted"},
    ]
    for number, kind in enumerate(kinds):
        home = register.home(f"H{number}", **kind)
        register.opened(home, ordinary=10)
        for elder in range(number):
            register.admit(0, 10 * number + elder, home)

    table = register.table()

    def residents(**split):
        return table.value("residents", **split)

    assert residents() == pytest.approx(3)
    assert residents(tier="county") == pytest.approx(1)
    assert residents(ownership="public") == pytest.approx(2)
    assert residents(operation="entrusted") == pytest.approx(2)
    assert residents(tier="county", ownership="private") == pytest.approx(1)
    assert residents(tier="county", ownership="public") == 0


def test_a_home_has_no_figures_in_a_year_in_which_it_does_not_stand(register):
    first, second = register.home("A"), register.home("B")
    register.opened(first, ordinary=1)
    register.opened(second, ordinary=4, day=YEAR)

    table = register.table()

    home = {"area_level": "home", "area_code": "B"}
    assert table.rows("licensed_beds", year=2021, **home).empty
    assert table.rows("occupancy_rate", year=2021, **home).empty
    assert table.value("licensed_beds", 2022, **home) == pytest.approx(4)


def test_nursing_share_is_that_of_the_last_day(register):
    home = register.home("A")
    register.opened(home, ordinary=6, nursing=4)
    conversion = {"home": home, "cause": Cause.HISTORY}
    register.write(
        200, Event.BEDS_REMOVED, bed_kind=BedKind.ORDINARY, beds=-3, **conversion
    )
    register.write(
        200, Event.BEDS_ADDED, bed_kind=BedKind.NURSING, beds=3, **conversion
    )
    register.write(
        YEAR, Event.BEDS_ADDED, bed_kind=BedKind.NURSING, beds=10, **conversion
    )

    table = register.table()

    assert table.value("nursing_bed_share", 2021) == pytest.approx(0.7)
    assert table.value("nursing_bed_share", 2022) == pytest.approx(17 / 20)


def test_mismatch_counts_days_of_the_disabled_outside_nursing_beds(register):
    home = register.home("A")
    register.opened(home, ordinary=3, nursing=1)
    register.admit(0, 1, home, BedKind.NURSING, Ability.SEVERE)
    register.admit(0, 2, home, BedKind.ORDINARY, Ability.MILD)
    register.write(
        100,
        Event.WORSENED,
        elder=2,
        home=home,
        bed_kind=BedKind.ORDINARY,
        ability=Ability.MODERATE,
        cause=Cause.FROM_MILD,
    )
    register.write(
        150,
        Event.RECOVERED,
        elder=2,
        home=home,
        bed_kind=BedKind.ORDINARY,
        ability=Ability.MILD,
        cause=Cause.FROM_MODERATE,
    )

    table = register.table()

    assert table.value("mismatch_share", 2021) == pytest.approx(50 / (50 + YEAR))
    assert table.value("mismatch_share", 2022) == 0


def test_worsening_while_waiting_changes_no_home(register):
    home = register.home("A")
    register.opened(home, ordinary=3, nursing=1)
    register.admit(0, 1, home, BedKind.NURSING, Ability.SEVERE)
    register.write(5, Event.APPLIED, elder=2, ability=Ability.MILD)
    register.write(
        6, Event.WORSENED, elder=2, ability=Ability.SEVERE, cause=Cause.FROM_MILD
    )

    assert register.table().value("mismatch_share") == 0


def test_counties_below_half_pool_public_homes_by_owner_and_by_operator(register):
    direct = register.home("A")
    entrusted = register.home("B", operation="entrusted")
    private = register.home("C", ownership="private")
    other = register.home("D", 4)
    for home in (direct, entrusted, private, other):
        register.opened(home, ordinary=4)
    for elder, home in enumerate([entrusted] * 3 + [direct] + [other] * 2):
        register.admit(0, elder, home)

    table = register.table()

    # By owner the first county has 4 of 8 and the second 2 of 4: neither is below.
    assert table.value("counties_below_half_share") == 0
    by_operator = {"ownership": "public", "operation": "direct"}
    assert table.value("counties_below_half_share", **by_operator) == 0.5


def test_staffed_beds_are_bounded_by_the_load_of_who_lies_there(register):
    home = register.home("A")
    register.opened(home, ordinary=10, nursing=10, staff=1.5)
    register.admit(0, 1, home, BedKind.NURSING, Ability.SEVERE)
    register.admit(100, 2, home)

    table = register.table()

    # 1.5 carers serve 4.5 severe residents, or 1.5 / mean(1/3, 1/10) of the two.
    staffed = 100 * 4.5 + 265 * 1.5 / ((1 / 3 + 1 / 10) / 2)
    expected = (YEAR + 265) / staffed
    assert table.value("occupancy_rate_staffed") == pytest.approx(expected)
    in_2022 = 2 / (1.5 / ((1 / 3 + 1 / 10) / 2))
    assert table.value("occupancy_rate_staffed", 2022) == pytest.approx(in_2022)


def test_staffed_beds_are_no_more_than_the_licensed_ones(register):
    home = register.home("A")
    register.opened(home, ordinary=2, staff=100)
    register.write(0, Event.SURGE_OPENED, home=home, bed_kind=BedKind.SURGE, beds=3)
    register.admit(0, 1, home)

    assert register.table().value("occupancy_rate_staffed") == pytest.approx(1 / 2)


def test_staff_of_an_empty_home_is_reckoned_with_able_elders(register):
    home, full = register.home("A"), register.home("B")
    register.opened(home, ordinary=10, nursing=10, staff=1.5)
    register.opened(full, ordinary=5, staff=10)
    for elder in range(5):
        register.admit(0, elder, full)

    table = register.table()

    # 1.5 carers for able elders serve 15 of 20 beds; ten carers no more than 5 beds.
    assert table.value("occupancy_rate_staffed") == pytest.approx(5 / (15 + 5))


def test_ability_changes_move_the_load(register):
    home = register.home("A")
    register.opened(home, nursing=20, staff=1.0)
    register.admit(0, 1, home, BedKind.NURSING, Ability.ABLE)
    register.write(
        165,
        Event.WORSENED,
        elder=1,
        home=home,
        bed_kind=BedKind.NURSING,
        ability=Ability.SEVERE,
        cause=Cause.FROM_ABLE,
    )

    table = register.table()

    expected = YEAR / (165 * 10 + 200 * 3)
    assert table.value("occupancy_rate_staffed") == pytest.approx(expected)
