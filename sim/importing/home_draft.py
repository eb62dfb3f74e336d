"""A home on its way from a row of a workbook to a row of `homes.csv`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sim.importing.faults import Pair
from sim.importing.records import Cell, Record

REGISTRY: Final = "county_registry"
"""Id of the source of what the workbooks say."""
FILLED: Final = "import_filled"
"""Id of the source of what neither they nor the pack of the region say."""
Grade = Literal["published", "derived", "assumed"]


@dataclass(frozen=True)
class Filling:
    """A cell of the pack that no workbook gave, and where it comes from."""

    value: Any
    grade: Grade
    source: str
    why: Pair


@dataclass
class HomeDraft:
    """What is known of one home."""

    record: Record
    known: dict[str, Any] = field(default_factory=dict)
    """By column of `homes.csv`; what is not yet known is left out."""
    filled: dict[str, Filling] = field(default_factory=dict)
    """Columns that no cell gave."""
    read: dict[str, Cell] = field(default_factory=dict)
    """The cell that gave a column."""

    def take(self, column: str, value: Any, field_id: str | None = None) -> None:
        """Keep what a cell of the workbook says."""
        if value is None:
            return
        self.known[column] = value
        cell = self.record.cells.get(field_id or column)
        if cell is not None:
            self.read[column] = cell

    def fill(self, column: str, filling: Filling) -> None:
        """Keep what no cell says."""
        self.known[column] = filling.value
        self.filled[column] = filling

    def derive(self, column: str, value: Any, zh: str, en: str) -> None:
        """Keep what follows from other cells of the row."""
        self.fill(column, Filling(value, "derived", REGISTRY, Pair(zh, en)))

    def lacks(self, column: str) -> bool:
        """Tell whether a column is not yet known."""
        return column not in self.known

    @property
    def name(self) -> str:
        """What the home is called."""
        return str(self.known.get("name", ""))

    @property
    def beds(self) -> int:
        """Licensed beds of both kinds."""
        return int(self.known["beds_ordinary"] + self.known["beds_nursing"])

    @property
    def kind(self) -> str:
        """The kind for which a pack declares distributions."""
        if self.known["ownership"] == "private":
            return "private"
        return "county" if self.known["tier"] == "county" else "township"
