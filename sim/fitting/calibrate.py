"""One call from a plan to a folder with tables, pack files, page and manifest."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from sim.experiment.fingerprints import file_entries
from sim.experiment.software import software
from sim.experiment.store import RunFolder, new_folder, unfinished_folder
from sim.experiment.tables import write_csv
from sim.fitting.doubts import doubts
from sim.fitting.fit import Fit, Tell, fit, prior_scores
from sim.fitting.pack_files import draws_table, draws_yaml, fitted_yaml
from sim.fitting.plan import OUTPUT, CalibrationPlan
from sim.fitting.tables import (
    emulator_table,
    natural_draws,
    targets_table,
    unknowns_table,
)
from sim.scenario import Scenario, load_scenario

FORMAT = "ruralbeds-calibration/1"


@dataclass(frozen=True)
class Calibration:
    """What a calibration left, and where."""

    folder: Path
    targets: pd.DataFrame
    unknowns: pd.DataFrame
    emulator: pd.DataFrame
    posterior: pd.DataFrame
    prior: pd.DataFrame
    chain: dict[str, float]
    warnings: list[tuple[str, str]]


def calibrate(
    plan: CalibrationPlan,
    out: Path,
    *,
    resume: bool = False,
    tell: Tell = lambda stage, done, total: None,
) -> Calibration:
    """Calibrate a place and leave everything in a folder of its own.

    Parameters
    ----------
    plan
        As `make_calibration` returns it.
    out
        Folder of all results. The pack itself is not touched.
    resume
        Go on with the latest unfinished calibration of the same input.
    tell
        Called with stage, simulations done and simulations in all.

    Raises
    ------
    AreaError
        The place shows nothing of a target.
    UnwritableError
        `out` cannot be written to.
    """
    former = unfinished_folder(out, plan.id, plan.input_hash) if resume else None
    folder = former or new_folder(out, plan.id, plan.input_hash)
    folder.parts.mkdir(exist_ok=True)
    manifest = _manifest(plan)
    folder.write_manifest(manifest | {"status": "running"})
    try:
        scenario = _copied(plan, folder.path)
        # Sums in the order of one thread, so that the same call gives the same bytes.
        with threadpool_limits(1):
            found = fit(plan, scenario, folder.parts, tell)
        calibration = _write(plan, found, folder)
    except BaseException:
        with suppress(OSError):
            folder.write_manifest(manifest | {"status": "partial"})
        raise
    folder.write_manifest(
        manifest
        | {
            "status": "complete",
            "chain": calibration.chain,
            "warnings": [en for _, en in calibration.warnings],
            "outputs": file_entries(folder.path),
        }
    )
    return calibration


def _copied(plan: CalibrationPlan, folder: Path) -> Scenario:
    """Return the baseline of a copy of the pack, from which no earlier fit speaks."""
    copy = folder / plan.area.name
    shutil.copytree(
        plan.area.folder,
        copy,
        ignore=shutil.ignore_patterns(*OUTPUT, ".*", "__pycache__"),
        dirs_exist_ok=True,
    )
    _write_text(folder / "scenario.yaml", plan.scenario_text)
    return load_scenario(folder / "scenario.yaml")


def finish(folder: Path) -> None:
    """Close the folder once the page is there too: no parts, every file listed."""
    run = RunFolder(folder)
    run.remove_parts()
    run.write_manifest(run.manifest() | {"outputs": file_entries(folder)})


def _manifest(plan: CalibrationPlan) -> dict[str, object]:
    return {
        "format": FORMAT,
        "area": plan.area.name,
        "targets": plan.targets_file.name,
        "seed": plan.seed,
        "simulations": plan.stages,
        "draws": plan.draws,
        "input_hash": plan.input_hash,
        "software": software(),
    }


def _write(plan: CalibrationPlan, found: Fit, folder: RunFolder) -> Calibration:
    draws = draws_table(plan, found)
    parameters = folder.path / plan.area.name / "parameters"
    parameters.mkdir(exist_ok=True)
    _write_text(parameters / "fitted.yaml", fitted_yaml(plan, found, draws))
    _write_text(parameters / "draws.yaml", draws_yaml(plan, draws))
    targets, unknowns = targets_table(plan, found), unknowns_table(plan, found)
    calibration = Calibration(
        folder=folder.path,
        targets=targets,
        unknowns=unknowns,
        emulator=emulator_table(plan, found),
        posterior=natural_draws(plan, found.draws),
        prior=natural_draws(plan, prior_scores(plan, plan.draws, plan.seed + 3)),
        chain=_chain(plan, found),
        warnings=doubts(plan, found, targets),
    )
    for name in ("targets", "unknowns", "emulator", "posterior", "prior"):
        write_csv(getattr(calibration, name), folder.path / f"{name}.csv")
    return calibration


def _chain(plan: CalibrationPlan, found: Fit) -> dict[str, float]:
    chain = found.chain
    return {
        "walkers": chain.walkers,
        "steps": chain.steps,
        "burn": chain.burn,
        "thin": max(1, len(chain.scores) // plan.draws),
        "acceptance": round(chain.acceptance, 3),
        "autocorrelation_steps": round(chain.autocorrelation_steps, 1),
        "effective_samples": round(chain.effective_samples),
        "simulations": sum(len(table) for table in found.simulated.values()),
        "waves": sum(stage in found.simulated for stage in ("prior", "near")),
        "draws": plan.draws,
        "seed": plan.seed,
        "possible_share_of_prior": round(found.possible, 3),
        "possible_share_of_posterior": round(found.held, 3),
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
