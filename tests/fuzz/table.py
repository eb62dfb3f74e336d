"""`results/reference/fuzz.csv`: the last run of each door, a row each."""

from __future__ import annotations

import csv
import platform
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
REFERENCE: Final = ROOT / "results" / "reference" / "fuzz.csv"


class Row(NamedTuple):
    """What came of opening one door."""

    door: str
    seconds: int
    """Wall, of a machine that others used as well."""
    seeds: int
    """Files to begin with."""
    inputs: int
    """How many files the door was given."""
    edges: int
    """Branches of `sim` that were reached; 0 where nobody counted."""
    findings: int
    """What ended otherwise than a command may."""


def write(row: Row) -> None:
    """Put a row in the place of the one that the door had."""
    held: list[dict[str, str]] = []
    if REFERENCE.exists():
        with REFERENCE.open(encoding="utf-8", newline="") as file:
            held = [one for one in csv.DictReader(file) if one["door"] != row.door]
    made = {name: str(value) for name, value in row._asdict().items()}
    made |= {"made_on": time.strftime("%Y-%m-%d"), "software": _software()}
    with REFERENCE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*held, made], key=lambda one: one["door"]))


def _software() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    try:
        fuzzer = f", atheris {version('atheris')}"
    except PackageNotFoundError:
        fuzzer = ""
    return (
        f"ruralbeds {version('ruralbeds')} {commit.strip()}, "
        f"Python {platform.python_version()}{fuzzer}, {platform.system()}"
    )
