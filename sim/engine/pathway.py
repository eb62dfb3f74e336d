"""One elder's way from application to departure.

::

    applied ──> admitted ──> (worsened, recovered, transferred)* ──> died, discharged
       │           ^
       └─> waiting ┴─> withdrew, died

The pathway holds what the elder does and for how long; the bed board holds, changes
and logs where the elder is. A transfer or a closure is the board's doing and does not
alter when the elder leaves, so nothing here is ever interrupted: a stay that ended
otherwise is noticed when the elder would have left.
"""

from __future__ import annotations

from collections.abc import Generator
from math import inf

import simpy

from sim.engine.going_on import Way
from sim.engine.guarantee import climb_down
from sim.engine.recorder import FROM_ABILITY
from sim.engine.roster import RANK_GUARANTEED
from sim.engine.transfers import seek_suitable_bed
from sim.engine.waiting_list import Ticket
from sim.engine.world import Departure, Options, World
from sim.events import Cause, ElderClass, Event
from sim.supply.bed_kinds import suitable_kinds
from sim.timeline import moment

# How often the ladder is tried again for whom no rung held. [days]
RETRY_DAYS = 1.0


def apply(world: World, person: int, options: Options, departure: Departure) -> Way:
    """Follow a person from the application on.

    Parameters
    ----------
    world, person
        Where and who; the ability of the day is noted in the roster already.
    options
        The homes as the person ranks them.
    departure
        How the stay ends if a bed is free at once.
    """
    roster, board, env = world.roster, world.board, world.env
    roster.met.add(person)
    ability = roster.ability[person]
    elder_class = roster.class_on(person, env.now)
    guaranteed = elder_class == ElderClass.GUARANTEED
    if guaranteed:
        world.record(Event.WILLING, person, ability)
    world.record(Event.APPLIED, person, ability)
    if not options.homes and not guaranteed:
        world.record(Event.DECLINED, person, ability, Cause.NO_HOME_IN_REACH)
        world.go_home(person)
        return
    rank = roster.rank(person, elder_class, ability)
    home, kind, preferred = _look_round(world, options, ability, rank)
    if home >= 0:
        cause = Cause.RUNG_SUITABLE if guaranteed else Cause.CHOICE
        board.admit(person, home, kind, ability, cause)
    elif not guaranteed and not world.parameters.waiting_lists:
        world.record(Event.WITHDREW, person, ability)
        world.go_home(person)
        return
    else:
        world.record(Event.WAITING, person, ability)
        wait = _wait_guaranteed if guaranteed else _wait
        admitted = yield from wait(world, person, elder_class, preferred)
        world.overdue.discard(person)
        if not admitted:
            return
        roster.settle(person, env.now)
        departure = world.departure(person)
    yield from stay(world, person, departure)


def _look_round(
    world: World, options: Options, ability: int, rank: int
) -> tuple[int, int, list[int]]:
    """Return the home and bed kind taken at once, or -1 and the homes to wait for.

    An elder takes the best home with a free suitable bed unless it is worse than the
    best of all by more than waiting costs. The guaranteed are placed where there is
    a suitable bed.
    """
    kinds = suitable_kinds(ability)
    tolerance = world.parameters.wait_tolerance
    if rank == RANK_GUARANTEED:
        tolerance = inf
    for position, home in enumerate(options.homes):
        loss = options.utilities[0] - options.utilities[position]
        if loss > tolerance:
            return -1, -1, options.homes[:position]
        kind = world.board.free_bed(home, kinds, ability, rank)
        if kind >= 0:
            return home, kind, []
    return -1, -1, options.homes


def _ticket(
    world: World, person: int, elder_class: int, homes: list[int], since: float
) -> Ticket:
    ability = world.roster.ability[person]
    return Ticket(
        person=person,
        rank=world.roster.rank(person, elder_class, ability),
        since=since,
        elder_id=world.roster.elder_id[person],
        kinds=suitable_kinds(ability),
        homes=tuple(homes),
        offer=world.env.event(),
    )


def _wait(
    world: World, person: int, elder_class: int, preferred: list[int]
) -> Generator[simpy.Event, object, bool]:
    """Wait on the lists of the preferred homes until a bed, patience or death."""
    env, roster = world.env, world.roster
    since = env.now
    patience = world.foreseen.exponential(
        "patience", roster.elder_id[person], roster.occasion[person]
    )
    gives_up = since + moment(patience * world.parameters.patience_days)
    homes = preferred[: world.parameters.waiting_lists]
    ticket = _ticket(world, person, elder_class, homes, since)
    world.board.wait(ticket)
    while True:
        until = min(gives_up, roster.next_change(person), roster.death_day[person])
        if (yield from _offered(world, ticket, until)):
            return True
        if env.now >= world.horizon_days:
            return False
        if env.now >= roster.death_day[person]:
            return _gone(world, ticket, Event.DIED_WAITING)
        if env.now >= gives_up:
            return _gone(world, ticket, Event.WITHDREW)
        ticket.open = False
        if roster.next_change(person) <= env.now:
            _note_change(world, person)
        options = world.options(person, elder_class, roster.ability[person])
        homes = options.homes[: world.parameters.waiting_lists]
        former, ticket = ticket, _ticket(world, person, elder_class, homes, since)
        world.board.wait(ticket, former)


def _wait_guaranteed(
    world: World, person: int, elder_class: int, preferred: list[int]
) -> Generator[simpy.Event, object, bool]:
    """Wait for a suitable public bed, then climb down the ladder.

    Whoever no rung holds goes on waiting, first in rank, and the ladder is tried again
    every day: a breach, which the indicators count from the log.
    """
    env, roster = world.env, world.roster
    since = env.now
    deadline = since + world.parameters.guarantee_days
    homes = preferred
    former: Ticket | None = None
    while True:
        if env.now >= deadline:
            if climb_down(world, person):
                if former is not None:
                    world.board.stand_down(former)
                return True
            world.overdue.add(person)
        ticket = _ticket(world, person, elder_class, homes, since)
        world.board.wait(ticket, former)
        again = deadline if env.now < deadline else env.now + RETRY_DAYS
        until = min(roster.next_change(person), roster.death_day[person], again)
        if (yield from _offered(world, ticket, until)):
            return True
        if env.now >= world.horizon_days:
            return False
        if env.now >= roster.death_day[person]:
            return _gone(world, ticket, Event.DIED_WAITING)
        ticket.open = False
        former = ticket
        if roster.next_change(person) <= env.now:
            _note_change(world, person)
        ability = roster.ability[person]
        homes = world.remembered_options(person, elder_class, ability).homes


def _offered(
    world: World, ticket: Ticket, until: float
) -> Generator[simpy.Event, object, bool]:
    """Wait for an offer of a bed until a day; return whether one came.

    The wait ends without one, too, when a home on the lists is to be closed.
    `triggered`, not "in the result": a bed given at the very moment at which the wait
    ends is already the elder's, and leaving would hold it for ever.
    """
    offer = ticket.offer
    assert offer is not None
    until = min(until, world.horizon_days)
    if not offer.triggered and until > world.env.now:
        yield offer | world.env.timeout(until - world.env.now)
    return offer.triggered and offer.value is not None


def _gone(world: World, ticket: Ticket, event: Event) -> bool:
    world.record(event, ticket.person, world.roster.ability[ticket.person])
    world.board.stand_down(ticket)
    if event is Event.WITHDREW:
        world.go_home(ticket.person)
    return False


def _note_change(world: World, person: int) -> None:
    """Log that somebody on a list worsened or recovered."""
    roster = world.roster
    former = roster.ability[person]
    ability = roster.settle(person, world.env.now)
    event = Event.WORSENED if ability > former else Event.RECOVERED
    world.record(event, person, ability, FROM_ABILITY[former])


def stay(world: World, person: int, departure: Departure) -> Way:
    """Live in a home until death, discharge or the end of the run.

    The ability of the day is noted in the roster already.
    """
    env, roster, board = world.env, world.roster, world.board
    occasion = roster.occasion[person]
    while (change := roster.next_change(person)) < departure.day:
        if change >= world.horizon_days:
            return
        yield env.timeout(change - env.now)
        if not _still_there(world, person, occasion):
            return
        board.change_ability(person, roster.settle(person, change))
        seek_suitable_bed(world, person)
    if departure.day >= world.horizon_days:
        return
    yield env.timeout(departure.day - env.now)
    if not _still_there(world, person, occasion):
        return
    if departure.died:
        board.leave(person, Event.DIED_IN_CARE)
        return
    given = roster.people.stay_days is not None
    board.leave(
        person, Event.DISCHARGED, Cause.STAY_ENDED if given else Cause.VOLUNTARY
    )
    world.go_home(person)


def _still_there(world: World, person: int, occasion: int) -> bool:
    """Say whether a stay goes on: a move may have killed, an emergency sent home."""
    return person in world.board.place_of and world.roster.occasion[person] == occasion
