"""The mean occupancy of Guangxi's public homes by year, for runs of single counties.

A rule that compares a county with the region needs the region's mean of last year. A
run of some counties does not simulate the others; it reads the mean from here::

    python -m calibration.region_occupancy 4

runs `scenarios/baseline.yaml` at its central values and writes
`parameters/region_occupancy.yaml` of `calibration/inputs` and of the pack. It is the
baseline's mean whatever the scenario does, and the table of decisions says where it
was used.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sim

ROOT = Path(__file__).parents[1]
# Input of the build and the pack that it writes; both hold the file as it is.
TARGETS = [
    ROOT / "calibration" / folder / "parameters" / "region_occupancy.yaml"
    for folder in ("inputs", "areas/guangxi")
]
HEAD = """\
# Written by `python -m calibration.region_occupancy {replications}`; do not edit.
tables:
  region_occupancy:
    unit: share
    source: calibration
    grade: derived
    note: 基准方案全区公办机构合计入住率 all public homes, baseline, {replications} runs
    columns: [year, occupancy]
    rows: |
"""


def main(replications: int, jobs: int) -> None:
    """Run the baseline and write its yearly means."""
    scenario = sim.load_scenario(ROOT / "scenarios" / "baseline.yaml")
    table = sim.run(scenario, replications=replications, jobs=jobs).indicators
    public = table[
        (table["indicator"] == "occupancy_rate")
        & (table["area_level"] == "region")
        & (table["ownership"] == "public")
        & (table["tier"] == "all")
        & (table["operation"] == "all")
    ]
    means = public.groupby("year", observed=True)["value"].mean()
    rows = "".join(f"      {year}, {value:.4f}\n" for year, value in means.items())
    text = HEAD.format(replications=replications) + rows
    for target in TARGETS:
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("replications", type=int, nargs="?", default=4)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    main(chosen.replications, chosen.jobs)
