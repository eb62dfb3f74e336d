"""Residents who are moved by a rule: where to, and what a move does to them."""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine.bed_board import BedBoard
from sim.engine.going_on import Way, set_out_next
from sim.engine.transfers import seek_suitable_bed, wish_for_public_bed
from sim.engine.waiting_list import Ticket
from sim.engine.world import World
from sim.events import Ability, BedKind, Cause, ElderClass, Event
from sim.supply.bed_kinds import ANY_BED, ORDINARY_BED, suitable_kinds
from sim.supply.rules.absorption import Placement
from sim.timeline import moment

# Those who must move come before everybody on a list.
RANK_MOVED = 0


def carry_over(
    world: World,
    home: int,
    placements: Iterable[Placement],
    cause: Cause,
    event: Event,
    rungs: Iterable[tuple[int, int, int]] = (),
) -> None:
    """Move residents of a home into the beds found for all of them on paper.

    Parameters
    ----------
    placements
        Suitable beds, those for the residents under 60 among them.
    rungs
        Person, home and bed kind of those for whom the ladder found another bed.
    """
    board = world.board
    person_of = dict(board.residents_of(home))
    moved: list[tuple[int, Ticket | None]] = []
    with board.beds_kept():
        for place in placements:
            if place.elder_id < 0:
                move_under_60(board, home, place.home, place.kind, cause, event)
            else:
                person = person_of[place.elder_id]
                to = place.home, place.kind
                moved.append((person, _relocate(world, person, *to, cause, event)))
        for person, *to_rung in rungs:
            other, kind = to_rung
            former = _relocate(world, person, other, kind, cause, event)
            moved.append((person, former))
    for person, ticket in moved:
        _settle_in(world, person, ticket)


def move(
    world: World, person: int, home: int, kind: int, cause: Cause, event: Event
) -> None:
    """Move one resident, who may die of it, and wishes for a suitable bed."""
    ticket = _relocate(world, person, home, kind, cause, event)
    _settle_in(world, person, ticket)


def _relocate(
    world: World, person: int, home: int, kind: int, cause: Cause, event: Event
) -> Ticket | None:
    """Move one resident; return the place held on lists before."""
    board = world.board
    ticket = board.cancel_transfer(person)
    board.relocate(person, home, kind, cause, event)
    number = world.moved.get(person, 0)
    world.moved[person] = number + 1
    _risk_of_moving(world, person, number, cause)
    return ticket


def _settle_in(world: World, person: int, ticket: Ticket | None) -> None:
    """Let a moved resident wish for a better bed; serve those who stood behind."""
    board = world.board
    if person in board.place_of:
        place, county = board.place_of[person], world.roster.county[person]
        elder_class = world.roster.class_on(person, world.env.now)
        homes = world.homes
        ours = homes.public[place.home] and homes.county[place.home] == county
        if elder_class == ElderClass.GUARANTEED and not ours:
            wish_for_public_bed(world, person)
        elif place.kind not in suitable_kinds(place.ability):
            seek_suitable_bed(world, person)
    if ticket is not None:
        board.stand_down(ticket)


def admit_under_60(board: BedBoard, home: int, number: int) -> None:
    """Place the fixed load of guaranteed residents under 60 in ordinary beds."""
    kind = int(BedKind.ORDINARY)
    board.capacity.take(home, kind, number)
    board.capacity.carry(home, Ability.ABLE, number)
    board.recorder.under_60(home, kind, number)
    board.under_60[home][kind] += number


def move_under_60(
    board: BedBoard, home: int, other: int, kind: int, cause: Cause, event: Event
) -> None:
    """Move one of the guaranteed residents under 60 to a bed of a kind."""
    former = leave_under_60(board, home, cause, event)
    board.capacity.take(other, kind)
    if kind == BedKind.SURGE:
        board.recorder.home(Event.SURGE_OPENED, other, kind, 1, Cause.NONE)
    board.capacity.carry(other, Ability.ABLE)
    board.recorder.under_60(other, kind, 1, event, cause, former)
    board.under_60[other][kind] += 1


def leave_under_60(board: BedBoard, home: int, cause: Cause, event: Event) -> int:
    """Let one of them leave a home, out of an extra bed if one lies there.

    Returns
    -------
        The home that was left.
    """
    kinds = (BedKind.SURGE, BedKind.ORDINARY, BedKind.NURSING)
    kind = next(int(kind) for kind in kinds if board.under_60[home][kind])
    board.capacity.give_back(home, kind)
    board.capacity.carry(home, Ability.ABLE, -1)
    board.recorder.under_60(home, kind, -1, event, cause)
    if kind == BedKind.SURGE:
        board.recorder.home(Event.SURGE_CLOSED, home, kind, -1, Cause.NONE)
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
        set_out_next(world.env, _die_of_a_move(world, person, moment(day)))


def _die_of_a_move(world: World, person: int, day: float) -> Way:
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
    if found is None and (extra := world.extra_bed(public)) >= 0:
        found = extra, int(BedKind.SURGE)
    if found is None and world.parameters.purchase_private:
        private = world.private_options(person, ability)
        found = _bed_in(world, private, kinds, ability)
    if found is None and world.parameters.other_county:
        elsewhere = world.choices.public_homes_elsewhere(
            world.homes, world.roster.township[person]
        )
        found = _bed_in(world, elsewhere, kinds, ability)
    if found is None and elder_class == ElderClass.GUARANTEED:
        owed = world.owed_bed(public)
        found = (owed, int(BedKind.SURGE)) if owed >= 0 else None
    return found


def _bed_in(
    world: World, homes: list[int], kinds: tuple[int, ...], ability: int
) -> tuple[int, int] | None:
    for home in homes:
        kind = world.board.free_bed(home, kinds, ability, RANK_MOVED)
        if kind >= 0:
            return home, kind
    return None
