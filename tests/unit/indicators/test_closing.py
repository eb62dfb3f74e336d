"""Which homes close, how surely, by which rule; and why others did not."""

from datetime import date

import pandas as pd
import pytest

from sim.events import Cause, Event
from sim.indicators import closing_share, closings_by_year, closings_table, refusals
from sim.timeline import Timeline

TIMELINE = Timeline(date(2021, 1, 1), date(2022, 12, 31))
JUDGED = [
    *("draw", "replication", "time_days", "rule", "facility_id", "county_code"),
    *("outcome", "reason"),
]


def judged(*rows) -> pd.DataFrame:
    """Return judgements: replication, day, rule, home, outcome, reason."""
    return pd.DataFrame(
        [
            (0, replication, float(day), rule, home, "" if home else "450101", how, why)
            for replication, day, rule, home, how, why in rows
        ],
        columns=JUDGED,
    )


@pytest.fixture
def homes():
    """Three small township homes and a large county home, and one built later."""
    return pd.DataFrame(
        {
            "draw": 0,
            "home_id": ["H0", "H1", "H2", "H3", "R1"],
            "county_code": "450101",
            "tier": ["township"] * 3 + ["county", "township"],
            "beds_ordinary": [19, 10, 20, 60, 10],
            "beds_nursing": [0, 5, 0, 40, 0],
            "opened": ["", "", "", "", "rule"],
        }
    )


@pytest.fixture
def closings(register, homes):
    """H0 closes in both of two replications, H1 in one, H2 is shut for a time."""
    for name in homes["home_id"]:
        register.home(name, 1)
    register.end(100, 0, 19)
    register.end(400, 1, 10, 5, event=Event.CONVERTED, cause=Cause.DAY_CARE)
    register.end(450, 2, 20, event=Event.MOTHBALLED, cause=Cause.RULE_MOTHBALL)
    register.end(460, 4, 10)
    first = register.frame()
    second = first[first["facility_id"].isin(["H0"])].assign(replication=1)
    log = pd.concat([first, second], ignore_index=True)
    judgements = judged(
        (0, 10, "close", "H0", "acted", "close"),
        (0, 100, "close", "H0", "completed", "close"),
        (0, 310, "idle", "H1", "acted", "convert"),
        (0, 320, "close", "H1", "yielded", "idle"),
        (1, 10, "close", "H0", "acted", "close"),
    )
    return closings_table(log, homes, judgements, TIMELINE)


def test_an_ended_home_has_one_row_with_year_class_and_rule(closings):
    own = closings[closings["replication"] == 0].set_index("home_id")

    assert len(own) == 4
    assert own["year"].tolist() == [2021, 2022, 2022, 2022]
    assert own["event"].tolist() == ["closed", "converted", "mothballed", "closed"]
    assert own["rule"].tolist() == ["close", "idle", "", ""]
    assert own.loc["H0", "size"] == "under_20"
    assert own.loc["H2", "size"] == "20_to_39"


def test_share_of_the_repetitions_in_which_a_home_closes(closings, homes):
    table = closing_share(closings, homes, 2, by_home=True).set_index("home_id")

    assert table["share"].to_dict() == {"H0": 1.0, "H1": 0.5, "H2": 0.0, "H3": 0.0}


def test_share_of_a_class_pools_its_homes(closings, homes):
    table = closing_share(closings, homes, 2, by_home=False)
    small = table[table["size"] == "under_20"].iloc[0]

    # H0 and H1: three closings in two repetitions.
    assert (small["homes"], small["closed"]) == (2, 1.5)
    assert small["share"] == pytest.approx(0.75)
    assert small["any_share"] == 1
    large = table[table["size"] == "80_and_more"].iloc[0]
    assert (large["homes"], large["closed"], large["any_share"]) == (1, 0, 0)


def test_closings_by_year_and_rule_are_means_of_the_repetitions(closings):
    table = closings_by_year(closings, 2)

    found = table.set_index(["year", "rule", "event"])["homes"].to_dict()
    assert found == {
        (2021, "close", "closed"): 1.0,
        (2022, "", "closed"): 0.5,
        (2022, "", "mothballed"): 0.5,
        (2022, "idle", "converted"): 0.5,
    }


def test_refusals_count_judgements_and_not_comparisons():
    rows = [
        (0, 10, "close", "H0", "protected", "regional_center"),
        (0, 10, "close", "H0", "protected", "regional_center"),
        (0, 375, "close", "H0", "protected", "regional_center"),
        (1, 10, "close", "H1", "protected", "regional_center"),
        (1, 10, "close", "H2", "acted", "close"),
        (1, 10, "close", "H3", "kept", "home.beds"),
        (1, 10, "build", "", "refused", "not_possible"),
    ]
    table = refusals(judged(*rows), 2).set_index(["rule", "outcome"])

    assert table["judgements"].to_dict() == {
        ("build", "refused"): 0.5,
        ("close", "protected"): 1.5,
    }
    assert table.loc[("close", "protected"), "places"] == 2


def test_without_closings_tables_are_empty_and_shares_nought(register, homes):
    register.home("H0", 1)
    closings = closings_table(register.frame(), homes, judged(), TIMELINE)

    assert closings.empty
    assert closings_by_year(closings, 2).empty
    assert (closing_share(closings, homes, 2, by_home=True)["share"] == 0).all()
    assert (closing_share(closings, homes, 2, by_home=False)["closed"] == 0).all()
    assert refusals(judged(), 2).empty


@pytest.mark.parametrize("by_home", [True, False])
def test_where_no_home_was_judged_no_share_is_told(register, homes, by_home):
    nobody = homes.astype({"home_id": "str"}).iloc[:0]
    closings = closings_table(register.frame(), nobody, judged(), TIMELINE)

    assert closing_share(closings, nobody, 2, by_home=by_home).empty
