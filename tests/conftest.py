"""What several layers of tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_server import CommandServer
from examples import PROFILE_VARIABLE, register_profiles

# Before NumPy is loaded, as the command does it (`sim/commands/__init__.py`): threads
# that wait for a busy processor make small matrices a hundred times slower.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

ROOT = Path(__file__).parents[1]

register_profiles(os.environ.get(PROFILE_VARIABLE, "ci"))

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def _forked() -> Iterator[CommandServer | None]:
    """What forks a process for each command, where processes can be forked."""
    server = CommandServer() if sys.platform == "linux" else None
    yield server
    if server is not None:
        server.close()


@pytest.fixture(scope="session")
def ruralbeds(_forked: CommandServer | None) -> Command:
    """The command, run as a planner would, from the folder `cwd`.

    It has a process of its own, but for speed one that has imported the program before.
    With `fresh`, or a variable that Python itself reads, a new interpreter runs it.
    """

    def run(*words: object, cwd: Path | str, fresh: bool = False, **environment: str):
        given = [str(word) for word in words]
        around = {**os.environ, "PYTHONUTF8": "1", **environment}
        fresh |= any(name.startswith("PYTHON") for name in environment)
        if _forked is not None and not fresh:
            return _forked.run(given, cwd, around)
        return subprocess.run(
            [sys.executable, "-m", "sim", *given],
            cwd=cwd,
            env=around,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
