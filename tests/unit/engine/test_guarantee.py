"""The ladder by which willing guaranteed elders are placed."""

from worlds import (
    ABLE,
    GUARANTEED,
    HARDSHIP,
    MODERATE,
    SEVERE,
    SURGE,
    Home,
    Life,
    run_world,
)


def willing(day: float, *, dies_on: float = 900, level: int = MODERATE) -> Life:
    return Life(day, dies_on, ((0.0, level),), elder_class=GUARANTEED)


def test_willing_guaranteed_elder_gets_a_suitable_public_bed_at_once():
    homes = [Home(5, nursing=5, public=False, attraction=50), Home(0, nursing=1)]
    result = run_world(homes, [willing(3)])

    assert result.story() == [
        (3, "willing", 0, None),
        (3, "applied", 0, None),
        (3, "admitted", 0, "h1"),
        (900, "died_in_care", 0, "h1"),
    ]
    assert result.causes("admitted") == ["rung_suitable"]


def test_suitable_bed_freed_within_the_days_of_grace_is_the_first_rung():
    lives = [Life(0, dies_on=20, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world([Home(3, nursing=1)], lives)

    assert (20, "admitted", 1, "h0") in result.story()
    assert result.causes("admitted") == ["choice", "rung_suitable"]


def rung(homes: list[Home], **parameters: object) -> tuple[float, str, str]:
    """Fill the nursing bed of home 0, let one become willing on day 5."""
    lives = [Life(0, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world(homes, lives, **parameters)
    rows = result.log[
        (result.log["elder_id"] == 1) & (result.log["event"] == "admitted")
    ]
    if rows.empty:
        return (-1, "", "")
    row = rows.iloc[0]
    return (float(row["time_days"]), row["cause"], row["facility_id"])


def test_ladder_is_climbed_down_in_order_on_the_thirtieth_day():
    full = Home(0, nursing=1, attraction=99)
    ordinary = Home(1)
    private = Home(0, nursing=1, public=False)
    elsewhere = Home(0, nursing=1, county=1)
    everything = {"surge_share": 0.1, "purchase_private": True, "other_county": True}

    assert rung([full, ordinary, private, elsewhere], **everything) == (
        35,
        "rung_ordinary",
        "h1",
    )
    assert rung([full, private, elsewhere], **everything) == (35, "rung_surge", "h0")


def test_private_bed_is_bought_where_extra_beds_are_used_up():
    homes = [
        Home(0, nursing=1, attraction=99),
        Home(0, nursing=1, public=False),
        Home(0, nursing=1, county=1),
    ]
    lives = [
        Life(0, ability=((0.0, SEVERE),)),
        *(willing(5 + n) for n in range(4)),
    ]
    result = run_world(
        homes, lives, surge_share=0.1, purchase_private=True, other_county=True
    )

    # one extra bed, then the private bed, then another county; the fourth has no rung
    assert result.causes("admitted")[1:] == [
        "rung_surge",
        "rung_private",
        "rung_other_county",
    ]
    assert not any(row[2] == 4 for row in result.story("admitted"))


def test_extra_bed_is_logged_and_closed_when_a_suitable_one_is_free():
    lives = [Life(0, dies_on=100, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world([Home(0, nursing=1)], lives, surge_share=0.1)
    surge = result.log[result.log["bed_kind"] == "surge"]

    assert result.causes("admitted")[1] == "rung_surge"
    assert surge.loc[surge["beds_change"] != 0, ["time_days", "beds_change"]].to_numpy(
        dtype=float
    ).tolist() == [[35, 1], [100, -1]]
    assert result.world.board.ledger.beds == [1]
    assert SURGE not in {place.kind for place in result.world.board.place_of.values()}


def test_elder_in_a_mismatched_bed_moves_when_a_suitable_one_is_free():
    lives = [Life(0, dies_on=100, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world([Home(1, nursing=1)], lives)

    assert result.causes("admitted")[1] == "rung_ordinary"
    assert [row[0] for row in result.story("transferred")] == [100, 100]


def test_elder_in_a_bought_bed_comes_home_when_a_public_one_is_free():
    homes = [Home(0, nursing=1, attraction=99), Home(0, nursing=1, public=False)]
    lives = [
        Life(0, dies_on=100, ability=((0.0, SEVERE),)),
        willing(5, dies_on=300),
        willing(6, dies_on=700),
    ]
    result = run_world(homes, lives, surge_share=0.1, purchase_private=True)
    arrivals = [row for row in result.story("transferred") if row[3] == "h0"]

    assert result.causes("admitted")[1:] == ["rung_surge", "rung_private"]
    # the longest on the list first: the one in the extra bed, then the bought one
    assert [row[2] for row in arrivals if row[0] == 300] == [2]


def test_breach_of_the_guarantee_ends_when_a_bed_is_free():
    lives = [Life(0, dies_on=200, ability=((0.0, SEVERE),)), willing(5), willing(6)]
    result = run_world([Home(0, nursing=1)], lives, surge_share=0.1)

    # the first is in the one extra bed; the second has no rung left, and has waited
    # for a suitable bed since before the first came to lie in an extra one
    assert result.story("admitted")[1:] == [
        (35, "admitted", 1, "h0"),
        (200, "admitted", 2, "h0"),
    ]


def test_nobody_overtakes_a_guaranteed_elder():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, dies_on=20, ability=severe),
        Life(1, ability=severe, elder_class=HARDSHIP),
        willing(2),
    ]
    result = run_world([Home(0, nursing=1)], lives)

    assert (20, "admitted", 2, "h0") in result.story()


def test_breach_ends_on_the_day_after_any_rung_frees():
    homes = [Home(0, nursing=1), Home(0, nursing=1, public=False)]
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, dies_on=900, ability=severe),
        Life(0, dies_on=60.5, ability=severe),
        willing(6),
    ]
    result = run_world(homes, lives, purchase_private=True)

    # until the private bed is free there is no rung; the ladder is tried every day
    assert result.story("admitted")[2:] == [(61, "admitted", 2, "h1")]
    assert result.causes("admitted")[2] == "rung_private"


def test_without_days_of_grace_the_ladder_is_climbed_down_at_once():
    lives = [Life(0, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world([Home(1, nursing=1)], lives, guarantee_days=0.0)

    assert (5, "admitted", 1, "h0") in result.story("admitted")
    assert result.causes("admitted")[1] == "rung_ordinary"


def test_without_extra_beds_there_is_no_such_rung():
    lives = [Life(0, ability=((0.0, SEVERE),)), willing(5)]
    result = run_world([Home(0, nursing=1)], lives, surge_share=0.0)

    assert result.causes("admitted") == ["choice"]


def test_able_elder_in_any_licensed_bed_is_on_the_first_rung():
    homes = [Home(1, attraction=50), Home(1)]
    lives = [Life(0), willing(5, level=ABLE)]
    result = run_world(homes, lives, wait_tolerance=1.0)

    assert result.story("admitted")[1:] == [(5, "admitted", 1, "h1")]
    assert result.causes("admitted")[1] == "rung_suitable"


def test_whoever_was_taken_in_beyond_the_staff_stays_in_the_extra_bed():
    severe = ((0.0, SEVERE),)
    lives = [Life(0, dies_on=100, ability=severe), willing(5, level=SEVERE)]
    # a free nursing bed, but staff for one severely disabled resident only
    result = run_world([Home(0, nursing=2, care_staff=0.4)], lives, surge_share=0.1)

    assert result.causes("admitted")[1] == "rung_surge"
    assert [row[0] for row in result.story("transferred")] == [100, 100]
