"""Where each cell of the pack comes from: `filled.csv` and `read.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from sim.importing.faults import letters
from sim.importing.home_draft import HomeDraft


class Note(NamedTuple):
    """One line of `filled.csv`; `*` stands for every row or column of a file."""

    file: str
    row: str
    column: str
    value: str
    grade: str
    source_id: str
    why_zh: str
    why_en: str


def filled_table(homes: Sequence[HomeDraft], notes: Sequence[Note]) -> pd.DataFrame:
    """Return every cell that no workbook gave, with its grade and reason."""
    cells = [
        Note(
            "homes.csv",
            str(home.known["home_id"]),
            column,
            written(filling.value),
            filling.grade,
            filling.source,
            *filling.why,
        )
        for home in homes
        for column, filling in home.filled.items()
    ]
    return pd.DataFrame([*notes, *cells], columns=list(Note._fields))


def read_table(homes: Sequence[HomeDraft]) -> pd.DataFrame:
    """Return every cell that a workbook gave: its place, and what was read there."""
    rows = [
        {
            "home_id": home.known["home_id"],
            "column": column,
            "value": written(home.known[column]),
            "file": cell.spot.file,
            "sheet": cell.spot.sheet,
            "cell": f"{letters(cell.spot.column)}{cell.spot.row + 1}",
            "read": cell.text,
        }
        for home in homes
        for column, cell in home.read.items()
        if column not in home.filled and column in home.known
    ]
    names = ["home_id", "column", "value", "file", "sheet", "cell", "read"]
    return pd.DataFrame(rows, columns=names)


def written(value: Any) -> str:
    """Return a value as a CSV file of a pack has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
