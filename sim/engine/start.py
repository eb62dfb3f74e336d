"""The residents with whom a run begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.going_on import set_out_next
from sim.engine.guarantee import climb_down
from sim.engine.moves import admit_under_60
from sim.engine.pathway import stay
from sim.engine.replay import Replay
from sim.engine.transfers import seek_suitable_bed
from sim.engine.world import World
from sim.events import Cause, ElderClass
from sim.supply.bed_kinds import suitable_kinds


def place_starting_residents(world: World, under_60: NDArray[np.int64]) -> int:
    """Place everyone who lives in a home at the start.

    Residents lie where they came to lie: the admissions of the past years, of those
    too who have left since, are replayed. Whoever lies in a bed that does not suit by
    now is on the lists for a better one; guaranteed elders without a bed climb down
    the ladder.

    Parameters
    ----------
    world
        Homes are open, nobody is placed.
    under_60
        Guaranteed residents under 60, a fixed load. Shape (homes).

    Returns
    -------
        How many found no bed and are at home instead; the stationary solution knows
        no limits, so some will.
    """
    roster, board = world.roster, world.board
    people = roster.people
    for home in np.flatnonzero(under_60):
        admit_under_60(board, int(home), int(under_60[home]))
    residents = np.flatnonzero(people.resident)
    departures = world.departures(
        residents, np.zeros(len(residents)), people.elapsed_days[residents]
    )
    world.foreseen.foresee(
        "application",
        people.elder_id[residents],
        np.ones(len(residents), dtype=np.int64),
    )
    misplaced = _admit(world, residents.tolist(), _replayed(world, under_60))
    for person in misplaced:
        seek_suitable_bed(world, person)
    dropped = 0
    for person, departure in zip(residents.tolist(), departures, strict=True):
        guaranteed = roster.class_on(person, 0.0) == ElderClass.GUARANTEED
        if person in board.place_of or (guaranteed and climb_down(world, person)):
            roster.met.add(person)
            set_out_next(world.env, stay(world, person, departure))
        else:
            dropped += 1
            world.go_home(person)
    return dropped


def _replayed(world: World, under_60: NDArray[np.int64]) -> dict[int, tuple[int, int]]:
    """Return home and bed kind by person, of those who have a bed on the first day."""
    people = world.roster.people
    if people.past is None:
        return {}
    replay = Replay(world, people.past, under_60)
    replay.run()
    person = np.searchsorted(people.elder_id, people.past.elder_id).tolist()
    return {person[number]: place for number, place in replay.place_of.items()}


def _admit(
    world: World, residents: list[int], place_of: dict[int, tuple[int, int]]
) -> list[int]:
    """Admit residents where they lie; return those whose bed does not suit."""
    misplaced = []
    for person in residents:
        ability = world.roster.settle(person, 0.0)
        place = place_of.get(person)
        if place is not None:
            home, kind = place
            world.board.admit(person, home, kind, ability, Cause.START)
            if kind not in suitable_kinds(ability):
                misplaced.append(person)
    return misplaced
