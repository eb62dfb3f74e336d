"""What pages show of where "close" becomes "keep": verdicts and where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sim.report.words import Text


@dataclass(frozen=True)
class World:
    """One assumption, and what becomes of each class of homes under it."""

    label: Text
    rows: pd.DataFrame
    """`tier, size, homes, seen_below, seen_below_share, full_later_share, full_error,
    later_occupancy, verdict`, a row a class; `sim.indicators.flip.FLIP`."""
    is_own: bool = False
    """Whether everything is as the scenario has it."""


@dataclass(frozen=True)
class FlipReference:
    """The committed map, which was worked out for one place."""

    table: pd.DataFrame
    """Rows of all worlds, with `path`, `value` and `own`."""
    spread: pd.DataFrame | None
    """A row a registry: `registry, public_homes, closures, occupancy`."""
    place: Mapping[str, str]
    scenario: Mapping[str, str] | str
    is_here: bool
    """Whether the page is of that place alone."""
    last_year: int
