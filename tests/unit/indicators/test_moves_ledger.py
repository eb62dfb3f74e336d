"""The resident ledger: one row a forced move, with its rule, minutes and number."""

import pandas as pd
import pytest

from sim.events import Ability, BedKind, Cause, Event
from sim.indicators import moves_table
from sim.indicators.moves import COLUMNS

DECISIONS = ["draw", "replication", "time_days", "rule", "facility_id", "outcome"]


def decisions(*rows) -> pd.DataFrame:
    """Return judgements: day, rule, home, outcome."""
    return pd.DataFrame(
        [(0, 0, float(day), rule, home, how) for day, rule, home, how in rows],
        columns=DECISIONS,
    )


def elders(**classes: tuple[str, float]) -> pd.DataFrame:
    """Return elders e1, e2, … with class and day of the guarantee."""
    return pd.DataFrame(
        {
            "draw": 0,
            "replication": 0,
            "elder_id": [int(name[1:]) for name in classes],
            "class": [known[0] for known in classes.values()],
            "guaranteed_from": [known[1] for known in classes.values()],
        }
    )


@pytest.fixture
def moved(register):
    """Elder 1 is regrouped on day 10 and moved by a closure on day 100."""
    for name, township in (("H0", 1), ("H1", 2), ("H2", 4)):
        register.opened(register.home(name, township), ordinary=10)
    register.admit(0, 1, 0, cause=Cause.START, minutes=15)
    register.admit(0, 2, 1, cause=Cause.START, minutes=5)
    register.move(10, 1, 0, 1, event=Event.REGROUPED, cause=Cause.RULE, minutes=25)
    register.move(100, 1, 1, 2, minutes=60)
    register.move(100, 2, 1, 2, minutes=50)
    register.end(100, 1, 10)
    register.leave(150, 2, 2)
    register.leave(300, 1, 2)
    return register


@pytest.fixture
def ledger(moved):
    judged = decisions(
        (10, "regroup", "H0", "acted"),
        (10, "close", "H1", "acted"),
        (50, "late", "H1", "kept"),
        (100, "close", "H1", "completed"),
    )
    known = elders(e1=("guaranteed", -1.0), e2=("guaranteed", 120.0))
    return moves_table(moved.frame(), moved.homes, known, judged)


def test_each_forced_move_has_a_row_in_order_of_happening(ledger):
    assert ledger.columns.tolist() == COLUMNS
    assert ledger["time_days"].tolist() == [10, 100, 100]
    assert ledger["elder_id"].tolist() == [1, 1, 2]
    assert ledger["from_home"].tolist() == ["H0", "H1", "H1"]
    assert ledger["to_home"].tolist() == ["H1", "H2", "H2"]
    assert ledger["cause"].tolist() == ["rule", "rule_close", "rule_close"]
    assert ledger["county_code"].tolist() == ["450101"] * 3
    assert ledger["to_county_code"].tolist() == ["450101", "450102", "450102"]


def test_a_move_is_by_the_rule_that_acted_on_the_home_left(ledger):
    assert ledger["rule"].tolist() == ["regroup", "close", "close"]


def test_minutes_are_those_of_the_last_home_and_of_the_new_one(ledger):
    assert ledger["minutes_before"].tolist() == [15, 25, 5]
    assert ledger["minutes_after"].tolist() == [25, 60, 50]


def test_moves_of_an_elder_are_numbered(ledger):
    assert ledger["number"].tolist() == [1, 2, 1]


def test_class_is_that_of_the_day(ledger):
    assert ledger["class"].tolist() == ["guaranteed", "guaranteed", "hardship"]


def test_deaths_within_ninety_days_are_told(ledger):
    # 50 days after the move, and 200; of the first move 290.
    assert ledger["died_within_90_days"].tolist() == [False, False, True]


def test_a_death_that_cannot_be_known_yet_is_missing(moved):
    log = moved.frame()
    seen = log[log["time_days"] <= 120]
    known = elders(e1=("hardship", float("inf")), e2=("hardship", float("inf")))
    ledger = moves_table(seen, moved.homes, known, decisions())

    assert ledger["died_within_90_days"].isna().tolist() == [False, True, True]
    # Who is dead is known to be, though ninety days have not passed.
    later = moves_table(log[log["time_days"] <= 160], moved.homes, known, decisions())
    assert later["died_within_90_days"].tolist()[2] is True
    longer = moves_table(seen, moved.homes, known, decisions(), horizon_days=190)
    assert longer["died_within_90_days"].tolist() == [False, False, False]


def test_residents_under_60_have_a_row_with_their_number(moved):
    young = {"home": 0, "bed_kind": BedKind.ORDINARY, "ability": Ability.ABLE}
    moved.write(0, Event.ADMITTED, cause=Cause.UNDER_60, residents=3, **young)
    moved.move(200, -1, 0, 2, persons=3, cause=Cause.EMERGENCY)
    known = elders(e1=("hardship", float("inf")))
    last = moves_table(moved.frame(), moved.homes, known, decisions()).iloc[-1]

    assert last["persons"] == 3
    assert pd.isna(last["elder_id"])
    assert last["class"] == "guaranteed"
    assert last["rule"] == ""
    assert last["number"] == 0


def test_without_moves_the_ledger_is_empty(register):
    register.opened(register.home("H0", 1), ordinary=10)
    ledger = moves_table(register.frame(), register.homes, elders(), decisions())

    assert ledger.columns.tolist() == COLUMNS
    assert ledger.empty


def test_repetitions_are_told_apart(moved):
    other = moved.frame().assign(replication=1)
    log = pd.concat([moved.frame(), other], ignore_index=True)
    known = elders(e1=("guaranteed", -1.0), e2=("hardship", float("inf")))
    judged = decisions((10, "close", "H1", "acted"))
    ledger = moves_table(log, moved.homes, known, judged)

    assert ledger["number"].tolist() == [1, 2, 1] * 2
    assert ledger["rule"].tolist() == ["", "close", "close"] + [""] * 3
    assert ledger["class"].tolist()[3:] == [""] * 3
