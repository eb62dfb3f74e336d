"""An admissions register: rows of workbooks as stays, every doubt named.

Numbers by which a register tells persons apart are used to see that one does not live
in two places, and go no further: a sentence never repeats one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from sim.area import Area
from sim.events import ABILITIES, BED_KINDS, NONE, ElderClass
from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.headings import Layout
from sim.importing.places import CountyPlaces, other_county
from sim.importing.records import Record, Records
from sim.importing.register_days import register_day
from sim.importing.register_homes import RegisterHomes
from sim.importing.text import bare, shown
from sim.importing.vocabulary import vocabulary
from sim.observed.stays import Ending, Stay

_CLASSES: Final = [one.name.lower() for one in ElderClass]
_NAME: Final = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,8}[·•][一-鿿]{1,8}")
_ENDINGS: Final[tuple[Ending, ...]] = ("died", "left", "moved")
_EXAMPLES: Final = {
    "cause": ("去世、离院或转院", "died, left or moved"),
    "ability": ("自理、轻度、中度或重度", "able, mild, moderate or severe"),
    "elder_class": ("特困、困难或社会", "guaranteed, hardship or self_paying"),
    "sex": ("男或女", "male or female"),
    "bed_kind": ("护理型或普通", "nursing or ordinary"),
}


@dataclass(frozen=True)
class ReadStay:
    """A stay with the row that it is from."""

    stay: Stay
    record: Record
    rough: int
    """How many of its two days were given as a month or a year."""


@dataclass
class Persons:
    """Numbers of this reading for the numbers of a register."""

    known: dict[str, int]

    def number(self, text: str) -> int:
        """Return the number of a person; none where the register has none."""
        return self.known.setdefault(bare(text), len(self.known)) if text else NONE


def read_register(
    tables: Sequence[Records],
    homes: RegisterHomes,
    area: Area,
    day: date,
    findings: Findings,
) -> list[ReadStay]:
    """Return the stays of all tables; rows of other counties are left out."""
    found: list[ReadStay] = []
    persons = Persons({})
    for records in tables:
        _refuse_names(records, findings)
        others = 0
        for record in records.rows:
            if _is_elsewhere(record, homes.places, area):
                others += 1
                continue
            stay = _stay(record, records.layout, homes, persons, day, findings)
            if stay is not None:
                found.append(stay)
        if others:
            findings.note(
                records.layout.sheet.spot(),
                f"有 {others} 行属于其他县（市、区），没有导入",
                f"{others} rows are of other counties and were left out",
            )
    _tell_rough(tables, found, findings)
    return found


def _is_elsewhere(record: Record, places: CountyPlaces, area: Area) -> bool:
    text = record.text("county")
    return bool(text and not places.is_own(text) and other_county(text, area))


def _refuse_names(records: Records, findings: Findings) -> None:
    """Refuse a column of numbers that holds names."""
    named = [
        row.cells["number"]
        for row in records.rows
        if "number" in row.cells and _NAME.fullmatch(row.cells["number"].text)
    ]
    if named:
        layout: Layout = records.layout
        spot = named[0].spot
        findings.refuse(
            layout.sheet.spot(layout.last_row, spot.column, spot.heading),
            f"这一列像是个人姓名（第{spot.row + 1}行起，此处不复述）；"
            "改成与姓名、证件无关的编号，或删除整列",
            f"this column looks like names of persons (from row {spot.row + 1}, not "
            "repeated here); write numbers that have nothing to do with names or "
            "identity cards, or delete the column",
        )


def _stay(
    record: Record,
    layout: Layout,
    homes: RegisterHomes,
    persons: Persons,
    day: date,
    findings: Findings,
) -> ReadStay | None:
    home = homes.of(record, layout, findings)
    before = len(findings.faults)
    admitted = register_day(record, "admitted", day, findings)
    left = register_day(record, "left", day, findings)
    died = register_day(record, "died", day, findings)
    has_died = died is not None and (left is None or left.day == died.day)
    left = left or died
    if admitted is None and "admitted" not in record.cells:
        findings.refuse(
            record.place("admitted"),
            "没有写入住日期；补上，或删去这一行",
            "has no day of admission; write it, or delete the row",
        )
    ending = _ending(record, left is not None, findings)
    ending = "died" if has_died else ending
    words = {
        name: _word(record, name, findings)
        for name in ("ability", "elder_class", "sex", "bed_kind")
    }
    age = _age(record, admitted.day if admitted else day, findings)
    if admitted is None or home is None or len(findings.faults) > before:
        return None
    until = left.not_before(admitted) if left else None
    if left and until is None:
        findings.refuse(
            record.place("left"),
            f"读到离院 {left.day}，早于入住 {admitted.day}；请核对两个日期",
            f"read that they left on {left.day}, before they were admitted on "
            f"{admitted.day}; check both days",
        )
        return None
    return ReadStay(
        Stay(
            home_id=home,
            admitted=admitted.day,
            left=until,
            ending=ending,
            ability=_place(words["ability"], ABILITIES),
            elder_class=_place(words["elder_class"], _CLASSES),
            bed_kind=_place(words["bed_kind"], BED_KINDS),
            sex=words["sex"] or "",
            age_years=age,
            person=persons.number(record.text("number")),
        ),
        record,
        (not admitted.is_full) + (left is not None and not left.is_full),
    )


def _ending(record: Record, has_left: bool, findings: Findings) -> Ending:
    cause = _word(record, "cause", findings)
    if cause and not has_left and not {"left", "died"} & set(record.cells):
        findings.refuse(
            record.place("cause"),
            f"读到“{shown(record.text('cause'))}”，却没有离院日期；补上日期，"
            "还在院的把原因留空",
            f"read “{shown(record.text('cause'))}” without a day of leaving; write "
            "the day, or leave the reason of those still there empty",
        )
    if not has_left:
        return ""
    endings: dict[str | None, Ending] = {one: one for one in _ENDINGS}
    return endings.get(cause, "unknown")


def _word(record: Record, name: str, findings: Findings) -> str | None:
    text = record.text(name)
    if not text:
        return None
    said = vocabulary().said_in_register(name, text)
    if said is None and name == "cause":
        # 在院 under the reasons says that nobody has left.
        there = vocabulary().said_in_register("left", text)
        if there is not None:
            return None
    if said is None:
        zh, en = _EXAMPLES[name]
        findings.refuse(
            record.place(name),
            f"读到“{shown(text)}”，应写{zh}，不知道就留空",
            f"read “{shown(text)}”; write {en}, or leave it empty",
        )
    return said


def _place(word: str | None, words: Sequence[str]) -> int:
    return words.index(word) if word else NONE


def _age(record: Record, admitted: date, findings: Findings) -> float:
    age = record.read("age_years", partial(values.amount, most=130), findings)
    born = record.read("birth_year", values.day, findings)
    if age is None and born is not None:
        age = float(admitted.year - born[0].year)
    if age is None:
        return float("nan")
    if not 16 <= age <= 120:
        name = "age_years" if "age_years" in record.cells else "birth_year"
        findings.refuse(
            record.place(name),
            f"读到“{shown(record.text(name))}”，入住时 {age:g} 岁不可能；请核对",
            f"read “{shown(record.text(name))}”: {age:g} years at admission cannot be; "
            "check it",
        )
    return age


def _tell_rough(
    tables: Sequence[Records], found: Sequence[ReadStay], findings: Findings
) -> None:
    rough = sum(one.rough for one in found)
    if rough:
        findings.note(
            tables[0].layout.sheet.spot(),
            f"有 {rough} 个日期只写了年或年月：按 7 月 1 日或 15 日",
            f"{rough} days are given as a year or a month only: 1 July or the 15th",
        )
