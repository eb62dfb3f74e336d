"""Units of work: which repetitions of a scenario there are, and their order.

A unit needs nothing of any other unit, so they may run anywhere in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

_REPLICATIONS_OF_A_DRAW = 2**20


@dataclass(frozen=True, order=True)
class Unit:
    """One repetition of a scenario; units sort as their rows do in every table."""

    draw: int
    """Number of the draw of uncertain parameters and homes; 0 is the central one."""
    replication: int
    """Number of the repetition with other chances."""

    @property
    def chances(self) -> int:
        """The unit as the address of its random numbers: every draw has its own.

        Otherwise all draws would meet the same elders, and a band over draws would
        hold next to no chance. Scenarios are paired within a unit all the same.
        """
        return self.draw * _REPLICATIONS_OF_A_DRAW + self.replication

    @property
    def name(self) -> str:
        """The unit as the name of a folder."""
        return f"draw{self.draw:04d}_replication{self.replication:04d}"


def draw_numbers(draws: int) -> list[int]:
    """Return the numbers of the draws of a run.

    A single one is draw 0: parameters at their central values. Of several none is
    central, so that together they are a sample of what is not known.
    """
    return [0] if draws == 1 else list(range(1, draws + 1))


def all_units(draws: int, replications: int) -> list[Unit]:
    """Return the units of a run, in the order of their rows."""
    return [
        Unit(draw, replication)
        for draw in draw_numbers(draws)
        for replication in range(replications)
    ]
