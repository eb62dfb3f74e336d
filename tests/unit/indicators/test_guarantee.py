import pytest

from sim.events import Ability, Cause, Event


@pytest.fixture
def home(register):
    home = register.home("A")
    register.opened(home, ordinary=50, nursing=50)
    return home


def becomes_willing(register, day, elder):
    for event in (Event.WILLING, Event.APPLIED):
        register.write(day, event, elder=elder, ability=Ability.MODERATE)


def test_placed_in_time_means_within_the_days_of_the_guarantee(register, home):
    for elder in range(3):
        becomes_willing(register, 0, elder)
    register.admit(0, 0, home, cause=Cause.RUNG_SUITABLE)
    register.admit(30, 1, home, cause=Cause.RUNG_ORDINARY)
    register.admit(30.5, 2, home, cause=Cause.RUNG_SURGE)

    table = register.table()

    assert table.value("guaranteed_placed_share") == pytest.approx(2 / 3)
    assert table.value("guaranteed_placed_rung_suitable") == pytest.approx(1 / 3)
    assert table.value("guaranteed_placed_rung_ordinary") == pytest.approx(1 / 3)
    assert table.value("guaranteed_placed_rung_surge") == 0
    assert table.value("guarantee_breaches") == 1


def test_who_dies_within_the_days_is_no_breach_and_who_dies_later_is(register, home):
    for elder in range(3):
        becomes_willing(register, 0, elder)
    register.admit(1, 2, home, cause=Cause.RUNG_PRIVATE)
    register.write(20, Event.DIED_WAITING, elder=0, ability=Ability.MODERATE)
    register.write(40, Event.DIED_WAITING, elder=1, ability=Ability.MODERATE)

    table = register.table()

    assert table.value("guaranteed_placed_share") == 0.5
    assert table.value("guarantee_breaches") == 1


def test_days_that_outlast_the_period_are_not_judged(register, home):
    becomes_willing(register, 700, 1)
    becomes_willing(register, 701, 2)

    table = register.table()

    # The period ends on day 730: the thirty days of elder 1 are over, not elder 2's.
    assert table.value("guarantee_breaches", 2022) == 1


def test_who_becomes_willing_in_a_home_has_a_place(register, home):
    register.admit(0, 1, home, cause=Cause.START)
    register.write(50, Event.WILLING, elder=1, ability=Ability.ABLE)
    register.leave(300, 1, home)

    table = register.table()

    assert table.value("guarantee_breaches") == 0
    assert table.rows("guaranteed_placed_share").empty
