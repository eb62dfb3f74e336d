"""The way of single elders, day by day."""

import pytest
from worlds import (
    ABLE,
    HARDSHIP,
    MILD,
    MODERATE,
    SEVERE,
    Home,
    Life,
    run_world,
)


def test_second_elder_waits_until_the_first_dies():
    result = run_world([Home(1)], [Life(0, dies_on=10), Life(4, dies_on=20)])

    assert result.story() == [
        (0, "applied", 0, None),
        (0, "admitted", 0, "h0"),
        (4, "applied", 1, None),
        (4, "waiting", 1, None),
        (10, "died_in_care", 0, "h0"),
        (10, "admitted", 1, "h0"),
        (20, "died_in_care", 1, "h0"),
    ]
    assert result.causes("admitted") == ["choice", "from_list"]


def test_an_elder_who_dies_on_the_list_frees_no_bed():
    lives = [Life(0, dies_on=10), Life(4, dies_on=6), Life(5, dies_on=50)]
    result = run_world([Home(1)], lives)

    assert (6, "died_waiting", 1, None) in result.story()
    assert (10, "admitted", 2, "h0") in result.story()


def test_patience_ends_in_a_withdrawal():
    result = run_world(
        [Home(1)], [Life(0, dies_on=500), Life(4, dies_on=900)], patience_days=1e-9
    )

    assert result.story()[-2:] == [
        (4, "withdrew", 1, None),
        (500, "died_in_care", 0, "h0"),
    ]


def test_poor_disabled_elders_come_before_others_who_wait_longer():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, dies_on=10, ability=severe),
        Life(1, ability=severe),
        Life(2, ability=severe, elder_class=HARDSHIP),
        Life(3, ability=severe, flagged=True),
    ]
    result = run_world([Home(0, nursing=1)], lives)

    assert (10, "admitted", 2, "h0") in result.story()


@pytest.mark.parametrize(("ability", "first"), [(MILD, 1), (MODERATE, 2), (SEVERE, 2)])
def test_poor_elders_have_priority_from_moderate_disability_on(ability, first):
    level = ((0.0, ability),)
    lives = [
        Life(0, dies_on=10, ability=level),
        Life(1, ability=level),
        Life(2, ability=level, elder_class=HARDSHIP),
    ]
    result = run_world([Home(0, nursing=1)], lives)

    assert (10, "admitted", first, "h0") in result.story()


def test_poor_but_able_elders_have_no_priority():
    lives = [Life(0, dies_on=10), Life(1), Life(2, elder_class=HARDSHIP)]
    result = run_world([Home(1)], lives)

    assert (10, "admitted", 1, "h0") in result.story()


def test_disabled_elder_takes_no_ordinary_bed():
    result = run_world([Home(5)], [Life(0, ability=((0.0, MODERATE),))])

    assert result.story() == [
        (0, "applied", 0, None),
        (0, "declined", 0, None),
    ]
    assert result.causes("declined") == ["no_home_in_reach"]


def test_able_elder_prefers_an_ordinary_bed_and_takes_a_nursing_bed_else():
    result = run_world([Home(1, nursing=1)], [Life(0), Life(1)])
    kinds = result.log.loc[result.log["event"] == "admitted", "bed_kind"]

    assert kinds.tolist() == ["ordinary", "nursing"]


def test_resident_who_worsens_moves_to_a_nursing_bed_of_the_own_home():
    result = run_world(
        [Home(1, nursing=1), Home(1, nursing=1)],
        [Life(0, ability=((0.0, ABLE), (7.0, MODERATE)), dies_on=20)],
    )
    moved = result.log[result.log["event"] == "transferred"]

    assert moved["facility_id"].nunique() == 1
    assert moved["residents_change"].tolist() == [-1, 1]
    assert moved["bed_kind"].tolist() == ["ordinary", "nursing"]
    assert result.causes("worsened") == ["from_able"]


def test_a_bed_into_which_a_resident_moved_is_taken():
    severe = ((0.0, ABLE), (5.0, SEVERE))
    lives = [Life(0, dies_on=40, ability=severe), Life(10, ability=((0.0, SEVERE),))]
    result = run_world([Home(1, nursing=1)], lives)

    assert (10, "waiting", 1, None) in result.story()
    assert (40, "admitted", 1, "h0") in result.story()


def test_resident_who_worsens_moves_to_another_home_if_the_own_is_full():
    lives = [
        Life(0, ability=((0.0, SEVERE),)),
        Life(1, ability=((0.0, ABLE), (7.0, MODERATE)), dies_on=20),
    ]
    homes = [Home(1, nursing=1, attraction=9), Home(0, nursing=1)]
    result = run_world(homes, lives)

    assert result.story("transferred") == [
        (7, "transferred", 1, "h0"),
        (7, "transferred", 1, "h1"),
    ]
    arrival = result.log[result.log["event"] == "transferred"].iloc[1]
    assert arrival["from_facility_id"] == "h0"
    assert arrival["travel_minutes"] == 5


def test_resident_waits_for_a_nursing_bed_and_gets_it_when_one_is_freed():
    lives = [
        Life(0, ability=((0.0, SEVERE),), dies_on=30),
        Life(1, ability=((0.0, ABLE), (7.0, MODERATE)), dies_on=99),
    ]
    result = run_world([Home(1, nursing=1)], lives)

    assert [row[0] for row in result.story("transferred")] == [30, 30]
    assert result.world.board.place_of == {}


def test_resident_who_recovers_before_a_bed_is_free_stays():
    lives = [
        Life(0, ability=((0.0, SEVERE),), dies_on=30),
        Life(1, ability=((0.0, ABLE), (7.0, MODERATE), (9.0, MILD)), dies_on=99),
    ]
    result = run_world([Home(1, nursing=1)], lives)

    assert result.story("transferred") == []
    assert result.causes("recovered") == ["from_moderate"]


def test_home_short_of_staff_admits_nobody_and_lets_nobody_overtake():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, ability=severe, dies_on=50),  # takes a third of the half carer
        Life(1, ability=severe, dies_on=200),  # two thirds are more than there are
        Life(2, dies_on=300),  # would fit, but comes second
    ]
    result = run_world([Home(2, nursing=3, care_staff=0.5)], lives)

    assert [row for row in result.story("admitted") if row[2]] == [
        (50, "admitted", 1, "h0"),
        (50, "admitted", 2, "h0"),
    ]


def test_staff_that_just_suffices_suffices():
    """Able elders need a tenth of a carer each: two fifths carry four, not three."""
    lives = [Life(day, dies_on=50) for day in range(5)]
    result = run_world([Home(9, care_staff=0.4)], lives)

    assert [row[2] for row in result.story("waiting")] == [4]
    assert [row[2] for row in result.story("admitted")][:4] == [0, 1, 2, 3]


def test_one_carer_carries_six_though_a_sixth_is_written_rounded_up():
    mild = ((0.0, MILD),)
    lives = [Life(day, dies_on=50, ability=mild) for day in range(7)]
    load = (0.1, 0.1667, 0.1667, 0.3333)
    result = run_world([Home(9, care_staff=1.0)], lives, load=load)

    assert [row[2] for row in result.story("admitted")][:6] == [0, 1, 2, 3, 4, 5]
    assert [row[2] for row in result.story("waiting")] == [6]


def test_home_short_of_staff_serves_its_list_in_order():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, ability=severe, dies_on=50),
        Life(1, ability=severe, dies_on=200),
        Life(2, ability=((0.0, MODERATE),), dies_on=300),
        Life(3, ability=((0.0, MODERATE),), dies_on=40),
    ]
    # 0.4 carers: one severely disabled resident, or two moderately disabled ones
    result = run_world([Home(0, nursing=3, care_staff=0.4)], lives)

    # on day 40 the third dies waiting; the second comes before the lighter third
    assert (50, "admitted", 1, "h0") in result.story("admitted")
    assert (200, "admitted", 2, "h0") in result.story("admitted")


def test_higher_rank_may_take_a_bed_that_staff_withholds_from_a_lower_one():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, ability=severe, dies_on=50),
        Life(1, ability=severe, dies_on=200),
        Life(2, dies_on=300, flagged=True),
    ]
    result = run_world([Home(2, nursing=3, care_staff=0.5)], lives)

    assert (2, "admitted", 2, "h0") in result.story("admitted")


def test_whoever_stood_behind_is_served_when_the_first_in_line_leaves_the_list():
    """Staff for two able residents, or none for a severe one: a third of a carer."""
    severe = ((0.0, SEVERE),)
    lives = [Life(0), Life(1, dies_on=9, ability=severe), Life(2)]
    result = run_world([Home(1, nursing=2, care_staff=0.3)], lives)

    assert result.story("admitted", "died_waiting") == [
        (0, "admitted", 0, "h0"),
        (9, "died_waiting", 1, None),
        (9, "admitted", 2, "h0"),
    ]


def test_worse_home_is_refused_if_waiting_costs_less():
    homes = [Home(1, attraction=100), Home(1)]
    lives = [Life(0, dies_on=50), Life(1, dies_on=99)]

    assert run_world(homes, lives, wait_tolerance=10.0).story("admitted") == [
        (0, "admitted", 0, "h0"),
        (50, "admitted", 1, "h0"),
    ]
    assert run_world(homes, lives, wait_tolerance=1000.0).story("admitted") == [
        (0, "admitted", 0, "h0"),
        (1, "admitted", 1, "h1"),
    ]


def test_bed_freed_just_when_patience_ends_is_not_lost():
    """On day 10 the second's wait ends by death, and the first leaves the bed."""
    lives = [Life(0, dies_on=10), Life(4, dies_on=10), Life(20, dies_on=30)]
    result = run_world([Home(1)], lives)

    assert (20, "admitted", 2, "h0") in result.story()


def test_bed_given_after_the_wait_is_over_but_on_its_last_moment_is_not_lost():
    """The wait of the second ends first, since the first turned mild after it began.

    The offer then comes between the end of the wait and the moment at which the
    second hears of it: given, and not in what the wait came to.
    """
    turned_mild = ((0.0, ABLE), (6.0, MILD))
    lives = [
        Life(0, dies_on=10, ability=turned_mild),
        Life(4, dies_on=10),
        Life(20, dies_on=30),
    ]
    result = run_world([Home(1)], lives)

    assert (10, "admitted", 1, "h0") in result.story()
    assert (20, "admitted", 2, "h0") in result.story()
