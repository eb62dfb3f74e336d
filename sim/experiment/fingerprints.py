"""Fingerprints of files: what a run was made from, and what it left behind."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import sim

_PROGRAM = Path(sim.__file__).parent
_NOT_INPUT = {"parts", "__pycache__", "manifest.json"}


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
        # A quoted cell may hold a line break: lines, then, rather than records.
        entry["lines"] = content.count(b"\n")
    return entry


def file_entries(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of all files below a folder, by their path within it.

    Hidden files, finished units and the manifest itself are left aside.
    """
    return {
        path.relative_to(folder).as_posix(): file_entry(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _counts(path.relative_to(folder))
    }


@cache
def program_hash() -> str:
    """Return one fingerprint of everything the program consists of.

    Taken once a process: it keeps running what it has read.
    """
    entries = file_entries(_PROGRAM)
    names = "".join(f"{name}:{entry['sha256']}\n" for name, entry in entries.items())
    return sha256(names.encode())


def _counts(path: Path) -> bool:
    return not any(part.startswith(".") or part in _NOT_INPUT for part in path.parts)
