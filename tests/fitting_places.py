"""Calibrations small enough for a test: a table of targets, a list, a short chain."""

from __future__ import annotations

import shutil
from pathlib import Path

from sim.fitting.plan import CalibrationPlan, make_calibration
from sim.fitting.posterior import Sampling
from sim.fitting.targets import COLUMNS
from sim.scenario import Scenario, load_scenario

QUICK = Sampling(steps=120, burn=40)
UNKNOWNS = """\
unknowns:
  application_level: {acts: level, moves: demand.application_rate.*, scale: log,
    range: [0.5, 2.0], role: fitted, label: {zh: 申请率水平, en: Level of applications}}
  discharge_level: {acts: level, moves: stay.discharge_rate.*, scale: log,
    range: [0.4, 2.5], role: fitted, label: {zh: 退住率水平, en: Level of discharge}}
  patience: {moves: demand.patience_days, scale: log, role: carried}
"""
ROWS = (
    "occupancy,occupancy_rate,all,all,all,0.5,0.42,0.58,fit,made_up,assumed,,",
    "stay,mean_stay_years,all,all,all,3.0,2.5,3.7,fit,made_up,assumed,,",
    "private,occupancy_rate,all,private,all,0.5,0.4,0.6,hold_out,made_up,assumed,,",
)


def write_table(path: Path, *rows: str, columns: list[str] = COLUMNS) -> Path:
    """Write a table of targets and return its path."""
    path.write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
    return path


def plan_of(pack: Path, folder: Path, *rows: str) -> CalibrationPlan:
    """Return a calibration of twenty simulations, ten joint draws and a short chain."""
    folder.mkdir(exist_ok=True)
    (folder / "unknowns.yaml").write_text(UNKNOWNS, encoding="utf-8")
    return make_calibration(
        str(pack),
        write_table(folder / "targets.csv", *(rows or ROWS)),
        unknowns=folder / "unknowns.yaml",
        simulations=20,
        draws=10,
        sampling=QUICK,
    )


def baseline(plan: CalibrationPlan, folder: Path) -> Scenario:
    """Return the baseline of the place, beside a copy of its pack."""
    if not (folder / plan.area.name).exists():
        shutil.copytree(plan.area.folder, folder / plan.area.name)
    (folder / "scenario.yaml").write_text(plan.scenario_text, encoding="utf-8")
    return load_scenario(folder / "scenario.yaml")
