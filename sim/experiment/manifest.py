"""The manifest of a run: from what, by what, when, how far, and what came out.

Whoever finds a run folder in five years reads this file first. It holds all that may
differ between two runs of the same input; the tables hold nothing of it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import sim
from sim.experiment.store import MANIFEST
from sim.streams import STREAM_VERSION

FORMAT = "ruralbeds-run/1"
_PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "simpy", "plotly", "joblib")
_SOURCE = Path(sim.__file__).parent


def sha256(content: bytes) -> str:
    """Return the fingerprint of a content."""
    return hashlib.sha256(content).hexdigest()


def file_entry(path: Path) -> dict[str, Any]:
    """Return what a file is known by: fingerprint, size, and rows if it is a table."""
    content = path.read_bytes()
    entry: dict[str, Any] = {"sha256": sha256(content), "bytes": len(content)}
    if path.suffix == ".parquet":
        entry["rows"] = pq.read_metadata(path).num_rows
    elif path.suffix == ".csv":
        entry["rows"] = max(0, content.count(b"\n") - 1)
    return entry


def file_entries(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of all files below a folder, except manifest and parts."""
    return {
        path.relative_to(folder).as_posix(): file_entry(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name != MANIFEST
        and not any(
            part.startswith(".") or part in {"parts", "__pycache__"}
            for part in path.relative_to(folder).parts
        )
    }


def source_hash() -> str:
    """Return one fingerprint of the program's own source files."""
    digest = hashlib.sha256()
    for path in sorted(_SOURCE.rglob("*.py")):
        digest.update(path.relative_to(_SOURCE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def software() -> dict[str, Any]:
    """Return the program and what it runs on."""
    constraints = _SOURCE.parent / "constraints.txt"
    return {
        "version": metadata.version("ruralbeds"),
        "source_sha256": source_hash(),
        "git": _git(),
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


def moment() -> dict[str, str]:
    """Return now, in universal and in local time."""
    now = datetime.now(UTC)
    return {
        "utc": now.isoformat(timespec="seconds"),
        "local": now.astimezone().isoformat(timespec="seconds"),
    }


def command_line() -> list[str]:
    """Return the command that was typed, without the folder of the program."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]


def _git() -> dict[str, Any] | None:
    """Return the commit of the checkout that is running; none outside of one."""
    if not (_SOURCE.parent / ".git").exists():
        return None
    commit = _git_says("rev-parse", "HEAD")
    changes = _git_says("diff", "HEAD")
    if commit is None:
        return None
    return {
        "commit": commit.strip(),
        "changed": bool(changes),
        "changes_sha256": sha256(changes.encode()) if changes else None,
    }


def _git_says(*words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=_SOURCE.parent,
            capture_output=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")
