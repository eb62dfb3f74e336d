"""Residents whose bed does not suit them, and where they go."""

from __future__ import annotations

from sim.engine.waiting_list import Ticket
from sim.engine.world import World
from sim.events import Cause, ElderClass
from sim.supply.bed_kinds import suitable_kinds


def seek_suitable_bed(world: World, person: int) -> None:
    """Move a resident whose bed does not suit, or put it on the lists.

    Off the lists before looking round: nobody stands in the own way. Those who stood
    behind are served afterwards.
    """
    former = world.board.cancel_transfer(person)
    _look_round(world, person, former)
    if former is not None:
        world.board.stand_down(former)


def _look_round(world: World, person: int, ticket: Ticket | None) -> None:
    """Find a suitable bed or wait for one.

    A suitable bed in the own home comes first, then the best other home with one
    free; else the resident waits for both where it is.
    """
    board, roster = world.board, world.roster
    place = board.place_of[person]
    kinds = suitable_kinds(place.ability)
    elder_class = roster.class_on(person, world.env.now)
    guaranteed = elder_class == ElderClass.GUARANTEED
    bought = guaranteed and not world.homes.public[place.home]
    suits = place.kind in kinds
    if suits and not (bought and ticket is not None):
        return
    rank = roster.rank(person, elder_class, place.ability)
    if not suits:
        kind = board.bed_within(person, kinds, rank)
        if kind >= 0:
            board.move(person, place.home, kind, Cause.SUITABLE_BED)
            return
    options = world.options(person, elder_class, place.ability)
    others = [home for home in options.homes if home != place.home]
    for home in others:
        kind = board.free_bed(home, kinds, place.ability, rank)
        if kind >= 0:
            board.move(person, home, kind, Cause.SUITABLE_BED)
            return
    lists = len(others) if guaranteed else max(world.parameters.waiting_lists - 1, 0)
    board.wait(
        Ticket(
            person=person,
            rank=rank,
            since=world.env.now if ticket is None else ticket.since,
            elder_id=roster.elder_id[person],
            kinds=kinds,
            homes=(*(() if bought else (place.home,)), *others[:lists]),
        )
    )


def wish_for_public_bed(world: World, person: int) -> None:
    """Put a guaranteed elder in a bought or distant bed on the county's lists."""
    board, roster = world.board, world.roster
    place = board.place_of[person]
    homes = world.options(person, ElderClass.GUARANTEED, place.ability).homes
    board.wait(
        Ticket(
            person=person,
            rank=roster.rank(person, ElderClass.GUARANTEED, place.ability),
            since=world.env.now,
            elder_id=roster.elder_id[person],
            kinds=suitable_kinds(place.ability),
            homes=tuple(homes),
        )
    )
