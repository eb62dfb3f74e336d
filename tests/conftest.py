"""What several layers of tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# Before NumPy is loaded, as the command does it (`sim/commands/__init__.py`): threads
# that wait for a busy processor make small matrices a hundred times slower.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

ROOT = Path(__file__).parents[1]

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ruralbeds() -> Command:
    """The command, run as a planner would, from the folder `cwd`."""

    def run(*words: object, cwd: Path | str, **environment: str):
        return subprocess.run(
            [sys.executable, "-m", "sim", *map(str, words)],
            cwd=cwd,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
