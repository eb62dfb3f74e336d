"""Whom a run tells how far it is; how that is shown is not its concern."""

from __future__ import annotations

from typing import Literal, Protocol

Stage = Literal[
    "population",
    "units",
    "units_and_twins",
    "units_open",
    "tables",
    "page",
    "screen",
    "prior",
    "fit",
    "near",
    "check",
    "central",
    "screening",
]


class Progress(Protocol):
    """Somebody who is told."""

    def stage(self, name: Stage) -> None:
        """Hear that a stage of the run begins."""

    def units(self, done: int, total: int) -> None:
        """Hear how many units are finished."""


class Silence:
    """Nobody who is told."""

    def stage(self, name: Stage) -> None:
        """Ignore it."""

    def units(self, done: int, total: int) -> None:
        """Ignore it."""
