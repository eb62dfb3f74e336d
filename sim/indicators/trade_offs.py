"""Three figures that pull against each other, a row a scenario.

Occupancy is raised by taking beds away; what that costs shows in how many elders have
a free bed near them, and in how many had to move.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.indicators.headlines import SPLITS
from sim.indicators.paired import outcomes
from sim.indicators.repetitions import Repetitions, Values

COLUMNS: Final = [
    "scenario",
    *(
        f"{name}{end}"
        for name in ("occupancy", "access")
        for end in ("", "_low", "_high")
    ),
    "moves",
]
_FIGURES: Final = {
    "occupancy": ("occupancy_rate", {"ownership": "public"}),
    "access": ("share_within_30_min_free_bed", {}),
}
_MOVES: Final = "moves_by_rule"


def trade_offs(repetitions: Repetitions, since: int) -> pd.DataFrame:
    """Return occupancy, access and moves of each scenario of a comparison.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    since
        First year whose moves count.

    Returns
    -------
        Columns `COLUMNS`: occupancy of public homes and the share of disabled elders
        with a free nursing bed within 30 minutes, both in the last year, as mean and
        80 % interval of outcomes; moves by rules, added up over the years since
        `since`, as a mean; nought where there are no rules.
    """
    figures = repetitions.figures
    whole = figures["area_level"] == "region"
    last = figures["year"] == figures["year"].max()
    moved = whole & (figures["indicator"] == _MOVES) & (figures["year"] >= since)
    for split in SPLITS:
        moved &= figures[split] == "all"
    rows = []
    for name, values in repetitions.by_scenario.items():
        row: dict[str, object] = {"scenario": name}
        for axis, (indicator, splits) in _FIGURES.items():
            mask = whole & last & (figures["indicator"] == indicator)
            for split in SPLITS:
                mask &= figures[split] == splits.get(split, "all")
            row |= _spread(axis, values[mask.to_numpy()])
        yearly = values[moved.to_numpy()]
        row["moves"] = float(np.nansum(yearly, axis=0).mean()) if len(yearly) else 0.0
        rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def _spread(axis: str, values: Values) -> dict[str, float]:
    """Return mean and 80 % interval of one figure; unknown where there is none."""
    if not len(values) or not np.isfinite(values).any():
        return dict.fromkeys((axis, f"{axis}_low", f"{axis}_high"), np.nan)
    low, high = outcomes(values[:1])
    mean = float(np.nanmean(values[0]))
    return {axis: mean, f"{axis}_low": float(low[0]), f"{axis}_high": float(high[0])}
