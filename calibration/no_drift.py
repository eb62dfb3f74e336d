"""The null: how far occupancy moves in ten years in which nothing changes.

Runs `scenarios/frozen.yaml` and writes `results/reference/no_drift.csv`, which every
page shows. What moves there is the model's own fault and not the future::

    python -m calibration.no_drift 10
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine import Outcome, simulate
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / "no_drift.csv"
SIZES = {"up_to_30": 30, "31_to_60": 60, "61_to_100": 100, "over_100": 10**6}
# A class with fewer beds in all moves by chance alone more than could be told.
LEAST_BEDS = 1000


def main(replications: int) -> None:
    """Run the null and write its table."""
    scenario = load_scenario(ROOT / "scenarios" / "frozen.yaml")
    horizon = scenario.timeline.horizon_days
    runs = [by_class(simulate(scenario, 0, r), horizon) for r in range(replications)]
    table = drift(pd.concat(runs, keys=range(replications)))
    table.insert(0, "area", scenario.area.name)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(TARGET, index=False, lineterminator="\n")
    print(table.to_string())  # noqa: T201


def by_class(outcome: Outcome, horizon: float) -> pd.DataFrame:
    """Return beds and residents at start and end by kind and size of home."""
    homes, log = outcome.homes, outcome.log
    home = log["facility_id"].cat.codes.to_numpy()
    change = log["residents_change"].to_numpy()

    def residents(day: float) -> np.ndarray:
        seen = (home >= 0) & (log["time_days"].to_numpy() <= day)
        return np.bincount(home[seen], change[seen], minlength=len(homes))

    beds = homes["beds_ordinary"] + homes["beds_nursing"]
    edges = [0, *SIZES.values()]
    table = pd.DataFrame(
        {
            "tier": np.where(homes["ownership"] == "private", "private", homes["tier"]),
            "size_class": pd.cut(beds, edges, labels=list(SIZES)).astype(str),
            "beds": beds,
            "start": residents(0.0),
            "end": residents(horizon),
        }
    )
    whole = table.assign(size_class="all")
    everything = whole.assign(tier="all")
    rows = pd.concat([everything, whole, table])
    return rows.groupby(["tier", "size_class"], sort=True).sum()


def drift(runs: pd.DataFrame) -> pd.DataFrame:
    """Return occupancy at start and end, and its change with a standard error."""
    shares = runs[["start", "end"]].div(runs["beds"], axis=0)
    shares["change"] = shares["end"] - shares["start"]
    by = shares.groupby(level=["tier", "size_class"])
    table = by.mean()
    table["change_se"] = by["change"].sem()
    beds = runs["beds"].groupby(level=["tier", "size_class"]).mean()
    table = table[beds >= LEAST_BEDS].round(4).reset_index()
    order = ["all", "county", "township", "private"]
    sizes = ["all", *SIZES]
    key = table["tier"].map(order.index) * 10 + table["size_class"].map(sizes.index)
    return table.iloc[key.argsort(kind="stable")].reset_index(drop=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
