"""Draws that must change nothing: those beside a central run, and central ones."""

from pathlib import Path

import pandas as pd
import pytest
from drawn_places import CENTRAL, write_place

import sim

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


def test_a_draw_of_the_central_values_has_the_lives_of_the_central_run(tmp_path):
    file = write_place(tmp_path, rows=[CENTRAL, CENTRAL], more=LIKE)
    scenario = sim.load_scenario(file)

    drawn = sim.run(scenario, draws=2, replications=1, jobs=1)
    plain = sim.run(scenario, draws=1, replications=1, jobs=1)

    for draw in (1, 2):
        for name in ("events", "elders", "indicators"):
            table = getattr(drawn, name)
            of_draw = table[table["draw"] == draw]
            pd.testing.assert_frame_equal(
                of_draw.drop(columns="draw").reset_index(drop=True),
                getattr(plain, name).drop(columns="draw"),
                obj=name,
            )


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_of_the_draws_changes_no_single_draw(tmp_path, jobs):
    """Equal rows under other numbers: with homes alike, a draw is its row."""
    rows = [(0.02, -1.0, 1.15), (0.4, 1.0, 0.85)]
    tables = []
    for name, order in (("there", rows), ("back", rows[::-1])):
        file = write_place(tmp_path / name, rows=order, more=LIKE)
        run = sim.run(sim.load_scenario(file), draws=2, replications=1, jobs=jobs)
        tables.append(run.indicators)

    for one, other in ((1, 2), (2, 1)):
        there, back = (
            table[table["draw"] == draw].drop(columns="draw").reset_index(drop=True)
            for table, draw in zip(tables, (one, other), strict=True)
        )
        pd.testing.assert_frame_equal(there, back)
