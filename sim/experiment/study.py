"""Several plans run together: the same elders and chances, one after the other.

A study takes each draw and replication in turn and runs it for all its plans before
the next, in one process, so that what the plans have in common is computed once. Every
plan has a run folder of its own, the same as if it had been run alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sim.experiment.cluster import on_cluster
from sim.experiment.for_readers import write_for_readers
from sim.experiment.laying import settle
from sim.experiment.manifest import Record
from sim.experiment.merge import merge_tables
from sim.experiment.plan import Plan
from sim.experiment.precision import waves
from sim.experiment.progress import Progress, Silence
from sim.experiment.readings import write_readings
from sim.experiment.results import Results
from sim.experiment.reuse import finished_results, take_over
from sim.experiment.store import (
    RunFolder,
    new_folder,
    unfinished_folder,
)
from sim.experiment.tables import write_parquet
from sim.experiment.threads import one_thread_each
from sim.experiment.units import Unit
from sim.experiment.work import Shared, lay_unit, save_unit, share, unit_files
from sim.experiment.workers import in_parallel
from sim.population import expected_population


class Stopped(KeyboardInterrupt):
    """Somebody cancelled a run; what was finished is kept."""

    def __init__(self, folders: Sequence[Path], done: int, total: int) -> None:
        super().__init__(f"{done} of {total} units are kept in {folders[0]}")
        self.folder = folders[0]
        self.folders = tuple(folders)
        self.done = done
        self.total = total


@dataclass(frozen=True)
class _Begun:
    """A plan with the folder that it fills."""

    plan: Plan
    folder: RunFolder
    record: Record
    results: list[Results]
    """Its tables, as soon as they are complete."""

    def stopped(self) -> int:
        """Say in the manifest that the run is not complete; return units kept."""
        if self.results:
            return len(self.plan.units)
        done = len(self.folder.finished(self.plan))
        # A full disk must not hide what stopped the run.
        with suppress(OSError):
            self.folder.write_stopped(self.record.partial(done))
        return done


@dataclass(frozen=True)
class _Turn:
    """One draw and replication, and the folders of the plans that still lack it."""

    unit: Unit
    parts: tuple[Path, ...]


def run_together(
    plans: Sequence[Plan],
    out: Path | None = None,
    *,
    lang: str = "zh",
    resume: bool = False,
    reuse: bool = False,
    pages: bool = True,
    progress: Progress | None = None,
) -> list[Results]:
    """Run several plans to the end, each draw and replication for all of them.

    Parameters
    ----------
    plans
        What to run; seed, draws and replications are the same in all.
    out
        Folder of all results, in which each run makes its own; without one the tables
        live as long as the returned objects, and no pages are made.
    lang
        Language in which the pages open.
    resume
        Take complete runs of the same input as they are, and finish the latest
        unfinished ones instead of beginning new ones; units of unfinished runs with
        other draws or replications are taken over.
    reuse
        Take complete runs of the same input as they are, and take over units of
        complete runs with other draws or replications.
    pages
        Whether runs that are kept have a page.
    progress
        Who is told how far it is; units are counted over all plans.

    Returns
    -------
        The tables of each plan, in the order of the plans.

    Raises
    ------
    ValueError
        There is no plan, or seed, draws or replications differ.
    UnwritableError
        `out` cannot be written to.
    Stopped
        Somebody cancelled; finished units stay, the manifests say `partial`.
    """
    _refuse_unlike(plans)
    progress = progress or Silence()
    begun: list[_Begun] = []
    opens = lang if pages and out is not None else None
    try:
        # A rule may reach more replications for several plans than for each alone.
        whole = len(plans) == 1 or plans[0].scenario.replication_rule is None
        for plan in plans:
            begun.append(
                _begin(plan, out, opens, resume=resume, reuse=reuse, whole=whole)
            )
        lacking = [one for one in begun if not one.results]
        with one_thread_each():
            for one in _run_missing(lacking, progress):
                _finish(one, progress, opens, temporary=out is None)
    except BaseException as error:
        # Whatever stopped it, no folder must claim to be running still.
        done = sum([one.stopped() for one in begun])
        if isinstance(error, KeyboardInterrupt) and begun:
            folders = [one.folder.path for one in begun]
            total = sum(len(plan.units) for plan in plans)
            raise Stopped(folders, done, total) from error
        raise
    return [one.results[0] for one in begun]


def _refuse_unlike(plans: Sequence[Plan]) -> None:
    if not plans:
        raise ValueError("there is nothing to run")
    designs = {
        (plan.scenario.seed, tuple(plan.units), plan.scenario.replication_rule)
        for plan in plans
    }
    if len(designs) > 1:
        raise ValueError("plans run together have one seed, draws and replications")


def _begin(
    plan: Plan,
    out: Path | None,
    opens: str | None,
    *,
    resume: bool,
    reuse: bool,
    whole: bool,
) -> _Begun:
    """Return the plan with its folder: a new one, or one that was begun before."""
    name, fingerprint, record = plan.scenario.id, plan.input_hash, Record(plan)
    if out is None:
        folder = RunFolder(Path(tempfile.mkdtemp(prefix="ruralbeds-")))
        folder.parts.mkdir()
    else:
        wanted = whole and (resume or reuse)
        done = finished_results(plan, out, opens) if wanted else None
        if done is not None:
            return _Begun(done.plan, RunFolder(done.folder), record, [done])
        former = unfinished_folder(out, name, fingerprint) if resume else None
        folder = former or new_folder(out, name, fingerprint)
    if out is not None and (resume or reuse):
        record.took_over(*take_over(plan, out, folder, unfinished=resume))
    folder.write_manifest(record.running())
    return _Begun(plan, folder, record, [])


def _run_missing(begun: list[_Begun], progress: Progress) -> list[_Begun]:
    """Run the units whose tables are not there yet; return the plans as they ran.

    Where a rule says how precise figures must be, all plans have as many replications
    as the one that needs most.
    """
    if not begun:
        return []
    progress.stage("population")
    where = begun[0].folder.parts
    share({one.folder.parts: _shared(one, begun) for one in begun}, where)
    regret = any(one.plan.regret for one in begun)
    progress.stage("units_and_twins" if regret else "units")
    folders = [one.folder for one in begun]
    for plans in waves([one.plan for one in begun], folders):
        begun = [
            replace(one, plan=plan) for one, plan in zip(begun, plans, strict=True)
        ]
        _run_wave(begun, where, progress)
    return begun


def _run_wave(begun: Sequence[_Begun], where: Path, progress: Progress) -> None:
    turns, done = _turns(begun)
    total = sum(len(one.plan.units) for one in begun)
    progress.units(done, total)
    for count in _worked_off(begun[0].plan.scheduler, begun, turns, where):
        done += count
        progress.units(done, total)


def _worked_off(
    scheduler: str | None, begun: Sequence[_Begun], turns: Sequence[_Turn], where: Path
) -> Iterator[int]:
    """Do the turns here or on a cluster; yield how many units each finished."""
    if scheduler is None:
        jobs = max(one.plan.jobs for one in begun)
        yield from in_parallel(partial(_take, where), turns, jobs)
        return
    # Machines of a cluster may share no disk: tables come back and are written here.
    work = partial(_send_back, where)
    for turn, files in on_cluster(scheduler, where, work, turns):
        for parts, content in zip(turn.parts, files, strict=True):
            lay_unit(parts, turn.unit, content)
        yield len(turn.parts)


def _shared(one: _Begun, begun: Sequence[_Begun]) -> Shared:
    """Return what every unit of a plan reads."""
    scenario = one.plan.scenario
    population = expected_population(scenario)
    write_parquet(population, one.folder.path / "population.parquet")
    areas = [other.plan.scenario.area for other in begun]
    # Each scenario file loaded the area anew; workers need to hold it only once.
    same = next(area for area in areas if area.folder == scenario.area.folder)
    plan = one.plan
    return Shared(replace(scenario, area=same), population, plan.events, plan.regret)


def _turns(begun: Sequence[_Begun]) -> tuple[list[_Turn], int]:
    """Return what is missing, turn by turn, and how many units are there already."""
    there: Mapping[Path, set[Unit]] = {
        one.folder.parts: set(one.folder.finished(one.plan)) for one in begun
    }
    turns = []
    for unit in begun[0].plan.units:
        lacking = tuple(parts for parts, done in there.items() if unit not in done)
        if lacking:
            turns.append(_Turn(unit, lacking))
    return turns, sum(map(len, there.values()))


def _take(where: Path, turn: _Turn) -> int:
    """Run one draw and replication for every plan that lacks it; return how many."""
    for parts in turn.parts:
        save_unit(parts, turn.unit, where)
    return len(turn.parts)


def _send_back(where: Path, turn: _Turn) -> tuple[_Turn, list[dict[str, bytes]]]:
    """Run one draw and replication for every plan that lacks it; return the files."""
    return turn, [unit_files(parts, turn.unit, where) for parts in turn.parts]


def _finish(
    one: _Begun, progress: Progress, opens: str | None, *, temporary: bool
) -> None:
    """Merge the units of a plan and write what is computed from all of them."""
    plan, folder = one.plan, one.folder
    progress.stage("tables")
    merge_tables(folder, plan)
    results = Results(plan, folder, temporary=temporary)
    write_for_readers(results)
    if opens is not None:
        progress.stage("page")
        write_readings(results, folder.path, opens)
    settle(folder.path)
    folder.write_manifest(one.record.complete(results, opens))
    one.results.append(results)
    folder.remove_parts()
