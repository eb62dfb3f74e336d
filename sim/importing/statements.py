"""Tier, ownership and operation of a home, from whatever words a workbook has."""

from __future__ import annotations

from typing import Any, Final

from sim.importing.faults import Findings, Pair
from sim.importing.home_draft import FILLED, Filling, HomeDraft
from sim.importing.text import shown
from sim.importing.vocabulary import vocabulary

_COLUMNS: Final = ("tier", "ownership", "operation", "kind")
_EXAMPLES: Final = {
    "tier": ("县级、乡镇级或村级", "county, township or village"),
    "ownership": ("公办、民办或公建民营", "public or private"),
    "operation": ("公营或委托运营", "direct or entrusted"),
}


def read_statements(home: HomeDraft, findings: Findings) -> None:
    """Take what the words say; two that contradict each other are a fault."""
    for column in _COLUMNS:
        cell = home.record.cells.get(column)
        if cell is None:
            continue
        said = vocabulary().said_by(cell.text)
        if column in _EXAMPLES and not said:
            zh, en = _EXAMPLES[column]
            findings.refuse(
                cell.spot,
                f"读到“{shown(cell.text)}”，应写{zh}",
                f"read “{shown(cell.text)}”; write {en}",
            )
        for attribute, value in said.items():
            _take(home, attribute, value, column, findings)
    _from_name(home)
    _what_follows(home, findings)


def _take(
    home: HomeDraft, attribute: str, value: Any, column: str, findings: Findings
) -> None:
    if home.lacks(attribute) or home.known[attribute] == value:
        home.take(attribute, value, column)
        return
    # A column says of its own attribute what holds: “敬老院” may be run by a company.
    if home.read[attribute].field.id == attribute and column != attribute:
        if attribute != "tier":
            return
    elif column == attribute:
        home.take(attribute, value, column)
        return
    first = home.read[attribute]
    cell = home.record.cells[column]
    findings.refuse(
        cell.spot,
        f"读到“{shown(cell.text)}”，与“{first.spot.heading}”的“{shown(first.text)}”"
        "矛盾；请核对",
        f"read “{shown(cell.text)}”, which contradicts “{shown(first.text)}” under "
        f"“{first.spot.heading}”; check them",
    )


def _from_name(home: HomeDraft) -> None:
    name = home.record.text("name")
    said = vocabulary().said_by_name(name)
    if not home.lacks("ownership") and said.get("ownership") != home.known["ownership"]:
        return
    for attribute, value in said.items():
        if home.lacks(attribute):
            home.derive(
                attribute,
                value,
                "由机构名称认出",
                "from the name of the home",
            )


def _what_follows(home: HomeDraft, findings: Findings) -> None:
    # A cell that cannot be read is named already, and a row without a name as well.
    if home.lacks("ownership"):
        if "ownership" in home.record.cells:
            return
        findings.refuse(
            home.record.place("ownership"),
            "看不出是公办还是民办；加一列“所有制”，写公办、民办或公建民营",
            "does not say whether it is public or private; add a column “ownership” "
            "with public or private",
        )
        return
    is_private = home.known["ownership"] == "private"
    if home.lacks("tier"):
        if not is_private:
            if "tier" in home.record.cells or not home.record.text("name"):
                return
            findings.refuse(
                home.record.place("tier"),
                "看不出是哪一级；加一列“层级”，写县级、乡镇级或村级",
                "does not say whether it is of the county, a township or a village; "
                "add a column “tier” with county, township or village",
            )
            return
        home.derive(
            "tier",
            "county",
            "民办机构都列在县级",
            "private homes are all of tier county",
        )
    if home.lacks("operation"):
        why = Pair(
            "没有写委托运营，按举办者自己运营",
            "nothing says that somebody else runs it",
        )
        home.fill("operation", Filling("direct", "assumed", FILLED, why))
