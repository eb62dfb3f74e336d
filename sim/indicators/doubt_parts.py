"""How much of the doubt about a figure is chance, and how much is ignorance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

_SPLITS: Final = ("tier", "ownership", "operation", "residence")


class Wanted(NamedTuple):
    """A figure of the whole area."""

    indicator: str
    splits: Mapping[str, str] = {}


WANTED: Final = {
    "occupancy_public": Wanted("occupancy_rate", {"ownership": "public"}),
    "occupancy_all": Wanted("occupancy_rate"),
    "nursing": Wanted("nursing_bed_share"),
    "coverage": Wanted("center_coverage_served"),
    "need": Wanted("unmet_need_person_days"),
    "wait": Wanted("median_wait_days"),
    "residents": Wanted("residents"),
    "cost_public": Wanted("cost_public"),
}
"""The headlines of a page, and what is nearest to them."""


def doubt_parts(
    summary: pd.DataFrame, year: int, wanted: Mapping[str, Wanted]
) -> pd.DataFrame:
    """Return the spread of figures by chance and by what differs between draws.

    Parameters
    ----------
    summary
        As `sim.indicators.summary_table` returns it: `sd_chance` is the spread within
        draws, `sd_ignorance` that between them without chance.
    year
        Calendar year.
    wanted
        Figures by a name of the caller's.

    Returns
    -------
        A row a figure of which both are known and not both nought: `name`,
        `indicator`, `mean`, `sd_chance`, `sd_ignorance` and `ignorance_share`, the
        share of the variance that draws explain.
    """
    names = ["name", "indicator", "mean", "sd_chance", "sd_ignorance"]
    if not {"sd_chance", "sd_ignorance"} <= set(summary.columns):
        return pd.DataFrame(columns=[*names, "ignorance_share"])
    rows = summary[(summary["area_level"] == "region") & (summary["year"] == year)]
    found = []
    for name, one in wanted.items():
        chosen = rows["indicator"].astype(str).eq(one.indicator)
        for split in _SPLITS:
            chosen &= rows[split].astype(str).eq(one.splits.get(split, "all"))
        found.append(rows[chosen].assign(name=name)[names])
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    variance = table[["sd_chance", "sd_ignorance"]].astype("float64") ** 2
    total = variance.sum(axis=1, skipna=False)
    share = np.divide(variance["sd_ignorance"], total.where(total > 0))
    table = table.assign(ignorance_share=share)
    return table[table["ignorance_share"].notna()].reset_index(drop=True)
