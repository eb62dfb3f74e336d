"""From which day to which a register tells of everybody who came and left."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sim.importing.faults import Findings, Pair, Spot
from sim.importing.headings import Layout, title_texts
from sim.observed.stays import Stay

_STILL: Final = timedelta(days=92)
"""Three months without anybody coming or leaving: the register has ended before."""
_DAY: Final = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_MONTH: Final = r"(\d{4})[-/.年](\d{1,2})月?"
_YEAR: Final = r"(\d{4})年?"
_TO: Final = r"(?:至|到|[-—–~～]+|to)"
_FORMS: Final = (_DAY, _MONTH, _YEAR)


@dataclass(frozen=True)
class Span:
    """First and last day, and where each is from."""

    begins: date
    ends: date
    begins_from: Pair
    ends_from: Pair


def register_span(
    given: tuple[date | None, date | None],
    layouts: Sequence[Layout],
    stays: Sequence[Stay],
    day: date,
    findings: Findings,
) -> Span | None:
    """Return the days; None where nobody is known to have left.

    Parameters
    ----------
    given
        What a mapping file says.
    day
        Of the registry; nothing is later.
    """
    titled = [span for one in layouts for span in spans_in(title_texts(one))]
    begins = given[0] or (max(first for first, _ in titled) if titled else None)
    ends = given[1] or (min(last for _, last in titled) if titled else None)
    said = Pair("mapping 文件或标题写的", "as the mapping file or the title says")
    left = [stay.left for stay in stays if stay.left is not None]
    if begins is None:
        if not left:
            return None
        begins, begins_from = min(left), _FIRST
    else:
        begins_from = said
    latest = max([*left, *(stay.admitted for stay in stays)])
    if ends is None:
        ends, ends_from = (day, _DAY_OF) if day - latest <= _STILL else (latest, _LAST)
    else:
        ends, ends_from = min(ends, day), said
    if begins > ends:
        spot = layouts[0].sheet.spot() if layouts else Spot("")
        findings.refuse(
            spot,
            f"登记从 {begins} 开始，晚于结束的 {ends}；请核对标题或 mapping 文件",
            f"the register begins on {begins}, after its end on {ends}; check the "
            "title or the mapping file",
        )
        return None
    return Span(begins, ends, begins_from, ends_from)


_FIRST: Final = Pair(
    "没有写登记从哪天开始，按第一个离院日期；早于此的离院没有登记",
    "nothing says since when it is kept: the first day on which somebody left",
)
_DAY_OF: Final = Pair("到名册的日期", "up to the day of the registry")
_LAST: Final = Pair(
    "到最后一个日期；此后三个月以上没有人出入",
    "up to its last day; nobody came or left for over three months after it",
)


def spans_in(titles: Sequence[str]) -> list[tuple[date, date]]:
    """Return the spans that titles name, such as 2021年1月至2025年12月."""
    found = []
    for title in titles:
        text = title.replace(" ", "")
        for first in _FORMS:
            match = None
            for last in _FORMS:
                match = re.search(f"{first}{_TO}{last}(?![\\d])", text)
                if match:
                    break
            if match:
                cut = first.count("(\\d")
                parts = [int(part) for part in match.groups()]
                span = _days(parts[:cut], parts[cut:])
                found += [span] if span else []
                break
    return found


def _days(first: list[int], last: list[int]) -> tuple[date, date] | None:
    try:
        begins = date(first[0], *[*first, 1, 1][1:3])
        month = last[1] if len(last) > 1 else 12
        end = last[2] if len(last) > 2 else monthrange(last[0], month)[1]
        return begins, date(last[0], month, end)
    except ValueError:
        return None
