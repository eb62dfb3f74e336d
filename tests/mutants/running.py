"""Plants faults one by one in a copy of the last commit; which layer of tests notices?

For each fault the layers are asked in order, those of its tests that have to do with
its file, and the first that fails has caught it. Afterwards every test that caught one
must pass on the sound tree, or it has caught nothing. Exit status 1 if a fault was
noticed by nobody.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from io import BytesIO
from pathlib import Path

from mutants.layers import LAYERS, asked_of
from mutants.planting import Mutant, all_mutants, planted

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "results" / "reference" / "mutants.csv"
NOBODY = "survived"
# A fault may make a test wait for ever.
LONGEST_SECONDS = 1800
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Caught:
    """What became of a fault."""

    mutant: str
    kind: str
    file: str
    layer: str
    """The first that noticed, or `NOBODY`."""
    test: str
    seconds: str


class Copy:
    """A tree of its own, made of the last commit, with its own modules and caches."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        made = subprocess.run(
            ["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True
        )
        with tarfile.open(fileobj=BytesIO(made.stdout)) as archive:
            archive.extractall(folder, filter="data")
        self._around = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "OPENBLAS_NUM_THREADS": "1",
            "COLUMNS": "500",
        }
        imported = self._run("-c", "import sim; print(sim.__file__)").stdout.strip()
        if not Path(imported).is_relative_to(folder):
            raise SystemExit(f"the copy would test {imported}, not itself")

    def failing(self, tests: Sequence[str], *, first: bool = True) -> list[str]:
        """Return the first test that fails, or all that do."""
        try:
            done = self._run(
                *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header"),
                *("--tb=no", "-rfE", *(["-x"] if first else []), *tests),
            )
        except subprocess.TimeoutExpired:
            return [tests[0]]
        if done.returncode == 0:
            return []
        found = _FAILED.findall(done.stdout)
        if done.returncode != 1 or not found:
            raise SystemExit(f"pytest gave {done.returncode}:\n{done.stdout}")
        return found

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env=self._around,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_SECONDS,
            check=False,
        )


def try_out(mutant: Mutant, copy: Copy, *, quick: bool = False) -> Caught:
    """Return which layer notices a fault; `quick` asks the unit tests near it only."""
    began = time.monotonic()
    layer, test = NOBODY, ""
    with planted(mutant, copy.root):
        for asked, tests in _asked(mutant)[: 1 if quick else None]:
            if failed := copy.failing([f"tests/{one}" for one in tests]):
                layer, test = asked, failed[0]
                break
    seconds = f"{time.monotonic() - began:.0f}"
    return Caught(mutant.name, mutant.kind, mutant.file, layer, test, seconds)


def _asked(mutant: Mutant) -> list[tuple[str, tuple[str, ...]]]:
    """Return layer and tests in the order in which they are run."""
    asked = []
    for layer in LAYERS:
        near = tuple(one for one in mutant.near if one.startswith(f"{layer}/"))
        asked += [(layer, near), (layer, asked_of(mutant.file, layer))]
    return [(layer, tests) for layer, tests in asked if tests]


def written(rows: Sequence[Caught], failing: Sequence[str] = ()) -> None:
    """Put rows into the table, in the order of the list; other rows stay.

    Rows of tests that fail without any fault, too, are left out.
    """
    held = {row.mutant: row for row in (*table(), *rows) if row.test not in failing}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        names = [field.name for field in fields(Caught)]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        for mutant in all_mutants():
            if mutant.name in held:
                writer.writerow(asdict(held[mutant.name]))


def table() -> list[Caught]:
    """Return the table as it is; empty if there is none."""
    if not TABLE.is_file():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Caught(**row) for row in csv.DictReader(file)]


def main(words: Sequence[str]) -> None:
    """Plant all faults, or those named."""
    parser = argparse.ArgumentParser(
        prog="python tests/mutants",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", help="faults of mutants.yaml; all if none")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    parser.add_argument(
        *("--quick", "-q"),
        action="store_true",
        help="ask only the first tests of each fault; write no survivors",
    )
    asked = parser.parse_args(words)
    chosen = [
        one for one in all_mutants() if one.name in asked.names or not asked.names
    ]
    if unknown := set(asked.names) - {one.name for one in chosen}:
        raise SystemExit(f"no such fault: {', '.join(sorted(unknown))}")
    rows: list[Caught] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder).resolve())
        for mutant in chosen:
            rows.append(try_out(mutant, copy, quick=asked.quick))
            last = rows[-1]
            _say(f"{mutant.name}: {last.layer} {last.test} {last.seconds} s")
            if asked.write:
                written([row for row in rows if row.test or not asked.quick])
        caught = sorted({row.test for row in rows if row.layer != NOBODY})
        failing = copy.failing(caught, first=False) if caught else []
    if failing:
        if asked.write:
            written([], failing)
        raise SystemExit(f"these fail without any fault: {', '.join(failing)}")
    missed = [row.mutant for row in rows if row.layer == NOBODY]
    whom = "the first tests asked" if asked.quick else "any test asked"
    _say(f"{len(rows)} faults, {len(missed)} not noticed by {whom}")
    for name in missed:
        _say(f"  {name}")
    raise SystemExit(bool(missed))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
