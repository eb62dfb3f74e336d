"""Residents who are moved by a rule: where to, and what a move does to them."""

from __future__ import annotations

from collections.abc import Generator

import simpy

from sim.engine.bed_board import BedBoard
from sim.engine.beds import ANY_BED, ORDINARY_BED, suitable_kinds
from sim.engine.transfers import seek_suitable_bed, wish_for_public_bed
from sim.engine.world import World
from sim.events import Ability, BedKind, Cause, ElderClass, Event
from sim.supply.rules.absorption import Placement
from sim.timeline import moment

# Those who must move come before everybody on a list.
RANK_MOVED = 0


def carry_over(
    world: World,
    home: int,
    placements: tuple[Placement, ...],
    cause: Cause,
    event: Event,
) -> None:
    """Move residents of a home into the beds found for them; the under-60 too."""
    board = world.board
    person_of = dict(board.residents_of(home))
    for place in placements:
        if place.elder_id < 0:
            move_under_60(world.board, home, place.home, place.kind, cause, event)
        else:
            move(world, person_of[place.elder_id], place.home, place.kind, cause, event)


def move(
    world: World, person: int, home: int, kind: int, cause: Cause, event: Event
) -> None:
    """Move one resident, who may die of it, and wishes for a suitable bed."""
    board = world.board
    ticket = board.cancel_transfer(person)
    board.relocate(person, home, kind, cause, event)
    number = world.moved.get(person, 0)
    world.moved[person] = number + 1
    _risk_of_moving(world, person, number, cause)
    guaranteed = world.roster.class_on(person, world.env.now) == ElderClass.GUARANTEED
    county = world.roster.county[person]
    ours = world.homes.public[home] and world.homes.county[home] == county
    if guaranteed and not ours:
        wish_for_public_bed(world, person)
    elif kind not in suitable_kinds(board.place_of[person].ability):
        seek_suitable_bed(world, person)
    if ticket is not None:
        board.stand_down(ticket)


def move_under_60(
    board: BedBoard, home: int, other: int, kind: int, cause: Cause, event: Event
) -> None:
    """Move one of the guaranteed residents under 60 to a bed of a kind."""
    former = leave_under_60(board, home, cause, event)
    board.capacity.take(other, kind)
    board.capacity.carry(other, Ability.ABLE)
    board.recorder.under_60(other, kind, 1, event, cause, former)
    board.under_60[other][kind] += 1


def leave_under_60(board: BedBoard, home: int, cause: Cause, event: Event) -> int:
    """Let one of them leave a home, out of an ordinary bed if there is one.

    Returns
    -------
        The home that was left.
    """
    ordinary = int(BedKind.ORDINARY)
    kind = ordinary if board.under_60[home][ordinary] else int(BedKind.NURSING)
    board.capacity.give_back(home, kind)
    board.capacity.carry(home, Ability.ABLE, -1)
    board.recorder.under_60(home, kind, -1, event, cause)
    board.under_60[home][kind] -= 1
    return home


def _risk_of_moving(world: World, person: int, number: int, cause: Cause) -> None:
    """Let an excess death follow, where the scenario says that moves kill.

    The threshold belongs to the person and the number of the move.
    """
    parameters, roster = world.parameters, world.roster
    emergency = cause is Cause.EMERGENCY
    ratio = parameters.planned_death_ratio
    if emergency:
        ratio = parameters.emergency_death_ratio
    if ratio <= 1.0:
        return
    threshold = world.streams.exponential_one(
        "relocation_death", roster.elder_id[person], number
    )
    day = roster.excess_death_day(
        person,
        world.env.now,
        threshold,
        ratio=ratio,
        days=parameters.relocation_days,
    )
    if day < world.horizon_days:
        world.env.process(_die_of_a_move(world, person, moment(day)))


def _die_of_a_move(
    world: World, person: int, day: float
) -> Generator[simpy.Event, object, None]:
    roster, board = world.roster, world.board
    occasion = roster.occasion[person]
    yield world.env.timeout(max(day - world.env.now, 0.0))
    if person in board.place_of and roster.occasion[person] == occasion:
        roster.death_day[person] = world.env.now
        board.leave(person, Event.DIED_IN_CARE, Cause.RELOCATION)


def rung_for(world: World, person: int) -> tuple[int, int] | None:
    """Return home and bed kind of the first rung of the ladder that holds.

    The ladder of the guarantee, for everybody who must leave a home: a suitable bed,
    an ordinary one, an extra one in a public home of the county, a bought one,
    another county. The guaranteed look in public homes only.
    """
    ability = world.board.place_of[person].ability
    elder_class = world.roster.class_on(person, world.env.now)
    own = world.remembered_options(person, elder_class, ability).homes
    any_bed = world.remembered_options(person, elder_class, Ability.ABLE).homes
    public = world.remembered_options(person, ElderClass.GUARANTEED, Ability.ABLE).homes
    kinds = suitable_kinds(ability)
    found = _bed_in(world, own, kinds, ability)
    if found is None and kinds != ANY_BED:
        found = _bed_in(world, any_bed, ORDINARY_BED, ability)
    if found is None:
        found = _extra_bed(world, public)
    if found is None and world.parameters.purchase_private:
        private = world.private_options(person, ability)
        found = _bed_in(world, private, kinds, ability)
    if found is None and world.parameters.other_county:
        elsewhere = world.choices.public_homes_elsewhere(
            world.homes, world.roster.township[person]
        )
        found = _bed_in(world, elsewhere, kinds, ability)
    return found


def _bed_in(
    world: World, homes: list[int], kinds: tuple[int, ...], ability: int
) -> tuple[int, int] | None:
    for home in homes:
        kind = world.board.free_bed(home, kinds, ability, RANK_MOVED)
        if kind >= 0:
            return home, kind
    return None


def _extra_bed(world: World, homes: list[int]) -> tuple[int, int] | None:
    for home in homes:
        if world.board.surge_room(home, world.parameters.surge_share):
            return home, int(BedKind.SURGE)
    return None
