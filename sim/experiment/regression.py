"""Whether any shipped scenario's answer changed: small runs against the reference.

Real places are cut to two small counties that have every kind of home between them,
and every scenario to two replications: enough for any change of the program to move a
figure, and all of them in well under a minute. Numbers say nothing about Guangxi.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

import pandas as pd

from sim.experiment.interval_widths import half_width
from sim.experiment.reference import (
    COLUMNS,
    FIGURE,
    UnreadableReferenceError,
    moved,
    read_reference,
    reference_file,
    rounded,
    scenario_files,
    write_reference,
)
from sim.experiment.units import all_units
from sim.experiment.work import Shared, run_unit
from sim.population import expected_population
from sim.scenario import Scenario, load_scenario

# Gangkou, a district, and Lingyun, a mountain county: a public and a private county
# home each, seven township homes, two regional centres, 52,000 elders.
COUNTIES: Final = ("450602", "451027")
REPLICATIONS: Final = 2
CONFIDENCE: Final = 0.95
YEARS: Final = (2025, 2030)
"""Beside the first and the last year of the period."""


class State(StrEnum):
    """How a scenario stands to its reference."""

    SAME = "same"
    MOVED = "moved"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Check:
    """What comparing one scenario with its reference brought."""

    scenario_id: str
    state: State
    figures: int
    """How many figures were compared or written."""
    moved: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Columns of `sim.experiment.reference.moved`; empty unless `state` is moved."""


def scenarios_folder(root: Path) -> Path:
    """Return where the shipped scenarios of a checkout lie."""
    return root / "scenarios"


def reference_folder(root: Path) -> Path:
    """Return where the reference of a checkout lies."""
    return root / "results" / "reference"


def shipped(root: Path) -> list[Path]:
    """Return the scenario files of a checkout, the teaching ones last."""
    folder = scenarios_folder(root)
    return sorted(folder.glob("*.yaml")) + sorted(folder.glob("teaching/*.yaml"))


def load_small(file: Path) -> Scenario:
    """Return a scenario cut down to what the reference holds of it.

    Raises
    ------
    ScenarioError
        The file has faults.
    """
    scenario = load_scenario(file)
    if file.parent.name != "teaching":
        scenario = scenario.in_area(COUNTIES)
    return scenario.with_run(
        replications=min(scenario.replications, REPLICATIONS), draws=1
    )


def small_table(scenario: Scenario) -> pd.DataFrame:
    """Run a scenario in this process and return its figures as the reference has them.

    Returns
    -------
        Columns `sim.experiment.reference.COLUMNS` and `half_width`: mean of the
        replications that have the figure, rounded, of the whole place and its
        counties, for all homes and for each tier with its ownership; a figure's years
        below one another. The half width is that of the 95 % interval
        of the mean by Student's t, in the unit of the value: infinite where there is
        one replication.
    """
    shared = Shared(scenario, expected_population(scenario), events=False)
    units = all_units(scenario.draws, scenario.replications)
    rows = pd.concat([run_unit(shared, unit).indicators for unit in units])
    span = scenario.timeline
    rows = _kept(rows, {span.start.year, *YEARS, span.end.year})
    grouped = rows.groupby(FIGURE, observed=True, sort=True)["value"]
    table = grouped.mean().map(rounded).reset_index()
    spread = grouped.agg(["std", "count"]).itertuples(index=False)
    table["half_width"] = [half_width(sd, n, CONFIDENCE) for sd, n in spread]
    # Plain words, as they come back from a file.
    words = dict.fromkeys(FIGURE[:-1], "str")
    return table.astype({**words, "year": "int64"})[[*COLUMNS, "half_width"]]


def _kept(rows: pd.DataFrame, years: set[int]) -> pd.DataFrame:
    whole_or_split = (rows["tier"] == "all") == (rows["ownership"] == "all")
    kept = (
        rows["year"].isin(years)
        & rows["area_level"].isin(["region", "county"])
        & (rows["operation"] == "all")
        & (rows["residence"] == "all")
        & whole_or_split
    )
    return rows[kept]


def check(scenario: Scenario, folder: Path, *, update: bool = False) -> Check:
    """Compare a scenario with its reference, and make it the reference if asked.

    Parameters
    ----------
    scenario
        As `load_small` returns it.
    folder
        Folder of the reference.
    update
        Write what came out. What it replaced is in the result all the same.
    """
    table = small_table(scenario)
    path = reference_file(folder, scenario.id)
    result = compare(scenario.id, path, table)
    if update and result.state is not State.SAME:
        write_reference(table, path)
    return result


def compare(scenario_id: str, path: Path, table: pd.DataFrame) -> Check:
    """Compare a table with the reference in a file."""
    try:
        old = read_reference(path)
    except UnreadableReferenceError:
        return Check(scenario_id, State.UNREADABLE, len(table))
    if old is None:
        return Check(scenario_id, State.MISSING, len(table))
    differences = moved(old, table)
    state = State.SAME if differences.empty else State.MOVED
    return Check(scenario_id, state, len(table), differences)


def without_scenario(folder: Path, scenario_ids: Sequence[str]) -> list[Path]:
    """Return the files of the reference that no scenario answers for."""
    return [path for path in scenario_files(folder) if path.stem not in scenario_ids]
