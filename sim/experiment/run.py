"""From a plan to a finished run folder: population, units, tables, page, manifest."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sim.experiment.arguments import check_arguments
from sim.experiment.manifest import Record
from sim.experiment.merge import merge_tables
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress, Silence
from sim.experiment.results import Results
from sim.experiment.store import RunFolder, new_folder, unfinished_folder
from sim.experiment.tables import for_spreadsheet, write_csv, write_parquet
from sim.experiment.work import Shared, share
from sim.experiment.workers import run_units
from sim.population import expected_population
from sim.scenario import Scenario


class Stopped(KeyboardInterrupt):
    """Somebody cancelled a run; what was finished is kept."""

    def __init__(self, folder: Path, done: int, total: int) -> None:
        super().__init__(f"{done} of {total} units are kept in {folder}")
        self.folder = folder
        self.done = done
        self.total = total


def run(
    scenario: Scenario,
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
) -> Results:
    """Run a scenario and return its tables.

    Parameters
    ----------
    scenario
        As `load_scenario` returns it.
    area
        Codes of counties (six digits) or prefectures (six digits ending in 00) of
        the scenario's area; all that the scenario names if missing.
    draws
        Joint draws of the parameters, each with a registry of homes of its own; 1 is
        the central values. With several, intervals contain doubt about the parameters
        as well as chance, if the area pack has joint draws. The scenario's if missing.
    replications, seed
        The scenario's if missing. The same seed gives the same tables.
    jobs
        Processes, one for each processor if missing. Changes no table.
    out
        Folder of all results, in which the run makes its own with every file and the
        page. Without one nothing remains when the returned object is gone.

    Returns
    -------
        `indicators` (a row for each draw, replication, year, place, split and
        indicator, with `value` and `unit`; shares from 0 to 1), `events` (in order
        of happening, `time_days` since the start of the period), `decisions`,
        `elders`, `homes`, `population` [persons], `targets`, `summary`: DataFrames.

    Raises
    ------
    TypeError, ValueError
        An argument is of another kind than said, or out of bounds.
    ScenarioError
        `area` names a place that the scenario's area has not.
    AreaError
        A file of the area pack is missing or damaged.
    UnwritableError
        `out` cannot be written to.

    References
    ----------
    .. [1] Definitions of the figures: ``sim/indicators/catalogue.yaml``; the model in
       the order of STRESS-DES: ``sim/README.md``.
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
    )
    return run_plan(plan, None if out is None else Path(out))


def run_plan(
    plan: Plan,
    out: Path | None = None,
    *,
    lang: str = "zh",
    resume: bool = False,
    progress: Progress | None = None,
) -> Results:
    """Run a plan to the end.

    Parameters
    ----------
    plan
        What to run.
    out
        Folder of all results, in which the run makes its own; without one the tables
        live as long as the returned object, and no page is made.
    lang
        Language in which the page opens.
    resume
        Finish the latest unfinished run of the same input instead of a new one.
    progress
        Who is told how far it is.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    Stopped
        Somebody cancelled; finished units stay, the manifest says `partial`.
    """
    progress = progress or Silence()
    folder = _folder(plan, out, resume=resume)
    record = Record(plan)
    folder.write_manifest(record.running())
    try:
        _run_missing(plan, folder, progress)
        results = _finish(plan, folder, progress, temporary=out is None)
        if out is not None:
            progress.stage("page")
            results.report(folder.path, lang)
    except BaseException as error:
        # Whatever stopped it, the folder must not claim to be running still.
        done = len(folder.finished(plan.units))
        with suppress(OSError):  # a full disk must not hide what stopped the run
            folder.write_manifest(record.partial(done))
        if isinstance(error, KeyboardInterrupt):
            raise Stopped(folder.path, done, len(plan.units)) from error
        raise
    folder.write_manifest(record.complete(results))
    folder.remove_parts()
    return results


def _folder(plan: Plan, out: Path | None, *, resume: bool) -> RunFolder:
    if out is None:
        folder = RunFolder(Path(tempfile.mkdtemp(prefix="ruralbeds-")))
        folder.parts.mkdir()
        return folder
    name, fingerprint = plan.scenario.id, plan.input_hash
    former = unfinished_folder(out, name, fingerprint) if resume else None
    return former or new_folder(out, name, fingerprint)


def _run_missing(plan: Plan, folder: RunFolder, progress: Progress) -> None:
    """Run the units whose tables are not there yet."""
    progress.stage("population")
    population = expected_population(plan.scenario)
    write_parquet(population, folder.path / "population.parquet")
    share(Shared(plan.scenario, population, plan.events), folder.parts)
    progress.stage("units")
    done = set(folder.finished(plan.units))
    missing = [unit for unit in plan.units if unit not in done]
    progress.units(len(done), len(plan.units))
    for unit in run_units(missing, folder.parts, plan.jobs):
        done.add(unit)
        progress.units(len(done), len(plan.units))


def _finish(
    plan: Plan, folder: RunFolder, progress: Progress, *, temporary: bool
) -> Results:
    """Merge the units and write what is computed from all of them."""
    progress.stage("tables")
    merge_tables(folder, plan.units)
    results = Results(plan, folder, temporary=temporary)
    for name in ("indicators", "summary", "targets"):
        table = for_spreadsheet(getattr(results, name))
        write_csv(table, folder.path / f"{name}.csv")
    write_csv(plan.scenario.origins(), folder.path / "scenario.origin.csv")
    resolved = folder.path / "scenario.resolved.yaml"
    resolved.write_text(plan.scenario.resolved_yaml(), encoding="utf-8", newline="\n")
    return results
