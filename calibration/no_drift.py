"""The null: how far occupancy moves in ten years in which nothing changes.

Runs `scenarios/frozen.yaml` and writes `results/reference/no_drift.csv`, which every
page shows. What moves there is the model's own fault and not the future::

    python -m calibration.no_drift 10

With draws it runs the null under each of the pack's joint draws instead and writes
`no_drift_draws.csv`: a model that stands still at its central values alone would have
been fitted to stand still::

    python -m calibration.no_drift 1 --draws 100 --jobs 2
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine import Outcome, simulate
from sim.experiment.doubt import refuse_too_many
from sim.experiment.units import Unit, all_units
from sim.experiment.workers import in_parallel
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "results" / "reference"
TARGET = FOLDER / "no_drift.csv"
TARGET_OF_DRAWS = FOLDER / "no_drift_draws.csv"
# The same as on the page: a smaller change is none.
ALLOWED = 0.01
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


def main_of_draws(draws: int, replications: int, jobs: int) -> None:
    """Run the null under joint draws and write its table."""
    scenario = load_scenario(ROOT / "scenarios" / "frozen.yaml")
    table = drift_of_draws(scenario, draws, replications, jobs=jobs)
    TARGET_OF_DRAWS.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(TARGET_OF_DRAWS, index=False, lineterminator="\n")
    print(table.to_string())  # noqa: T201


def drift_of_draws(
    scenario: Scenario,
    draws: int,
    replications: int,
    *,
    jobs: int = 1,
    least_beds: int = LEAST_BEDS,
) -> pd.DataFrame:
    """Return how far occupancy moves under each of the draws 1 to `draws`.

    Parameters
    ----------
    scenario
        One in which nothing changes.
    draws, replications
        How many; a draw's drift is the mean of its replications, and holds chance.
    jobs
        Processes; they change nothing in the table.
    least_beds
        Classes with fewer beds, on average, are left out.

    Returns
    -------
        A row a class: `area, tier, size_class, draws, replications, start, end`
        (occupancy, mean of the draws), `mean` drift, `worst` (the largest either way,
        with its sign) and `share_beyond`, the share of draws that drift by more than
        a point. [shares]

    Raises
    ------
    ScenarioError
        The pack has fewer joint draws.
    """
    scenario = scenario.with_run(draws=draws, replications=replications)
    refuse_too_many(scenario, f"--draws {draws}")
    units = all_units(draws, replications)
    work = partial(_of_unit, scenario)
    found = dict(in_parallel(work, units, min(jobs, len(units))))
    ordered = {(unit.draw, unit.replication): found[unit] for unit in units}
    runs = pd.concat(ordered, names=["draw", "replication", "tier", "size_class"])
    table = _over_draws(runs, least_beds)
    table.insert(0, "area", scenario.area.name)
    table.insert(3, "draws", draws)
    table.insert(4, "replications", replications)
    return table


def _of_unit(scenario: Scenario, unit: Unit) -> tuple[Unit, pd.DataFrame]:
    drawn = scenario.in_draw(unit.draw)
    outcome = simulate(drawn, unit.draw, unit.replication)
    return unit, by_class(outcome, drawn.timeline.horizon_days)


def _over_draws(runs: pd.DataFrame, least_beds: int) -> pd.DataFrame:
    shares = runs[["start", "end"]].div(runs["beds"], axis=0)
    shares["change"] = shares["end"] - shares["start"]
    of_draw = shares.groupby(level=["draw", "tier", "size_class"]).mean()
    by = of_draw.groupby(level=["tier", "size_class"])
    table = by[["start", "end"]].mean()
    change = by["change"]
    table["mean"] = change.mean()
    low, high = change.min(), change.max()
    table["worst"] = high.where(high.abs() >= low.abs(), low)
    table["share_beyond"] = change.agg(lambda one: (one.abs() > ALLOWED).mean())
    return _in_order(table, runs, least_beds)


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
    return _in_order(table, runs, LEAST_BEDS)


def _in_order(table: pd.DataFrame, runs: pd.DataFrame, least_beds: int) -> pd.DataFrame:
    """Return the classes with enough beds, the whole before its parts."""
    beds = runs["beds"].groupby(level=["tier", "size_class"]).mean()
    table = table[beds >= least_beds].round(4).reset_index()
    order = ["all", "county", "township", "private"]
    sizes = ["all", *SIZES]
    key = table["tier"].map(order.index) * 10 + table["size_class"].map(sizes.index)
    return table.iloc[key.argsort(kind="stable")].reset_index(drop=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the no-drift null.")
    parser.add_argument("replications", type=int, nargs="?")
    parser.add_argument("--draws", type=int, help="joint draws 1 to N of the pack")
    parser.add_argument("--jobs", type=int, default=1, help="processes, with --draws")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    if asked.draws:
        main_of_draws(asked.draws, asked.replications or 1, asked.jobs)
    else:
        main(asked.replications or 10)
