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

from sim.experiment.fingerprints import sha256
from sim.experiment.tables import is_readable
from sim.experiment.units import Unit

MANIFEST = "manifest.json"
PARTS = "parts"


class UnwritableError(Exception):
    """The folder of results cannot be written to."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"cannot write to {path}: {error.strerror}")
        self.path = path
        self.reason = error.strerror or type(error).__name__


@dataclass(frozen=True)
class RunFolder:
    """Where one run lives."""

    path: Path

    @property
    def parts(self) -> Path:
        """Where the finished units wait."""
        return self.path / PARTS

    def finished(self, units: Sequence[Unit]) -> list[Unit]:
        """Return those of the units whose tables are already here, and sound.

        A unit with a damaged file is removed, so that it is done again.
        """
        done = []
        for unit in units:
            folder = self.parts / unit.name
            if folder.is_dir() and all(map(is_readable, folder.glob("*.parquet"))):
                done.append(unit)
            else:
                shutil.rmtree(folder, ignore_errors=True)
        return done

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
    UnwritableError
        `out` cannot be written to.
    """
    parent = out / scenario_id
    try:
        parent.mkdir(parents=True, exist_ok=True)
        path = _made(parent, input_hash)
        (path / PARTS).mkdir()
    except OSError as error:
        raise UnwritableError(out, error) from error
    return RunFolder(path)


def _made(parent: Path, input_hash: str) -> Path:
    """Make the folder of this second; a run that began within it has the name."""
    while True:
        stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
        path = parent / f"{stamp}_{input_hash[:6]}"
        try:
            path.mkdir()
        except FileExistsError:
            time.sleep(0.2)
        else:
            return path


def unfinished_folder(out: Path, scenario_id: str, input_hash: str) -> RunFolder | None:
    """Return the latest run of the same input that was not completed, if any."""
    for path in sorted((out / scenario_id).glob(f"*_{input_hash[:6]}"), reverse=True):
        manifest = RunFolder(path).manifest()
        same = manifest.get("input_hash") == input_hash
        if same and manifest.get("status") in {"running", "partial"}:
            return RunFolder(path)
    return None


def finished_folder(out: Path, scenario_id: str, input_hash: str) -> RunFolder | None:
    """Return the latest complete run of the same input, if all its files are sound."""
    for path in sorted((out / scenario_id).glob(f"*_{input_hash[:6]}"), reverse=True):
        folder = RunFolder(path)
        manifest = folder.manifest()
        same = manifest.get("input_hash") == input_hash
        if same and manifest.get("status") == "complete" and is_sound(path, manifest):
            return folder
    return None


def is_sound(path: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file that a run left behind is still as it left it."""
    try:
        return all(
            sha256((path / name).read_bytes()) == entry["sha256"]
            for name, entry in manifest["outputs"].items()
        )
    except (OSError, KeyError):
        return False
