"""The work of one unit: simulate, measure, leave the tables in a folder.

What all units of a run share (the scenario with its area, the expected population) is
laid beside their results once, and read once by each process.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.engine import Outcome, simulate
from sim.experiment.diagnostics import diagnose
from sim.experiment.laying import lay
from sim.experiment.measuring import account, measure, seen_in, township_table
from sim.experiment.regret_runs import RegretTables, regret_tables, variants_of
from sim.experiment.tables import parquet_bytes
from sim.experiment.units import Unit
from sim.indicators import closings_table, moves_table
from sim.population import expected_population

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario import Scenario

SHARED = "shared.pickle"

# Of the runs that this process works for, by the folder of their parts; and the file
# that they came from. One study at a time.
_at_hand: list[tuple[Path, Mapping[Path, Shared]]] = []
# The draw that this process last worked on, with scenario and persons of each run.
_last_draw: list[tuple[int, list[tuple[Shared, Scenario, pd.DataFrame]]]] = []


@dataclass(frozen=True)
class Shared:
    """What every unit of a run reads."""

    scenario: Scenario
    """The scenario, with the part of the area and the seed that this run uses."""
    population: pd.DataFrame
    """Expected persons by year and township at the central values, the denominators
    of draw 0 and of every draw that moves no parameter."""
    events: bool
    """Whether the event log is kept."""
    regret: bool = False
    """Whether closures are judged by a twin."""


@dataclass(frozen=True)
class UnitResult:
    """The tables of one unit; each field is a file of that name."""

    indicators: pd.DataFrame
    decisions: pd.DataFrame
    elders: pd.DataFrame
    diagnostics: pd.DataFrame
    """One row; see `sim.experiment.diagnostics`."""
    homes: pd.DataFrame
    occupancy_parts: pd.DataFrame
    """What occupancy is made of; see `sim.indicators.occupancy_parts`."""
    access: pd.DataFrame
    """Access of townships; see `sim.indicators.township_access`."""
    events: pd.DataFrame | None
    """In order of happening; missing if nobody wants the log."""
    moves: pd.DataFrame | None
    """Who was moved by a rule or a lost home; missing without rules."""
    closings: pd.DataFrame | None
    """Which homes ended; missing without rules."""
    regret_homes: pd.DataFrame | None = None
    """These four: `sim.experiment.regret_runs`; missing where nothing is judged."""
    regret_twin: pd.DataFrame | None = None
    regret_levels: pd.DataFrame | None = None
    regret_access: pd.DataFrame | None = None


def run_unit(shared: Shared, unit: Unit) -> UnitResult:
    """Simulate one unit and compute its indicators from its event log.

    The scenario is that of the unit's draw, and so are the persons expected in it,
    by whom coverages are divided.
    """
    scenario, population = _in_draw(shared, unit.draw)
    outcome, regret = _simulated(scenario, unit, population, regret=shared.regret)
    outcome.log["replication"] = np.int32(unit.replication)
    log, homes = outcome.log, outcome.homes
    seen = seen_in(scenario, log, homes, population)
    indicators = measure(scenario, log, homes, population, outcome.elders, seen)
    decisions = _identified(outcome.decisions, unit)
    elders = _identified(outcome.elders, unit)
    moves, closings = _of_rules(scenario, outcome, elders, decisions)
    return UnitResult(
        indicators=_identified(indicators, unit, scenario.id),
        decisions=decisions,
        elders=elders,
        diagnostics=diagnose(outcome, unit),
        homes=homes,
        occupancy_parts=_identified(account(scenario, seen), unit),
        access=_identified(township_table(scenario, seen), unit),
        events=log if shared.events else None,
        moves=None if moves is None else _identified(moves, unit),
        closings=None if closings is None else _identified(closings, unit),
        **{
            f"regret_{name}": _identified(table, unit)
            for name, table in (regret._asdict() if regret else {}).items()
        },
    )


def _simulated(
    scenario: Scenario, unit: Unit, population: pd.DataFrame, *, regret: bool
) -> tuple[Outcome, RegretTables | None]:
    """Return what a unit leaves behind, and what its regret is judged by.

    With regret the lives are drawn for the period of the twin, once for both; what
    happens in the reported period is the same to the last bit.
    """
    if not regret:
        return simulate(scenario, unit.draw, unit.chances), None
    variants = variants_of(scenario)
    outcome = simulate(
        variants.central.scenario, unit.draw, unit.chances, days=variants.days
    )

    def access_of(other: Outcome) -> pd.DataFrame:
        seen = seen_in(scenario, other.log, other.homes, population)
        return township_table(scenario, seen)

    return outcome, regret_tables(variants, unit, outcome, access_of)


def _of_rules(
    scenario: Scenario, outcome: Outcome, elders: pd.DataFrame, decisions: pd.DataFrame
) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """Return who was moved and which homes ended; nothing where no rule is."""
    if not scenario.rules:
        return None, None
    log, homes = outcome.log, outcome.homes
    moves = moves_table(
        *(log, homes, elders, decisions), horizon_days=scenario.timeline.horizon_days
    )
    return moves, closings_table(log, homes, decisions, scenario.timeline)


def _in_draw(shared: Shared, draw: int) -> tuple[Scenario, pd.DataFrame]:
    """Return the scenario of a draw and the persons expected in it."""
    scenario = shared.scenario.in_draw(draw)
    if scenario is shared.scenario:
        return scenario, shared.population
    # Replications of a draw follow each other, and so do the runs of a study in each.
    if not _last_draw or _last_draw[0][0] != draw:
        _last_draw[:] = [(draw, [])]
    for other, known, persons in _last_draw[0][1]:
        if other is shared:
            return known, persons
    _last_draw[0][1].append((shared, scenario, expected_population(scenario)))
    return _last_draw[0][1][-1][1:]


def share(shared: Mapping[Path, Shared], where: Path) -> None:
    """Lay down what all units of all runs read, and keep it at hand in this process.

    Parameters
    ----------
    shared
        What the units of each run read, by the folder that receives their tables.
    where
        Folder that everything is laid in, as one file: what runs have in common (the
        same object) is in it once, and once in the memory of a worker.
    """
    (where / SHARED).write_bytes(pickle.dumps(dict(shared)))
    _at_hand[:] = [(where, dict(shared))]
    _last_draw.clear()


def save_unit(parts: Path, unit: Unit, where: Path) -> None:
    """Run one unit and leave its tables in a folder that appears at once, complete.

    Parameters
    ----------
    parts
        Folder of the run's units.
    unit
        Which one.
    where
        Folder in which `share` has laid what the unit reads.
    """
    lay_unit(parts, unit, unit_files(parts, unit, where))


def unit_files(parts: Path, unit: Unit, where: Path) -> dict[str, bytes]:
    """Run one unit and return the files of its tables by name; see `save_unit`."""
    result = run_unit(_shared(parts, where), unit)
    return {
        f"{field.name}.parquet": parquet_bytes(table)
        for field in fields(result)
        if (table := getattr(result, field.name)) is not None
    }


def lay_unit(parts: Path, unit: Unit, files: Mapping[str, bytes]) -> None:
    """Leave the files of a unit in a folder that appears at once, complete."""

    def fill(folder: Path) -> None:
        for name, content in files.items():
            (folder / name).write_bytes(content)

    lay(parts, unit.name, fill)


def take_up(where: Path, content: bytes) -> None:
    """Keep at hand what units read, where `share` could leave nothing on the disk."""
    if not _at_hand or _at_hand[0][0] != where:
        _at_hand[:] = [(where, pickle.loads(content))]
        _last_draw.clear()


def _shared(parts: Path, where: Path) -> Shared:
    """Return what the units of a run read, loaded once a process: it holds the area."""
    if not _at_hand or _at_hand[0][0] != where:
        _at_hand[:] = [(where, pickle.loads((where / SHARED).read_bytes()))]
        _last_draw.clear()
    return _at_hand[0][1][parts]


def _identified(
    table: pd.DataFrame, unit: Unit, scenario_id: str | None = None
) -> pd.DataFrame:
    """Return the table with the unit's numbers (and the scenario) before its rows."""
    table = table.drop(columns=["scenario", "draw", "replication"], errors="ignore")
    table.insert(0, "draw", np.int32(unit.draw))
    table.insert(1, "replication", np.int32(unit.replication))
    if scenario_id is not None:
        words = pd.Categorical([scenario_id] * len(table))
        table.insert(0, "scenario", pd.Series(words, index=table.index))
    return table
