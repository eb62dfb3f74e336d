"""A long run, killed again and again and resumed, beside one that nobody disturbed."""

from __future__ import annotations

import json
import re
import zipfile
from itertools import cycle
from pathlib import Path
from random import Random
from typing import NamedTuple

from long_runs.commands import VICTIMS, Killed, Victim, ended, killed, words

from sim.experiment.tables import is_readable

# In these, the whole command or the parent alone is killed: workers have gone.
STAGES = ("writing tables", "writing the page")
OPENED = {"manifest.json", "report.html", "report.xlsx"}
"""What differs from one run to the next: it tells when and where."""


class Kills(NamedTuple):
    """What came of it."""

    kills: list[Killed]
    units: list[int]
    """How many units it had at each kill that came while it counted them."""
    tables: int
    differing: list[str]
    """Tables that are not the same bytes."""
    half: list[str]
    """Files that somebody could open after a kill, and that were not whole."""
    left: list[str]
    """Files and folders that killed processes left behind in the end."""

    def victims(self, victim: Victim) -> int:
        """Return how often that was killed."""
        return sum(one.victim == victim for one in self.kills)

    @property
    def orphans(self) -> int:
        """After how many kills a process lived on."""
        return sum(one.orphans for one in self.kills)


def kill_and_resume(
    cwd: Path, replications: int, kills: int, seed: int, verb: str = "run"
) -> Kills:
    """Kill a run so many times, resume it each time, and compare it in the end."""
    chance, said, half = Random(seed), list[Killed](), list[str]()
    (cwd / "alone").mkdir()
    (cwd / "killed").mkdir()
    out = cwd / "killed" / "out"
    disturbed = [*words(replications, out, 2, verb), "--resume"]
    plan: list[tuple[Victim, str | None]] = [
        (victim, None) for victim, _ in zip(cycle(VICTIMS), range(kills), strict=False)
    ]
    plan += [(victim, stage) for stage in STAGES for victim in ("all", "parent")]
    for victim, stage in plan:
        one = killed(disturbed, out.parent, chance, victim, stage)
        if one is None:
            break  # it was quicker than chance
        said.append(one)
        half += [f"{one.last}: {name}" for name in not_whole(out)]
    resumed = ended(disturbed, out.parent)
    other = cwd / "alone" / "out"
    alone = ended(words(replications, other, 1, verb), other.parent)
    assert resumed.status == 0, resumed.err
    assert alone.status == 0, alone.err
    assert _statuses(out) == {"complete"}
    ours, theirs = tables(out), tables(other)
    counted = [_DONE.search(one.last) for one in said]
    return Kills(
        kills=said,
        units=[int(found[1]) for found in counted if found],
        tables=len(theirs),
        differing=sorted(n for n in {*ours, *theirs} if ours.get(n) != theirs.get(n)),
        half=sorted(half),
        left=sorted({*_names(out)} - {*_names(other)}),
    )


def tables(out: Path) -> dict[str, bytes]:
    """Return every table under a folder of results, by scenario and name."""
    return {
        f"{path.parent.parent.name}/{path.name}": path.read_bytes()
        for path in out.glob("*/*/*")
        if path.is_file() and path.name not in OPENED
    }


def not_whole(out: Path) -> list[str]:
    """Return the files a reader sees, and cannot read to the end."""
    return [
        path.name
        for path in out.rglob("*")
        if path.is_file() and not _is_hidden(path, out) and not _is_whole(path)
    ]


def _is_hidden(path: Path, out: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(out).parts)


def _is_whole(path: Path) -> bool:
    match path.suffix:
        case ".parquet":
            return is_readable(path)
        case ".xlsx":
            return zipfile.is_zipfile(path)
        case ".json":
            return bool(json.loads(path.read_text(encoding="utf-8")))
        case ".html":
            return path.read_text(encoding="utf-8").rstrip().endswith("</html>")
        case ".csv" | ".md" | ".yaml":
            return path.read_bytes().endswith(b"\n")
    return True


def _statuses(out: Path) -> set[str]:
    found = out.glob("*/*/manifest.json")
    return {json.loads(path.read_text(encoding="utf-8"))["status"] for path in found}


def _names(out: Path) -> list[str]:
    """Return what lies under a folder, the folders named by a time numbered instead."""
    found = []
    for scenario in out.iterdir():
        for number, run in enumerate(sorted(scenario.iterdir())):
            shown = "." if run.name.startswith(".") else ""
            at = f"{scenario.name}/{shown}{number}"
            found += [at, *(f"{at}/{path.relative_to(run)}" for path in run.rglob("*"))]
    return found


_DONE = re.compile(r"(\d+)/\d+")
