"""An admissions register on its way into the pack: read, checked, told, counted.

What is computed of it is `sim.observed`'s; here its words and its owner are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sim.area import Area, load_area
from sim.importing.event_register import read_events
from sim.importing.faults import Findings, Spot
from sim.importing.headings import title_texts
from sim.importing.home_draft import HomeDraft
from sim.importing.places import CountyPlaces
from sim.importing.records import Records
from sim.importing.register import ReadStay, read_register
from sim.importing.register_checks import check_stays, tell_last_day
from sim.importing.register_homes import RegisterHomes
from sim.importing.register_span import Span, register_span, spans_in
from sim.importing.tables import Tables
from sim.importing.uncounted import tell_uncounted
from sim.importing.vocabulary import REGISTERS
from sim.observed.coverage import Coverage
from sim.observed.stays import Counted, Register
from sim.observed.writing import (
    Observed,
    observe,
    seen_residents,
    write_effects,
    write_observed,
)
from sim.scenario import ScenarioError, load_scenario


@dataclass(frozen=True)
class FoundRegister:
    """A register as it was read; without a span nothing of it can be used."""

    stays: Sequence[ReadStay]
    span: Span | None
    spot: Spot

    @property
    def register(self) -> Register | None:
        """The stays and their span, without the rows that they are from."""
        if self.span is None:
            return None
        stays = [one.stay for one in self.stays]
        return Register(stays, self.span.begins, self.span.ends, _rows(self.stays))


@dataclass(frozen=True)
class Told:
    """What was observed, in numbers for its owner."""

    stays: int
    years: tuple[int, ...]
    span: Span | None
    targets: int
    effects: int


def find_register(
    tables: Tables,
    homes: Sequence[HomeDraft],
    area: Area,
    places: CountyPlaces,
    day: date,
    given: tuple[date | None, date | None],
    findings: Findings,
) -> FoundRegister | None:
    """Read the register of the workbooks; None where there is none.

    Parameters
    ----------
    homes
        The registry with its codes.
    day
        Of the registry.
    given
        Since when and to when the register is kept, as a mapping file says.
    """
    parts = [records for kind in REGISTERS for records in tables.of(kind)]
    if not parts:
        return None
    layouts = [records.layout for records in parts]
    by_home = RegisterHomes(homes, places)
    stays = read_register(tables.of("admissions"), by_home, area, day, findings)
    begins = given[0] or _first(parts)
    stays += read_events(tables.of("events"), by_home, begins, day, findings)
    by_home.refuse_unknown(findings)
    check_stays(stays, homes, findings)
    spot = layouts[0].sheet.spot()
    if not stays:
        return None  # a form of which this sheet was left empty
    every = [one.stay for one in stays]
    # Day 0 of a log is the first that it tells of.
    known = (begins, given[1]) if tables.of("events") else given
    span = register_span(known, layouts, every, day, findings)
    return FoundRegister(stays, span, spot)


def _first(parts: Sequence[Records]) -> date | None:
    spans = [span for one in parts for span in spans_in(title_texts(one.layout))]
    return min(first for first, _ in spans) if spans else None


def _rows(stays: Sequence[ReadStay]) -> dict[str, str]:
    """Return by home, and under an empty name for all, where its stays were read."""
    spots: dict[str, dict[tuple[str, str], list[int]]] = {}
    for one in stays:
        spot = one.record.spot
        for home in (one.stay.home_id, ""):
            by_sheet = spots.setdefault(home, {})
            by_sheet.setdefault((spot.file, spot.sheet), []).append(spot.row + 1)
    return {
        home: "; ".join(map(_told, by_sheet.items()))
        for home, by_sheet in spots.items()
    }


def _told(part: tuple[tuple[str, str], list[int]]) -> str:
    (file, sheet), rows = part
    name = f"{file} [{sheet}]" if sheet else file
    return f"{name} {min(rows)}-{max(rows)} ({len(rows)})"


def lay_observed(
    folder: Path,
    scenario: str,
    found: FoundRegister | None,
    homes: Sequence[HomeDraft],
    day: date,
    findings: Findings,
) -> Told | None:
    """Write what was observed into a fresh pack; None where nobody counted anybody.

    Parameters
    ----------
    folder
        The pack, complete but for what was observed.
    scenario
        Text of the county's first scenario, by which homes are compared.
    """
    counted = Counted(
        day,
        {
            str(home.known["home_id"]): home.known.get("residents")
            if "residents" in home.read
            else None
            for home in homes
        },
    )
    observed = _observed(folder, found, homes, counted, findings)
    seen = seen_residents(observed, counted)
    tell_uncounted(homes, seen, findings)
    if seen is None and found is None:
        return None
    effects = 0
    if seen is not None:
        path = folder.parent / "scenario.yaml"
        path.write_text(scenario, encoding="utf-8")
        try:
            effects = len(write_effects(folder, load_scenario(path), seen))
        except ScenarioError as error:
            spot = found.spot if found else Spot("homes.csv")
            findings.note(
                spot,
                f"没有估计各院的持久差异：{error}",
                f"lasting differences between homes were not estimated: {error}",
            )
    return Told(
        stays=len(found.stays) if found else 0,
        years=observed.coverage.years if observed else (),
        span=found.span if found else None,
        targets=len(observed.targets) if observed else 0,
        effects=effects,
    )


def _observed(
    folder: Path,
    found: FoundRegister | None,
    homes: Sequence[HomeDraft],
    counted: Counted,
    findings: Findings,
) -> Observed | None:
    if found is None:
        return None
    register = found.register
    if register is None:
        findings.note(found.spot, *_NOBODY_LEFT)
        return None
    observed = observe(register, load_area(folder), counted)
    write_observed(folder, observed)
    names = {str(home.known["home_id"]): home.name for home in homes}
    _tell(observed.coverage, register, names, found.spot, findings)
    if observed.is_poorly_listed:
        findings.note(found.spot, *_POORLY_LISTED)
    spots = {
        one.stay.home_id: Spot(
            one.record.spot.file, one.record.spot.order, one.record.spot.sheet
        )
        for one in found.stays
    }
    tell_last_day(register, observed.coverage, homes, spots, findings)
    return observed


_POORLY_LISTED: Final = (
    "在院的人有五分之一以上没有登记（见上），这些机构的新入住人次和平均住期没有写进校准"
    "目标：分不清他们是登记开始前就在院，还是漏登，漏登的入住也没有计入，人次会偏少，"
    "住期会偏长四分之一以上；补上他们的入住日期就可以",
    "more than a fifth of the residents have no row (see above), and admissions and "
    "mean stays of such homes are not among the targets: nothing tells whether they "
    "came before the register or were missed by it; if missed, admissions are too few, "
    "and stays a quarter too long or more; add the days on which they came",
)
_NOBODY_LEFT: Final = (
    "没有一个离院日期：只登记了现在在院的人，看不出往年有多满，没有使用；"
    "登记确实没有人离开过，就在 mapping 文件里写 register: {begins: 2021-01-01}",
    "has no day of leaving: only those there now are listed, which does not say how "
    "full homes were; it was not used. If nobody has left, write register: {begins: "
    "2021-01-01} in a mapping file",
)


def _tell(
    covered: Coverage,
    register: Register,
    names: dict[str, str],
    spot: Spot,
    findings: Findings,
) -> None:
    """Say what of a register is not used, and what was added to it."""

    def listed(codes: Sequence[str]) -> tuple[str, str]:
        homes = [names[code] for code in codes]
        return "、".join(homes), ", ".join(homes)

    if covered.partial:
        years = ", ".join(map(str, covered.partial))
        findings.note(
            spot,
            f"登记从 {register.begins} 到 {register.ends}，{years} 年不完整，没有使用",
            f"is kept from {register.begins} to {register.ends}; {years} are not whole "
            "years and were not used",
        )
    for year, share in covered.thin.items():
        findings.note(
            spot,
            f"{year} 年没有使用：登记开始前就在院、没有登记的人可能占 {share:.0%}",
            f"{year} was not used: residents from before the register, who are in no "
            f"row, may have been {share:.0%}",
        )
    if covered.unlisted:
        number = sum(covered.unlisted.values())
        zh, en = listed(list(covered.unlisted))
        findings.note(
            spot,
            f"名册的在院人数比登记多 {number} 人（{zh}）：按登记开始前就在院计入",
            f"the registry counts {number} residents more than the register ({en}): "
            "they are taken to have been there before it began",
        )
    if covered.silent:
        zh, en = listed(covered.silent)
        findings.note(
            spot,
            f"登记里没有的机构，没有观测：{zh}",
            f"homes that are not in the register and not observed: {en}",
        )
    if covered.left_out:
        zh, en = listed(covered.left_out)
        findings.note(
            spot,
            f"不知道登记开始时谁已在院，没有使用：{zh}；在名册里写上在院人数就可以",
            f"nothing says who was there when the register began, and they are not "
            f"used: {en}; write the residents into the registry",
        )
    if not covered.years:
        findings.note(
            spot,
            "没有一个完整的年份可用，观测图和校准目标都没有写",
            "covers no whole year that can be used; there are no observed figures and "
            "no targets",
        )
