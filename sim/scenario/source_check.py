"""Whether a source exists: in the catalogue of sources or in the area pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.area import Area
from sim.scenario.catalogue import sources
from sim.scenario.faults import FaultList, hint
from sim.scenario.nodes import Node, locate

ASSUMPTION = "assumption"


@dataclass(frozen=True)
class SourceCheck:
    """Checks `source` and `note` of any entry.

    `area_grades` are the grades of the area pack's sources by id; None if the pack
    is unknown, in which case an unknown id is no fault of its own.
    """

    area_grades: Mapping[str, str] | None
    faults: FaultList

    def check(self, source: str, note: str | None, node: Node) -> None:
        """Note an unknown source or clause, or an assumption without a note."""
        name, _, clause = source.partition("#")
        place = locate(node, ["source"])
        if name == ASSUMPTION and not note:
            self.faults.add(
                place,
                "source 是 assumption 时要写 note，说明为什么这样假设",
                "an assumption needs a note that says why",
            )
        known = sources().get(name)
        if known is None:
            if self.area_grades is not None and name not in self.area_grades:
                zh, en = hint(name, [*sources(), *self.area_grades])
                self.faults.add(
                    place,
                    f"不认识的出处“{source}”{zh}；没有出处就写 assumption 和 note",
                    f"unknown source “{source}”{en}; without one write assumption "
                    "and a note",
                )
        elif clause and clause not in known.clauses:
            zh, en = hint(clause, known.clauses)
            allowed = "、".join(known.clauses) or "—"
            self.faults.add(
                place,
                f"“{name}”没有条款“{clause}”{zh}；条款有：{allowed}",
                f"“{name}” has no clause “{clause}”{en}; clauses: {allowed}",
            )

    def grade(self, source: str) -> str:
        """Return how good a value from this source is."""
        name = source.partition("#")[0]
        if name in sources():
            return sources()[name].grade
        return (self.area_grades or {}).get(name, "assumed")


def grades_of(area: Area | None) -> Mapping[str, str] | None:
    """Return the grades of a pack's own sources by id; None without a pack."""
    if area is None:
        return None
    table = area.sources
    return dict(zip(table["source_id"], table["grade"], strict=True))
