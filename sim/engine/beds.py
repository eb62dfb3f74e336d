"""Kinds of bed, whom they suit, and where a resident lies."""

from __future__ import annotations

from dataclasses import dataclass

from sim.events import Ability, BedKind

ANY_BED = (int(BedKind.ORDINARY), int(BedKind.NURSING))
NURSING_BED = (int(BedKind.NURSING),)
ORDINARY_BED = (int(BedKind.ORDINARY),)


class BedLedgerError(RuntimeError):
    """The model contradicts itself: a fault of the program, not of the scenario."""


def suitable_kinds(ability: int) -> tuple[int, ...]:
    """Return the bed kinds that suit an ability, the preferred first."""
    return NURSING_BED if ability >= Ability.MODERATE else ANY_BED


@dataclass(slots=True)
class Place:
    """Where a resident lies."""

    home: int
    kind: int
    ability: int
