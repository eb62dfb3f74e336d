"""Runs the points of a sweep, a dozen at a time, and keeps what each of them brought.

What finished points brought lies in the folder of the sweep until all are there, so
that a sweep that was stopped or killed goes on where it was.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.experiment.plan import Plan
from sim.experiment.precision import told_in_manifest
from sim.experiment.progress import Progress, Stage
from sim.experiment.results import Results
from sim.experiment.study import Stopped, run_together
from sim.experiment.sweep_points import Point
from sim.experiment.sweep_tables import OWN, figures_of
from sim.experiment.tables import write_parquet

# So many points are run together, and their tables lie on the disk at the same time.
TOGETHER: Final = 12


@dataclass(frozen=True)
class Facts:
    """What a sweep knows of the run of the scenario as it is, beside its figures."""

    replications: int
    """Of every point; the number that a rule of precision reached, if there is one."""
    precision: Mapping[str, Any] | None
    """What the rule asked for and reached, as a manifest has it."""
    synthetic_registry: bool
    """Whether homes are drawn and not those of a register."""


class Kept:
    """What finished points brought, by the fingerprint of their input.

    Parameters
    ----------
    parts
        Folder for it; what an earlier, stopped sweep left there counts.
    """

    def __init__(self, parts: Path) -> None:
        self._parts = parts
        self.runs = parts / "runs"
        """Where points are run."""

    def figures(self, plan: Plan) -> pd.DataFrame:
        """Return the headlines of a finished point."""
        return pd.read_parquet(self._file(plan))

    def has(self, plan: Plan) -> bool:
        """Whether a point is finished."""
        return self._file(plan).is_file()

    def keep(self, plan: Plan, results: Results) -> None:
        """Keep the headlines of a point: for more of many points there is no room."""
        unfinished = self._unfinished()
        write_parquet(figures_of(results.indicators), unfinished)
        unfinished.replace(self._file(plan))

    def facts(self) -> Facts | None:
        """Return what is known of the scenario as it is, if that has been run."""
        file = self._parts / f"{OWN}.json"
        if not file.is_file():
            return None
        return Facts(**json.loads(file.read_text(encoding="utf-8")))

    def keep_facts(self, facts: Facts) -> None:
        """Keep what is known of the scenario as it is."""
        unfinished = self._unfinished()
        unfinished.write_text(json.dumps(asdict(facts)), encoding="utf-8")
        unfinished.replace(self._parts / f"{OWN}.json")

    def forget_runs(self) -> None:
        """Remove the runs of points whose figures are kept."""
        shutil.rmtree(self.runs, ignore_errors=True)

    def _file(self, plan: Plan) -> Path:
        return self._parts / f"{plan.input_hash}.parquet"

    def _unfinished(self) -> Path:
        return self._parts / f".unfinished.{os.getpid()}"


def run_points(
    own: Plan, points: Sequence[Point], kept: Kept, progress: Progress
) -> tuple[dict[str, pd.DataFrame], Facts]:
    """Run what is not kept yet of the scenario as it is and of all points.

    Where the scenario has a rule of precision, it decides by the scenario as it is,
    and every point has as many replications: all meet the same chances.

    Parameters
    ----------
    own
        The scenario as it is.
    points
        The values that are tried.
    kept
        Receives what each point brings.
    progress
        Who is told how far it is; units are counted over all points.

    Returns
    -------
        The headlines by point, `OWN` first, and what is known of the scenario as it
        is.

    Raises
    ------
    Stopped
        Somebody cancelled; finished points, and finished units of others, stay.
    """
    facts = kept.facts()
    if facts is None and own.scenario.replication_rule is not None:
        (alone,) = _together([own], kept, progress)
        facts = _facts(alone)
        kept.keep_facts(facts)
        kept.keep(settled(own, facts.replications), alone)
        kept.forget_runs()
    number = facts.replications if facts else own.scenario.replications
    own = settled(own, number)
    plans = {OWN: own} | plans_of(own, points)
    _run_missing(list(plans.values()), kept, progress)
    figures = {name: kept.figures(plan) for name, plan in plans.items()}
    facts = kept.facts()
    if facts is None:
        raise AssertionError("the scenario as it is has not been run")
    return figures, facts


def settled(plan: Plan, replications: int) -> Plan:
    """Return a plan with a number of replications instead of a rule."""
    scenario = replace(plan.scenario, replication_rule=None, replications=replications)
    return replace(plan, scenario=scenario)


def plans_of(own: Plan, points: Sequence[Point]) -> dict[str, Plan]:
    """Return the plan of each point by its number."""
    return {
        str(number): replace(own, scenario=own.scenario.at_point(point))
        for number, point in enumerate(points, start=1)
    }


def _run_missing(plans: Sequence[Plan], kept: Kept, progress: Progress) -> None:
    # Points that say the same (as a grid may that has the scenario's own values) are
    # run once.
    unlike = {plan.input_hash: plan for plan in plans}
    missing = [plan for plan in unlike.values() if not kept.has(plan)]
    each = len(plans[0].units)
    told = _Whole(progress, each * len(unlike))
    told.past = each * (len(unlike) - len(missing))
    for start in range(0, len(missing), TOGETHER):
        part = missing[start : start + TOGETHER]
        for plan, results in zip(part, _together(part, kept, told), strict=True):
            if plan.input_hash == plans[0].input_hash and kept.facts() is None:
                kept.keep_facts(_facts(results))
            kept.keep(plan, results)
        told.past += each * len(part)
        kept.forget_runs()


def _together(plans: Sequence[Plan], kept: Kept, progress: Progress) -> list[Results]:
    """Run plans beside what is kept; a run that was stopped there goes on."""
    try:
        return run_together(
            plans, kept.runs, resume=True, pages=False, progress=progress
        )
    except Stopped as stopped:
        past = progress.past if isinstance(progress, _Whole) else 0
        total = progress.total if isinstance(progress, _Whole) else stopped.total
        raise Stopped(stopped.folders, past + stopped.done, total) from stopped


def _facts(own: Results) -> Facts:
    homes = own.homes
    return Facts(
        replications=own.scenario.replications,
        precision=told_in_manifest(own.precision),
        synthetic_registry=bool(len(homes) and homes["synthetic"].any()),
    )


class _Whole:
    """Tells of all points what the parts tell of theirs."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._stage = ""
        self.total = total
        self.past = 0

    def stage(self, name: Stage) -> None:
        """Pass on a stage, once for all parts."""
        if name not in (self._stage, "population"):
            self._progress.stage(name)
        self._stage = name

    def units(self, done: int, total: int) -> None:
        """Pass on how many units of all points are finished."""
        self._progress.units(self.past + done, self.total)
