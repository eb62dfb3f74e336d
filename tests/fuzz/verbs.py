"""Hands odd files to the verbs of the command, in an order of chance, for some time.

Every command works in a folder two levels down; whatever appears beside the folder of
results, or above, was written where nobody asked for it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from subprocess import CompletedProcess, TimeoutExpired
from typing import Final, NamedTuple

import command_server
from fuzz.doors import COUNTY, TEACHING
from fuzz.odd_books import odd_books, odd_registers
from fuzz.odd_folders import odd_folders
from fuzz.odd_lines import SOUND
from fuzz.odd_packs import odd_packs
from fuzz.odd_scenarios import odd_scenarios
from fuzz.sound import HOMES
from fuzz.table import Row

LONGEST: Final = 60
_FEW: Final = ["--jobs", "1", "--replications", "1"]
_OF_A_FILE: Final = (
    ["validate", "odd.yaml"],
    ["show", "odd.yaml", "--origin"],
    ["run", "odd.yaml", *_FEW],
    ["compare", "sound.yaml", "odd.yaml", *_FEW],
    ["sweep", "odd.yaml", *_FEW],
    ["doctor", "odd.yaml"],
)
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


class Case(NamedTuple):
    """One command, and the odd file that it meets."""

    what: str
    words: list[str]
    lay: Callable[[Path], object]
    """Lays the file in the working folder."""


def cases() -> list[Case]:
    """Return every odd file with every verb that opens such files."""
    made: list[Case] = []
    for name, data in odd_scenarios():
        made += [Case(name, words, _writes("odd.yaml", data)) for words in _OF_A_FILE]
    for name, file, data in odd_packs():
        lay = _writes(f"place/{file}", data)
        made += [Case(name, [*words], lay) for words in (_SOUND_RUN, _SOUND_DOCTOR)]
    for name, data in odd_books():
        made.append(
            Case(name, ["import", "odd.xlsx", *_INTO], _writes("odd.xlsx", data))
        )
    for name, which, data in odd_registers():
        odd = Case(name, ["import", "homes.csv", *_INTO], _writes("homes.csv", data))
        if which:
            lay = _writes("admissions.csv", data)
            odd = Case(name, ["import", "homes.csv", "admissions.csv", *_INTO], lay)
        made.append(odd)
    made += [Case(name, words, lay) for name, words, lay in odd_folders()]
    return made


_INTO: Final = ["--pack", "./place", "--county", COUNTY, "--out", "results/county"]
_SOUND_RUN: Final = ["run", "sound.yaml", *_FEW]
_SOUND_DOCTOR: Final = ["doctor", "place"]


def _writes(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda work: (work / name).write_bytes(data)


def verbs(seconds: int, seed: int = 8) -> Row:
    """Try cases until the time is over; say what ended otherwise than it may."""
    command_server.SECONDS = LONGEST
    left = cases()
    Random(seed).shuffle(left)
    began, tried, found = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for case, language in zip(left, _languages(), strict=False):
            if time.monotonic() - began > seconds:
                break
            tried += 1
            wrong = _wrong(case, language, Path(folder))
            found += bool(wrong)
            if wrong:
                print(case.words, case.what, *wrong, sep="\n  ", flush=True)  # noqa: T201
    return Row("verbs", round(time.monotonic() - began), len(left), tried, 0, found)


def _languages() -> Iterator[str]:
    while True:
        yield from ("en", "zh")


def _wrong(case: Case, language: str, folder: Path) -> list[str]:
    """Return in words what is wrong with how a command ended; nothing if well."""
    shutil.rmtree(folder / "tree", ignore_errors=True)
    work = folder / "tree" / "above" / "work"
    shutil.copytree(TEACHING / "places" / "one_home", work / "place")
    (work / "sound.yaml").write_text(SOUND.replace("id: odd", "id: sound"), "utf-8")
    (work / "homes.csv").write_bytes(HOMES)
    case.lay(work)
    before = _names(folder)
    server = command_server.CommandServer() if not _held else _held.pop()
    try:
        done = server.run([*case.words, "--lang", language], work, dict(os.environ))
    except TimeoutExpired:
        return [f"no end after {LONGEST} s"]
    _held.append(server)
    return [*_faults(done, language), *_escaped(before, _names(folder))]


# The process that commands are forked from, once there is one.
_held: Final[list[command_server.CommandServer]] = []


def _faults(done: CompletedProcess[str], language: str) -> list[str]:
    wrong, told = [], done.stdout + done.stderr
    if done.returncode not in {0, 1, 2, 3} or "Traceback" in done.stderr:
        wrong.append(f"status {done.returncode}: {done.stderr[-3000:]}")
    elif done.returncode and not told.strip():
        wrong.append(f"status {done.returncode} without a word")
    elif done.returncode and language == "zh" and not _CHINESE.search(told):
        wrong.append(f"no Chinese sentence: {told[-500:]}")
    return wrong


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in (folder / "tree").rglob("*")}


def _escaped(before: set[str], after: set[str]) -> list[str]:
    chosen = f"tree{os.sep}above{os.sep}work{os.sep}results"
    odd = sorted(one for one in before ^ after if not one.startswith(chosen))
    return [f"wrote or removed {odd}"] if odd else []


if __name__ == "__main__":
    sys.exit(__doc__)
