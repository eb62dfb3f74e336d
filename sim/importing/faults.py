"""What is wrong with a workbook: where, what was read, what to write.

Faults are collected over all files and told together, so that a clerk corrects a
workbook once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sim.scenario.faults import Language


class Pair(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str

    def told(self, language: Language) -> str:
        """Return one of the two."""
        return self.zh if language == "zh" else self.en


def letters(column: int) -> str:
    """Return a column as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a workbook; row and column count from 0, None means all of them."""

    file: str
    order: int = 0
    """Place of the sheet in its workbook, so that faults come in reading order."""
    sheet: str = ""
    row: int = -1
    column: int = -1
    heading: str = ""

    def told(self, language: Language) -> str:
        """Return the place as a reader of a spreadsheet looks for it."""
        heading = " ".join(self.heading.split())
        if language == "zh":
            words = [self.file]
            words += [f" 工作表“{self.sheet}”"] if self.sheet else []
            words += [f"第{self.row + 1}行"] if self.row >= 0 else []
            words += [f"{letters(self.column)}列"] if self.column >= 0 else []
            words += [f"“{heading}”"] if heading else []
            return "".join(words)
        words = [self.file]
        words += [f"sheet “{self.sheet}”"] if self.sheet else []
        words += [f"row {self.row + 1}"] if self.row >= 0 else []
        words += [f"column {letters(self.column)}"] if self.column >= 0 else []
        return ", ".join(words) + (f" “{heading}”" if heading else "")


@dataclass(frozen=True, order=True)
class ImportFault:
    """One fault of a workbook, or one thing that its owner should know."""

    spot: Spot
    zh: str
    en: str

    def told(self, language: Language) -> str:
        """Return place and sentence."""
        if language == "zh":
            return f"{self.spot.told('zh')}：{self.zh}"
        return f"{self.spot.told('en')}: {self.en}"


class ImportRefusedError(Exception):
    """Workbooks that their owner can correct; holds every fault found."""

    def __init__(
        self, faults: Iterable[ImportFault], shown: Pair | None = None
    ) -> None:
        self.faults = sorted(set(_one_a_cell(faults)))
        self.shown = shown
        """How the headings were understood, as far as they were."""
        super().__init__(self.told("zh"))

    def told(self, language: Language) -> str:
        """Return one line a fault."""
        return "\n".join(fault.told(language) for fault in self.faults)


def _one_a_cell(faults: Iterable[ImportFault]) -> Iterator[ImportFault]:
    """Return faults without a second one of the same cell.

    The first found is kept: that a cell identifies a person is found before its value
    is read, and a sentence on the value would repeat it.
    """
    seen: set[tuple[str, int, str, int, int]] = set()
    for fault in faults:
        spot = fault.spot
        cell = (spot.file, spot.order, spot.sheet, spot.row, spot.column)
        if spot.row >= 0 and spot.column >= 0:
            if cell in seen:
                continue
            seen.add(cell)
        yield fault


class RequestError(Exception):
    """A command that asks for something impossible: a fault of usage."""

    def __init__(self, zh: str, en: str) -> None:
        self.pair = Pair(zh, en)
        super().__init__(zh)


class Findings:
    """Faults and notices collected on the way."""

    def __init__(self) -> None:
        self.faults: list[ImportFault] = []
        self.notices: list[ImportFault] = []

    def refuse(self, spot: Spot, zh: str, en: str) -> None:
        """Add a fault."""
        self.faults.append(ImportFault(spot, zh, en))

    def note(self, spot: Spot, zh: str, en: str) -> None:
        """Add something that its owner should know; it stops nothing."""
        self.notices.append(ImportFault(spot, zh, en))
