"""A register that has the columns of the event log: events become stays.

Read are admissions, moves and endings; beds are those of the registry, and how somebody
fared in a home is not needed to say how full it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sim.events import ABILITIES, BED_KINDS, EVENTS, NONE, Event
from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.records import Record, Records
from sim.importing.register import Persons, ReadStay
from sim.importing.register_homes import RegisterHomes
from sim.importing.text import shown
from sim.observed.stays import Ending, Stay
from sim.scenario.faults import hint

_MOVES: Final = (Event.TRANSFERRED, Event.MOVED_BY_CLOSURE, Event.REGROUPED)
_ENDS: Final[dict[Event, Ending]] = {
    Event.DISCHARGED: "left",
    Event.DIED_IN_CARE: "died",
}
_USED: Final = (Event.ADMITTED, *_MOVES, *_ENDS)


class _Events:
    """Stays on their way, by person."""

    def __init__(self) -> None:
        self.open: dict[int, ReadStay] = {}
        self.found: list[ReadStay] = []

    def begin(self, stay: ReadStay, persons: int) -> None:
        """Begin a stay; several of nobody in particular go on to the end."""
        if stay.stay.person == NONE:
            self.found += [stay] * persons
            return
        # A second admission before an end is named where overlaps are.
        before = self.open.pop(stay.stay.person, None)
        self.found += [before] if before else []
        self.open[stay.stay.person] = stay

    def end(self, person: int, day: date, ending: Ending) -> bool:
        """End the stay of a person; False if there is none."""
        one = self.open.pop(person, None)
        if one is not None:
            ended = replace(one.stay, left=day, ending=ending)
            self.found.append(replace(one, stay=ended))
        return one is not None


def read_events(
    tables: Sequence[Records],
    homes: RegisterHomes,
    begins: date | None,
    registry: date,
    findings: Findings,
) -> list[ReadStay]:
    """Return the stays of an event log.

    Parameters
    ----------
    begins
        Day 0 of `time_days`; not needed where the table has dates.
    registry
        The day that the registry describes; a later event is a fault.
    """
    events = _Events()
    persons = Persons({})
    unused: set[str] = set()
    for records in tables:
        if _holds_several(records, findings):
            continue
        for record in records.rows:
            event = _event(record, findings)
            day = _day(record, begins, registry, findings)
            if event is None or day is None:
                continue
            if event not in _USED:
                unused.add(str(event))
                continue
            _take(events, event, day, record, records, homes, persons, findings)
        if unused:
            listed = ", ".join(sorted(unused))
            findings.note(
                records.layout.sheet.spot(),
                f"这些事件用不着，没有读：{listed}",
                f"events that are not needed: {listed}",
            )
    return [*events.found, *events.open.values()]


def _holds_several(records: Records, findings: Findings) -> bool:
    for name in ("replication", "draw"):
        seen = {row.text(name) for row in records.rows if row.text(name)}
        if len(seen) > 1:
            findings.refuse(
                records.layout.sheet.spot(),
                f"{name} 一列有 {len(seen)} 个不同的值；登记只有一份，请只留一个",
                f"the column {name} holds {len(seen)} values; a register is one, "
                "keep one of them",
            )
            return True
    return False


def _event(record: Record, findings: Findings) -> Event | None:
    text = record.text("event").lower()
    if text in {str(event) for event in EVENTS}:
        return Event(text)
    zh, en = hint(text, [str(event) for event in _USED]) if text else ("", "")
    listed = ", ".join(str(event) for event in _USED)
    findings.refuse(
        record.place("event"),
        f"读到“{shown(text)}”，不是日志里的事件；写 {listed} 等{zh}",
        f"read “{shown(text)}”, which is no event of the log; write {listed} or "
        f"another of them{en}",
    )
    return None


def _day(
    record: Record, begins: date | None, registry: date, findings: Findings
) -> date | None:
    if "date" in record.cells:
        read = record.read("date", values.day, findings)
        day = read[0] if read else None
    else:
        days = record.read("time_days", values.amount, findings)
        if days is None and "time_days" in record.cells:
            return None
        if days is None or begins is None:
            findings.refuse(
                record.place("time_days"),
                "不知道是哪一天；加一列 date，或在 mapping 文件里写 register: "
                "{begins: 2021-01-01}",
                "does not say the day; add a column date, or write register: {begins: "
                "2021-01-01} in a mapping file",
            )
            return None
        day = begins + timedelta(days=int(days))
    if day is not None and day > registry:
        findings.refuse(
            record.place("date" if "date" in record.cells else "time_days"),
            f"读到 {day}，晚于名册的日期 {registry}；请核对",
            f"read {day}, later than the day of the registry, {registry}; check it",
        )
        return None
    return day


def _take(
    events: _Events,
    event: Event,
    day: date,
    record: Record,
    records: Records,
    homes: RegisterHomes,
    persons: Persons,
    findings: Findings,
) -> None:
    change = record.read("residents_change", values.number, findings)
    arrives = event == Event.ADMITTED or (event in _MOVES and (change or 0) > 0)
    person = persons.number(record.text("number"))
    if not arrives:
        if event in _MOVES:
            events.end(person, day, "moved")
        elif not events.end(person, day, _ENDS[event]):
            findings.refuse(
                record.spot,
                f"{event}：同一编号之前没有入住；请核对",
                f"{event}: the same number has not been admitted before; check it",
            )
        return
    home = homes.of(record, records.layout, findings)
    if home is None:
        return
    # Who is there on the first day came on a day that nobody wrote.
    is_start = record.text("cause") in ("start", "under_60")
    stay = Stay(
        home_id=home,
        admitted=day - timedelta(days=1) if is_start else day,
        left=None,
        ability=_code(record, "ability", ABILITIES),
        bed_kind=_code(record, "bed_kind", BED_KINDS),
        person=person,
    )
    events.begin(ReadStay(stay, record, 0), max(int(change or 1), 1))


def _code(record: Record, name: str, words: Sequence[str]) -> int:
    text = record.text(name)
    return words.index(text) if text in words else NONE
