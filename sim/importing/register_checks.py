"""What cannot be in a register, such as one person in two homes, and what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from sim.events import NONE
from sim.importing.faults import Findings, Spot
from sim.importing.home_draft import HomeDraft
from sim.importing.register import ReadStay
from sim.observed.coverage import Coverage
from sim.observed.stays import Register

_TELLING: Final = 3
"""Cells beside home and days in which two rows agree by more than chance."""


def check_stays(
    stays: Sequence[ReadStay], homes: Sequence[HomeDraft], findings: Findings
) -> None:
    """Name every stay that cannot be, and tell what is odd."""
    _refuse_twins(stays, findings)
    _refuse_overlaps(stays, findings)
    _tell_early(stays, homes, findings)


def _refuse_twins(stays: Sequence[ReadStay], findings: Findings) -> None:
    seen: dict[object, ReadStay] = {}
    alike: list[ReadStay] = []
    for one in stays:
        stay = one.stay
        key: object = (stay.home_id, stay.admitted, stay.person)
        if stay.person == NONE:
            # Who they were is not known: a couple may come on the same day.
            beside = set(one.record.cells) - {"home", "home_id", "admitted", "left"}
            key = tuple(
                (name, cell.text) for name, cell in sorted(one.record.cells.items())
            )
            if len(beside) < _TELLING:
                if key in seen:
                    alike.append(one)
                seen.setdefault(key, one)
                continue
        first = seen.setdefault(key, one)
        if first is not one:
            at = first.record.spot
            findings.refuse(
                one.record.spot,
                f"与{at.told('zh')}是同一次入住；删去一行，是两个人就各给一个编号",
                f"is the same stay as in {at.told('en')}; delete one of the rows, or "
                "give two persons a number each",
            )
    if alike:
        spot = alike[0].record.spot
        findings.note(
            Spot(spot.file, spot.order, spot.sheet),
            f"有 {len(alike)} 行与别的行机构和日期都相同，按不同的人计；"
            f"如第 {spot.row + 1} 行",
            f"{len(alike)} rows have the home and the days of another row and count "
            f"as other persons, for example row {spot.row + 1}",
        )


def _refuse_overlaps(stays: Sequence[ReadStay], findings: Findings) -> None:
    by_person: dict[int, list[ReadStay]] = {}
    for one in stays:
        if one.stay.person != NONE:
            by_person.setdefault(one.stay.person, []).append(one)
    for own in by_person.values():
        own.sort(key=lambda one: one.stay.admitted)
        for before, after in pairwise(own):
            left = before.stay.left
            same = before.stay.admitted == after.stay.admitted
            if same and before.stay.home_id == after.stay.home_id:
                continue  # named as the same stay
            if left is None or left > after.stay.admitted:
                at = before.record.spot
                findings.refuse(
                    after.record.place("admitted"),
                    f"读到 {after.stay.admitted}，同一编号在{at.told('zh')}还没有离院；"
                    "补上前一次的离院日期，或更正编号",
                    f"read {after.stay.admitted}, when the same number has not left in "
                    f"{at.told('en')}; write when that stay ended, or correct a number",
                )


def _tell_early(
    stays: Sequence[ReadStay], homes: Sequence[HomeDraft], findings: Findings
) -> None:
    opened = {
        str(home.known["home_id"]): date.fromisoformat(home.known["opened"])
        for home in homes
        if home.known.get("opened") and "home_id" in home.known
    }
    early: dict[str, list[ReadStay]] = {}
    for one in stays:
        since = opened.get(one.stay.home_id)
        if since is not None and one.stay.admitted < since:
            early.setdefault(one.stay.home_id, []).append(one)
    for code, rows in early.items():
        first = min(rows, key=lambda one: one.stay.admitted)
        findings.note(
            first.record.place("admitted"),
            f"读到 {first.stay.admitted}，早于名册里这家机构的开办日期 {opened[code]}"
            f"（共 {len(rows)} 行）；床位从最早的入住算起，有误请核对",
            f"read {first.stay.admitted}, before the home was opened on "
            f"{opened[code]} as the registry has it ({len(rows)} rows); its beds count "
            "from the first admission, check both if that is wrong",
        )


def tell_last_day(
    register: Register,
    covered: Coverage,
    homes: Sequence[HomeDraft],
    spots: Mapping[str, Spot],
    findings: Findings,
) -> None:
    """Warn of more residents on the last day than beds, or than the registry counts."""
    for home in homes:
        code = str(home.known["home_id"])
        own = [stay for stay in register.stays if stay.home_id == code]
        there = sum(stay.covers(register.ends) for stay in own)
        if code in spots and there > home.beds:
            findings.note(
                spots[code],
                f"{home.name}在 {register.ends} 有 {there} 人，"
                f"多于床位 {home.beds} 张；可能漏写了离院日期",
                f"{home.name} has {there} residents on {register.ends}, more than its "
                f"{home.beds} beds; days of leaving may be missing",
            )
        elif code in covered.surplus and code in spots:
            more = covered.surplus[code]
            findings.note(
                spots[code],
                f"{home.name}在 {register.ends} 比名册的在院人数多 {more} 人；"
                "可能漏写了离院日期",
                f"{home.name} has {more} residents more on {register.ends} than the "
                "registry counts; days of leaving may be missing",
            )
