"""A disk that is full in mid-run, and one that nobody may write to.

Both are file systems in memory, mounted for the moment; only root may do that.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from long_runs.commands import Ended, ended, words
from run_folders import manifest_of, tables


class Full(NamedTuple):
    """What came of a run on a disk that was too small."""

    ended: Ended
    status: str
    """What its manifest said of it."""
    kept: int
    """Units that were finished, and not done again once there was room."""
    again: Ended
    differing: list[str]


def can_mount() -> str:
    """Return why no disk can be mounted here; empty if one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may mount a small disk"
    if shutil.which("mount") is None:
        return "no command to mount a disk"
    return ""


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of that size on a folder for as long as it is asked for."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_disk(cwd: Path, replications: int, size: str) -> Full:
    """Run on a disk that becomes full, make it larger, and resume."""
    with small_disk(cwd / "small", size) as disk:
        given = words(replications, disk)
        first = ended(given, cwd)
        [folder] = (disk / "two-homes").iterdir()
        status = str(manifest_of(folder).get("status"))
        _mount("-o", "remount,size=400m", str(disk))
        again = ended([*given, "--resume"], cwd)
        begun = _FROM.search(again.err)
        alone = ended(words(replications, cwd / "alone"), cwd)
        one, two = (
            tables(Path(each.out.splitlines()[-1])) if each.out else {}
            for each in (again, alone)
        )
    differing = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
    return Full(first, status, int(begun[1]) if begun else 0, again, differing)


# The first count that a resumed run says is what it found.
_FROM = re.compile(r"simulating (\d+)/")


def run_on_read_only(cwd: Path) -> Ended:
    """Run where nothing can be written, not even by root."""
    with small_disk(cwd / "locked", "1m") as disk:
        _mount("-o", "remount,ro", str(disk))
        return ended(words(2, disk), cwd)


def _mount(*given: str) -> None:
    subprocess.run(["mount", *given], check=True)
