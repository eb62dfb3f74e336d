"""The day that a registry describes."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

from sim.area import Area
from sim.importing.faults import Findings, Pair, RequestError
from sim.importing.headings import Layout, title_texts

_TO: Final = (
    r"(?:截至|截止|截止到|至|统计(?:时间|日期|截止)|时点|日期|date|asof)[:： ]*"
)
_DAY: Final = re.compile(
    _TO + r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE
)
_MONTH: Final = re.compile(r"(\d{4})年(\d{1,2})月(?:底|末)")
_YEAR: Final = re.compile(r"(\d{4})年(?:底|末)")


def registry_day(
    given: date | None,
    layouts: Sequence[Layout],
    area: Area,
    today: date,
    findings: Findings,
) -> tuple[date, Pair]:
    """Return the day and where it is from.

    That of the command or the mapping, else the one that the titles name, else the end
    of the year before `today`.

    Raises
    ------
    RequestError
        The day lies before the one that the pack of the region describes.
    """
    day, said = _found(given, layouts, today, findings)
    described = described_day(area)
    if described is not None and day < described:
        raise RequestError(
            f"名册的日期 {day} 早于数据包的日期 {described}；用 --date 写明，"
            "例如 --date 2025-12-31",
            f"the day of the registry, {day}, lies before that of the pack, "
            f"{described}; say it with --date, for example --date 2025-12-31",
        )
    return day, said


def _found(
    given: date | None, layouts: Sequence[Layout], today: date, findings: Findings
) -> tuple[date, Pair]:
    if given is not None:
        return given, Pair("按指定的日期", "as given")
    named = {}
    for layout in layouts:
        if layout.kind == "homes":
            for text in title_texts(layout):
                day = day_in(text)
                if day is not None:
                    named[day] = layout.sheet.spot()
    if len(named) > 1:
        listed = "、".join(map(str, sorted(named)))
        findings.refuse(
            named[max(named)],
            f"各表标题写了不同的日期（{listed}）；用 --date 写明是哪一天的名册",
            f"the titles name different days ({listed}); say with --date which holds",
        )
    if named:
        return max(named), Pair("标题里写的日期", "as the title says")
    return date(today.year - 1, 12, 31), Pair(
        "名册没有写日期，按上年末；不对就改这里或用 --date",
        "nothing says which day: the end of last year; correct it here or by --date",
    )


def day_in(text: str) -> date | None:
    """Return the day that a title names, such as 截至2025年12月31日 or 2025年底."""
    bare = text.replace(" ", "")
    try:
        if match := _DAY.search(bare):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _MONTH.search(bare):
            year, month = int(match[1]), int(match[2])
            return date(year, month, monthrange(year, month)[1])
        if match := _YEAR.search(bare):
            return date(int(match[1]), 12, 31)
    except ValueError:
        return None
    return None


def described_day(area: Area) -> date | None:
    """Return the day of which the pack of the region counts its elders and homes."""
    said = (area.homes_totals or {}).get("date")
    return date.fromisoformat(str(said)) if said else None
