"""Each measure on a few homes that a reader can add up."""

from math import inf

import pytest
from views import (
    ABLE,
    GUARANTEED,
    SELF_PAYING,
    SEVERE,
    YEAR,
    HandView,
    House,
)

from sim.supply.measures import MEASURES, Measures, Reading


def read(view: HandView, name: str, index: int = 0, **choices) -> Reading:
    return Measures(view, **choices).read(name, index)


def value(view: HandView, name: str, index: int = 0, **choices) -> float | None:
    return read(view, name, index, **choices).value


def test_every_measure_has_a_value_for_ordinary_homes():
    view = HandView(House(0.4), House(0.6, at=20))

    values = {name: value(view, name) for name in MEASURES}

    assert len(values) == 20
    assert None not in values.values()


def test_windows_are_resident_days_over_bed_days():
    view = HandView(House(windows={12: 0.25, 24: 0.375, 36: 0.625}))

    found = [value(view, f"home.occupancy.mean{n}m") for n in (12, 24, 36)]

    assert found == [0.25, 0.375, 0.625]


def test_a_window_before_the_start_is_undefined():
    view = HandView(House(), history_months=18)

    assert value(view, "home.occupancy.mean12m") == 0.5
    assert read(view, "home.occupancy.mean24m") == Reading(None, "history_too_short")


def test_a_home_without_bed_days_has_no_occupancy():
    view = HandView(House(None), House(0.5))

    assert read(view, "home.occupancy.mean12m") == Reading(None, "no_bed_days")
    assert read(view, "home.occupancy.rank") == Reading(None, "no_bed_days")


def test_occupancy_now_counts_residents_over_licensed_beds():
    three = [(SELF_PAYING, ABLE)] * 3
    view = HandView(House(lives=three, ordinary=8, nursing=4), House(ordinary=0))

    assert value(view, "home.occupancy.now", 0) == 0.25
    assert read(view, "home.occupancy.now", 1).reason == "no_bed_days"
    assert value(view, "home.residents") == 3
    assert value(view, "home.beds") == 12
    assert value(view, "home.nursing_bed_share") == pytest.approx(1 / 3)


def test_the_present_is_read_anew():
    view = HandView(House(ordinary=10))
    measures = Measures(view)
    before = measures.value("home.beds", 0)

    view.homes.beds[0] = 4, 0

    assert (before, measures.value("home.beds", 0)) == (10, 4)


def test_the_emptiest_public_home_has_rank_one():
    view = HandView(
        House(0.7),
        House(0.2, county=1),
        House(0.1, public=False),
        House(0.4),
        House(0.05, is_open=False),
    )

    ranks = [value(view, "home.occupancy.rank", home) for home in range(5)]
    in_county = [value(view, "home.occupancy.rank_in_county", n) for n in (0, 1, 3)]

    assert ranks == [3, 1, None, 2, None]
    assert in_county == [2, 1, 1]
    assert read(view, "home.occupancy.rank", 2).reason == "not_ranked"


def test_equal_homes_are_ranked_by_index():
    view = HandView(House(0.4), House(0.4), House(0.4))

    ranks = [value(view, "home.occupancy.rank", home) for home in range(3)]

    assert ranks == [1, 2, 3]


def test_ranks_stay_while_a_review_goes_on():
    view = HandView(House(0.1), House(0.2))
    measures = Measures(view)

    view.winding_down[0], view.homes.is_open[0] = True, False

    assert measures.value("home.occupancy.rank", 1) == 2


def test_entrusted_homes_count_by_owner_unless_asked_by_operator():
    view = HandView(House(0.2, entrusted=True), House(0.6))

    assert value(view, "county.occupancy.mean12m") == pytest.approx(0.4)
    by_operator = value(view, "county.occupancy.mean12m", public_means="operator")
    assert by_operator == pytest.approx(0.6)
    ranks = [
        value(view, "home.occupancy.rank", 1, public_means=who)
        for who in ("owner", "operator")
    ]
    assert ranks == [2, 1]


def test_county_figures_pool_bed_days_of_public_homes():
    view = HandView(
        House(0.2, ordinary=30),
        House(0.8, ordinary=10),
        House(1.0, public=False),
        House(0.9, county=1),
    )

    # (6 + 8) of 40 beds
    assert value(view, "county.occupancy.mean12m", 0) == pytest.approx(0.35)
    assert value(view, "county.occupancy.mean12m", 1) == pytest.approx(0.9)


def test_a_home_that_closed_counts_with_the_bed_days_it_had():
    view = HandView(House(0.8), House(0.2, is_open=False))

    assert value(view, "county.occupancy.mean12m") == pytest.approx(0.5)


def test_the_region_is_subtracted_and_a_table_is_told():
    own = HandView(House(0.4), region=(0.55, False))
    table = HandView(House(0.4), region=(0.55, True))

    assert value(own, "county.occupancy.minus_region") == pytest.approx(-0.15)
    assert read(own, "county.occupancy.minus_region").reason == ""
    assert read(table, "county.occupancy.minus_region").reason == "region_from_table"


def test_the_region_by_operator_is_pooled_over_the_run():
    view = HandView(
        House(0.2, entrusted=True),
        House(0.4),
        House(0.8, county=1),
        region=(0.99, False),
    )

    found = value(view, "county.occupancy.minus_region", 0, public_means="operator")

    assert found == pytest.approx(0.4 - 0.6)


def test_without_a_last_year_there_is_no_distance_to_the_region():
    young = HandView(House(), history_months=3)
    no_region = HandView(House(), region=None)

    for view in (young, no_region):
        found = read(view, "county.occupancy.minus_region")
        assert found == Reading(None, "history_too_short")


def test_beds_over_demand_counts_those_who_wait():
    six = [(GUARANTEED, ABLE)] * 6
    view = HandView(House(lives=six), House(public=False, lives=six), waiting=2)

    assert value(view, "county.beds_over_demand") == 10 / 8
    assert value(HandView(House()), "county.beds_over_demand") == inf
    empty = read(HandView(House(ordinary=0)), "county.beds_over_demand")
    assert empty.reason == "no_bed_days"


def test_a_home_is_staff_limited_if_one_more_like_its_residents_is_too_many():
    two = [(SELF_PAYING, SEVERE), (SELF_PAYING, ABLE)]  # 0.4333, 0.2167 on average

    assert value(HandView(House(lives=two, staff=0.63)), "home.staff_limited") == 1
    assert value(HandView(House(lives=two, staff=0.66)), "home.staff_limited") == 0


def test_an_empty_home_is_staff_limited_if_it_cannot_carry_one_able_resident():
    assert value(HandView(House(staff=0.08)), "home.staff_limited") == 1
    assert value(HandView(House(staff=0.1)), "home.staff_limited") == 0


def test_a_carer_is_not_lost_by_rounding():
    two = [(SELF_PAYING, ABLE)] * 2
    assert 0.3 - 0.2 < 0.1

    assert value(HandView(House(lives=two, staff=0.3)), "home.staff_limited") == 0


def test_condition_of_a_home_is_told_as_it_is():
    view = HandView(House(fire_safe=False, age=12.5, upgradable=False))

    assert value(view, "home.fire_safety_ok") == 0
    assert value(view, "home.equipment_age") == 12.5
    assert value(view, "home.upgradable") == 0


def test_the_next_home_is_a_public_one_of_the_county_that_remains():
    view = HandView(
        House(at=0),
        House(at=5, public=False),
        House(at=10, winding_down=True),
        House(at=15, county=1),
        House(at=20, is_open=False),
        House(at=40),
    )

    assert value(view, "home.minutes_to_next") == 40
    assert value(view, "home.minutes_to_next", 3) == inf


def test_years_since_action_are_endless_before_the_first():
    view = HandView(House(), House(acted_on=3 * YEAR), day=3 * YEAR + 730.5)

    assert value(view, "home.years_since_action", 0) == inf
    assert value(view, "home.years_since_action", 1) == 2.0


def test_townships_have_centres_and_are_served():
    view = HandView(
        House(township=0),
        House(township=0, center=True),
        House(township=1, center=True, is_open=False),
        served=[1],
    )

    assert [value(view, "township.has_center", n) for n in (0, 1)] == [1, 0]
    assert [value(view, "township.served", n) for n in (0, 1)] == [0, 1]
