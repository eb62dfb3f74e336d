"""What a workbook is made of: sheets of one table each, with native charts.

Nothing here knows Excel; `book` writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final, Literal, NamedTuple

from sim.report.numbers import Estimate
from sim.report.words import Text

Kind = Literal[
    "text",
    "wrapped",
    "share",
    "points",
    "signed",
    "count",
    "decimal",
    "index",
    "plain",
    "year",
    "date",
]
"""How a cell looks: a share as per cent, differences with their sign, counts
whole with thousands, one decimal, two for an index of 0 to 1, or a number as it
stands."""


class Value(NamedTuple):
    """A number or a day with the look that its row asks for."""

    value: float | date | None
    kind: Kind


Entry = Text | str | float | date | Value | None
"""A cell: texts in both languages, a name, a number, a day, or nothing."""

OF_UNIT: Final[dict[str, Kind]] = {
    "share": "share",
    "beds_per_1000": "decimal",
    "minutes": "decimal",
    "days": "decimal",
    "index": "index",
}


class Column(NamedTuple):
    """A column: its head, how its cells look, and how wide it is in characters."""

    head: Text
    kind: Kind = "text"
    width: float = 12


class Curve(NamedTuple):
    """A line of a chart: where its numbers stand, and those of its interval."""

    name: Text
    mean: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class LineChart:
    """Lines over the years, each in a row of the sheet; dashes are its interval."""

    title: Text
    axis: Text
    curves: Sequence[Curve]
    """Rows of the table, from 0."""
    first: int
    last: int
    """Columns of the first and the last year."""


@dataclass(frozen=True)
class BarChart:
    """A bar for each of the first rows of the sheet."""

    title: Text
    axis: Text
    names: int
    values: int
    """Columns."""
    rows: int


@dataclass(frozen=True)
class Block:
    """One of several small tables below one another; without heads, plain lines."""

    title: Text
    heads: Sequence[Text]
    rows: Sequence[Sequence[Entry]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, sentences, a table, charts beside or below it."""

    name: Text
    title: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Entry]]
    notes: Sequence[Text] = ()
    frozen: int = 1
    """Columns that stay in sight."""
    charts: Sequence[LineChart | BarChart] = ()
    filtered: bool = True
    """Whether rows can be filtered by their values."""
    blocks: Sequence[Block] = ()
    """Small tables in place of the one, each with heads of its own."""


def known(value: float, kind: Kind = "plain") -> Value | None:
    """Return a number as a cell; an empty one where it is not known."""
    return Value(float(value), kind) if isfinite(value) else None


def three(estimate: Estimate, kind: Kind) -> list[Value | None]:
    """Return mean and both ends of an interval as cells."""
    return [known(value, kind) for value in estimate]
