"""What became of homes and where residents went, on four homes by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from sim.indicators import fate_classes, fate_of_each, home_fates
from sim.indicators.fates import public_classes, public_fates
from sim.indicators.move_flows import home_flows, move_flows


@pytest.fixture
def homes() -> pd.DataFrame:
    rows = [
        ("A", "township", "public", 10, 0, ""),
        ("B", "township", "public", 30, 5, ""),
        ("C", "county", "public", 100, 50, ""),
        ("P", "county", "private", 90, 0, ""),
        ("N", "county", "public", 60, 0, "2029-01-01"),
    ]
    names = ["home_id", "tier", "ownership", "beds_ordinary", "beds_nursing", "opened"]
    table = pd.DataFrame(rows, columns=names)
    county = ["1", "1", "1", "2", "2"]
    return table.assign(county_code=county, draw=0)


def occupancy(**values: float) -> pd.DataFrame:
    rows = [
        (replication, home, value)
        for replication in (0, 1)
        for home, value in values.items()
    ]
    table = pd.DataFrame(rows, columns=["replication", "home_id", "occupancy"])
    return table.assign(draw=0)


def log(*rows: tuple[int, float, str, str, str]) -> pd.DataFrame:
    names = ["replication", "time_days", "facility_id", "event", "cause"]
    return pd.DataFrame(rows, columns=names).assign(draw=0)


@pytest.fixture
def fates(homes: pd.DataFrame) -> pd.DataFrame:
    told = log(
        (0, 50.0, "C", "upgraded", "history"),
        (0, 120.0, "A", "closed", "rule_merge"),
        (0, 130.0, "B", "mothballed", "rule_mothball"),
        (0, 150.0, "B", "reopened", "rule"),
        (0, 160.0, "B", "entrusted", "rule"),
        (1, 130.0, "B", "upgraded", "rule"),
        (1, 140.0, "B", "closed", "emergency"),
        (1, 150.0, "A", "admitted", ""),
    )
    full = occupancy(A=0.29, B=0.3, C=0.5, P=0.9, N=0.7)
    return home_fates(told, homes, full, since=100.0)


def met(fates: pd.DataFrame) -> dict[tuple[int, str], str]:
    rows = fates[["replication", "home_id", "fate"]].to_numpy()
    return {(int(one), str(home)): str(fate) for one, home, fate in rows}


def test_a_home_has_the_greatest_change_that_it_met(fates: pd.DataFrame) -> None:
    assert met(fates)[0, "A"] == "merged"
    assert met(fates)[1, "A"] == "kept"
    assert met(fates)[1, "B"] == "lost"


def test_a_home_that_is_opened_again_is_not_shut(fates: pd.DataFrame) -> None:
    assert met(fates)[0, "B"] == "entrusted"


def test_what_happened_before_planning_does_not_count(fates: pd.DataFrame) -> None:
    assert met(fates)[0, "C"] == "kept"


def test_homes_of_the_start_alone_are_followed(fates: pd.DataFrame) -> None:
    assert set(fates["home_id"]) == {"A", "B", "C", "P"}


def test_a_home_at_a_break_belongs_to_the_fuller_class(fates: pd.DataFrame) -> None:
    by_home = fates.drop_duplicates("home_id").set_index("home_id")["fullness"]
    assert by_home.to_dict() == {
        "A": "under_30",
        "B": "30_to_50",
        "C": "50_to_80",
        "P": "80_and_more",
    }


def test_classes_are_means_of_the_repetitions(fates: pd.DataFrame) -> None:
    classes = fate_classes(fates, 2)

    assert classes["homes"].sum() == 4
    assert list(classes["kind"]) == [
        "county_public",
        *["township_public"] * 4,
        "private",
    ]
    assert public_fates(classes, below_half=True) == {
        "kept": 0.5,
        "entrusted": 0.5,
        "merged": 0.5,
        "lost": 0.5,
    }
    assert public_fates(classes, below_half=False) == {"kept": 1.0}


def test_shares_of_a_class_of_public_homes_sum_to_one(fates: pd.DataFrame) -> None:
    wide = public_classes(fate_classes(fates, 2))

    assert list(wide["homes"]) == [1.0, 1.0, 1.0]
    assert wide.loc[("under_30", "under_20"), "share_merged"] == 0.5
    shares = [name for name in wide if str(name).startswith("share_")]
    assert list(wide[shares].sum(axis=1)) == [1.0, 1.0, 1.0]


def test_of_two_fates_as_common_the_greater_change_is_shown(
    fates: pd.DataFrame,
) -> None:
    each = fate_of_each(fates).set_index("home_id")

    assert each.loc["B", "fate"] == "lost"
    assert each.loc["B", "share"] == 0.5
    assert each.loc["C", "share"] == 1.0
    assert each.loc["A", "occupancy"] == 0.29


def moves(*rows: tuple[int, str, str, int]) -> pd.DataFrame:
    names = ["replication", "from_home", "to_home", "persons"]
    return pd.DataFrame(rows, columns=names).assign(draw=0)


def test_streams_are_persons_between_classes_a_repetition(
    homes: pd.DataFrame,
) -> None:
    went = moves((0, "A", "B", 3), (1, "A", "B", 1), (0, "B", "P", 1), (0, "A", "X", 1))

    streams = move_flows(went, homes, 2)
    seen = [tuple(row) for row in streams.to_numpy()]
    assert seen[0] == ("township", "under_20", "township", "20_to_39", "same", 2.0)
    assert ("township", "20_to_39", "private", "80_and_more", "other", 0.5) in seen
    assert ("township", "under_20", "new", "new", "other", 0.5) in seen
    assert streams["persons"].sum() == went["persons"].sum() / 2


def test_streams_between_homes_are_the_largest_first() -> None:
    went = moves((0, "B", "P", 1), (0, "A", "B", 3), (1, "A", "B", 1))

    assert home_flows(went, 2).to_numpy().tolist() == [["A", "B", 2.0], ["B", "P", 0.5]]
