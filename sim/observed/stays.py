"""A register as stays: who lay where, from when to when, without who it was.

A stay is held in memory only. Nothing that is written knows of a single one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import nan
from typing import Final, Literal

from sim.events import NONE

Ending = Literal["", "died", "left", "moved", "unknown"]
"""How a stay ended: not yet; in death; in leaving; in another home; nobody wrote it."""
SOON: Final = 7
"""Within so many days of leaving, arriving elsewhere is a move. [days]"""


@dataclass(frozen=True)
class Stay:
    """One stay of one person in one home."""

    home_id: str
    admitted: date
    left: date | None
    """The day of leaving, which is not spent in the home; None for who is there."""
    ending: Ending = ""
    ability: int = NONE
    """At admission, `sim.events.Ability`."""
    elder_class: int = NONE
    """`sim.events.ElderClass`."""
    bed_kind: int = NONE
    """`sim.events.BedKind`."""
    sex: str = ""
    age_years: float = nan
    """At admission. [years]"""
    person: int = NONE
    """A number given while reading, the same for stays of the same person; it is not
    the register's."""

    def covers(self, day: date) -> bool:
        """Tell whether the person lives in the home at the end of a day."""
        return self.admitted <= day and (self.left is None or self.left > day)

    def days_within(self, first: date, last: date) -> int:
        """Return the days of the stay between two days, both included, in days."""
        end = last + timedelta(days=1)
        until = end if self.left is None else min(self.left, end)
        return max((until - max(self.admitted, first)).days, 0)


@dataclass(frozen=True)
class Register:
    """What a register says, and from when to when it says it."""

    stays: Sequence[Stay]
    begins: date
    """From this day on every admission and every leaving is written down."""
    ends: date
    """The last such day."""
    read_from: Mapping[str, str] = field(default_factory=dict)
    """By home: files, sheets and rows."""


@dataclass(frozen=True)
class Counted:
    """Residents whom a registry counts on its day, by home; None where it does not."""

    day: date
    residents: Mapping[str, int | None]
