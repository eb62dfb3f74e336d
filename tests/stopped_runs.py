"""Commands that tests stop in mid-run, and what is left of their processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sim.experiment.progress import Silence


def _hears_of_hanging_up() -> None:
    """Undo what `nohup` does to those whom it starts."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def begun(words: list[object], cwd: Path, line: str = "1/8") -> subprocess.Popen[str]:
    """Start a command in a group of processes; a unit of eight is finished."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, words)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_hears_of_hanging_up if os.name == "posix" else None,  # noqa: PLW1509
    )
    for told in process.stderr:
        if line in told:
            break
    return process


def is_empty_soon(group: int, seconds: float = 20) -> bool:
    """Whether no process of a group is left, at the latest after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


class Stopper(Silence):
    """Presses Ctrl-C as soon as so many units are finished."""

    def __init__(self, after: int) -> None:
        self.after = after

    def units(self, done: int, total: int) -> None:
        if done >= self.after:
            raise KeyboardInterrupt


class Counter(Silence):
    """Notes how many units are told to be finished."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def units(self, done: int, total: int) -> None:
        self.told.append((done, total))
