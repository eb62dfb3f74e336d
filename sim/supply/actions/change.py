"""A dated change of one home."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What is done to a home."""

    UPGRADE = "upgrade"
    CONVERT_BEDS = "convert_beds"
    OPEN = "open"


@dataclass(frozen=True)
class Change:
    """One home changes on one day.

    Attributes
    ----------
    day
        When it takes effect. [days]
    kind
        `UPGRADE`: becomes a regional centre open to social elders. `CONVERT_BEDS`:
        `beds` ordinary beds become nursing beds. `OPEN`: a home built since opens.
    home
        Index in the registry.
    beds
        Beds converted; 0 for the other kinds.
    cause
        `history` or `programme`, as the log has it.
    """

    day: float
    kind: ChangeKind
    home: int
    beds: int
    cause: str
