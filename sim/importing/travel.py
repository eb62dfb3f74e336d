"""Travel times between townships as a workbook has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.places import CountyPlaces
from sim.importing.records import Record, Records
from sim.importing.text import shown

Minutes = dict[tuple[str, str], float]
_ENDS: Final = ("from_township", "to_township")


def read_travel(
    tables: Sequence[Records], places: CountyPlaces, findings: Findings
) -> Minutes:
    """Return minutes by the codes of both townships."""
    found: Minutes = {}
    for records in tables:
        for record in records.rows:
            ends = [_end(record, name, places, findings) for name in _ENDS]
            reader = partial(values.amount, most=1000)
            minutes = record.read("minutes", reader, findings)
            if minutes is None and "minutes" not in record.cells:
                findings.refuse(
                    record.spot,
                    "没有写分钟数；补上，或删去这一行",
                    "has no minutes; write them, or delete the row",
                )
            if ends[0] is None or ends[1] is None or minutes is None:
                continue
            pair = (ends[0], ends[1])
            if found.setdefault(pair, minutes) != minutes:
                findings.refuse(
                    record.place("minutes"),
                    f"读到 {minutes:g}，前面同样两地写的是 {found[pair]:g}",
                    f"read {minutes:g}, but {found[pair]:g} stands above for the same "
                    "two places",
                )
    return found


def _end(
    record: Record, name: str, places: CountyPlaces, findings: Findings
) -> str | None:
    text = record.text(name)
    code = places.code_of(text) if text else None
    if code is None:
        zh, en = places.hint(text) if text else ("", "")
        findings.refuse(
            record.place(name),
            f"读到“{shown(text)}”，本县没有这个乡镇（街道）{zh}",
            f"read “{shown(text)}”, which is no township of the county{en}",
        )
    return code


def both_ways(minutes: Minutes) -> Minutes:
    """Return the times with the way back, where a workbook has only one."""
    back = {(end, start): time for (start, end), time in minutes.items()}
    return back | minutes
