"""The log in vidigi's words: who is where is the same, and vidigi takes it."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from worlds import MODERATE, Home, Life, run_world

from sim.engine import simulate
from sim.experiment.vidigi_log import COLUMNS, vidigi_log
from sim.scenario import load_scenario

TEACHING = Path(__file__).parents[3] / "scenarios" / "teaching"


@pytest.fixture(scope="module")
def log():
    """A home of one bed; the second waits for it, the third gives up."""
    lives = [Life(1.0, 10.0), Life(2.0, 20.0), Life(3.0, 5.0)]
    return run_world([Home(1)], lives, days=15.0).log


@pytest.fixture(scope="module")
def small():
    """Two homes in a scarce place where people move, leave and come back."""
    scenario = load_scenario(TEACHING / "two_homes.yaml", {"demand.level": "10"})
    return simulate(scenario, 0, 0).log


def test_a_story_is_told_in_the_words_of_vidigi(log):
    told = vidigi_log(log)

    assert list(told) == COLUMNS
    story = told[["time", "entity_id", "event_type", "event"]].to_numpy().tolist()
    assert story == [
        [1.0, 1, "arrival_departure", "arrival"],
        [1.0, 1, "resource_use", "h0"],
        [2.0, 2, "arrival_departure", "arrival"],
        [2.0, 2, "queue", "waiting"],
        [3.0, 3, "arrival_departure", "arrival"],
        [3.0, 3, "queue", "waiting"],
        [5.0, 3, "arrival_departure", "depart"],
        [10.0, 1, "resource_use_end", "h0"],
        [10.0, 1, "arrival_departure", "depart"],
        [10.0, 2, "resource_use", "h0"],
    ]
    assert told["resource_id"].dropna().tolist() == [1, 1, 1]


def test_a_move_gives_one_bed_back_and_takes_another():
    life = Life(1.0, ability=((0.0, 0), (5.0, MODERATE)))
    log = run_world([Home(1), Home(0, nursing=1, attraction=-50.0)], [life]).log

    told = vidigi_log(log)

    moves = told[told["resource_id"].notna()]
    assert moves[["time", "event_type", "event"]].to_numpy().tolist() == [
        [1.0, "resource_use", "h0"],
        [5.0, "resource_use_end", "h0"],
        [5.0, "resource_use", "h1"],
    ]
    assert set(told["pathway"]) == {"able"}, "a pathway is kept from arrival on"


def test_whoever_comes_again_is_another_entity(small):
    told = vidigi_log(small)

    arrivals = told[told["event"] == "arrival"]
    assert arrivals["entity_id"].is_unique
    assert arrivals["elder_id"].duplicated().any()
    departures = told[told["event"] == "depart"]
    assert departures["entity_id"].is_unique


def test_beds_in_use_are_the_residents_of_the_log(small):
    told = vidigi_log(small)

    in_use = told["event_type"].map({"resource_use": 1, "resource_use_end": -1})
    elders = small[small["elder_id"].notna()]
    for home, mine in elders.groupby("facility_id", observed=True):
        used = in_use[told["event"] == home].cumsum()
        residents = mine["residents_change"][mine["residents_change"] != 0].cumsum()
        assert used.tolist() == residents.tolist()


def test_no_bed_is_used_twice_at_a_time(small):
    used = vidigi_log(small)
    used = used[used["resource_id"].notna()]

    for _, bed in used.groupby(["event", "resource_id"]):
        turns = bed["event_type"].to_numpy()
        assert (turns[::2] == "resource_use").all()
        assert (turns[1::2] == "resource_use_end").all()
        assert (bed["entity_id"].to_numpy()[:-1:2] == bed["entity_id"][1::2]).all()


def test_another_replication_has_no_row(log):
    told = vidigi_log(log, replication=7)

    assert list(told) == COLUMNS
    assert told.empty


def test_vidigi_takes_it_and_sees_the_same_people(small):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its packages' own
        prep = pytest.importorskip("vidigi.prep", reason="vidigi is not installed")
        days = 360
        frames = prep.reshape_for_animations(
            vidigi_log(small),
            every_x_time_units=90,
            limit_duration=days,
            step_snapshot_max=10_000,
        )

    elders = small[small["elder_id"].notna()]
    for day in range(90, days + 1, 90):
        seen = frames[frames["snapshot_time"] == day]["event"].value_counts()
        before = elders[elders["time_days"] <= day]
        stock = before.groupby("facility_id", observed=True)["residents_change"].sum()
        for home, residents in stock.items():
            assert seen.get(home, 0) == residents, (day, home)
    assert np.isfinite(frames["snapshot_time"]).all()
