"""The ladder by which a willing guaranteed elder is placed without a suitable bed.

Both policy texts promise a place to every guaranteed elder who is willing. The first
rung, a suitable public bed of the county, is what everybody looks for on application
and waits for; it is tried once more, then the others in order. Each rung is an event,
and each but the first keeps the elder on the lists for a suitable bed.
"""

from __future__ import annotations

from sim.engine.roster import RANK_GUARANTEED
from sim.engine.transfers import seek_suitable_bed, wish_for_public_bed
from sim.engine.world import World
from sim.events import Ability, BedKind, Cause, ElderClass
from sim.supply.bed_kinds import ORDINARY_BED, suitable_kinds


def climb_down(world: World, person: int) -> bool:
    """Place a guaranteed elder on the first rung that holds; return whether one did."""
    if _suitable_bed(world, person):
        return True
    if _ordinary_bed(world, person) or _extra_bed(world, person):
        seek_suitable_bed(world, person)
        return True
    if _bought_bed(world, person) or _bed_elsewhere(world, person):
        wish_for_public_bed(world, person)
        return True
    if _owed_bed(world, person):
        seek_suitable_bed(world, person)
        return True
    return False


def _public_homes(world: World, person: int) -> list[int]:
    """Return public homes of the county with any bed, best first."""
    return world.remembered_options(person, ElderClass.GUARANTEED, Ability.ABLE).homes


def _take(
    world: World, person: int, homes: list[int], kinds: tuple[int, ...], cause: Cause
) -> bool:
    ability = world.roster.ability[person]
    for home in homes:
        kind = world.board.free_bed(home, kinds, ability, RANK_GUARANTEED)
        if kind >= 0:
            world.board.admit(person, home, kind, ability, cause)
            return True
    return False


def _suitable_bed(world: World, person: int) -> bool:
    ability = world.roster.ability[person]
    homes = world.remembered_options(person, ElderClass.GUARANTEED, ability).homes
    kinds = suitable_kinds(ability)
    return _take(world, person, homes, kinds, Cause.RUNG_SUITABLE)


def _ordinary_bed(world: World, person: int) -> bool:
    """Take an ordinary bed that does not suit: a mismatch."""
    if world.roster.ability[person] < Ability.MODERATE:
        return False
    homes = _public_homes(world, person)
    return _take(world, person, homes, ORDINARY_BED, Cause.RUNG_ORDINARY)


def _extra_bed(world: World, person: int) -> bool:
    """Put up a temporary bed; staff may be overloaded by it."""
    ability = world.roster.ability[person]
    home = world.extra_bed(_public_homes(world, person))
    if home >= 0:
        world.board.admit(person, home, BedKind.SURGE, ability, Cause.RUNG_SURGE)
    return home >= 0


def _owed_bed(world: World, person: int) -> bool:
    """Put up an extra bed beyond the share, for one that a rule has taken."""
    home = world.owed_bed(_public_homes(world, person))
    if home >= 0:
        ability = world.roster.ability[person]
        world.board.admit(person, home, BedKind.SURGE, ability, Cause.RUNG_SURGE)
    return home >= 0


def _bought_bed(world: World, person: int) -> bool:
    if not world.parameters.purchase_private:
        return False
    ability = world.roster.ability[person]
    homes = world.private_options(person, ability)
    return _take(world, person, homes, suitable_kinds(ability), Cause.RUNG_PRIVATE)


def _bed_elsewhere(world: World, person: int) -> bool:
    if not world.parameters.other_county:
        return False
    homes = world.choices.public_homes_elsewhere(
        world.homes, world.roster.township[person]
    )
    kinds = suitable_kinds(world.roster.ability[person])
    return _take(world, person, homes, kinds, Cause.RUNG_OTHER_COUNTY)
