"""A long run, killed again and again and resumed, beside one that nobody disturbed."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import NamedTuple

from long_runs.commands import ended, killed, words
from run_folders import manifest_of, tables

STAGES = ("writing tables", "writing the page")


class Kills(NamedTuple):
    """What came of it."""

    kills: int
    moments: list[str]
    """What the command said last, of each kill."""
    units: list[int]
    """How many units it had then."""
    tables: int
    differing: list[str]
    """Tables that are not the same bytes."""
    left: list[str]
    """Files that a killed process left behind in the folder."""
    folders: int


def kill_and_resume(cwd: Path, replications: int, kills: int, seed: int) -> Kills:
    """Kill a run so many times, resume it each time, and compare it in the end."""
    chance, said = Random(seed), []
    disturbed = words(replications, cwd / "disturbed")
    while len(said) < kills:
        last = killed([*disturbed, "--resume"], cwd, chance)
        if last is None:
            break  # it was quicker than chance
        said.append(last)
    for stage in STAGES:
        last = killed([*disturbed, "--resume"], cwd, chance, stage)
        said += [last] if last is not None else []
    resumed = ended([*disturbed, "--resume"], cwd)
    alone = ended(words(replications, cwd / "alone"), cwd)
    assert resumed.status == 0, resumed.err
    assert alone.status == 0, alone.err
    folder, other = (Path(one.out.splitlines()[-1]) for one in (resumed, alone))
    assert manifest_of(folder)["status"] == "complete"
    one, two = tables(folder), tables(other)
    differing = sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
    return Kills(
        kills=len(said),
        moments=said,
        units=[int(found[1]) for last in said if (found := _DONE.search(last))],
        tables=len(two),
        differing=differing,
        left=sorted({*_files(folder)} - {*_files(other)}),
        folders=sum(1 for _ in folder.parent.iterdir()),
    )


def _files(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*")]


_DONE = re.compile(r"(\d+)/\d+")
