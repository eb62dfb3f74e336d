"""The elders of the county on the day of the registry, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.area import Area
from sim.importing.faults import Findings
from sim.importing.later_elders import carried_forward, count_elders
from sim.importing.pack_sources import CARRIED, COUNTED
from sim.importing.places import CountyPlaces
from sim.importing.population import read_population, scaled
from sim.importing.provenance import Note
from sim.importing.records import Records
from sim.importing.registry_day import described_day
from sim.importing.rounding import Ints


@dataclass(frozen=True)
class CountyElders:
    """Counts by residence, sex, group and township, and how they were come by."""

    counts: Ints
    notes: list[Note]


def county_elders(
    tables: Sequence[Records],
    area: Area,
    places: CountyPlaces,
    day: date,
    findings: Findings,
) -> CountyElders:
    """Return the pack's elders carried to the day, scaled to what was counted."""
    codes = [str(code) for code in places.townships["township_code"]]
    own = area.elders["township_code"].isin(codes)
    counts = count_elders(area.elders[own], codes)
    described = described_day(area)
    notes: list[Note] = []
    if described is not None and day > described:
        counts = carried_forward(counts, area.tables["mortality_rate"], described, day)
        notes.append(_carried(area, described, day))
    else:
        notes.append(_as_they_are(area))
    counted = read_population(tables, places, findings)
    if counted:
        counts = scaled(counts, codes, counted)
        notes += [_counted(code, sums, places) for code, sums in counted.items()]
        missing = [code for code in codes if code not in counted]
        if missing:
            names = [str(places.row(code)["name_zh"]) for code in missing]
            findings.note(
                tables[0].layout.sheet.spot(),
                f"没有写老年人口、用数据包推算的乡镇：{'、'.join(names)}",
                f"townships not counted, for which the pack's elders stay: "
                f"{', '.join(names)}",
            )
    return CountyElders(counts, notes)


def _carried(area: Area, described: date, day: date) -> Note:
    return Note(
        "elders.csv",
        "*",
        "elders",
        "",
        "derived",
        CARRIED,
        f"数据包 {area.name} {described} 的老年人推算到 {day}，不计迁移",
        f"elders of the pack {area.name} of {described} carried forward to {day}, "
        "without migration",
    )


def _as_they_are(area: Area) -> Note:
    return Note(
        "elders.csv",
        "*",
        "elders",
        "",
        "derived",
        "",
        f"取自数据包 {area.name}",
        f"as in the pack {area.name}",
    )


def _counted(code: str, sums: dict[str, int], places: CountyPlaces) -> Note:
    listed = "; ".join(f"{band[-2:]}+ {people}" for band, people in sums.items())
    name = places.row(code)["name_zh"]
    return Note(
        "elders.csv",
        code,
        "elders",
        listed,
        "derived",
        COUNTED,
        f"{name}：人数照名册，城乡、性别和组内年龄按数据包比例",
        "sums as counted; residence, sex and age within bands as in the pack",
    )
