"""Who keeps a place in line while something changes, and when a list is served."""

from worlds import ABLE, MODERATE, SEVERE, Home, Life, run_world


def test_who_worsens_while_waiting_keeps_the_place():
    moderate = ((0.0, MODERATE),)
    lives = [
        Life(0, dies_on=100, ability=moderate),
        Life(1, dies_on=300, ability=((0.0, MODERATE), (50.0, SEVERE))),
        Life(10, dies_on=300, ability=moderate),
    ]
    result = run_world([Home(0, nursing=1)], lives)

    assert (100, "admitted", 1, "h0") in result.story("admitted")


def test_a_resident_who_worsens_again_keeps_the_place_on_the_list_for_a_transfer():
    lives = [
        Life(0, dies_on=100, ability=((0.0, SEVERE),)),
        Life(1, dies_on=300, ability=((0.0, ABLE), (7.0, MODERATE), (20.0, SEVERE))),
        Life(10, dies_on=400, ability=((0.0, MODERATE),)),
    ]
    result = run_world([Home(1, nursing=1)], lives)

    assert [row[:3] for row in result.story("transferred")] == [
        (100, "transferred", 1),
        (100, "transferred", 1),
    ]
    assert (300, "admitted", 2, "h0") in result.story("admitted")


def test_the_list_is_served_when_a_resident_recovers():
    """Two fifths of a carer: a severe resident, or an able and a moderate one."""
    lives = [
        Life(0, dies_on=400, ability=((0.0, SEVERE), (50.0, ABLE))),
        Life(1, dies_on=300, ability=((0.0, MODERATE),)),
    ]
    result = run_world([Home(0, nursing=3, care_staff=0.4)], lives)

    assert (50, "admitted", 1, "h0") in result.story("admitted")


def test_a_resident_overtakes_nobody_of_the_same_rank_within_the_own_home():
    """The free nursing bed is kept for the third, for whom staff suffices later."""
    lives = [
        Life(0, dies_on=400, ability=((0.0, ABLE), (20.0, MODERATE))),
        Life(1, dies_on=300, ability=((0.0, MODERATE),)),
        Life(2, dies_on=500, ability=((0.0, SEVERE),)),
    ]
    result = run_world([Home(1, nursing=2, care_staff=0.5)], lives)

    assert result.story("admitted", "transferred")[2:] == [
        (300, "admitted", 2, "h0"),
        (300, "transferred", 0, "h0"),
        (300, "transferred", 0, "h0"),
    ]
