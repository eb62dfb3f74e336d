"""Simulations are kept, done once, and the same with any number of workers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from fitting_places import baseline, plan_of

from sim.fitting import simulations
from sim.fitting.simulations import Shared, points_of, run_points, share


def silent(done: int, total: int) -> None:
    """Tell nobody."""


@pytest.fixture
def counted(monkeypatch) -> list[int]:
    """Simulate nothing and list the points that would have been."""
    seen: list[int] = []

    def pretend(shared, point):
        seen.append(point.number)
        return {"a": point.number / 2, "b": float("nan")}

    monkeypatch.setattr(simulations, "see", pretend)
    monkeypatch.setattr(simulations, "_shared", lambda parts: None)
    return seen


def test_a_finished_point_is_not_simulated_again(counted, tmp_path):
    points = points_of("prior", np.zeros((4, 2)), 100)
    first = run_points(points[:2], tmp_path, 1, silent)
    told: list[tuple[int, int]] = []

    table = run_points(points, tmp_path, 1, lambda *now: told.append(now))

    assert counted == [0, 1, 2, 3]
    assert told == [(2, 4), (3, 4), (4, 4)]
    assert table["a"].tolist() == [0.0, 0.5, 1.0, 1.5]
    assert table["b"].isna().all()
    pd.testing.assert_frame_equal(table.iloc[:2], first)


@pytest.mark.parametrize(
    "damage", [b"", b'{"a": 1', b"[]", b"3", b'{"a": "x"}', b"\xff\xfe{}"]
)
def test_a_damaged_point_is_simulated_again(counted, tmp_path, damage):
    points = points_of("near", np.zeros((3, 2)), 100)
    run_points(points, tmp_path, 1, silent)
    (tmp_path / points[1].name).write_bytes(damage)

    table = run_points(points, tmp_path, 1, silent)

    assert counted == [0, 1, 2, 1]
    assert table["a"].tolist() == [0.0, 0.5, 1.0]


def test_points_have_homes_and_elders_of_their_own():
    points = points_of("prior", np.zeros((40, 2)), 100)

    assert [point.draw for point in points] == list(range(100, 140))
    assert len({point.replication for point in points}) == 40
    assert len({point.name for point in points}) == 40


def test_two_workers_give_the_table_of_one(places, tmp_path):
    plan = plan_of(places / "small_county", tmp_path)
    shared = Shared(baseline(plan, tmp_path), plan.unknowns, plan.targets)
    points = points_of("prior", np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]]), 100)
    tables = {}
    for jobs in (1, 2):
        parts = tmp_path / str(jobs)
        parts.mkdir()
        share(shared, parts)
        tables[jobs] = run_points(points, parts, jobs, silent)

    pd.testing.assert_frame_equal(tables[1], tables[2], check_exact=True)
    assert tables[1].columns.tolist() == [
        "occupancy",
        "stay",
        "private",
        "dropped_share",
    ]
    # More applications, fuller homes; more discharge, shorter stays.
    assert tables[1]["occupancy"][1] > tables[1]["occupancy"][0]
    assert tables[1]["stay"][2] < tables[1]["stay"][0]
