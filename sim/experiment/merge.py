"""Finished units become the tables of a run, always in the order of the units."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd

from sim.experiment.plan import Plan
from sim.experiment.regret import Verdicts
from sim.experiment.shared import shared_regret
from sim.experiment.store import RunFolder
from sim.experiment.tables import (
    SPREADSHEET_ROWS,
    merge_parquet,
    write_csv,
    write_parquet,
)
from sim.indicators.regret import INDICATORS, add_regret
from sim.indicators.rows import KEYS, Rows, in_known_words
from sim.indicators.scope import make_scope

# A row of each says itself which draw and replication it belongs to.
BY_UNIT: Final = (
    *("events", "decisions", "elders", "indicators", "occupancy_parts", "access"),
    *("moves", "closings", "regret_homes", "regret_twin", "regret_levels"),
    "regret_access",
)
REGRET: Final = "regret"
BY_WEIGHT: Final = "closures_by_supply_weight"


def merge_tables(folder: RunFolder, plan: Plan) -> None:
    """Write the run's tables from those of its units.

    Regret is judged by the continuations of all units of a draw: it is added here.
    """
    change = None
    if plan.regret:
        regret = _write_regret(folder, plan)
        change = partial(_with_regret, plan, regret)
    for name in BY_UNIT:
        files = folder.part_files(name, plan.units)
        path = folder.path / f"{name}.parquet"
        merge_parquet(files, path, change if name == "indicators" else None)
    # The registry belongs to the draw: every replication starts with the same homes.
    firsts = [unit for unit in plan.units if unit.replication == 0]
    homes = folder.part_files("homes", firsts)
    merge_parquet(homes, folder.path / "homes.parquet")


def _write_regret(folder: RunFolder, plan: Plan) -> pd.DataFrame:
    """Write verdicts, and closures by weight of supply; return the verdicts."""
    verdicts = Verdicts(plan, folder)
    regret = verdicts.table
    write_parquet(regret, folder.path / f"{REGRET}.parquet")
    closures = regret[regret["kind"] != "stayed"]
    shown = regret if len(regret) < SPREADSHEET_ROWS else closures
    shown = shared_regret(plan.scenario, shown)
    write_csv(shown, folder.path / f"{REGRET}.csv")
    write_csv(verdicts.by_weight(), folder.path / f"{BY_WEIGHT}.csv")
    return regret


def _with_regret(
    plan: Plan, regret: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Return the figures of a unit with those of its regret in their places."""
    scenario = plan.scenario
    draw, replication = (
        int(indicators[name].iloc[0]) for name in ("draw", "replication")
    )
    nobody = pd.DataFrame(columns=["home_id", "county_code", "township_code"])
    rows = Rows(
        make_scope(*(scenario.area, nobody, scenario.timeline, scenario.county_indices))
    )
    add_regret(rows, regret, draw=draw, replication=replication)
    added = rows.to_frame(draw, replication)
    # A unit of an earlier run has figures by the continuations of that run.
    own = indicators[~indicators["indicator"].isin(INDICATORS)]
    both = pd.concat(
        [own, added.assign(scenario=own["scenario"].iloc[0])], ignore_index=True
    )
    return _as_before(
        in_known_words(both).sort_values(KEYS, ignore_index=True), indicators
    )


def _as_before(table: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the columns and kinds of another."""
    words = ("scenario", "unit")
    kinds = {name: like[name].dtype for name in like.columns if name not in words}
    table = table[list(like.columns)].astype(kinds)
    return table.assign(**{name: table[name].astype("category") for name in words})
