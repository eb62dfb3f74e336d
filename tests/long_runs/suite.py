"""All long checks, one after the other, as rows that a reviewer reads."""

from __future__ import annotations

import argparse
import csv
import platform
import subprocess
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from long_runs.commands import ROOT
from long_runs.disks import can_mount, fill_disk, run_on_read_only
from long_runs.kills import kill_and_resume

REFERENCE = ROOT / "results" / "reference" / "long_runs.csv"
REPLICATIONS, KILLS, SEED = 200, 12, 8
FULL_REPLICATIONS, FULL_SIZE = 60, "3m"
Row = tuple[str, object, str]


def main(arguments: list[str]) -> None:
    """Run the checks, print their rows and, if asked, write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {REFERENCE.name}")
    is_kept = parser.parse_args(arguments).write
    rows = [("made_on", _today(), _software())]
    for check in (_killed, _full, _read_only):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = check(Path(folder))
        seconds = round(time.monotonic() - began)
        rows += [*found, (f"{found[0][0]}_seconds", seconds, "wall, busy machine")]
        for row in rows[-len(found) - 1 :]:
            print(*row, sep="  ", flush=True)  # noqa: T201
    if is_kept:
        with REFERENCE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("check", "value", "note"), *rows])


def _killed(cwd: Path) -> list[Row]:
    found = kill_and_resume(cwd, REPLICATIONS, KILLS, SEED)
    moments = " | ".join(found.moments)
    return [
        ("killed", found.kills, f"kills of {REPLICATIONS} replications: {moments}"),
        ("killed_tables_compared", found.tables, "bytes, with an undisturbed run"),
        ("killed_tables_differing", len(found.differing), " ".join(found.differing)),
        ("killed_files_left", len(found.left), " ".join(found.left)),
        ("killed_folders", found.folders, "one run folder through all kills"),
    ]


def _full(cwd: Path) -> list[Row]:
    if why := can_mount():
        return [("full_disk", "skipped", why)]
    found = fill_disk(cwd, FULL_REPLICATIONS, FULL_SIZE)
    said = found.ended.err.strip().splitlines()[-1][:200]
    return [
        ("full_disk", found.ended.status, f"exit status; said: {said}"),
        ("full_disk_manifest", found.status, f"{FULL_SIZE} for {FULL_REPLICATIONS}"),
        ("full_disk_units_kept", found.kept, "taken over once there was room"),
        ("full_disk_resumed", found.again.status, "exit status of --resume"),
        ("full_disk_tables_differing", len(found.differing), "from an undisturbed run"),
    ]


def _read_only(cwd: Path) -> list[Row]:
    if why := can_mount():
        return [("read_only", "skipped", why)]
    found = run_on_read_only(cwd)
    return [("read_only", found.status, f"exit status; said: {found.err.strip()}")]


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _software() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return (
        f"ruralbeds {version('ruralbeds')} {commit.strip()}, "
        f"Python {platform.python_version()}, {platform.system()}"
    )
