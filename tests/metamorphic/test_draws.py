"""Draws that must change nothing: those beside a central run, and central ones."""

from pathlib import Path

import pandas as pd
from drawn_places import CENTRAL, write_place

import sim
from sim.engine import simulate
from sim.scenario import Scenario

LIKE = "set:\n  choice.home_effect_sd: {value: 0, source: assumption, note: alike}\n"


def central(file: Path) -> sim.Results:
    return sim.run(sim.load_scenario(file), replications=2, jobs=1)


def test_joint_draws_beside_it_change_nothing_of_a_central_run(tmp_path):
    with_draws = central(write_place(tmp_path / "with"))
    without = central(write_place(tmp_path / "without", rows=()))

    for name in ("events", "indicators", "homes", "elders", "summary", "population"):
        pd.testing.assert_frame_equal(
            getattr(with_draws, name), getattr(without, name), obj=name
        )


def log_of(scenario: Scenario, draw: int) -> pd.DataFrame:
    """The log of a draw, all with the chances of one replication."""
    return simulate(scenario.in_draw(draw), draw, 0).log.drop(columns="draw")


def test_a_draw_of_the_central_values_has_the_lives_of_the_central_run(tmp_path):
    file = write_place(tmp_path, rows=[CENTRAL, CENTRAL], more=LIKE)
    scenario = sim.load_scenario(file)

    central_log = log_of(scenario, 0)

    for draw in (1, 2):
        pd.testing.assert_frame_equal(log_of(scenario, draw), central_log)


def test_order_of_the_draws_changes_no_single_draw(tmp_path):
    """Equal rows under other numbers: with homes alike, a draw is its row."""
    rows = [(0.02, -1.0, 1.15), (0.4, 1.0, 0.85)]
    there, back = (
        sim.load_scenario(write_place(tmp_path / name, rows=order, more=LIKE))
        for name, order in (("there", rows), ("back", rows[::-1]))
    )

    for one, other in ((1, 2), (2, 1)):
        pd.testing.assert_frame_equal(log_of(there, one), log_of(back, other))


def test_draws_alike_differ_by_chance_and_scenarios_meet_within_a_draw(tmp_path):
    """A band over draws of one replication each must hold chance."""
    file = write_place(tmp_path, rows=[CENTRAL, CENTRAL], more=LIKE)
    scenario = sim.load_scenario(file)

    runs = [sim.run(scenario, draws=2, replications=1, jobs=1) for _ in range(2)]

    events = runs[0].events
    first, second = (events[events["draw"] == draw] for draw in (1, 2))
    assert set(first["replication"]) == set(second["replication"]) == {0}
    assert first["time_days"].tolist() != second["time_days"].tolist()
    pd.testing.assert_frame_equal(events, runs[1].events)
