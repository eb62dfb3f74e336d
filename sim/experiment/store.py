"""The folder of one run: how it is named, and how it is never half-written.

A run folder says of itself, in its manifest, whether it is running, complete or
partial. Finished units wait under ``parts`` until all are there.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.experiment.units import Unit

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class RunFolder:
    """Where one run lives."""

    path: Path

    @property
    def parts(self) -> Path:
        """Where the finished units wait."""
        return self.path / "parts"

    def finished(self, units: Sequence[Unit]) -> list[Unit]:
        """Return those of the units whose tables are already here."""
        return [unit for unit in units if (self.parts / unit.name).is_dir()]

    def part_files(self, table: str, units: Sequence[Unit]) -> list[Path]:
        """Return the files of one table, in the order of the units."""
        files = [self.parts / unit.name / f"{table}.parquet" for unit in units]
        return [file for file in files if file.exists()]

    def remove_parts(self) -> None:
        """Remove what has been merged."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest in one step: a reader sees the old or the new one."""
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=False)
        unfinished = self.path / f".{MANIFEST}.{os.getpid()}"
        unfinished.write_text(text + "\n", encoding="utf-8")
        unfinished.replace(self.path / MANIFEST)

    def manifest(self) -> dict[str, Any]:
        """Return the manifest; empty if there is none that can be read."""
        try:
            read = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}


def new_folder(out: Path, scenario_id: str, input_hash: str) -> RunFolder:
    """Make ``<out>/<scenario id>/<date-time>_<6 hex of the input hash>``.

    Raises
    ------
    OSError
        `out` cannot be written to.
    """
    while True:
        stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
        path = out / scenario_id / f"{stamp}_{input_hash[:6]}"
        try:
            path.mkdir(parents=True)
        except FileExistsError:
            if not path.is_dir():
                raise
            # Another run of the same input began within this second.
            time.sleep(0.2)
            continue
        folder = RunFolder(path)
        folder.parts.mkdir()
        return folder


def unfinished_folder(out: Path, scenario_id: str, input_hash: str) -> RunFolder | None:
    """Return the latest run of the same input that was not completed, if any."""
    for path in sorted((out / scenario_id).glob(f"*_{input_hash[:6]}"), reverse=True):
        manifest = RunFolder(path).manifest()
        same = manifest.get("input_hash") == input_hash
        if same and manifest.get("status") in {"running", "partial"}:
            return RunFolder(path)
    return None
