from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.population.arrays import ROWS
from sim.population.cohorts import CohortTable
from sim.population.lives import DEAD, Start, draw_lives, next_ability
from sim.streams import Streams

# 0.001 a day out of every level, a quarter of it death, half of it for the worse.
SLOTS = 4
EDGES = np.arange(SLOTS + 1) * 1000.0
RATE = np.full((ROWS * 4, SLOTS), 0.001)
CUMULATIVE = np.broadcast_to(EDGES * 0.001, (ROWS * 4, SLOTS + 1))
TABLE = CohortTable(
    edges=EDGES,
    exit_rate=RATE,
    exit_cumulative=CUMULATIVE,
    worsen_share=np.full_like(RATE, 0.5),
    change_share=np.full_like(RATE, 0.75),
    death_rate=RATE / 4,
    death_cumulative=CUMULATIVE / 4,
)


def test_the_direction_decides_between_worse_better_and_death() -> None:
    key = np.full(3, 4 * 7 + 2)

    ability = next_ability(TABLE, key, np.ones(3, dtype=int), np.array([0.4, 0.6, 0.8]))

    assert ability.tolist() == [3, 1, DEAD]


def start(exits: list[float], directions: list[float]) -> Start:
    n = len(exits)
    return Start(
        np.zeros(n, dtype=np.int64),
        np.ones(n, dtype=np.int8),
        np.array(exits),
        np.array(directions),
    )


def test_a_life_has_its_first_level_and_then_its_changes() -> None:
    first = start([0.5, 9.0, 0.25], [0.1, 0.1, 0.9])

    lives = draw_lives(
        TABLE, first, np.full(3, 600.0), np.arange(3), Streams(seed=1, replication=0)
    )

    whole = lives.segment_offset[1]
    assert lives.segment_day[:2].tolist() == [0.0, 500.0]
    assert lives.segment_ability[:2].tolist() == [1, 2]
    assert lives.segment_offset.tolist()[1:] == [whole, whole + 1, whole + 2]
    assert lives.death_day[1:].tolist() == [np.inf, 250.0]


def test_nothing_is_drawn_beyond_the_day_asked_for() -> None:
    first = start([0.5, 0.7], [0.1, 0.9])

    lives = draw_lives(
        TABLE, first, np.full(2, 400.0), np.arange(2), Streams(seed=1, replication=0)
    )

    assert lives.segment_offset.tolist() == [0, 1, 2]
    assert np.isinf(lives.death_day).all()


def test_later_changes_belong_to_the_elder_not_to_the_company() -> None:
    many = start([0.1] * 50, [0.1] * 50)
    streams = Streams(seed=4, replication=2)

    together = draw_lives(TABLE, many, np.full(50, 4000.0), np.arange(50), streams)
    alone = draw_lives(
        TABLE, many.select(np.array([31])), np.full(1, 4000.0), np.array([31]), streams
    )

    first, last = together.segment_offset[31:33]
    np.testing.assert_array_equal(together.segment_day[first:last], alone.segment_day)
    assert together.death_day[31] == alone.death_day[0]


def test_other_decisions_have_other_numbers() -> None:
    many = start([0.1] * 50, [0.1] * 50)
    streams = Streams(seed=4, replication=2)

    future = draw_lives(TABLE, many, np.full(50, 4000.0), np.arange(50), streams)
    past = draw_lives(
        replace(TABLE), many, np.full(50, 4000.0), np.arange(50), streams, "past"
    )

    assert not np.array_equal(future.death_day, past.death_day)
    # Their first changes were given, on day 100; no later one is on the same day.
    assert set(future.segment_day) & set(past.segment_day) == {0.0, 100.0}
