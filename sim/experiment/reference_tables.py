"""Tables of the committed reference that pages show beside a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

import sim
from sim.scenario import Scenario

_REFERENCE: Final = Path("results") / "reference"
NO_DRIFT: Final = _REFERENCE / "no_drift.csv"
NO_DRIFT_DRAWS: Final = _REFERENCE / "no_drift_draws.csv"
FALSE_CLOSURES: Final = _REFERENCE / "false_closures.csv"
SCREENING: Final = _REFERENCE / "screening.csv"
FLIP_MAP: Final = _REFERENCE / "flip_map.csv"
SPREAD: Final = _REFERENCE / "registry_spread.csv"
_CHECKOUT: Final = Path(sim.__file__).parents[1]


def reference_table(
    scenario: Scenario, table: Path, kinds: Mapping[str, str] | None = None
) -> pd.DataFrame | None:
    """Return a table of the committed reference, of all areas; None if missing.

    It lies in the checkout that runs, or in the one from which the area pack came.

    Parameters
    ----------
    table
        Its path within a checkout.
    kinds
        How columns are read that are not what they look like, such as codes.
    """
    for folder in (_CHECKOUT, *scenario.area.folder.parents):
        if (folder / table).is_file():
            return pd.read_csv(folder / table, encoding="utf-8-sig", dtype=kinds)
    return None
