"""From a scenario to a finished run folder: units, tables, page, manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.experiment.arguments import check_arguments, warn_of
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress
from sim.experiment.results import Results
from sim.experiment.study import Stopped, run_together
from sim.scenario import Scenario

__all__ = ["Stopped", "run", "run_plan"]


def run(
    scenario: Scenario,
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
    force: bool = False,
    regret: bool = True,
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
        page. A complete run of the same input that lies there is returned as it is,
        and units of runs that differ in draws or replications alone are taken over,
        as by the command. Without a folder nothing remains when the returned object
        is gone.
    force
        Run everything all the same.
    regret
        Judge closures by a twin that closes nothing, at three weights of supply on
        demand, where a rule closes, merges or converts homes. Takes about five times
        as long as the run alone.

    Returns
    -------
        `indicators` (a row for each draw, replication, year, place, split and
        indicator, with `value` and `unit`; shares from 0 to 1), `events` (in order
        of happening, `time_days` since the start of the period), `decisions`,
        `elders`, `homes`, `population` [persons], `targets`, `summary`; where the
        scenario has rules `moves`, `closings`, `closing_share`, `closings_by_year`,
        `refusals`, `regret`, `closures_by_supply_weight`: DataFrames.

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
        regret=regret,
    )
    warn_of(plan)
    return run_plan(plan, None if out is None else Path(out), reuse=not force)


def run_plan(
    plan: Plan,
    out: Path | None = None,
    *,
    lang: str = "zh",
    resume: bool = False,
    reuse: bool = False,
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
        Take a complete run of the same input as it is, or finish the latest unfinished
        one, instead of beginning a new one.
    reuse
        Take a complete run of the same input as it is, and take over units of complete
        runs with other draws or replications.
    progress
        Who is told how far it is.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    Stopped
        Somebody cancelled; finished units stay, the manifest says `partial`.
    """
    (results,) = run_together(
        [plan], out, lang=lang, resume=resume, reuse=reuse, progress=progress
    )
    return results
