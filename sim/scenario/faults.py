"""What is wrong with a planner's file: where, and in a sentence.

Faults are collected and raised together; only a fault of the model itself is any
other exception. This module imports nothing of `sim`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a file, in both languages."""

    file: str
    line: int
    column: int
    message_zh: str
    message_en: str

    def text(self, language: Language = "zh") -> str:
        """Return `file:line:column: sentence`, which editors make clickable."""
        sentence = self.message_zh if language == "zh" else self.message_en
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where}: {sentence}"


class ScenarioError(Exception):
    """A scenario that its planner can correct; holds every fault found.

    Parameters
    ----------
    faults
        At least one; sorted here by file, line and column.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        # Two documents may meet in one run, hence not only by line.
        self.faults = sorted(set(faults))
        super().__init__(self.text())

    def text(self, language: Language = "zh") -> str:
        """Return one line a fault in the language asked for."""
        return "\n".join(fault.text(language) for fault in self.faults)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[list[Fault]]]:
        # Pickled between worker processes.
        return type(self), (self.faults,)


class FaultList:
    """Faults collected on the way, so that a planner sees all of them at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._settled: set[Place] = set()

    def add(self, place: Place, zh: str, en: str, *, settles: bool = False) -> None:
        """Add a fault; one that settles its place silences later ones there.

        A full-width digit, for instance, also makes a value that is not a number:
        the planner needs the first sentence only.
        """
        if place in self._settled:
            return
        if settles:
            self._settled.add(place)
        self._faults.append(Fault(place.file, place.line, place.column, zh, en))

    def __bool__(self) -> bool:
        return bool(self._faults)

    def raise_if_any(self) -> None:
        """Raise everything collected as one `ScenarioError`.

        Raises
        ------
        ScenarioError
            If there is at least one fault.
        """
        if self._faults:
            raise ScenarioError(self._faults)


def cropped(read: str, longest: int = 60) -> str:
    """Return a text as sentences quote it: its beginning, if it is very long."""
    return read if len(read) <= longest else read[: longest - 1] + "…"


def hint(read: str, known: Iterable[str]) -> tuple[str, str]:
    """Return “did you mean” in both languages, or two empty texts."""
    lowered = {word.lower(): word for word in known}
    found = get_close_matches(read.lower(), lowered, n=2, cutoff=0.85)
    found = found or get_close_matches(read.lower(), lowered, n=1, cutoff=0.6)
    if not found:
        return "", ""
    zh = " 或 ".join(lowered[word] for word in found)
    en = " or ".join(lowered[word] for word in found)
    return f"；是不是想写 {zh}？", f" (did you mean {en}?)"
