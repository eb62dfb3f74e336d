"""Where a resident lies."""

from __future__ import annotations

from dataclasses import dataclass


class BedLedgerError(RuntimeError):
    """The model contradicts itself: a fault of the program, not of the scenario."""


@dataclass(slots=True)
class Place:
    """Where a resident lies."""

    home: int
    kind: int
    ability: int
