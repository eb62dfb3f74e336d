"""Starts the command as a planner does, and kills it at moments that chance names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "teaching" / "two_homes.yaml"
# A process that is not scheduled for ten minutes hangs.
LONGEST = 600


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


def words(replications: int, out: Path) -> list[str]:
    """Return the words of a run of the small place in one process."""
    given = ["run", SCENARIO, "--replications", replications, "--jobs", 1]
    given += ["--lang", "en", "--out", out]
    return [str(word) for word in given]


def ended(given: list[str], cwd: Path) -> Ended:
    """Run a command to its end."""
    process = _start(given, cwd)
    out, err = process.communicate(timeout=LONGEST)
    return Ended(process.returncode, out, err)


def killed(
    given: list[str], cwd: Path, chance: Random, stage: str | None = None
) -> str | None:
    """Start a command and kill it; return its last word, None if it came to its end.

    It dies a moment after one of its next twenty lines, or within the stage that is
    named.
    """
    process = _start(given, cwd)
    lines, last = chance.randint(1, 20), "nothing"
    assert process.stderr is not None
    for number, line in enumerate(process.stderr, 1):
        last = line.strip() or last
        if last == stage or (stage is None and number == lines):
            break
    time.sleep(chance.uniform(0, 0.3))
    is_over = process.poll() is not None
    if not is_over:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONGEST)
    return None if is_over else last


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
