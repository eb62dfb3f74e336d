"""All long checks, one after the other, as rows that a reviewer reads."""

from __future__ import annotations

import argparse
import csv
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

from long_runs.commands import ROOT, VICTIMS
from long_runs.disks import can_mount, fill_disk, run_on_read_only
from long_runs.kills import kill_and_resume

REFERENCE = ROOT / "results" / "reference" / "long_runs.csv"
REPLICATIONS, KILLS, SEED = 200, 12, 8
# Of each scenario or point, of which there are two and three.
OF_OTHERS = {"compare": (50, 6), "sweep": (50, 6)}
FULL_REPLICATIONS, FULL_SIZE = 60, "3m"
Row = tuple[str, object, str]


def main(arguments: list[str]) -> None:
    """Run checks, print their rows and, if asked, write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--write", action="store_true", help=f"write {REFERENCE.name}")
    asked = parser.parse_args(arguments)
    for name in asked.checks or CHECKS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            rows = CHECKS[name](Path(folder))
        seconds = round(time.monotonic() - began)
        rows.append((f"{name}_seconds", seconds, "wall, busy machine"))
        rows.append((f"{name}_made_on", _today(), _software()))
        for row in rows:
            print(*row, sep="  ", flush=True)  # noqa: T201
        if asked.write:
            _write(name, rows)


def _write(name: str, rows: list[Row]) -> None:
    """Put the rows of a check in the place of those that it had."""
    held: list[Row] = []
    if REFERENCE.exists():
        with REFERENCE.open(encoding="utf-8", newline="") as file:
            held = [
                (one["check"], one["value"], one["note"])
                for one in csv.DictReader(file)
                if not one["check"].startswith(name)
            ]
    order = list(CHECKS)
    made = sorted(
        [*held, *rows],
        key=lambda row: next(
            n for n, one in enumerate(order) if row[0].startswith(one)
        ),
    )
    with REFERENCE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("check", "value", "note"), *made])


def _killed(verb: str, replications: int, kills: int, cwd: Path) -> list[Row]:
    found = kill_and_resume(cwd, replications, kills, SEED, verb)
    moments = " | ".join(f"{one.victim}: {one.last}" for one in found.kills)
    about = f"SIGKILL of {verb} with {replications} replications, then --resume"
    return [
        (f"{verb}_killed", len(found.kills), f"{about}: {moments}"),
        *(
            (f"{verb}_killed_{victim}", found.victims(victim), _VICTIMS[victim])
            for victim in VICTIMS
        ),
        (f"{verb}_orphans", found.orphans, "kills after which a worker lived on"),
        (f"{verb}_half_files", len(found.half), " ".join(found.half)),
        (f"{verb}_tables_compared", found.tables, "bytes, with an undisturbed run"),
        (f"{verb}_tables_differing", len(found.differing), " ".join(found.differing)),
        (f"{verb}_files_left", len(found.left), " ".join(found.left)),
    ]


_VICTIMS = {
    "all": "parent and workers at once",
    "parent": "the parent alone",
    "worker": "a worker alone; the command went on, and was killed later",
}


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


# A row belongs to the check whose name it begins with.
CHECKS: dict[str, Callable[[Path], list[Row]]] = {
    "run": partial(_killed, "run", REPLICATIONS, KILLS),
    **{verb: partial(_killed, verb, *held) for verb, held in OF_OTHERS.items()},
    "full_disk": _full,
    "read_only": _read_only,
}


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _software() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return (
        f"ruralbeds {version('ruralbeds')} {commit.strip()}, "
        f"Python {platform.python_version()}, {platform.system()}"
    )
