"""The registry: rows of workbooks as homes, every doubt named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from sim.area import Area
from sim.importing import values
from sim.importing.beds import read_beds
from sim.importing.faults import Findings
from sim.importing.home_draft import HomeDraft
from sim.importing.places import CountyPlaces, other_county
from sim.importing.positions import check_position
from sim.importing.records import Record, Records, read_day
from sim.importing.statements import read_statements
from sim.importing.text import bare, shown
from sim.timeline import DAYS_PER_YEAR

_YES_NO: Final = ("accepts_social", "fire_safety_ok", "upgradable", "regional_center")
OBSERVED: Final = (
    "residents",
    "residents_guaranteed",
    "residents_social",
    "residents_disabled",
)
# What a spreadsheet program would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Setting:
    """What rows are read against."""

    area: Area
    places: CountyPlaces
    day: date
    """Which the registry describes."""


def read_homes(
    tables: Sequence[Records], setting: Setting, findings: Findings
) -> list[HomeDraft]:
    """Return the homes of all tables; rows of other counties are left out."""
    homes: list[HomeDraft] = []
    for records in tables:
        others = 0
        for record in records.rows:
            if _is_elsewhere(record, setting, findings):
                others += 1
            else:
                homes.append(_home(record, setting, findings))
        if others:
            findings.note(
                records.layout.sheet.spot(),
                f"有 {others} 行属于其他县（市、区），没有导入",
                f"{others} rows are of other counties and were left out",
            )
    _refuse_twins(homes, findings)
    return homes


def _is_elsewhere(record: Record, setting: Setting, findings: Findings) -> bool:
    text = record.text("county")
    if not text or setting.places.is_own(text):
        return False
    if other_county(text, setting.area) is not None:
        return True
    findings.refuse(
        record.place("county"),
        f"读到“{shown(text)}”，不是数据包里的县（市、区）；"
        f"应写“{setting.places.county['name_zh']}”",
        f"read “{shown(text)}”, which is no county of the pack; write "
        f"“{setting.places.county['name_en']}”",
    )
    return False


def _home(record: Record, setting: Setting, findings: Findings) -> HomeDraft:
    home = HomeDraft(record)
    _read_name(home, findings)
    read_statements(home, findings)
    _read_township(home, setting.places, findings)
    read_beds(home, findings)
    for column in _YES_NO:
        if home.lacks(column) or column in record.cells:
            home.take(column, record.read(column, values.yes_no, findings))
    home.take("care_staff", record.read("care_staff", values.amount, findings))
    _read_residents(home, findings)
    _read_days(home, setting.day, findings)
    check_position(home, setting.area, setting.places, findings)
    return home


def _read_name(home: HomeDraft, findings: Findings) -> None:
    name = home.record.text("name")
    if not name:
        findings.refuse(
            home.record.spot,
            "没有机构名称；补上名称，或删去这一行",
            "has no name of a home; write it, or delete the row",
        )
    elif name.startswith(_FORMULA):
        findings.refuse(
            home.record.place("name"),
            f"读到“{shown(name)}”，名称不能以 = + - @ 开头",
            f"read “{shown(name)}”; a name cannot begin with = + - @",
        )
    home.take("name", name)
    code = home.record.text("home_id")
    if code and not re.fullmatch(r"\w[\w.\-]{0,39}", code):
        findings.refuse(
            home.record.place("home_id"),
            f"读到“{shown(code)}”，编号只能用字母、数字和 - _ .，例如 450881-T01",
            f"read “{shown(code)}”; a code has letters, digits and - _ . only, for "
            "example 450881-T01",
        )
    elif code:
        home.take("home_id", code)


def _read_township(home: HomeDraft, places: CountyPlaces, findings: Findings) -> None:
    text = home.record.text("township")
    if text:
        code = places.code_of(text)
        if code is None and places.is_own(text):
            code = places.seat
            home.derive(
                "township_code",
                code,
                f"只写了县名，按县城所在地 {places.row(code)['name_zh']}",
                "only the county is named: the seat of the county",
            )
            return
        if code is None:
            zh, en = places.hint(text)
            findings.refuse(
                home.record.place("township"),
                f"读到“{shown(text)}”，本县没有这个乡镇（街道），"
                f"写乡镇名称或 9 位区划代码{zh}",
                f"read “{shown(text)}”, which is no township of the county; "
                f"write its name or its code of nine digits{en}",
            )
        home.take("township_code", code, "township")
        return
    for text, zh, en in (
        (home.record.text("address"), "地址", "address"),
        (home.record.text("name"), "机构名称", "name of the home"),
        (home.record.spot.sheet, "工作表名", "name of the sheet"),
    ):
        code = places.code_within(text)
        if code is not None:
            township = places.row(code)
            home.derive(
                "township_code",
                code,
                f"没有写乡镇，由{zh}认出 {township['name_zh']}",
                f"no township is named; the {en} contains {township['name_en']}",
            )
            return


def _read_residents(home: HomeDraft, findings: Findings) -> None:
    record = home.record
    found = {
        column: record.read(column, values.count, findings)
        for column in (*OBSERVED, "under_60_residents")
    }
    for column, value in found.items():
        home.take(column, value)
    if found["residents_social"] and home.lacks("accepts_social"):
        home.derive(
            "accepts_social",
            True,
            f"现有社会老人 {found['residents_social']} 人，就是收住",
            f"has {found['residents_social']} residents who pay, so that it takes them",
        )
    occupancy = record.cells.get("occupancy")
    if occupancy is not None:
        reader = partial(values.share, is_percent=occupancy.is_percent)
        home.take("occupancy", record.read("occupancy", reader, findings))
    total = found.pop("residents")
    most = home.known.get("beds_ordinary", 0) + home.known.get("beds_nursing", 0)
    if total is not None and "beds_ordinary" in home.known and total > most:
        findings.refuse(
            record.place("residents"),
            f"在院 {total} 人，多于床位 {most} 张；请核对两个数，加床计入床位数",
            f"{total} residents are more than {most} beds; check both, and count "
            "additional beds as beds",
        )
    for column, value in found.items():
        limit = most if total is None else total
        if value is not None and value > limit and limit:
            findings.refuse(
                record.place(column),
                f"读到 {value}，多于总数 {limit}；请核对",
                f"read {value}, which is more than all {limit}; check it",
            )


def _read_days(home: HomeDraft, day: date, findings: Findings) -> None:
    record = home.record
    opened = _past_day(home, "opened", day, findings)
    if opened is not None:
        home.take("opened", opened.isoformat())
        if not values.day(record.cells["opened"].value)[1]:
            home.derive(
                "opened",
                opened.isoformat(),
                "只写了年或年月，按第一天",
                "only the year or month is given: its first day",
            )
    age = record.read("equipment_age_years", partial(values.amount, most=150), findings)
    home.take("equipment_age_years", age)
    since = _past_day(home, "equipment_since", day, findings)
    if since is not None and age is None:
        home.derive(
            "equipment_age_years",
            round((day - since).days / DAYS_PER_YEAR, 1),
            f"由更新日期 {since} 算到 {day}",
            f"from the renewal of {since} to {day}",
        )


def _past_day(
    home: HomeDraft, field_id: str, day: date, findings: Findings
) -> date | None:
    found = read_day(home.record, field_id, findings)
    if found is not None and found > day:
        findings.refuse(
            home.record.place(field_id),
            f"读到 {found}，晚于名册的日期 {day}；请核对（尚未开办的机构不写进名册）",
            f"read {found}, later than the day of the registry, {day}; check it (homes "
            "not yet open do not belong here)",
        )
        return None
    return found


def _refuse_twins(homes: Sequence[HomeDraft], findings: Findings) -> None:
    """Name a home that is listed twice, and a code that two homes have."""
    seen: dict[tuple[str, Any, Any], HomeDraft] = {}
    for home in homes:
        keys: list[tuple[str, Any, Any]] = [
            ("name", bare(home.name), home.known.get("township_code"))
        ]
        keys += [("home_id", home.known.get("home_id"), "")]
        for key in keys:
            if not key[1]:
                continue
            first = seen.setdefault(key, home)
            if first is not home:
                at = first.record.spot
                findings.refuse(
                    home.record.place(key[0]),
                    f"读到“{shown(str(home.known[key[0]]))}”，与{at.told('zh')}重复；"
                    "删去一行，或改名（编号）以区别",
                    f"read “{shown(str(home.known[key[0]]))}”, as in "
                    f"{at.told('en')}; delete one of the rows or tell them apart",
                )
