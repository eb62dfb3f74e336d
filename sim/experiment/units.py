"""Units of work: which repetitions of a scenario there are, and their order.

A unit needs nothing of any other unit, so they may run anywhere in any order.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Unit:
    """One repetition of a scenario; units sort as their rows do in every table."""

    draw: int
    """Number of the draw of uncertain parameters and of the registry of homes."""
    replication: int
    """Number of the repetition with other chances."""

    @property
    def name(self) -> str:
        """The unit as the name of a folder."""
        return f"draw{self.draw:04d}_replication{self.replication:04d}"


def all_units(draws: int, replications: int) -> list[Unit]:
    """Return the units of a run, in the order of their rows."""
    return [
        Unit(draw, replication)
        for draw in range(draws)
        for replication in range(replications)
    ]
