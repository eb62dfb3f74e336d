"""Starts the command as a planner does, and kills it at moments that chance names."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import IO, Literal, NamedTuple

from stopped_runs import is_empty_soon

ROOT = Path(__file__).parents[2]
TEACHING = ROOT / "scenarios" / "teaching"
# A process that is not scheduled for ten minutes hangs.
LONGEST = 600
SWEPT = """format: ruralbeds-scenario/1
id: swept
title: {zh: 扫描, en: Swept}
extends: two_homes
sweeps:
  reach: {vary: {choice.max_minutes: [45, 90]}, design: grid}
"""
FILES = {
    "run": ["two_homes"],
    "compare": ["two_homes", "two_homes_out_of_reach"],
    "sweep": ["swept"],
}
Victim = Literal["all", "parent", "worker"]
VICTIMS: tuple[Victim, ...] = ("all", "parent", "worker")


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


class Killed(NamedTuple):
    """What was killed, and what the command had said last."""

    victim: Victim
    last: str
    orphans: bool
    """Whether a process of it lived on for twenty seconds."""


def words(replications: int, out: Path, jobs: int = 1, verb: str = "run") -> list[str]:
    """Return the words of a command that runs a small place."""
    given = [verb, *_files(verb, out.parent), "--replications", replications]
    given += ["--jobs", jobs, "--lang", "en", "--out", out]
    return [str(word) for word in given]


def _files(verb: str, folder: Path) -> list[Path]:
    """Lay the files of a verb beside its results, the same ones each time."""
    if not (folder / "swept.yaml").exists():
        shutil.copytree(TEACHING / "places", folder / "places")
        for name in FILES["compare"]:
            shutil.copy(TEACHING / f"{name}.yaml", folder)
        (folder / "swept.yaml").write_text(SWEPT, encoding="utf-8")
    return [folder / f"{name}.yaml" for name in FILES[verb]]


def ended(given: list[str], cwd: Path) -> Ended:
    """Run a command to its end."""
    process = _start(given, cwd)
    out, err = process.communicate(timeout=LONGEST)
    return Ended(process.returncode, out, err)


def killed(
    given: list[str],
    cwd: Path,
    chance: Random,
    victim: Victim = "all",
    stage: str | None = None,
) -> Killed | None:
    """Start a command and kill it, or a part of it; None if it came to its end before.

    It dies a moment after one of its next twelve lines, or within the stage that is
    named. Where a worker alone was killed, the command is to go on; it dies as a whole
    after two more lines.
    """
    process = _start(given, cwd)
    assert process.stderr is not None
    last = _told(process.stderr, chance.randint(0, 12), stage)
    time.sleep(chance.uniform(0, 0.3 if stage is None else 1.0))
    if process.poll() is not None:
        process.communicate(timeout=LONGEST)
        return None
    workers = workers_of(process.pid) if victim == "worker" else []
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
        _told(process.stderr, 2, None)
    elif victim == "worker":
        victim = "all"  # it had hired nobody yet
    if victim == "parent":
        os.kill(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONGEST)
    return Killed(victim, last, not is_empty_soon(process.pid))


def _told(said: IO[str], lines: int, stage: str | None) -> str:
    """Read until so many lines are said, or a stage begins; return the last one."""
    last = "nothing"
    if stage is None and lines == 0:
        return last
    for number, line in enumerate(said, 1):
        last = line.strip() or last
        if last == stage or (stage is None and number == lines):
            break
    return last


def workers_of(employer: int) -> list[int]:
    """Return the numbers of the workers that a process has hired."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            called = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == employer and b"LokyProcess" in called:
            found.append(int(folder.name))
    return sorted(found)


def _start(given: list[str], cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *given],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
