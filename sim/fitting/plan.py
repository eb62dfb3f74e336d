"""What is to be calibrated, and the fingerprint by which it is known again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from sim.area import Area, find_area, load_area
from sim.experiment.fingerprints import program_hash, sha256
from sim.fitting.measures import WINDOW_YEARS
from sim.fitting.posterior import Sampling
from sim.fitting.targets import Target, read_targets
from sim.fitting.unknowns import Unknowns, read_unknowns
from sim.scenario.pack_date import day_described, last_day

SIMULATIONS = 200
DRAWS = 200
SEED = 20250101
_START = date(2021, 1, 1)
# What calibration itself writes is no input of it.
OUTPUT = ("fitted.yaml", "draws.yaml")


@dataclass(frozen=True)
class CalibrationPlan:
    """A pack, its targets, and how much is spent on them."""

    area: Area
    targets_file: Path
    targets: list[Target]
    unknowns: Unknowns
    unknowns_file: Path | None
    """Another list than the one that comes with the program."""
    simulations: int
    """In all: half from the prior, a quarter near a first posterior, a quarter to
    check the joint draws."""
    draws: int
    """Joint draws that are written."""
    seed: int
    jobs: int
    sampling: Sampling = field(default_factory=Sampling)

    @property
    def id(self) -> str:
        """Name of the folder in which calibrations of the place are kept."""
        return f"calibration-{self.area.name}"

    @property
    def stages(self) -> dict[str, int]:
        """Simulations by stage."""
        near = self.simulations // 4
        check = min(self.simulations // 4, self.draws)
        return {
            "prior": self.simulations - near - check,
            "near": near,
            "check": check,
            "central": 4,
        }

    @property
    def scenario_text(self) -> str:
        """The baseline of the place, cut to the years that are watched."""
        described = day_described(self.area)
        start = described + timedelta(days=1) if described else _START
        return "\n".join(
            [
                "# The place as it is: no history, no rules, no targets.",
                "format: ruralbeds-scenario/1",
                f"id: {self.id}",
                "title: {zh: 校准用基准, en: Baseline for calibration}",
                "question: {zh: 参数取何值时与观测相符？, "
                "en: With which values does the place look as it does?}",
                f"area: ./{self.area.name}",
                f"period: {{start: {start}, end: {last_day(start, WINDOW_YEARS)}}}",
                f"planning_start: {start}",
                f"seed: {self.seed}",
                "",
            ]
        )

    @cached_property
    def input_hash(self) -> str:
        """One fingerprint of all that can change what is written."""
        asked = {
            "pack": {
                path.relative_to(self.area.folder).as_posix(): sha256(path.read_bytes())
                for path in sorted(self.area.folder.rglob("*"))
                if path.is_file() and path.name not in OUTPUT
            },
            "targets": sha256(self.targets_file.read_bytes()),
            "unknowns": sha256(self.unknowns_file.read_bytes())
            if self.unknowns_file
            else None,
            "spent": [self.simulations, self.draws, self.seed],
            "sampling": str(self.sampling),
            "program": program_hash(),
        }
        return sha256(json.dumps(asked, sort_keys=True).encode())


def make_calibration(
    pack: str,
    targets: Path,
    *,
    unknowns: Path | None = None,
    simulations: int = SIMULATIONS,
    draws: int = DRAWS,
    seed: int = SEED,
    jobs: int = 1,
    sampling: Sampling | None = None,
) -> CalibrationPlan:
    """Return what is to be done, with every input read and checked.

    Parameters
    ----------
    pack
        Name of an area pack, or its folder.
    targets
        Table of targets, see `sim.fitting.targets.COLUMNS`.
    unknowns
        Another list of unknowns than `sim/fitting/unknowns.yaml`.

    Raises
    ------
    AreaError
        The pack, the table or the list is missing or damaged.
    """
    folder = Path(pack)
    # Beside a scenario is where packs are looked for; here there is none yet.
    here = Path.cwd() / "scenario.yaml"
    area = load_area(folder if folder.is_dir() else find_area(pack, here))
    return CalibrationPlan(
        area=area,
        targets_file=targets,
        targets=read_targets(targets),
        unknowns=read_unknowns(area, unknowns),
        unknowns_file=unknowns,
        simulations=simulations,
        draws=draws,
        seed=seed,
        jobs=jobs,
        sampling=sampling or Sampling(),
    )
