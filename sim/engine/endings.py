"""How a home ends: announced, its residents moved, then closed; or lost overnight.

A home that is to end admits nobody from the day of the announcement, and beds are
kept for its residents elsewhere. On the day itself everybody has a bed on paper before
anybody moves; where that fails, the home stays, unless the rule says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from sim.engine.home_changes import (
    add_beds,
    change_staff,
    shut,
    take_licence,
    unshut,
)
from sim.engine.moves import (
    carry_over,
    leave_under_60,
    move,
    move_under_60,
    rung_for,
)
from sim.engine.sight import Sight
from sim.engine.supply_state import Promise, SupplyState
from sim.engine.world import World
from sim.events import BedKind, Cause, ElderClass, Event
from sim.scenario.rule import RuleAction
from sim.supply.bed_kinds import ANY_BED
from sim.supply.rules.absorption import Absorption, Brought, absorb
from sim.supply.rules.receivers import brought_along

CAUSES = {
    "close": Cause.RULE_CLOSE,
    "merge": Cause.RULE_MERGE,
    "mothball": Cause.RULE_MOTHBALL,
}
EVENTS = {"convert": Event.CONVERTED, "mothball": Event.MOTHBALLED}


@dataclass(frozen=True)
class Ending:
    """The end of one home.

    Attributes
    ----------
    home
        Which.
    action
        What the rule does with it.
    target
        The home that it is merged into; -1 if there is none.
    """

    home: int
    action: RuleAction
    target: int = -1

    @property
    def cause(self) -> Cause:
        """What the log says of the moves and the end."""
        if self.action.do == "convert":
            return Cause(self.action.text("to"))
        return CAUSES[self.action.do]


class Endings:
    """Carries out the ends of homes.

    Parameters
    ----------
    world, state, sight
        The replication.
    """

    def __init__(self, world: World, state: SupplyState, sight: Sight) -> None:
        self._world = world
        self._state = state
        self._sight = sight

    def announce(self, ending: Ending) -> None:
        """Let a home admit nobody from now on, and keep beds for its residents."""
        world, state, home = self._world, self._state, ending.home
        world.board.recorder.home(Event.CLOSING_ANNOUNCED, home, -1, 0, ending.cause)
        brought = self._brought(ending)
        max_travel = ending.action.number("max_travel")
        found = absorb(home, self._sight, max_travel, brought=brought)
        state.winding_down[home] = True
        shut(world, home)
        coming = [0, 0]
        if brought is not None:
            state.expect(ending.target, 1)
            coming = [brought.ordinary, brought.nursing]
        state.promises[home] = []
        ability = {one.elder_id: one.ability for one in self._sight.lodgers(home)}
        for place in found.placements:
            if place.home == ending.target and coming[place.kind] > 0:
                # A bed that comes along need not be kept.
                coming[place.kind] -= 1
                continue
            promise = Promise(place.home, place.kind, ability[place.elder_id])
            self._keep(promise)
            state.promises[home].append(promise)
            state.expect(promise.home, 1)

    def finish(self, ending: Ending) -> int:
        """End a home on its day; return for how many residents no bed was found.

        If there are any, nobody moves, and the home stays and admits again.
        """
        world, home = self._world, ending.home
        self._release(ending)
        brought = self._brought(ending)
        found = absorb(
            home, self._sight, ending.action.number("max_travel"), brought=brought
        )
        moves, left = self._ladder(ending, found)
        if left:
            return self._stop(ending, left)
        if brought is not None:
            self._bring(brought)
        event = Event.MOVED_BY_CLOSURE
        carry_over(world, home, found.placements, ending.cause, event, moves)
        self._end(ending, ending.cause)
        return 0

    def shut_down(self, home: int) -> None:
        """Let a home that is lost today admit nobody, before anybody is moved."""
        self._state.winding_down[home] = True
        shut(self._world, home)

    def lose(self, home: int) -> None:
        """End a home today: everybody by the ladder, who finds no rung goes home."""
        world, cause, event = self._world, Cause.EMERGENCY, Event.MOVED_BY_CLOSURE
        found = absorb(home, self._sight, inf)
        young = tuple(place for place in found.placements if place.elder_id < 0)
        carry_over(world, home, young, cause, event)
        for person in self._in_turn(home):
            rung = rung_for(world, person)
            if rung is None:
                self._send_home(person)
            else:
                move(world, person, *rung, cause, event)
        self._place_or_drop_under_60(home)
        self._end(Ending(home, RuleAction("close", {})), cause)

    # --- on the day --------------------------------------------------------

    def _release(self, ending: Ending) -> None:
        """Let go of the beds that were kept, so that they can be used."""
        for promise in self._state.promises.pop(ending.home, []):
            self._let_go(promise)
            self._state.expect(promise.home, -1)
        if ending.target >= 0:
            self._state.expect(ending.target, -1)

    def _keep(self, promise: Promise) -> None:
        capacity = self._world.board.capacity
        capacity.take(promise.home, promise.kind)
        capacity.carry(promise.home, promise.ability)

    def _let_go(self, promise: Promise) -> None:
        capacity = self._world.board.capacity
        capacity.give_back(promise.home, promise.kind)
        capacity.carry(promise.home, promise.ability, -1)

    def _brought(self, ending: Ending) -> Brought | None:
        if ending.target < 0:
            return None
        action = ending.action
        shares = action.number("carry_beds"), action.number("carry_staff")
        return brought_along(ending.home, ending.target, self._sight, *shares)

    def _bring(self, brought: Brought) -> None:
        """Add the beds and staff of a merged home to the one that takes it in."""
        board, homes, target = self._world.board, self._world.homes, brought.home
        numbers = (brought.ordinary, brought.nursing)
        for kind, beds in zip(ANY_BED, numbers, strict=True):
            if beds:
                homes.beds[target, kind] += beds
                self._world.owe(target, -beds)
                add_beds(board, target, kind, beds, Cause.RULE_MERGE)
        homes.care_staff[target] += brought.staff
        change_staff(board, target, brought.staff, Cause.RULE_MERGE)

    def _ladder(
        self, ending: Ending, found: Absorption
    ) -> tuple[list[tuple[int, int, int]], int]:
        """Return where the ladder takes those without a suitable bed, and who is left.

        On paper: beds are kept while the rungs of the next are looked for, and let go
        again before anybody moves.
        """
        ladder = ending.action.values.get("unplaced") == "ladder"
        if not ladder or not found.unplaced:
            return [], len(found.unplaced)
        ability = {
            one.elder_id: one.ability for one in self._sight.lodgers(ending.home)
        }
        kept = [
            Promise(place.home, place.kind, ability[place.elder_id])
            for place in found.placements
        ]
        for promise in kept:
            self._keep(promise)
        person_of = dict(self._world.board.residents_of(ending.home))
        moves, left = [], 0
        for lodger in found.unplaced:
            person = person_of.get(lodger.elder_id)
            rung = None if person is None else rung_for(self._world, person)
            if person is None or rung is None:
                left += 1
                continue
            moves.append((person, *rung))
            kept.append(Promise(*rung, lodger.ability))
            self._keep(kept[-1])
        for promise in kept:
            self._let_go(promise)
        return moves, left

    def _in_turn(self, home: int) -> list[int]:
        """Return who lives in a home, the guaranteed first, then the smaller id."""
        person_of = dict(self._world.board.residents_of(home))
        return [
            person_of[lodger.elder_id]
            for lodger in self._sight.lodgers(home)
            if lodger.elder_id >= 0
        ]

    def _stop(self, ending: Ending, unplaced: int) -> int:
        world, home = self._world, ending.home
        world.board.recorder.home(Event.CLOSING_STOPPED, home, -1, 0, Cause.UNPLACED)
        self._state.winding_down[home] = False
        unshut(world, home)
        return unplaced

    def _send_home(self, person: int) -> None:
        world, roster = self._world, self._world.roster
        world.board.leave(person, Event.DISCHARGED, Cause.SENT_HOME)
        if roster.class_on(person, world.env.now) == ElderClass.GUARANTEED:
            world.apply_again(person)
        else:
            world.go_home(person)

    def _place_or_drop_under_60(self, home: int) -> None:
        """Put up extra beds for the under-60 without a bed; discharge those left."""
        world, board = self._world, self._world.board
        homes = world.homes
        ours = homes.public & homes.is_open & (homes.county == homes.county[home])
        minutes = self._sight.minutes_between(home)
        near = sorted(np.flatnonzero(ours).tolist(), key=lambda one: minutes[one])
        for _ in range(sum(board.under_60[home])):
            other = world.extra_bed(near)
            other = world.owed_bed(near) if other < 0 else other
            if other < 0:
                leave_under_60(board, home, Cause.SENT_HOME, Event.DISCHARGED)
                continue
            kind, event = int(BedKind.SURGE), Event.MOVED_BY_CLOSURE
            move_under_60(board, home, other, kind, Cause.EMERGENCY, event)

    def _end(self, ending: Ending, cause: Cause) -> None:
        """Take the licence of an empty home away."""
        world, state, home = self._world, self._state, ending.home
        homes = world.homes
        event = EVENTS.get(ending.action.do, Event.CLOSED)
        if state.mothballed[home]:
            # Its licence is gone already.
            world.board.recorder.home(event, home, -1, 0, cause)
        else:
            world.owe(home, int(homes.beds[home].sum()))
            take_licence(world, home, event, cause)
        state.mothballed[home] = False
        state.winding_down[home] = False
        if ending.action.do == "mothball":
            state.mothballed[home] = True
            return
        homes.regional_center[home] = False
        homes.beds[home] = 0
        if ending.action.do == "convert":
            state.houses.add(int(homes.township[home]))
