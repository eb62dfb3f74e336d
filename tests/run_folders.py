"""What acceptance tests read of the folder of a run."""

from __future__ import annotations

import json
from pathlib import Path

TABLES = {
    "access.parquet",
    "assumptions.csv",
    "decisions.parquet",
    "elders.parquet",
    "events.parquet",
    "figure_grades.csv",
    "homes.parquet",
    "indicators.csv",
    "indicators.parquet",
    "occupancy_parts.parquet",
    "population.parquet",
    "scenario.origin.csv",
    "scenario.resolved.yaml",
    "statement.md",
    "summary.csv",
    "targets.csv",
}


def folder_of(done, cwd) -> Path:
    return cwd / done.stdout.splitlines()[-1]


def manifest_of(run: Path) -> dict:
    return json.loads((run / "manifest.json").read_text(encoding="utf-8"))


def tables(run: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in run.iterdir()
        if path.name not in {"manifest.json", "report.html", "report.xlsx"}
    }
