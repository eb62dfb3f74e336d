"""Which program ran, on what: so that a figure can be made again years later."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import sim
from sim.experiment.fingerprints import program_hash, sha256
from sim.streams import STREAM_VERSION

_CHECKOUT = Path(sim.__file__).parents[1]
_PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "simpy", "plotly", "joblib")


def software() -> dict[str, Any]:
    """Return the program and what it runs on."""
    constraints = _CHECKOUT / "constraints.txt"
    return {
        "version": version(),
        "program_sha256": program_hash(),
        "git": _commit(),
        "stream_version": STREAM_VERSION,
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "constraints_sha256": (
            sha256(constraints.read_bytes()) if constraints.is_file() else None
        ),
    }


def version() -> str:
    """Return the version of the program."""
    return metadata.version("ruralbeds")


def command_line() -> list[str]:
    """Return the command that was typed, without the folder of the program."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]


@cache
def _commit() -> dict[str, Any] | None:
    """Return the commit of the checkout that is running; none outside of one."""
    if not (_CHECKOUT / ".git").exists():
        return None
    commit, changes = _git("rev-parse", "HEAD"), _git("diff", "HEAD")
    if not commit:
        return None
    return {
        "commit": commit.decode("ascii", errors="replace").strip(),
        "changed": bool(changes),
        "changes_sha256": sha256(changes) if changes else None,
    }


def _git(*words: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", *words], cwd=_CHECKOUT, capture_output=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
