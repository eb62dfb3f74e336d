"""Runs the points of a sweep on the same elders and holds each against the scenario."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from sim.experiment.arguments import check_arguments, warn_of
from sim.experiment.page_language import open_in
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress, Silence
from sim.experiment.store import RunFolder, finished_folder
from sim.experiment.study import Stopped
from sim.experiment.sweep_flip import flip_of_points
from sim.experiment.sweep_folder import SweepRecord, begun, read_back, write_tables
from sim.experiment.sweep_points import points_of
from sim.experiment.sweep_results import Asked, SweepResults, results_from, results_of
from sim.experiment.sweep_running import Facts, Kept, plans_of, run_points, settled
from sim.experiment.sweep_tables import OWN
from sim.experiment.threads import one_thread_each
from sim.scenario import Scenario
from sim.scenario.sweep_list import Sweep

__all__ = ["SweepResults", "chosen", "run_sweep", "sweep"]


def sweep(
    scenario: Scenario,
    name: str | None = None,
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
    force: bool = False,
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
        Folder of all results; without one nothing is kept. A complete sweep of the
        same input that lies there is returned as it is.
    force
        Run it all the same.

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
        regret=False,
    )
    warn_of(plan)
    folder = None if out is None else Path(out)
    return run_sweep(plan, chosen(scenario, name), folder, reuse=not force)


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
    resume: bool = False,
    reuse: bool = False,
    progress: Progress | None = None,
) -> SweepResults:
    """Run every point of a sweep beside the scenario's own values.

    Parameters
    ----------
    plan
        The scenario as it would be run. A rule of precision is followed at the
        scenario's own values, and every point has the replications that it reached.
    sweep
        Which values.
    out
        Folder of all results, in which the sweep makes its own.
    lang
        Language in which the page opens.
    resume
        Take a complete sweep of the same input as it is, or finish the latest
        unfinished one, instead of beginning a new one.
    reuse
        Take a complete sweep of the same input as it is.
    progress
        Who is told how far it is; units are counted over all points.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    Stopped
        Somebody cancelled; finished points stay, the manifest says `partial`.
    """
    asked = asked_of(plan, sweep)
    progress = progress or Silence()
    with one_thread_each():
        if out is None:
            with TemporaryDirectory(prefix="ruralbeds-") as parts:
                figures, facts = run_points(
                    plan, asked.points, Kept(Path(parts)), progress
                )
                flip = _flip(asked, facts, Path(parts), progress)
            return replace(results_of(asked, figures, facts), flip=flip)
        done = finished_sweep(asked, out, lang) if resume or reuse else None
        return done or _filled(asked, begun(asked, out, resume), lang, progress)


def asked_of(plan: Plan, sweep: Sweep) -> Asked:
    """Return a sweep with its points."""
    return Asked(plan, sweep, points_of(sweep))


def finished_sweep(asked: Asked, out: Path, lang: str) -> SweepResults | None:
    """Return a complete sweep of the same input, if one is there.

    Its page is written anew where it opens in another language than `lang`.
    """
    folder = finished_folder(out, asked.name, asked.fingerprint)
    if folder is None:
        return None
    table, facts = read_back(folder)
    found = results_from(asked, table, facts, folder.path)
    unwritten = open_in(folder, lang, lambda: found.report(folder.path, lang))
    return replace(found, unwritten=unwritten)


def _flip(
    asked: Asked, facts: Facts, parts: Path, progress: Progress
) -> pd.DataFrame | None:
    """Return where "close" becomes "keep"; None where nothing can close."""
    own = settled(asked.plan, facts.replications)
    plans = {OWN: own} | plans_of(own, asked.points)
    return flip_of_points(plans, parts, progress)


def _filled(
    asked: Asked, folder: RunFolder, lang: str, progress: Progress
) -> SweepResults:
    """Run what is missing in the folder of a sweep, and complete it."""
    record = SweepRecord(asked)
    folder.write_manifest(record.running())
    try:
        figures, facts = run_points(
            asked.plan, asked.points, Kept(folder.parts), progress
        )
        flip = _flip(asked, facts, folder.parts, progress)
        results = results_of(asked, figures, facts)
        results = replace(results, folder=folder.path, flip=flip)
        write_tables(results, folder.path)
        progress.stage("page")
        results.report(folder.path, lang)
        folder.write_manifest(record.complete(results, facts, lang))
    except BaseException as error:
        # Whatever stopped it, the folder must not claim to be running still.
        with suppress(OSError):
            folder.write_stopped(record.partial())
        if isinstance(error, Stopped):
            raise Stopped([folder.path], error.done, error.total) from error
        raise
    folder.remove_parts()
    return results
