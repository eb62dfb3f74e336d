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
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.fingerprints import sha256
from sim.experiment.tables import is_readable
from sim.experiment.units import Unit

if TYPE_CHECKING:
    from sim.experiment.plan import Plan

MANIFEST = "manifest.json"
PARTS = "parts"
# Whoever opens and saves these in an office program has damaged no figure.
_FOR_PEOPLE = {"report.xlsx", "report.docx", "boundaries.geojson"}
_RUNNING, _PARTIAL = b'"status": "running"', b'"status": "partial"'


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

    def finished(self, plan: Plan, units: Sequence[Unit] | None = None) -> list[Unit]:
        """Return those of the units whose tables are already here, and sound.

        A unit that lacks a table, or has a damaged one, is removed, so that it is done
        again.

        Parameters
        ----------
        plan
            What the units are of; it says which tables a unit has.
        units
            Which are asked for; all of the plan if missing.
        """
        done = []
        for unit in plan.units if units is None else units:
            folder = self.parts / unit.name
            named = {folder / f"{name}.parquet" for name in plan.tables_of(unit)}
            if all(map(is_readable, named.union(folder.glob("*.parquet")))):
                done.append(unit)
            else:
                shutil.rmtree(folder, ignore_errors=True)
        return done

    def part_files(self, table: str, units: Sequence[Unit]) -> list[Path]:
        """Return the files of one table, in the order of the units.

        Raises
        ------
        FileNotFoundError
            Some units have the table and others do not: what came of the rest alone
            would pass for the whole. None has it where the run has no such table.
        """
        files = [self.parts / unit.name / f"{table}.parquet" for unit in units]
        missing = [file for file in files if not file.exists()]
        if missing and len(missing) < len(files):
            raise FileNotFoundError(ENOENT, "a unit lacks a table", str(missing[0]))
        return [] if missing else files

    def remove_parts(self) -> None:
        """Remove what has been merged, and what processes that were killed left."""
        shutil.rmtree(self.parts, ignore_errors=True)
        for unfinished in self.path.glob(".*"):
            unfinished.unlink(missing_ok=True)

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest in one step: a reader sees the old or the new one."""
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=False)
        unfinished = self.path / f".{MANIFEST}.{os.getpid()}"
        try:
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.path / MANIFEST)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def write_stopped(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest of a run that was stopped, on a full disk as well.

        Where there is no room for the new one, the old one is told to be partial, in
        its place: the word is as long as the one that it replaces.
        """
        try:
            self.write_manifest(manifest)
        except OSError:
            path = self.path / MANIFEST
            content = path.read_bytes()
            at = content.find(_RUNNING)
            if at < 0:
                raise
            with path.open("rb+") as file:
                file.seek(at)
                file.write(_PARTIAL)

    def manifest(self) -> dict[str, Any]:
        """Return the manifest; empty if there is none that can be read."""
        try:
            read = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
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
    """Whether every file that a run left behind is still as it left it.

    But for workbook, briefing and map, which people change and `report` makes anew.
    """
    try:
        return all(
            sha256((path / name).read_bytes()) == entry["sha256"]
            for name, entry in manifest["outputs"].items()
            if name not in _FOR_PEOPLE
        )
    except (OSError, KeyError):
        return False
