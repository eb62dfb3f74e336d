"""What the page of a comparison shows of single homes that close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class ClosingHomes:
    """Homes one by one: by name where the registry is real, else as an example."""

    scenarios: Sequence[str]
    """Ids of the scenarios with rules that end homes, in order."""
    by_home: pd.DataFrame | None = None
    """As `sim.indicators.closing_chance.closing_chances` returns it, with `name` and
    `beds`; None where the registry is drawn."""
    example: pd.DataFrame | None = None
    """Drawn homes of one repetition that close in any scenario, a row a scenario and
    home: `scenario, example` (a number), `tier, beds, year, event, cause`; `event` is
    "kept" for a home that stays, and `example` says nothing of who it is. None where
    the registry is real, or no home closes in that repetition."""
    closing: int = 0
    """How many homes close in that repetition in any scenario."""
