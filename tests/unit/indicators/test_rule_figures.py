"""What rules did: homes, moves, minutes, harm; and a run without rules."""

import pandas as pd
import pytest

from sim.events import Cause, Event
from sim.indicators import CATALOGUE
from sim.indicators.headlines import WITHOUT_RULES


@pytest.fixture
def homes(register):
    """Three homes of ten beds on the road: H0 and H1 in county 0, H2 in county 1."""
    for name, township in (("H0", 1), ("H1", 2), ("H2", 4)):
        register.opened(register.home(name, township), ordinary=10)
    return register


def test_moves_by_rule_stand_beside_voluntary_ones(homes):
    homes.admit(0, 1, 0, cause=Cause.START)
    homes.admit(0, 2, 0, cause=Cause.START)
    homes.admit(0, 3, 0, cause=Cause.START)
    homes.move(10, 1, 0, 1, event=Event.TRANSFERRED, cause=Cause.SUITABLE_BED)
    homes.move(20, 2, 0, 1, event=Event.REGROUPED, cause=Cause.RULE)
    homes.move(30, 3, 0, 1)
    homes.write(0, Event.ADMITTED, cause=Cause.UNDER_60, home=0, bed_kind=0,
                residents=2, ability=0)  # fmt: skip
    homes.move(30, -1, 0, 1, persons=2)
    homes.end(30, 0, ordinary=10)
    figures = homes.table(with_rules=True)

    assert figures.value("moves") == 5
    assert figures.value("moves_by_rule") == 4
    assert figures.value("closures") == 1
    assert figures.value("closures", 2022) == 0
    other = {"area_level": "county", "area_code": "450102"}
    assert figures.value("moves_by_rule", **other) == 0


def test_an_elder_moved_a_second_time_counts_once(homes):
    for elder in (0, 1, 2):
        homes.admit(0, elder, 0, cause=Cause.START)
        homes.move(10, elder, 0, 1)
    homes.move(400, 1, 1, 2)
    homes.move(410, 1, 2, 0)
    figures = homes.table(with_rules=True)

    assert figures.value("moved_again", 2021) == 0
    assert figures.value("moved_again", 2022) == 1
    assert figures.value("moves_by_rule", 2022) == 2


def test_a_move_between_forced_ones_does_not_count_as_forced(homes):
    homes.admit(0, 1, 0, cause=Cause.START)
    homes.move(10, 1, 0, 1, event=Event.TRANSFERRED, cause=Cause.SUITABLE_BED)
    homes.move(20, 1, 1, 2)

    assert homes.table(with_rules=True).value("moved_again") == 0


def test_minutes_before_and_after_are_those_of_the_arrivals(homes):
    for elder, before, after in ((1, 10, 20), (2, 15, 40), (3, 35, 90)):
        homes.admit(0, elder, 0, cause=Cause.START, minutes=before)
        homes.move(10, elder, 0, 1, minutes=after)
    figures = homes.table(with_rules=True)

    assert figures.value("moved_minutes_before") == pytest.approx(20)
    assert figures.value("moved_minutes") == pytest.approx(50)
    assert figures.value("moved_minutes_before_median") == pytest.approx(15)
    assert figures.value("moved_minutes_median") == pytest.approx(40)
    assert figures.rows("moved_minutes", year=2022).empty


def test_minutes_before_are_those_of_the_last_home_and_not_of_the_first(homes):
    homes.admit(0, 1, 0, cause=Cause.START, minutes=10)
    homes.move(5, 1, 0, 1, event=Event.TRANSFERRED, minutes=25)
    homes.move(10, 1, 1, 2, minutes=60)

    figures = homes.table(with_rules=True)
    assert figures.value("moved_minutes_before") == pytest.approx(25)


def test_homes_built_and_converted_by_rules_are_counted_once(homes):
    for kind in (0, 1):
        homes.write(500, Event.OPENED, cause=Cause.RULE, home=2, bed_kind=kind, beds=5)
    homes.write(
        501, Event.BEDS_ADDED, cause=Cause.PROGRAMME, home=1, bed_kind=0, beds=5
    )
    homes.end(40, 0, ordinary=10, event=Event.CONVERTED, cause=Cause.DAY_CARE)
    figures = homes.table(with_rules=True)

    assert figures.value("openings_by_rule", 2022) == 1
    assert figures.value("conversions", 2021) == 1
    assert figures.value("closures", 2021) == 0


def test_deaths_of_a_move_are_counted_apart_from_others(homes):
    for elder, cause in ((1, Cause.RELOCATION), (2, Cause.NONE)):
        homes.admit(0, elder, 0, cause=Cause.START)
        homes.leave(10, elder, 0, cause=cause)

    assert homes.table(with_rules=True).value("excess_deaths_moved") == 1


def test_a_log_without_rules_gives_the_rows_it_gave_before(homes):
    homes.admit(0, 1, 0, cause=Cause.START)
    homes.move(10, 1, 0, 1, event=Event.TRANSFERRED)
    without, ruled = homes.table().frame, homes.table(with_rules=True).frame

    added = ruled["indicator"].isin(WITHOUT_RULES)
    pd.testing.assert_frame_equal(ruled[~added].reset_index(drop=True), without)
    assert (ruled.loc[added, "value"] == 0).all()
    assert set(ruled.loc[added, "indicator"]) == set(WITHOUT_RULES)


def test_what_a_run_without_rules_has_none_of_is_counted_and_no_share():
    assert set(WITHOUT_RULES.values()) == {0}
    assert all(
        CATALOGUE[name].unit in {"homes", "moves", "persons"} for name in WITHOUT_RULES
    )
