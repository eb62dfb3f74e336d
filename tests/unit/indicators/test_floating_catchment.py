"""Two-step floating catchments and the Gini, against what paper and pencil give."""

import numpy as np
import pytest

from sim.events import Ability, BedKind, Event
from sim.indicators.floating_catchment import decay, gini, supply_in_reach
from sim.indicators.nearness import Pairs

FIRST = {"area_level": "county", "area_code": "450101"}


def pairs(minutes) -> Pairs:
    """Return all pairs of a table of minutes, townships by homes."""
    township, home = np.indices(np.shape(minutes))
    return Pairs(township.ravel(), home.ravel(), np.ravel(minutes).astype(float))


def column(*values) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def test_decay_falls_from_one_next_door_to_nothing_at_the_border():
    weight = decay(np.array([0.0, 30.0, 60.0, 61.0, np.inf]), 60.0)

    # (exp(-1/8) - exp(-1/2)) / (1 - exp(-1/2)) = (0.882497 - 0.606531) / 0.393469
    assert weight == pytest.approx([1.0, 0.70137, 0.0, 0.0, 0.0], abs=1e-5)
    assert decay(np.array([0.0, 5.0]), 0.0).tolist() == [0.0, 0.0]


def test_three_places_by_hand():
    # Homes of 30 and 20 beds in the first and last of three townships half an hour
    # apart; beyond 60 minutes nothing counts. Weights: 1, w and 0 with w = 0.70137.
    w = 0.701367
    reached = supply_in_reach(
        pairs([[0, 60], [30, 30], [60, 0]]), column(30, 20), column(100, 200, 50), 60.0
    )

    first, last = 30 / (100 + 200 * w), 20 / (50 + 200 * w)
    expected = [first, w * (first + last), last]
    assert reached[:, 0] == pytest.approx(expected, rel=1e-5)
    assert expected == pytest.approx([0.124858, 0.161293, 0.105112], rel=1e-5)


def test_what_anybody_can_reach_is_shared_out_whole():
    rng = np.random.default_rng(7)
    minutes = rng.uniform(0, 59, size=(40, 12))
    beds = rng.integers(0, 200, size=(12, 3)).astype(float)
    elders = rng.uniform(10, 9000, size=(40, 3))

    reached = supply_in_reach(pairs(minutes), beds, elders, 60.0)

    mean = (reached * elders).sum(axis=0) / elders.sum(axis=0)
    assert mean == pytest.approx(beds.sum(axis=0) / elders.sum(axis=0), rel=1e-12)


def test_beds_out_of_reach_or_among_nobody_are_nobodys():
    reached = supply_in_reach(
        pairs([[90, 0], [90, 0]]), column(50, 10), column(100, 0), 60.0
    )

    assert reached[:, 0] == pytest.approx([0.1, 0.1])
    empty = supply_in_reach(pairs([[0]]), column(10), column(0), 60.0)
    assert empty.tolist() == [[0.0]]


def test_gini_is_nought_where_all_have_the_same():
    assert gini(column(0.3, 0.3, 0.3), column(1, 20, 300)).tolist() == [0.0]


def test_gini_where_one_place_has_everything_is_one_less_its_share():
    assert gini(column(0, 5, 0, 0), column(1, 1, 1, 1)) == pytest.approx([0.75])
    assert gini(column(0, 5, 0), column(50, 30, 20)) == pytest.approx([0.7])


def test_gini_is_half_the_mean_difference_over_the_mean():
    rng = np.random.default_rng(8)
    values, weights = rng.uniform(0, 9, (30, 2)), rng.uniform(1, 50, (30, 2))

    for year, found in enumerate(gini(values, weights)):
        x, w = values[:, year], weights[:, year]
        differences = np.abs(x[:, None] - x) * w[:, None] * w
        mean = (w * x).sum() / w.sum()
        assert found == pytest.approx(
            differences.sum() / (2 * w.sum() ** 2 * mean), rel=1e-12
        )


def test_gini_of_nothing_and_of_nobody_is_undefined():
    assert np.isnan(gini(column(0, 0), column(1, 1))).all()
    assert np.isnan(gini(column(1, 2), column(0, 0))).all()


def test_a_county_has_its_beds_over_its_elders_and_the_region_their_mean(register):
    home = register.home("A", 0, accepts_social=True)
    register.opened(home, ordinary=36, nursing=12)

    table = register.table()

    # Townships 0 to 3 are 15, 10, 20 and 30 minutes away and have 240 elders each, of
    # whom 120 disabled.
    assert table.value("access_2sfca", **FIRST) == pytest.approx(1000 * 48 / 960)
    assert table.value("access_2sfca_disabled", **FIRST) == pytest.approx(25)
    assert table.value("access_2sfca") == pytest.approx(1000 * 48 / 1440)
    rural, urban = (
        table.value("access_2sfca", **FIRST, residence=one)
        for one in ("rural", "urban")
    )
    assert (rural + urban) / 2 == pytest.approx(50)


def test_the_gini_of_a_county_is_among_its_own_townships(register):
    home = register.home("A", 0, accepts_social=True)
    register.opened(home, nursing=12)

    table = register.table()

    weight = decay(np.array([15.0, 10.0, 20.0, 30.0]), 60.0)
    everyone = np.ones((4, 1))
    assert table.value("access_gini", **FIRST) == pytest.approx(
        gini(weight[:, None], everyone)[0]
    )
    # Of six townships with as many elders each, two have no bed.
    of_region = gini(np.append(weight, [0, 0])[:, None], np.ones((6, 1)))[0]
    assert table.value("access_gini") == pytest.approx(of_region)
    # The second county has no bed, so there is nothing to share unequally.
    assert table.rows("access_gini", area_level="county", area_code="450102").empty


def test_beds_that_nobody_may_take_are_not_in_reach(register):
    kept = register.home("A", 0, accepts_social=False)
    ending = register.home("B", 0, accepts_social=True)
    register.opened(kept, ordinary=10)
    register.opened(ending, ordinary=20)
    register.write(200, Event.CLOSING_ANNOUNCED, home=ending)
    register.write(500, Event.OPENED_TO_SOCIAL, home=kept)

    table = register.table()

    assert table.value("access_2sfca", 2021, **FIRST) == 0
    assert table.value("access_2sfca", 2022, **FIRST) == pytest.approx(1000 * 10 / 960)


def test_a_free_ordinary_bed_suits_those_who_are_not_disabled(register):
    home = register.home("A", 0, accepts_social=True)
    register.opened(home, ordinary=1, nursing=1)
    register.admit(50, 1, home, BedKind.NURSING, Ability.SEVERE)

    table = register.table()

    # From the first quarter's end on only the ordinary bed is free; half of all elders
    # are disabled.
    assert table.value("share_within_30_min_free_bed", **FIRST) == 0
    assert table.value("share_elders_within_30_min_free_bed", **FIRST) == 0.5


def test_who_lives_between_thirty_and_sixty_minutes(register):
    home = register.home("A", 0, accepts_social=True, lon=-20.0)
    register.opened(home, nursing=5)
    register.write(0, Event.CENTER_STARTED, home=home)

    table = register.table()

    # 15 minutes within its own township, then 30, 40 and 50.
    for ending in ("center", "free_bed"):
        who = "share_disabled_within" if ending == "center" else "share_within"
        assert table.value(f"{who}_30_min_{ending}", **FIRST) == 0.5
        assert table.value(f"{who}_60_min_{ending}", **FIRST) == 1
    assert table.value("share_elders_within_30_min_free_bed", **FIRST) == 0.5
    assert table.value("share_elders_within_60_min_free_bed", **FIRST) == 1
