"""What a registry leaves open, filled from what the pack of the region declares.

Amounts take the central value. Yes and no, and the age of equipment, are dealt out so
that the homes together have the declared shares: the central value would make every
home pass its inspection. Who gets what follows from name and township alone, so that
the same workbook gives the same pack. None of it is data, and every cell is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final

from sim.area import Area
from sim.area.home_kinds import KINDS, LETTERS
from sim.importing.faults import Findings, Pair
from sim.importing.home_draft import FILLED, Filling, HomeDraft
from sim.importing.places import CountyPlaces
from sim.timeline import DAYS_PER_YEAR

_DEALT: Final = ("accepts_social", "fire_safety_ok", "upgradable")
_UNDER_60: Final = "guaranteed.under_60_per_public_bed"


def fill_homes(
    homes: Sequence[HomeDraft],
    area: Area,
    places: CountyPlaces,
    day: date,
    findings: Findings,
) -> None:
    """Fill every column of `homes.csv`; what nothing says is a fault."""
    _fill_townships(homes, places, findings)
    known = [home for home in homes if not home.lacks("ownership")]
    known = [home for home in known if not home.lacks("tier")]
    declared = (area.homes_totals or {}).get("distributions", {})
    _fill_nursing(known, declared, findings)
    sized = [home for home in known if not home.lacks("beds_nursing")]
    _fill_staff(sized, declared, findings)
    for column in _DEALT:
        _deal(column, known, declared, findings)
    _fill_ages(known, declared, day, findings)
    for home in homes:
        _fill_plain(home, places)
    _fill_under_60(sized, area)
    _number(known, str(places.county["county_code"]))


def _lacking(column: str, homes: Iterable[HomeDraft]) -> list[HomeDraft]:
    return [
        home
        for home in homes
        # A cell at fault is named by itself and is not filled.
        if home.lacks(column) and column not in home.record.cells
    ]


def _fill_townships(
    homes: Sequence[HomeDraft], places: CountyPlaces, findings: Findings
) -> None:
    for home in _lacking("township_code", homes):
        if "township" in home.record.cells:
            continue
        is_of_county = home.known.get("tier") == "county"
        if is_of_county and home.known.get("ownership") == "public":
            name = places.row(places.seat)["name_zh"]
            why = Pair(
                f"没有写乡镇，县级公办机构按县城所在地 {name}",
                "no township is named; a public home of the county stands at its seat",
            )
            home.fill("township_code", Filling(places.seat, "assumed", FILLED, why))
            continue
        findings.refuse(
            home.record.place("township"),
            "没有写所在乡镇（街道），名称和地址里也认不出；补上乡镇名称",
            "names no township, and neither name nor address contains one; write its "
            "name",
        )


def _declared(
    column: str, declared: dict[str, Any], home: HomeDraft, findings: Findings
) -> dict[str, Any] | None:
    """Return a declared distribution, or None after asking for the cell."""
    if column in declared:
        found: dict[str, Any] = declared[column]
        return found
    findings.refuse(
        home.record.spot,
        f"没有 {column}，地区数据包也没有声明这一项的分布；请在名册里填写",
        f"lacks {column}, and the pack declares no distribution of it; write it",
    )
    return None


def _filling(value: Any, entry: dict[str, Any], zh: str, en: str) -> Filling:
    return Filling(value, "assumed", str(entry["source"]), Pair(zh, en))


def _fill_nursing(
    homes: Sequence[HomeDraft], declared: dict[str, Any], findings: Findings
) -> None:
    for home in homes:
        total = home.known.pop("beds", None)
        if total is None or not home.lacks("beds_nursing"):
            continue
        entry = _declared("nursing_share", declared, home, findings)
        if entry is None:
            continue
        share = float(entry["parameters"][home.kind])
        nursing = round(total * share)
        zh = f"没有写护理型床位；床位总数 {total} 按该类机构的比例 {share:g}"
        en = f"nursing beds are not given; {share:g} of all {total} beds"
        home.fill("beds_nursing", _filling(nursing, entry, zh, en))
        home.fill("beds_ordinary", _filling(total - nursing, entry, zh, en))


def _fill_staff(
    homes: Sequence[HomeDraft], declared: dict[str, Any], findings: Findings
) -> None:
    for home in _lacking("care_staff", homes):
        entry = _declared("care_staff_per_bed", declared, home, findings)
        if entry is not None:
            rate = float(entry["parameters"][home.kind])
            zh = f"没有写护理人员；每张床位 {rate:g} 人"
            en = f"care staff are not given; {rate:g} for each bed"
            staff = round(home.beds * rate, 1)
            home.fill("care_staff", _filling(staff, entry, zh, en))


def _in_line(homes: Iterable[HomeDraft], column: str) -> list[HomeDraft]:
    """Return homes in an order that no planner chose and no row number changes."""

    def place(home: HomeDraft) -> str:
        words = f"{column}|{home.name}|{home.known.get('township_code')}"
        return sha256(words.encode()).hexdigest()

    return sorted(homes, key=place)


def _deal(
    column: str,
    homes: Sequence[HomeDraft],
    declared: dict[str, Any],
    findings: Findings,
) -> None:
    for kind in KINDS:
        group = [home for home in _lacking(column, homes) if home.kind == kind]
        for place, home in enumerate(_in_line(group, column)):
            entry = _declared(column, declared, home, findings)
            if entry is None:
                continue
            share = float(entry["parameters"][kind])
            answer = place < round(share * len(group))
            zh = f"名册没有写；同类 {len(group)} 家按比例 {share:g} 分派，不代表本机构"
            en = (
                f"not given; dealt out among {len(group)} such homes at the share "
                f"{share:g}, which says nothing of this one"
            )
            home.fill(column, _filling(answer, entry, zh, en))


def _fill_ages(
    homes: Sequence[HomeDraft],
    declared: dict[str, Any],
    day: date,
    findings: Findings,
) -> None:
    column = "equipment_age_years"
    group = [
        home
        for home in _lacking(column, homes)
        if "equipment_since" not in home.record.cells
    ]
    for place, home in enumerate(_in_line(group, column)):
        entry = _declared(column, declared, home, findings)
        if entry is None:
            continue
        low, high = (float(entry["parameters"][end]) for end in ("min", "max"))
        years = low + (high - low) * (place + 0.5) / len(group)
        zh = f"名册没有写；{len(group)} 家在 {low:g} 至 {high:g} 年间均匀分派"
        en = f"not given; {len(group)} homes spread evenly over {low:g} to {high:g}"
        opened = home.known.get("opened")
        if opened:
            years = min(years, (day - date.fromisoformat(opened)).days / DAYS_PER_YEAR)
            zh, en = f"{zh}，不超过开办年数", f"{en}, no older than the home"
        home.fill(column, _filling(round(years, 1), entry, zh, en))


def _fill_plain(home: HomeDraft, places: CountyPlaces) -> None:
    if _lacking("regional_center", [home]):
        why = Pair("名册没有写，名称也看不出，按不是", "nothing says that it is one")
        home.fill("regional_center", Filling(False, "assumed", FILLED, why))
    code = home.known.get("township_code")
    if code is None or not home.lacks("lon"):
        return
    township = places.row(code)
    why = Pair(
        f"没有经纬度，用 {township['name_zh']} 在数据包里的位置",
        "no position is given; that of its township in the pack",
    )
    for axis in ("lon", "lat"):
        home.fill(axis, Filling(float(township[axis]), "assumed", FILLED, why))


def _fill_under_60(homes: Sequence[HomeDraft], area: Area) -> None:
    """Fill the gaps of a column that some homes have; the model fills a whole one."""
    column = "under_60_residents"
    if all(home.lacks(column) for home in homes):
        return
    known = area.parameters.get(_UNDER_60)
    for home in _lacking(column, homes):
        rate = float(known.value) if known and home.kind != "private" else 0.0
        source = known.source if known else FILLED
        why = Pair(
            f"名册没有写；公办机构每张床位 {rate:g} 人",
            f"not given; {rate:g} for each bed of a public home",
        )
        count = min(round(home.beds * rate), int(home.known["beds_ordinary"]))
        home.fill(column, Filling(count, "assumed", source, why))


def _number(homes: Sequence[HomeDraft], county: str) -> None:
    """Give homes without a code one, by kind and in the order of the workbook."""
    taken = {home.known.get("home_id") for home in homes}
    why = Pair("没有机构编号，按类别和顺序编", "no code is given; numbered by kind")
    counts = dict.fromkeys(KINDS, 0)
    for home in homes:
        if not home.lacks("home_id"):
            continue
        code = None
        while code is None or code in taken:
            counts[home.kind] += 1
            code = f"{county}-{LETTERS[home.kind]}{counts[home.kind]:02d}"
        home.fill("home_id", Filling(code, "derived", FILLED, why))
