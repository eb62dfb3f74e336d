"""Runs scenarios together and holds them against one of them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sim.experiment.arguments import check_arguments, warn_of
from sim.experiment.comparable import refuse_unlike
from sim.experiment.comparison import Comparison
from sim.experiment.fingerprints import file_entries, sha256
from sim.experiment.laying import lay
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress, Silence
from sim.experiment.readings import write_readings
from sim.experiment.results import Results
from sim.experiment.software import command_line, software
from sim.experiment.store import RunFolder, new_folder
from sim.experiment.study import run_together
from sim.experiment.tables import write_csv
from sim.indicators.paired import family
from sim.scenario import Scenario

FORMAT: Final = "ruralbeds-compare/1"
TABLES: Final = (
    *("differences", "ranking", "chance_and_ignorance"),
    *("information", "waterfall", "settings", "who_loses", "closing_share"),
)
# Names of folders are short on some systems.
_LONGEST: Final = 80


def compare(
    scenarios: Sequence[Scenario],
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path | None = None,
    baseline: str | None = None,
    force: bool = False,
) -> Comparison:
    """Run scenarios on the same elders and chances, and return how they differ.

    Parameters
    ----------
    scenarios
        Two or more, as `load_scenario` returns them, of the same place and period and
        with ids of their own.
    area
        Codes of counties or prefectures; all that the scenarios name if missing.
    replications, draws, seed
        For all scenarios alike; those of the first if missing.
    jobs
        Processes, one for each processor if missing. Changes no table.
    out
        Folder of all results: a run folder for each scenario, and one for the
        comparison. Without one nothing remains when the returned object is gone.
    baseline
        Id of the scenario that the others are held against; the first if missing.
    force
        Run what has been run before; otherwise complete runs of the same input in
        `out` are taken as they are.

    Returns
    -------
        `differences`, `ranking`, `chance_and_ignorance`, `settings`: DataFrames;
        `results`: the runs, in the order given.

    Raises
    ------
    TypeError, ValueError
        An argument is of another kind than said, or out of bounds.
    ScenarioError
        The scenarios cannot be held against one another; the sentence says why.
    UnwritableError
        `out` cannot be written to.
    """
    if isinstance(scenarios, Scenario):
        raise TypeError("scenarios must be a list; write sim.compare([one, other])")
    whole = {"replications": replications, "draws": draws, "seed": seed, "jobs": jobs}
    for scenario in scenarios:
        check_arguments(scenario, area, out, whole)
    plans = make_plans(
        scenarios,
        area=area,
        replications=replications,
        draws=draws,
        seed=seed,
        jobs=jobs,
        events=True,
    )
    warn_of(*plans)
    folder = None if out is None else Path(out)
    return compare_plans(plans, folder, baseline=baseline, reuse=not force)


def make_plans(
    scenarios: Sequence[Scenario],
    *,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    overrides: Mapping[str, str] | None = None,
    **chosen: Any,
) -> list[Plan]:
    """Return what to run; what is not said is for all as the first scenario says."""
    return [
        make_plan(
            _designed(scenario, scenarios[0]),
            replications=replications,
            draws=draws,
            seed=seed,
            overrides=overrides,
            **chosen,
        )
        for scenario in scenarios
    ]


def _designed(scenario: Scenario, first: Scenario) -> Scenario:
    """Return the scenario with the replications, draws and seed of the first."""
    return replace(
        scenario,
        replications=first.replications,
        replication_rule=first.replication_rule,
        draws=first.draws,
        seed=first.seed,
    )


def compare_plans(
    plans: Sequence[Plan],
    out: Path | None = None,
    *,
    baseline: str | None = None,
    lang: str = "zh",
    resume: bool = False,
    reuse: bool = True,
    progress: Progress | None = None,
) -> Comparison:
    """Run the plans together and write the comparison beside their run folders.

    Parameters
    ----------
    plans
        Of the same place, period, seed, draws and replications.
    out
        Folder of all results; nothing is kept without one.
    baseline
        Id of the scenario that the others are held against; the first if missing.
    lang
        Language in which the pages open.
    resume
        Finish unfinished runs of the same input instead of beginning new ones.
    reuse
        Take complete runs of the same input as they are.
    progress
        Who is told how far it is.

    Raises
    ------
    ScenarioError
        The plans cannot be held against one another.
    UnwritableError
        `out` cannot be written to.
    Stopped
        Somebody cancelled; finished units stay with the runs.
    """
    refuse_unlike(plans, baseline)
    progress = progress or Silence()
    reference = baseline or plans[0].scenario.id
    results = run_together(
        plans, out, lang=lang, resume=resume, reuse=reuse, progress=progress
    )
    if out is None:
        return Comparison(results, reference)
    progress.stage("tables")
    return _write(plans, results, reference, out, lang)


def _write(
    plans: Sequence[Plan],
    results: Sequence[Results],
    reference: str,
    out: Path,
    lang: str,
) -> Comparison:
    """Write the folder of a comparison; it is complete or not there."""
    began = datetime.now(UTC)
    hashes = [plan.input_hash for plan in plans]
    fingerprint = sha256(json.dumps([hashes, reference]).encode())
    names = "-".join(plan.scenario.id for plan in plans)[:_LONGEST]
    folder = new_folder(out, f"compare-{names}", fingerprint)
    comparison = Comparison(results, reference, folder.path)

    def fill(path: Path) -> None:
        for name in TABLES:
            write_csv(getattr(comparison, name), path / f"{name}.csv")
        write_readings(comparison, path, lang)
        whole = RunFolder(path)
        whole.write_manifest(_manifest(plans, comparison, whole, fingerprint, began))

    # Only its name was wanted.
    shutil.rmtree(folder.path)
    lay(folder.path.parent, folder.path.name, fill)
    return comparison


def _manifest(
    plans: Sequence[Plan],
    comparison: Comparison,
    folder: RunFolder,
    fingerprint: str,
    began: datetime,
) -> dict[str, Any]:
    scenario = comparison.results[0].scenario
    runs = zip(plans, comparison.results, strict=True)
    return {
        "format": FORMAT,
        "status": "complete",
        "compared": began.isoformat(timespec="seconds"),
        "command": command_line(),
        "reference": comparison.reference,
        "runs": [
            {
                "scenario": plan.scenario.id,
                # From the folder of the comparison, so that both can be moved.
                "folder": Path(os.path.relpath(run.folder, folder.path)).as_posix(),
                "input_hash": plan.input_hash,
            }
            for plan, run in runs
        ],
        "design": {
            "seed": scenario.seed,
            "draws": scenario.draws,
            "replications": scenario.replications,
            "common_random_numbers": True,
            "band": comparison.band,
            "simultaneous": {
                "method": "Bonferroni",
                "confidence": 0.95,
                "family": family(comparison.differences),
                "of": "headlines times scenarios compared, in one year",
            },
        },
        "input_hash": fingerprint,
        "software": software(),
        "outputs": file_entries(folder.path),
    }
