"""How far each assumption moves the headlines of the baseline, on a sample of counties.

Writes `results/reference/screening.csv`, which `ruralbeds doctor` and the pages of
runs of Guangxi show::

    python -m calibration.screening

The sample is the two counties of the equivalence tier, Long'an and Lingyun, from four
joint draws: some seven minutes of one core. The file names counties, base points and
ranges in every row.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.commands.progress import shown
from sim.experiment.equivalence import COUNTIES
from sim.experiment.screening import BASES
from sim.experiment.screening_running import TABLE, make_screening, run_screening
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / TABLE


def main(bases: int, jobs: int, out: Path) -> None:
    """Screen the baseline and write its table."""
    scenario = load_scenario(ROOT / "scenarios" / "baseline.yaml")
    asked = make_screening(scenario, area=COUNTIES, bases=bases, jobs=jobs)
    progress = shown("en")
    try:
        table = run_screening(asked, out, progress)
    finally:
        progress.close()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(TARGET, index=False, lineterminator="\n", float_format="%.6g")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Screen the baseline of Guangxi.")
    parser.add_argument("--bases", type=int, default=BASES, help="base points")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--out", type=Path, default=ROOT / "results")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    main(asked.bases, asked.jobs, asked.out)
