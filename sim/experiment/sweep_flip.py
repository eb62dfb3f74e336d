"""Where "close" becomes "keep" at the points of a sweep whose rules close homes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from sim.experiment.flip import seen_in
from sim.experiment.plan import Plan
from sim.experiment.progress import Progress
from sim.experiment.regret_windows import can_close
from sim.experiment.study import Stopped
from sim.experiment.tables import write_parquet
from sim.experiment.units import Unit
from sim.experiment.workers import in_parallel, worker_count
from sim.indicators.flip import CLASS, FLIP, flip_table, judged_homes

FLIP_TABLE: Final = "flip.csv"
FLIP_OF_POINTS: Final = ["point", *FLIP]


def flip_of_points(
    plans: Mapping[str, Plan], parts: Path, progress: Progress
) -> pd.DataFrame | None:
    """Return what becomes of each class of homes at each point.

    Parameters
    ----------
    plans
        What is run at each point, that of the scenario as it is among them.
    parts
        Folder in which the tables of finished points are kept.
    progress
        Who is told how far it is; units are counted over all points.

    Returns
    -------
        Columns `point` and `sim.indicators.flip.FLIP`; None where no point has a rule
        that closes homes.

    Raises
    ------
    Stopped
        Somebody cancelled; finished points stay.
    """
    closing = {name: one for name, one in plans.items() if can_close(one.scenario)}
    if not closing:
        return None
    progress.stage("units_open")
    missing = {
        file: plan
        for plan in closing.values()
        if not (file := _file(parts, plan)).is_file()
    }
    each, done = len(next(iter(closing.values())).units), 0
    total = each * len(missing)
    try:
        for file, plan in missing.items():
            found = {}
            for unit, seen in in_parallel(
                partial(_seen, plan), plan.units, worker_count(plan.jobs, each)
            ):
                found[unit] = seen
                done += 1
                progress.units(done, total)
            _keep(pd.concat([found[unit] for unit in plan.units]), file)
    except KeyboardInterrupt as error:
        raise Stopped([parts], done, total) from error
    tables = [
        pd.read_parquet(_file(parts, plan)).assign(point=name)
        for name, plan in closing.items()
    ]
    return pd.concat(tables, ignore_index=True)[FLIP_OF_POINTS]


def read_flip(file: Path) -> pd.DataFrame | None:
    """Return the table as it was written; None if the sweep has none."""
    if not file.is_file():
        return None
    words = dict.fromkeys(["point", *CLASS, "verdict"], "str")
    return pd.read_csv(file, encoding="utf-8-sig", dtype=words, keep_default_na=True)


def _seen(plan: Plan, unit: Unit) -> tuple[Unit, pd.DataFrame]:
    return unit, seen_in(plan.scenario, unit)


def _keep(seen: pd.DataFrame, file: Path) -> None:
    unfinished = file.with_name(f".unfinished.{os.getpid()}")
    write_parquet(flip_table(judged_homes(seen)), unfinished)
    unfinished.replace(file)


def _file(parts: Path, plan: Plan) -> Path:
    return parts / f"{plan.input_hash}.flip.parquet"
