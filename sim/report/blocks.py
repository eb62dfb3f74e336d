"""What the page is built of: tables, and charts that carry one each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sim.report.numbers import Estimate, count, formatted, percent, three_figures
from sim.report.words import NOTHING, Text


@dataclass(frozen=True)
class Cell:
    """One cell: what the reader sees, and what the CSV file gets instead."""

    text: Text
    raw: str | None = None
    """A bare number for spreadsheets; the text where missing."""
    proper: bool = False
    """A name or a note in its own language, which the switch leaves alone."""

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number, to be set flush right."""
        return self.raw is not None


@dataclass(frozen=True)
class Table:
    """A table with its caption; `name` is its id and the name of its CSV file."""

    name: str
    caption: Text
    heads: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Chart:
    """A chart with what to read in it and the same numbers as a table.

    `figure` is a Plotly figure in which any text may be a `Text`; without one, the
    `reading` says what is missing.
    """

    name: str
    title: Text
    reading: Text
    figure: dict[str, Any] | None = None
    alternative: Text = NOTHING
    table: Table | None = None


def said(text: object) -> Cell:
    """Return a cell of words."""
    return Cell(Text.of(text))


def proper(name: object) -> Cell:
    """Return a cell that reads the same in both languages, such as an id or a note."""
    known = name is not None and name == name  # noqa: PLR0124 - NaN differs from itself
    return Cell(Text.of(name if known else ""), proper=True)


def number(value: float, unit: str = "count") -> Cell:
    """Return a cell with a number in the manner of its unit, raw to five figures."""
    raw = f"{value:.5g}" if isfinite(value) else ""
    if isfinite(value) and abs(value) >= 10_000:
        raw = f"{three_figures(value):.0f}"
    return Cell(Text.of(formatted(value, unit)), raw)


def year(value: int) -> Cell:
    """Return a cell with a calendar year."""
    return Cell(Text.of(value), str(value))


def interval(estimate: Estimate, unit: str = "share") -> Cell:
    """Return a cell with the two ends of an interval."""
    if not estimate.has_interval:
        return said(Text("—", "—"))
    show = percent if unit == "share" else count
    return Cell(Text.of(f"{show(estimate.low)} – {show(estimate.high)}"))


@dataclass(frozen=True)
class Section:
    """A section of several sentences, a chart perhaps, and tables.

    `tables` stand open; `details` are opened by the reader.
    """

    name: str
    title: Text
    lines: Sequence[Text]
    chart: Chart | None = None
    tables: Sequence[Table] = ()
    details: Sequence[Table] = ()
    alarm: Text | None = None
    """What must be read before all else of the section."""
