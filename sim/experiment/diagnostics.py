"""Signs that a run reached a limit of the model, which figures do not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import pandas as pd

from sim.engine import Outcome
from sim.experiment.store import RunFolder
from sim.experiment.units import Unit

COLUMNS: Final = [
    *("draw", "replication"),
    *("multiplier_exceedances", "starting_residents", "dropped_residents"),
]


@dataclass(frozen=True)
class Diagnostics:
    """Signs of all units together."""

    multiplier_exceedances: int
    """Times that the demand of a township, class and ability met its cap."""
    starting_residents: int
    """Residents of the first day, those without a bed among them. [persons]"""
    dropped_residents: int
    """Those of them for whom no home had a bed. [persons]"""

    @property
    def dropped_share(self) -> float:
        """Share of the starting residents without a bed, 0 without residents."""
        return self.dropped_residents / max(self.starting_residents, 1)


def diagnose(outcome: Outcome, unit: Unit) -> pd.DataFrame:
    """Return the signs of one unit, a row with the columns `COLUMNS`."""
    log = outcome.log
    placed = log.loc[
        (log["time_days"] == 0) & log["elder_id"].notna(), "residents_change"
    ].sum()
    dropped = outcome.dropped_residents
    row = [
        unit.draw,
        unit.replication,
        outcome.multiplier_exceedances,
        int(placed) + dropped,
        dropped,
    ]
    return pd.DataFrame([row], columns=COLUMNS)


def read_diagnostics(folder: RunFolder, units: Sequence[Unit]) -> pd.DataFrame:
    """Return the signs of all units, a row each.

    A complete run has them in its manifest; before that they lie with its units.
    """
    rows = [pd.read_parquet(file) for file in folder.part_files("diagnostics", units)]
    if rows:
        return pd.concat(rows, ignore_index=True)
    told = folder.manifest().get("diagnostics") or {}
    return pd.DataFrame(told.get("units", []), columns=COLUMNS)


def together(units: pd.DataFrame) -> Diagnostics:
    """Return the signs of all units added up."""
    return Diagnostics(*(int(units[name].sum()) for name in COLUMNS[2:]))


def for_manifest(units: pd.DataFrame) -> dict[str, Any]:
    """Return sums and units as the manifest has them."""
    added = together(units)
    return {
        **asdict(added),
        "dropped_share": round(added.dropped_share, 6),
        "units": units.to_dict("records"),
    }
