"""Dated changes of homes, as they happen."""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine.home_changes import convert_beds, open_home, upgrade
from sim.engine.world import World
from sim.events import Cause
from sim.supply.actions import Change, ChangeKind


def carry_out(world: World, changes: Iterable[Change]) -> None:
    """Carry out the changes of one day, in their order."""
    homes, board = world.homes, world.board
    for change in changes:
        home, cause = change.home, Cause(change.cause)
        if world.refuses(home, change, cause):
            continue
        if change.kind is ChangeKind.OPEN:
            homes.is_open[home] = True
            open_home(board, home, cause)
        elif change.kind is ChangeKind.UPGRADE:
            homes.regional_center[home] = True
            homes.accepts_social[home] = True
            upgrade(board, home, cause)
        else:
            convert_beds(board, home, change.beds, cause)
