"""What several layers of tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
