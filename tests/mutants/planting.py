"""Faults that are planted on purpose: which there are, and how one is put into a tree.

A fault is an exact text of one file and the text that takes its place. Where the old
text is gone, or stands twice, planting fails: a list that no longer fits tells nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from ruamel.yaml import YAML

LIST = Path(__file__).with_name("mutants.yaml")
# Python tells by time and size whether it has compiled a file already; two writes
# within a second could look alike.
_moments = count(1_000_000_000, 10)


class MisplantedError(Exception):
    """The text that a fault replaces does not stand exactly once in its file."""


@dataclass(frozen=True)
class Mutant:
    """One fault."""

    name: str
    kind: str
    file: str
    old: str
    new: str
    near: tuple[str, ...] = ()
    """Test files that are run before the folders of their layer, for speed."""


@cache
def all_mutants() -> tuple[Mutant, ...]:
    """Return all faults in the order of the list."""
    entries = YAML(typ="safe", pure=True).load(LIST.read_text(encoding="utf-8"))
    return tuple(
        Mutant(name, **{**entry, "near": tuple(entry.get("near", ()))})
        for name, entry in entries.items()
    )


def occurrences(mutant: Mutant, root: Path) -> int:
    """Return how often the old text stands in the file of a tree."""
    return (root / mutant.file).read_text(encoding="utf-8").count(mutant.old)


@contextmanager
def planted(mutant: Mutant, root: Path) -> Iterator[None]:
    """Put a fault into a tree, and take it out again.

    Raises
    ------
    MisplantedError
        The old text is not there, or more than once, or the new one is no other.
    """
    path = root / mutant.file
    found = occurrences(mutant, root)
    if found != 1 or mutant.old == mutant.new:
        raise MisplantedError(
            f"{mutant.name}: the text to replace stands {found} times in {mutant.file}"
        )
    sound = path.read_text(encoding="utf-8")
    _write(path, sound.replace(mutant.old, mutant.new))
    try:
        yield
    finally:
        _write(path, sound)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    moment = next(_moments)
    os.utime(path, (moment, moment))
