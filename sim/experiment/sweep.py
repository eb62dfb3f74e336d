"""Runs the points of a sweep on the same elders and holds each against the scenario."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.experiment.arguments import check_arguments
from sim.experiment.fingerprints import file_entries, sha256
from sim.experiment.page import page_data
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress, Silence, Stage
from sim.experiment.results import Results
from sim.experiment.software import command_line, software
from sim.experiment.store import RunFolder, new_folder
from sim.experiment.study import run_together
from sim.experiment.sweep_page import sweep_page_data
from sim.experiment.sweep_points import Point, points_of
from sim.experiment.sweep_tables import OWN, figures_of, points_table, sweep_table
from sim.experiment.tables import write_csv
from sim.report import PageData
from sim.report.sweep_page import write_sweep_page
from sim.scenario import Scenario
from sim.scenario.sweep_list import Sweep

FORMAT: Final = "ruralbeds-sweep/1"
# So many points are run together, and their tables lie on the disk at the same time.
TOGETHER: Final = 12


@dataclass(frozen=True)
class SweepResults:
    """What a sweep gives back."""

    scenario: Scenario
    """With the part of the area, the seed, draws and replications that were used."""
    sweep: Sweep
    points: pd.DataFrame
    """A row a point: `point`, and a column for each path that is varied."""
    table: pd.DataFrame
    """A row a point, headline and year; see `sim.experiment.sweep_tables`."""
    band: str
    """What intervals contain; see `sim.indicators.band_of`."""
    place: PageData
    """The page of the scenario's own run, for what both pages say."""
    folder: Path | None = None
    """Where it was kept, if it was."""

    def report(self, folder: str | Path, lang: str = "zh") -> Path:
        """Write ``report.html``, which opens in `lang` and has both languages."""
        data = sweep_page_data(self)
        return write_sweep_page(Path(folder) / "report.html", data, lang)


def sweep(
    scenario: Scenario,
    name: str | None = None,
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
) -> SweepResults:
    """Run a sweep of a scenario, every point on the same elders and chances.

    Parameters
    ----------
    scenario
        As `load_scenario` returns it.
    name
        Which of its `sweeps:`; may be left out where there is one.
    area, replications, draws, seed, jobs
        As for `sim.run`.
    out
        Folder of all results; without one nothing is kept.

    Returns
    -------
        `points` and `table`: DataFrames.

    Raises
    ------
    TypeError, ValueError
        An argument is of another kind, or there is no such sweep.
    UnwritableError
        `out` cannot be written to.
    """
    whole = {"replications": replications, "draws": draws, "seed": seed, "jobs": jobs}
    check_arguments(scenario, area, out, whole)
    plan = make_plan(
        scenario,
        area=area,
        replications=replications,
        draws=draws,
        seed=seed,
        jobs=jobs,
        events=False,
    )
    return run_sweep(plan, chosen(scenario, name), None if out is None else Path(out))


def chosen(scenario: Scenario, name: str | None) -> Sweep:
    """Return the sweep of that name, or the only one.

    Raises
    ------
    ValueError
        There is none of that name, or more than one to choose from.
    """
    named = {one.name: one for one in scenario.sweeps}
    if name is None and len(named) == 1:
        return next(iter(named.values()))
    if name not in named:
        listed = ", ".join(named) or "none"
        raise ValueError(f"choose a sweep of {scenario.id}: {listed}")
    return named[name]


def run_sweep(
    plan: Plan,
    sweep: Sweep,
    out: Path | None = None,
    *,
    lang: str = "zh",
    progress: Progress | None = None,
) -> SweepResults:
    """Run every point of a sweep beside the scenario's own values.

    Parameters
    ----------
    plan
        The scenario as it would be run; a rule of precision is not followed, but its
        largest number of replications is run at every point.
    sweep
        Which values.
    out
        Folder of all results, in which the sweep makes its own.
    lang
        Language in which the page opens.
    progress
        Who is told how far it is; units are counted over all points.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    """
    own = replace(plan, scenario=replace(plan.scenario, replication_rule=None))
    points = points_of(sweep)
    plans = {OWN: own} | _plans(own, points)
    fingerprint = sha256(
        json.dumps([one.input_hash for one in plans.values()]).encode()
    )
    began = datetime.now(UTC)
    name = f"sweep-{plan.scenario.id}-{sweep.name}"
    folder = None if out is None else new_folder(out, name, fingerprint)
    try:
        results = _run(own, sweep, points, plans, progress or Silence())
        if folder is not None:
            results = replace(results, folder=folder.path)
            _write(results, folder, lang)
            folder.write_manifest(_manifest(own, results, fingerprint, began))
    except BaseException:
        if folder is not None:
            shutil.rmtree(folder.path, ignore_errors=True)
        raise
    return results


def _plans(own: Plan, points: Sequence[Point]) -> dict[str, Plan]:
    """Return the plan of each point by its number."""
    return {
        str(number): replace(own, scenario=own.scenario.at_point(point))
        for number, point in enumerate(points, start=1)
    }


def _run(
    own: Plan,
    sweep: Sweep,
    points: Sequence[Point],
    plans: Mapping[str, Plan],
    progress: Progress,
) -> SweepResults:
    """Run all points, a dozen at a time, keeping their headlines alone."""
    figures: dict[str, pd.DataFrame] = {}
    first: list[Results] = []
    names = list(plans)
    told = _Whole(progress, len(own.units) * len(names))
    for start in range(0, len(names), TOGETHER):
        part = names[start : start + TOGETHER]
        results = run_together([plans[name] for name in part], progress=told)
        told.past += len(own.units) * len(part)
        for name, one in zip(part, results, strict=True):
            figures[name] = figures_of(one.indicators)
        first = first or results[:1]
    joint = first[0].doubt.is_joint
    return SweepResults(
        scenario=own.scenario,
        sweep=sweep,
        points=points_table(own.scenario, sweep, points),
        table=sweep_table(figures, joint=joint),
        band=first[0].band,
        place=page_data(first[0]),
    )


class _Whole:
    """Tells of all points what the parts tell of theirs."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._stage = ""
        self.past = 0

    def stage(self, name: Stage) -> None:
        """Pass on a stage, once for all parts."""
        if name not in (self._stage, "population"):
            self._progress.stage(name)
        self._stage = name

    def units(self, done: int, total: int) -> None:
        """Pass on how many units of all points are finished."""
        self._progress.units(self.past + done, self._total)


def _write(results: SweepResults, folder: RunFolder, lang: str) -> None:
    folder.remove_parts()
    write_csv(results.points, folder.path / "points.csv")
    write_csv(results.table, folder.path / "sweep.csv")
    resolved = folder.path / "scenario.resolved.yaml"
    text = results.scenario.resolved_yaml()
    resolved.write_text(text, encoding="utf-8", newline="\n")
    results.report(folder.path, lang)


def _manifest(
    own: Plan, results: SweepResults, fingerprint: str, began: datetime
) -> dict[str, Any]:
    scenario, sweep = results.scenario, results.sweep
    return {
        "format": FORMAT,
        "status": "complete",
        "started": began.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command_line(),
        "scenario": scenario.id,
        "overrides": dict(own.overrides),
        "sweep": {
            "name": sweep.name,
            "design": sweep.design,
            "paths": [one.key for one in sweep.varied],
            "points": len(results.points),
            "seed": sweep.seed if sweep.design == "latin_hypercube" else None,
        },
        "design": {
            "seed": scenario.seed,
            "draws": scenario.draws,
            "replications": scenario.replications,
            "units": len(own.units) * (len(results.points) + 1),
            "common_random_numbers": True,
            "band": results.band,
        },
        "input_hash": fingerprint,
        "software": software(),
        "outputs": file_entries(results.folder) if results.folder else {},
    }
