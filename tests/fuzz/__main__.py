"""Fuzz runs: ``python tests/fuzz DOOR SECONDS [--write]``.

`scenario`, `pack`, `import` and `workbook` are opened with mutations that coverage
guides (needs `pip install atheris`); `verbs` hands odd files and folders to the verbs
of the command, in an order of chance. ``--write`` replaces the door's row in
`results/reference/fuzz.csv`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.table import Row, write

GUIDED = ("scenario", "pack", "import", "workbook")
# What the fuzzer says of each new thing reached, and at the end.
_REACHED = re.compile(r"^#\d+\s+\w+\s+cov: (\d+)", re.MULTILINE)
_INPUTS = re.compile(r"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
_SEEDS = re.compile(r"^INFO: seed corpus: files: (\d+)", re.MULTILINE)


def guided(door: str, seconds: int) -> Row:
    """Run the guided fuzzer on a door in a process of its own."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("guided.py"), door, str(seconds)],
            cwd=folder,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        # Not slow-unit-…: it says how busy the machine was.
        kinds = ("crash", "timeout", "oom", "leak")
        found = [path for kind in kinds for path in Path(folder).glob(f"{kind}-*")]
        if done.returncode:
            sys.stderr.write(done.stderr[-6000:])
        for path in found:
            path.rename(Path.cwd() / path.name)
    return Row(
        door=door,
        seconds=round(time.monotonic() - began),
        seeds=_last(_SEEDS, done.stderr),
        inputs=_last(_INPUTS, done.stderr),
        edges=_last(_REACHED, done.stderr),
        findings=max(len(found), int(done.returncode != 0)),
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.findall(text)
    return int(found[-1]) if found else 0


def main() -> None:
    """Open the door that is asked for, say what came of it and, if asked, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("door", choices=[*GUIDED, "verbs"])
    parser.add_argument("seconds", type=int, nargs="?", default=600)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.door == "verbs":
        from fuzz.verbs import verbs  # noqa: PLC0415 (imports the whole program)

        row = verbs(asked.seconds)
    else:
        row = guided(asked.door, asked.seconds)
    print(row)  # noqa: T201
    if asked.write:
        write(row)
    sys.exit(bool(row.findings))


if __name__ == "__main__":
    main()
