"""What a documented rule would find in Guangxi, written down before it is compared.

Fuzhou in Jiangxi moved the residents out of township homes with fewer than 40 beds and
fewer than 10 residents (about 2022) and wanted the others to be 60 % full. Nobody has
published what came of it. This is the model's prediction for Guangxi at the start, over
joint draws: how many homes the rule meets, and how full the others are once they have
taken the residents, county by county, as far as their beds go::

    python -m calibration.predict_consolidation 40

writes `results/reference/consolidation_prediction.csv`.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine import simulate
from sim.experiment.workers import in_parallel, worker_count
from sim.fitting.scoring import interval
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / "consolidation_prediction.csv"
FEW_BEDS = 40
FEW_RESIDENTS = 10


def main(draws: int) -> None:
    """Predict, and write the table."""
    scenario = load_scenario(ROOT / "scenarios" / "baseline.yaml")
    work = partial(predicted, scenario)
    jobs = worker_count(None, draws)
    rows = dict(in_parallel(work, range(1, draws + 1), jobs))
    table = pd.DataFrame([rows[draw] for draw in sorted(rows)])
    summary = pd.DataFrame(
        [
            {"figure": name, "draws": draws} | vars(interval(table[name].to_numpy()))
            for name in table
        ]
    ).round(4)
    summary.to_csv(TARGET, index=False, lineterminator="\n")
    print(summary.to_string())  # noqa: T201


def predicted(scenario: Scenario, draw: int) -> tuple[int, dict[str, float]]:
    """Return the draw and what the rule finds in it, on the first day."""
    outcome = simulate(scenario.in_draw(draw), draw, 0, days=0.5)
    log = outcome.log
    living = log.groupby("facility_id", observed=True)["residents_change"].sum()
    homes = outcome.homes
    homes = homes[(homes["tier"] == "township") & (homes["ownership"] == "public")]
    homes = homes.assign(
        beds=homes["beds_ordinary"] + homes["beds_nursing"],
        residents=homes["home_id"].map(living).fillna(0.0),
    )
    meant = (homes["beds"] < FEW_BEDS) & (homes["residents"] < FEW_RESIDENTS)
    kept = homes[~meant]
    by_county = kept.groupby("county_code")[["beds", "residents"]].sum()
    free = (by_county["beds"] - by_county["residents"]).clip(lower=0)
    to_move = homes[meant].groupby("county_code")["residents"].sum()
    placed = float(np.minimum(to_move, free.reindex(to_move.index).fillna(0)).sum())
    moved = float(homes.loc[meant, "residents"].sum())
    return draw, {
        "homes_met_share": float(meant.mean()),
        "beds_met_share": float(homes.loc[meant, "beds"].sum() / homes["beds"].sum()),
        "residents_moved_share": moved / float(homes["residents"].sum()),
        "placed_in_other_township_homes_share": placed / moved if moved else np.nan,
        "occupancy_before": float(homes["residents"].sum() / homes["beds"].sum()),
        "occupancy_after": float(
            (kept["residents"].sum() + placed) / kept["beds"].sum()
        ),
        "homes_at_60_percent_after_share": float(
            (kept["residents"] / kept["beds"] >= 0.6).mean()
        ),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
