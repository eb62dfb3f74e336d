"""The rows that a benchmark run leaves, as a table to read and as CSV."""

from __future__ import annotations

import csv
import platform
from dataclasses import astuple, dataclass, fields
from importlib.metadata import version
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "results" / "reference" / "benchmarks.csv"
_PACKAGES = ("simpy", "ciw", "numpy", "pandas")


@dataclass(frozen=True)
class Row:
    """One figure."""

    benchmark: str
    value: str
    unit: str
    note: str


def row(benchmark: str, value: float, unit: str, note: str) -> Row:
    """Return a figure with three digits that count."""
    return Row(
        benchmark, f"{value:.3g}" if value < 1000 else f"{value:.0f}", unit, note
    )


def machine() -> list[Row]:
    """Return what it was measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8").splitlines()
        names = [
            line.split(":", 1)[1] for line in lines if line.startswith("model name")
        ]
        model = names[0].strip() if names else model
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return [
        Row("machine", model, "", platform.platform()),
        Row("versions", f"Python {platform.python_version()}", "", packages),
    ]


def table(rows: list[Row]) -> str:
    """Return rows under each other, for a terminal."""
    names = max(len(each.benchmark) for each in rows)
    values = max(len(each.value) for each in rows)
    units = max(len(each.unit) for each in rows)
    return "\n".join(
        f"{each.benchmark:<{names}}  {each.value:>{values}} "
        f"{each.unit:<{units}}  {each.note}"
        for each in rows
    )


def write(rows: list[Row], path: Path = REFERENCE) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Row)])
        writer.writerows(astuple(each) for each in rows)


def reference(benchmark: str, path: Path = REFERENCE) -> float:
    """Return a figure of the reference."""
    with path.open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            if entry["benchmark"] == benchmark:
                return float(entry["value"])
    raise LookupError(f"{path.name} has no row {benchmark!r}")
