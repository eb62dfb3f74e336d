"""Licensed beds of a home by kind, from whichever of the numbers a workbook has."""

from __future__ import annotations

from functools import partial
from typing import Final

from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.home_draft import HomeDraft

_MOST_BEDS: Final = 5000


def read_beds(home: HomeDraft, findings: Findings) -> None:
    """Take ordinary and nursing beds; those of one kind may follow from the total.

    With the total alone the split stays open, in `beds`.
    """
    record = home.record
    reader = partial(values.count, most=_MOST_BEDS)
    before = len(findings.faults)
    total = record.read("beds", reader, findings)
    nursing = record.read("beds_nursing", reader, findings)
    ordinary = record.read("beds_ordinary", reader, findings)
    share = _share(home, findings)
    if len(findings.faults) > before:
        return
    if total is None and ordinary is not None and nursing is not None:
        total = ordinary + nursing
    if total is None:
        findings.refuse(
            record.place("beds"),
            "没有床位数；写床位总数，例如 60（停办的机构请删去这一行）",
            "has no number of beds; write all of its beds, for example 60 (delete the "
            "row of a home that is closed)",
        )
        return
    if total == 0:
        findings.refuse(
            record.place("beds"),
            "床位数是 0；停办的机构请删去这一行",
            "has 0 beds; delete the row of a home that is closed",
        )
        return
    _settle(home, total, nursing, ordinary, share, findings)


def _share(home: HomeDraft, findings: Findings) -> float | None:
    cell = home.record.cells.get("nursing_share")
    if cell is None:
        return None
    reader = partial(values.share, is_percent=cell.is_percent)
    share = home.record.read("nursing_share", reader, findings)
    if share is not None and share > 1:
        findings.refuse(
            cell.spot,
            f"读到“{cell.text}”，占比不能超过 100%",
            f"read “{cell.text}”; a share cannot be above 100%",
        )
        return None
    return share


def _settle(
    home: HomeDraft,
    total: int,
    nursing: int | None,
    ordinary: int | None,
    share: float | None,
    findings: Findings,
) -> None:
    if nursing is None and ordinary is None and share is not None:
        nursing = round(total * share)
        home.derive(
            "beds_nursing",
            nursing,
            f"由床位 {total} 张和占比 {share:.4g} 算得",
            f"{share:.4g} of {total} beds",
        )
    known = [kind for kind in (nursing, ordinary) if kind is not None]
    has_both = len(known) == 2
    if sum(known) > total or (has_both and sum(known) != total):
        field_id = "beds_nursing" if nursing is not None else "beds_ordinary"
        findings.refuse(
            home.record.place(field_id),
            f"护理型和普通床位共 {sum(known)} 张，床位总数写的是 {total} 张；请核对",
            f"nursing and ordinary beds are {sum(known)}, all beds {total}; check them",
        )
        return
    if not known:
        home.take("beds", total)
        return
    for column, value in (("beds_nursing", nursing), ("beds_ordinary", ordinary)):
        if value is None:
            home.derive(
                column,
                total - sum(known),
                f"床位总数 {total} 减去另一种床位",
                f"all {total} beds less those of the other kind",
            )
        elif column not in home.known:
            home.take(column, value)
