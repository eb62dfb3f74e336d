"""The residents with whom a run begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.engine.bed_board import BedBoard
from sim.engine.beds import suitable_kinds
from sim.engine.guarantee import climb_down
from sim.engine.pathway import stay
from sim.engine.world import World
from sim.events import Cause, ElderClass


def place_starting_residents(world: World, under_60: NDArray[np.int64]) -> int:
    """Place everyone who lives in a home at the start, the longest resident first.

    They chose as applicants do, so each takes its best home with a free suitable bed;
    guaranteed elders climb down the ladder if there is none.

    Parameters
    ----------
    world
        Homes are open, nobody is placed.
    under_60
        Guaranteed residents under 60, a fixed load. Shape (homes).

    Returns
    -------
        How many found no bed and are at home instead; the stationary solution knows
        no limits, so a few may.
    """
    roster, board = world.roster, world.board
    people = roster.people
    for home in np.flatnonzero(under_60):
        board.admit_under_60(int(home), int(under_60[home]))
    residents = np.flatnonzero(people.resident)
    order = np.lexsort((residents, -people.elapsed_days[residents]))
    residents = residents[order]
    ability = np.array([roster.settle(person, 0.0) for person in residents.tolist()])
    at_admission = people.admission_ability[residents].astype(np.int64)
    chosen = _rankings(world, residents, at_admission)
    present = _rankings(world, residents, ability)
    departures = world.departures(
        residents, np.zeros(len(residents)), people.elapsed_days[residents]
    )
    dropped = 0
    for number, person in enumerate(residents.tolist()):
        now, then = int(ability[number]), int(at_admission[number])
        homes = _with_chosen_first(board, next(chosen), next(present), then)
        guaranteed = roster.class_on(person, 0.0) == ElderClass.GUARANTEED
        if _admitted(board, person, homes, now) or (
            guaranteed and climb_down(world, person)
        ):
            roster.met.add(person)
            world.env.process(stay(world, person, departures[number]))
        else:
            dropped += 1
            world.go_home(person)
    return dropped


def _rankings(
    world: World, persons: NDArray[np.int64], ability: NDArray[np.int64]
) -> Iterator[list[int]]:
    """Yield the homes that each resident ranks with an ability, the best first."""
    people = world.roster.people
    ranking = world.choices.rank(
        world.utilities,
        world.streams,
        elder_id=people.elder_id[persons],
        township=people.township[persons].astype(np.int64),
        elder_class=np.array(
            [world.roster.class_on(person, 0.0) for person in persons.tolist()],
            dtype=np.int64,
        ),
        ability=ability.astype(np.int64),
    )
    homes, offset = ranking.home.tolist(), ranking.offset.tolist()
    for first, end in pairwise(offset):
        yield homes[first:end]


def _with_chosen_first(
    board: BedBoard, chosen: list[int], present: list[int], at_admission: int
) -> list[int]:
    """Return the homes in the order in which a resident will have come to lie there.

    The home was chosen with the ability at admission; whoever worsened since stays in
    it where it has a suitable bed, and else has moved to the best that has one now.
    """
    kinds = suitable_kinds(at_admission)
    for home in chosen:
        if board.free_bed(home, kinds, at_admission) >= 0:
            return [home, *present]
    return present


def _admitted(board: BedBoard, person: int, homes: list[int], ability: int) -> bool:
    for home in homes:
        kind = board.free_bed(home, suitable_kinds(ability), ability)
        if kind >= 0:
            board.admit(person, home, kind, ability, Cause.START)
            return True
    return False
