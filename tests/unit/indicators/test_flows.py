import numpy as np
import pytest

from sim.events import Ability, BedKind, Cause, Event
from sim.indicators.flows import median_wait

YEAR = 365


@pytest.fixture
def home(register):
    home = register.home("A")
    register.opened(home, ordinary=50, nursing=50)
    return home


def applies(register, day, elder, ability=Ability.SEVERE, county=0):
    register.write(day, Event.APPLIED, elder=elder, ability=ability, county=county)


def ends(register, day, elder, event, ability=Ability.SEVERE, county=0):
    register.write(day, event, elder=elder, ability=ability, county=county)


def test_applications_and_endings_are_counted_in_their_own_years(register, home):
    applies(register, 10, 1)
    register.admit(10, 1, home)
    applies(register, 300, 2)
    applies(register, 310, 3, county=1)
    ends(register, 310, 3, Event.DECLINED, county=1)
    ends(register, 400, 2, Event.WITHDREW)

    table = register.table()

    assert table.value("applications", 2021) == 3
    assert table.value("applications", 2022) == 0
    county = {"area_level": "county", "area_code": "450102"}
    assert table.value("applications", **county) == 1
    assert table.value("withdrew_share", 2021) == 0
    assert table.value("declined_share", 2021) == 0.5
    assert table.value("withdrew_share", 2022) == 1
    assert table.value("waited_share", 2021) == 0.5


def test_an_elder_who_applies_again_begins_a_second_wait(register, home):
    applies(register, 0, 1)
    ends(register, 10, 1, Event.WITHDREW)
    applies(register, 50, 1)
    ends(register, 80, 1, Event.DIED_WAITING)

    table = register.table()

    assert table.value("applications") == 2
    assert table.value("withdrew_share") == 0.5
    assert table.value("died_waiting_share") == 0.5


def test_admissions_leave_out_starting_residents_and_the_under_60(register, home):
    private = register.home("B", 4, ownership="private", tier="county")
    register.opened(private, ordinary=5)
    register.admit(0, 1, home, cause=Cause.START)
    register.admit(0, 4, home, cause=Cause.START)
    register.write(0, Event.ADMITTED, home=home, residents=3, cause=Cause.UNDER_60)
    register.admit(5, 2, home)
    register.admit(6, 3, private, cause=Cause.RUNG_PRIVATE)

    table = register.table()

    assert table.value("admissions") == 2
    # Elder 3 lives in the first county and went to a home of the second.
    assert table.value("admissions", area_level="county", area_code="450101") == 2
    assert table.value("admissions", ownership="private") == 1


def test_moves_are_counted_where_the_elder_leaves(register, home):
    other = register.home("B", 4)
    register.opened(other, nursing=5)
    register.admit(0, 1, home, ability=Ability.SEVERE)
    for change, where in ((-1, home), (1, other)):
        register.write(
            10,
            Event.TRANSFERRED,
            elder=1,
            home=where,
            from_home=home if change > 0 else -1,
            bed_kind=BedKind.NURSING if change > 0 else BedKind.ORDINARY,
            residents=change,
            ability=Ability.SEVERE,
            cause=Cause.SUITABLE_BED,
        )
    for change, kind in ((-1, BedKind.NURSING), (1, BedKind.ORDINARY)):
        register.write(
            400,
            Event.TRANSFERRED,
            elder=1,
            home=other,
            from_home=other if change > 0 else -1,
            bed_kind=kind,
            residents=change,
            ability=Ability.SEVERE,
            cause=Cause.BED_CONVERSION,
        )

    table = register.table()

    first, second = ({"area_level": "county", "area_code": f"45010{n}"} for n in (1, 2))
    assert table.value("moves", **first) == 1
    assert table.value("moves", **second) == 0
    assert table.value("moves_within_home", 2022, **second) == 1
    assert table.value("moves", 2022) == 0
    assert table.value("residents", 2022) == pytest.approx(1)


def test_median_wait_is_the_middle_one_when_all_are_admitted():
    days = np.array([30.0, 10.0, 20.0])
    nobody = np.zeros(3, dtype=bool)

    assert median_wait(days, ~nobody, nobody) == 20.0


def test_median_wait_does_not_count_the_dead_as_waiting_for_ever():
    # Two die on day 5; of the four others two have a bed by day 20.
    days = np.array([5.0, 5.0, 10.0, 20.0, 30.0, 40.0])
    lost = days == 5.0

    assert median_wait(days, ~lost, lost) == 20.0


def test_median_wait_by_hand_with_a_censored_wait():
    # Censored on day 15: after the first admission (1/4) two are at risk, each worth
    # 3/8. Admission by day 20 has incidence 1/4 + 3/8 = 5/8.
    days = np.array([10.0, 15.0, 20.0, 30.0])
    admitted = np.array([True, False, True, False])
    lost = np.zeros(4, dtype=bool)

    assert median_wait(days, admitted, lost) == 20.0


def test_median_wait_is_unknown_when_the_half_is_never_seen():
    days = np.array([10.0, 400.0, 400.0])
    admitted = days == 10.0

    assert np.isnan(median_wait(days, admitted, np.zeros(3, dtype=bool)))


def test_median_wait_is_unknown_when_all_are_lost():
    days = np.array([10.0, 20.0])

    assert np.isnan(median_wait(days, days < 0, days > 0))


def test_published_median_is_of_those_who_had_to_wait(register, home):
    for elder, wait in enumerate((0, 0, 0, 12, 20, 40)):
        applies(register, 10 * elder, elder)
        if wait == 0:
            register.admit(10 * elder, elder, home)
    for elder, day in ((3, 42), (4, 60), (5, 90)):
        register.admit(day, elder, home, cause=Cause.FROM_LIST)

    table = register.table()

    assert table.value("median_wait_days") == 20
    assert table.value("waited_share") == 0.5
    assert table.rows("median_wait_days", year=2022).empty


def test_unmet_need_begins_on_the_thirty_first_day(register, home):
    applies(register, 100, 1)
    register.admit(150, 1, home, BedKind.NURSING, Ability.SEVERE)
    applies(register, 160, 2)
    register.admit(190, 2, home, BedKind.NURSING, Ability.SEVERE)

    assert register.table().value("unmet_need_person_days") == pytest.approx(20)


def test_unmet_need_counts_all_days_of_who_was_never_served(register, home):
    applies(register, 100, 1)
    applies(register, 200, 2)
    applies(register, 300, 3, Ability.MILD)
    ends(register, 140, 1, Event.WITHDREW)
    ends(register, 210, 2, Event.DIED_WAITING)
    ends(register, 340, 3, Event.WITHDREW, Ability.MILD)

    table = register.table()

    assert table.value("unmet_need_person_days") == pytest.approx(40 + 10)
    assert table.value("unmet_need_persons") == 2


def test_unmet_need_counts_only_days_of_moderate_or_severe_disability(register, home):
    applies(register, 0, 1, Ability.MILD)
    register.write(
        50, Event.WORSENED, elder=1, ability=Ability.MODERATE, cause=Cause.FROM_MILD
    )
    register.write(
        70, Event.RECOVERED, elder=1, ability=Ability.MILD, cause=Cause.FROM_MODERATE
    )
    register.admit(100, 1, home)
    # Once in a home, worsening is no unmet need.
    register.write(
        120,
        Event.WORSENED,
        elder=1,
        home=home,
        bed_kind=BedKind.ORDINARY,
        ability=Ability.SEVERE,
        cause=Cause.FROM_MILD,
    )

    assert register.table().value("unmet_need_person_days") == pytest.approx(20)


def test_unmet_need_of_who_still_waits_runs_to_the_end_of_the_period(register, home):
    applies(register, 355, 1)

    table = register.table()

    assert table.value("unmet_need_person_days", 2021) == 0
    assert table.value("unmet_need_person_days", 2022) == pytest.approx(365 - 20)
    assert table.rows("median_wait_days").empty
