"""Rows of totals: left out of the data, and used to check it."""

from __future__ import annotations

from typing import Final

from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.records import Cell, Record, Records, refuse_cell

_ROUNDING: Final = 0.05


def check_totals(records: Records, findings: Findings) -> None:
    """Compare every row of totals with the rows that it sums.

    A row sums all rows before it or those since the last such row; one that stands
    first sums all that follow.
    """
    since = 0
    for before, total in records.totals:
        groups = [records.rows[:before], records.rows[since:before]]
        if before == 0:
            groups = [records.rows]
        for cell in total.cells.values():
            if cell.field.is_summed:
                _check(cell, groups, findings)
        since = before


def _check(cell: Cell, groups: list[list[Record]], findings: Findings) -> None:
    try:
        written = values.number(cell.value)
    except values.UnreadableError as error:
        refuse_cell(cell, error, findings)
        return
    sums = [_sum(rows, cell.field.id) for rows in groups]
    known = [found for found in sums if found is not None]
    if len(known) < len(sums) or any(abs(one - written) < _ROUNDING for one in known):
        return  # a cell that cannot be read is named by itself
    # Of the rows that it may sum, those that it nearly does are meant.
    found = min(known, key=lambda one: abs(one - written))
    findings.refuse(
        cell.spot,
        f"合计行写的是 {written:g}，各行相加是 {found:g}；请改合计或改有误的行",
        f"the row of totals says {written:g}, the rows sum to {found:g}; correct "
        "whichever is wrong",
    )


def _sum(rows: list[Record], field_id: str) -> float | None:
    total = 0.0
    for row in rows:
        cell = row.cells.get(field_id)
        if cell is None:
            continue
        try:
            total += values.number(cell.value)
        except values.UnreadableError:
            return None
    return total
