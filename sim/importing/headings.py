"""Where the heading of a table is, and which column means which field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sim.importing.faults import Findings, letters
from sim.importing.sheets import Sheet
from sim.importing.text import clean
from sim.importing.vocabulary import (
    KINDS,
    REGISTERS,
    Field,
    Vocabulary,
    heading_candidates,
    vocabulary,
)

# A heading further down than this is not found; titles and remarks rarely need three.
_ROWS_SEARCHED: Final = 30
_MOST_LINES: Final = 3
# Fields without which a table is not of its kind.
_MARKS: Final = {
    "homes": ("name",),
    "population": ("elders_60|elders_65|elders_80",),
    "travel": ("from_township", "to_township", "minutes"),
    "admissions": ("admitted",),
    "events": ("event", "home_id|home", "time_days|date"),
}
_FEWEST: Final = {
    "homes": 3,
    "population": 2,
    "travel": 3,
    "admissions": 1,
    "events": 3,
}
_CLASSES: Final = {"residents_guaranteed", "residents_disabled"}
_ASKS: Final = re.compile("[是否收接放]|accept|take|open")
_OF_PERSONS: Final = re.compile(r"[(\[/]\s*(人|名|人数|persons?)\s*[)\]]?\s*$")
# Cells understood in a row that is shown as what the heading may be.
_FEWEST_NEAR: Final = 2


@dataclass(frozen=True)
class Layout:
    """How the columns of one table are understood."""

    sheet: Sheet
    kind: str
    """One of `vocabulary.KINDS`; empty for none of them."""
    first_row: int
    """Of the heading; rows before it are titles."""
    last_row: int
    columns: dict[int, Field] = field(default_factory=dict)
    ignored: dict[int, str] = field(default_factory=dict)
    """Columns that are not read, by their headings."""

    def heading(self, column: int) -> str:
        """Return the heading of a column."""
        return " / ".join(_levels(self.sheet, column, self.first_row, self.last_row))

    @property
    def body(self) -> range:
        """The rows below the heading."""
        return range(self.last_row + 1, len(self.sheet.rows))


def find_layout(sheet: Sheet) -> Layout:
    """Return the most telling layout of a sheet; of no kind if there is none."""
    best, best_score = Layout(sheet, "", -1, -1), 0
    words = vocabulary()
    for first in range(min(_ROWS_SEARCHED, len(sheet.rows))):
        if not any(sheet.texts(first)):
            continue
        for lines in range(1, _MOST_LINES + 1):
            last = first + lines - 1
            if last >= len(sheet.rows):
                break
            # An admissions register names homes too: it is the more special kind.
            for kind in reversed(KINDS):
                layout, score = _tried(sheet, kind, first, last, words)
                # Of equals the one with fewer lines: a title is no heading.
                score = score * 10 - lines if score else 0
                if score > best_score:
                    best, best_score = layout, score
    return best


def nearest_heading(sheet: Sheet) -> Layout:
    """Return the row that is most like the heading of a registry.

    A row in which fewer than two cells are understood is not shown as one: it may hold
    what is nobody's business.
    """
    words, best = vocabulary(), Layout(sheet, "", -1, -1)
    for row in range(min(_ROWS_SEARCHED, len(sheet.rows))):
        texts = {column: text for column, text in enumerate(sheet.texts(row)) if text}
        known = {
            column: found[0]
            for column, text in texts.items()
            if (found := words.field_of("homes", heading_candidates([text])))
        }
        if len(known) >= _FEWEST_NEAR and len(known) > len(best.columns):
            ignored = {at: text for at, text in texts.items() if at not in known}
            best = Layout(sheet, "", row, row, known, ignored)
    return best


def _tried(
    sheet: Sheet, kind: str, first: int, last: int, words: Vocabulary
) -> tuple[Layout, int]:
    fits: dict[int, tuple[Field, int]] = {}
    for column in range(sheet.width):
        found = words.field_of(
            kind, heading_candidates(_levels(sheet, column, first, last))
        )
        if found is not None:
            fits[column] = found
    _count_by_class(sheet, fits, first, last, words)
    present = {one.id for one, _ in fits.values()}
    marks = all(
        any(name in present for name in mark.split("|")) for mark in _MARKS[kind]
    )
    if not marks or len(present) < _FEWEST[kind]:
        return Layout(sheet, "", -1, -1), 0
    score = len(present) + (100 if kind in REGISTERS else 0)
    chosen = {
        column: one
        for column, (one, rank) in fits.items()
        if rank == min(other for same, other in fits.values() if same == one)
    }
    ignored = {
        column: " / ".join(_levels(sheet, column, first, last))
        for column in range(sheet.width)
        if column not in chosen
    }
    ignored = {column: text for column, text in ignored.items() if text}
    return Layout(sheet, kind, first, last, chosen, ignored), score


def _count_by_class(
    sheet: Sheet,
    fits: dict[int, tuple[Field, int]],
    first: int,
    last: int,
    words: Vocabulary,
) -> None:
    """Take “社会老人” for a count where it is one of several classes of residents.

    By itself it asks whether a home takes them; with persons as its unit, or beside
    a count of another class, it says how many there are.
    """
    beside = {one.id for one, _ in fits.values()} & _CLASSES
    for column, (one, rank) in fits.items():
        if one.id != "accepts_social":
            continue
        levels = _levels(sheet, column, first, last)
        if _ASKS.search(levels[-1].lower()):
            continue
        if beside or any(_OF_PERSONS.search(text) for text in levels):
            fits[column] = words.fields["homes"]["residents_social"], rank


def _levels(sheet: Sheet, column: int, first: int, last: int) -> list[str]:
    """Return the lines of a heading, each once: a merged one covers several rows."""
    levels: list[str] = []
    for row in range(first, last + 1):
        text = sheet.text(row, column)
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return levels


def refuse_double_columns(layout: Layout, findings: Findings) -> None:
    """Name two columns that mean the same, of which nobody can tell which holds."""
    seen: dict[str, int] = {}
    for column, one in sorted(layout.columns.items()):
        if one.id in seen:
            first = seen[one.id]
            findings.refuse(
                layout.sheet.spot(layout.last_row, column, layout.heading(column)),
                f"与{letters(first)}列“{layout.heading(first)}”同被认作“{one.zh}”；"
                "请改其中一列的表头，或在 mapping 文件里写明用哪一列",
                f"is taken as “{one.en}” like column {letters(first)} "
                f"“{layout.heading(first)}”; change one heading, or say in a mapping "
                "file which column holds",
            )
        seen.setdefault(one.id, column)


def title_texts(layout: Layout) -> list[str]:
    """Return what stands above the heading."""
    rows = layout.sheet.rows[: max(layout.first_row, 0)]
    return [text for row in rows for text in map(clean, row) if text]
