"""Kinds of bed, and whom they suit."""

from __future__ import annotations

from sim.events import Ability, BedKind

ANY_BED = (int(BedKind.ORDINARY), int(BedKind.NURSING))
NURSING_BED = (int(BedKind.NURSING),)
ORDINARY_BED = (int(BedKind.ORDINARY),)


def suitable_kinds(ability: int) -> tuple[int, ...]:
    """Return the bed kinds that suit an ability, the preferred first."""
    return NURSING_BED if ability >= Ability.MODERATE else ANY_BED
