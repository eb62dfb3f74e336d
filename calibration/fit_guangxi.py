"""Fit Guangxi and put what was found into the inputs of its pack.

    python -m calibration.fit_guangxi

does what ``ruralbeds calibrate guangxi`` does, then copies the two files that it wrote
to `calibration/inputs/parameters/`, rebuilds the pack, and keeps the tables of the fit
in `results/reference/calibration/`. With ``--resume`` a stopped fit goes on.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pandas as pd

from calibration.build_guangxi import build
from calibration.steps.places import AREAS, INPUTS
from sim.experiment.workers import worker_count
from sim.fitting.calibrate import calibrate, finish
from sim.fitting.page import write_report
from sim.fitting.plan import OUTPUT, make_calibration

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "results" / "reference"
TABLES = ("targets", "unknowns", "emulator")


def main(*, resume: bool) -> None:
    """Fit, copy, rebuild."""
    pack = AREAS / "guangxi"
    targets = INPUTS / "targets_guangxi.csv"
    plan = make_calibration(str(pack), targets, jobs=worker_count(None, 10**6))
    found = calibrate(plan, ROOT / "results", resume=resume, tell=_tell)
    for name in OUTPUT:
        written = found.folder / plan.area.name / "parameters" / name
        shutil.copyfile(written, INPUTS / "parameters" / name)
    build(pack)
    kept = REFERENCE / "calibration"
    kept.mkdir(exist_ok=True)
    for name in TABLES:
        shutil.copyfile(found.folder / f"{name}.csv", kept / f"{name}.csv")
    checks = pd.read_csv(REFERENCE / "ability_checks.csv", encoding="utf-8-sig")
    print(write_report(plan, found, "zh", checks))  # noqa: T201
    finish(found.folder)


def _tell(stage: str, done: int, total: int) -> None:
    print(f"{stage} {done}/{total}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(resume="--resume" in sys.argv[1:])
