"""What the page shows of homes one by one, or class by class where they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class HomesData:
    """What became of the homes of the start; None where the run has no event log."""

    year: int
    """Whose occupancy stands for how full a home was before."""
    last_year: int
    classes: pd.DataFrame
    """As `sim.indicators.fate_classes` returns it."""
    public: pd.DataFrame
    """As `sim.indicators.fates.public_classes` returns it."""
    below: Mapping[str, float]
    """Public homes below one half by fate, as `public_fates` returns them."""
    above: Mapping[str, float]
    """The same of the others."""
    by_home: pd.DataFrame | None
    """As `sim.indicators.fate_of_each` returns it, with `name`; None where the
    registry is drawn."""


@dataclass(frozen=True)
class FlowsData:
    """Between which homes residents were moved by rules, mean of the repetitions."""

    classes: pd.DataFrame
    """As `sim.indicators.move_flows` returns it."""
    by_home: pd.DataFrame | None
    """As `sim.indicators.home_flows` returns it, by name; None for a drawn registry."""
