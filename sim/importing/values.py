"""The value of a cell: a count, a number, a share, yes or no, a day.

A cell is read in one way or not at all; there is no “about 60”.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import Final

from sim.importing.faults import Pair
from sim.importing.text import clean
from sim.importing.vocabulary import vocabulary

_NUMBER: Final = re.compile(
    r"([+-]?\d{1,3}(?:[,，]\d{3})+|[+-]?\d+)(\.\d+)?\s*"
    r"(张床位|张|人次|人|名|个|所|家|周岁|岁|年|分钟|分|元|床|度|°|%|beds?|persons?"
    r"|people|years?|minutes?|min)?",
    re.IGNORECASE,
)
_YMD: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YM: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_Y: Final = re.compile(r"(\d{4})\s*年?")
_DAY_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = (7000, 80000)  # 1919 to 2119
_YEARS: Final = (1900, 2100)


class UnreadableError(Exception):
    """A cell that cannot be read; holds what to write there."""

    def __init__(self, zh: str, en: str) -> None:
        self.pair = Pair(zh, en)
        super().__init__(zh)


def number(value: object) -> float:
    """Return a cell as a number; a unit behind it is left out."""
    if isinstance(value, bool | date | timedelta):
        raise UnreadableError("应写数字，例如 12", "write a number such as 12")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise UnreadableError("应写数字，例如 12", "write a number such as 12")
        return float(value)
    match = _NUMBER.fullmatch(clean(value))
    if match is None or match[3] == "%":
        raise UnreadableError(
            "应写一个数字，例如 12（不写“约”、区间或汉字数字）",
            "write one number such as 12 (no “about”, no range, no words)",
        )
    return float(re.sub("[,，]", "", match[1]) + (match[2] or ""))


def amount(value: object, most: float = 1e5) -> float:
    """Return a number that is not negative."""
    found = number(value)
    if found < 0:
        raise UnreadableError("不能小于 0，写实际数", "cannot be below 0")
    if found > most:
        raise UnreadableError(
            f"大得不可能（超过 {most:g}），请核对",
            f"is impossibly large (above {most:g}); check it",
        )
    return found


def count(value: object, most: float = 1e7) -> int:
    """Return a whole number ≥ 0."""
    found = amount(value, most)
    if found != round(found):
        raise UnreadableError("应写整数，例如 12", "write a whole number such as 12")
    return round(found)


def share(value: object, is_percent: bool) -> float:
    """Return a share between 0 and 1 (up to 1.5 for more than full homes).

    Parameters
    ----------
    is_percent
        Whether the heading says that numbers are percents.
    """
    text = clean(value)
    says_percent = text.endswith("%")
    try:
        found = amount(text[:-1].strip() if says_percent else value)
    except UnreadableError:
        found = math.inf
    if is_percent and not says_percent and 0 < found <= 1.5:
        # A spreadsheet keeps 50 % as 0.5, under a heading that speaks of percents.
        raise UnreadableError(
            f"表头写百分之几，分不清是 {found * 100:g}% 还是 {found:g}%；请写上百分号",
            f"under a heading of percents may be {found * 100:g}% or {found:g}%; "
            "write it with its sign",
        )
    if says_percent or is_percent:
        found /= 100
    if found > 1.5:
        raise UnreadableError(
            "应写比例，例如 45% 或 0.45", "write a share such as 45% or 0.45"
        )
    return found


def yes_no(value: object) -> bool:
    """Return the answer of a cell."""
    answer = vocabulary().yes_or_no(clean(value))
    if answer is None:
        raise UnreadableError("应写“是”或“否”", "write yes or no")
    return answer


def day(value: object) -> tuple[date, bool]:
    """Return a day, and whether the cell says it in full.

    Read are 2015-06-01, 2015/6/1, 2015.6.1, 2015年6月1日, 20150601, the number by
    which Excel keeps a day, and, not in full, 2015年6月, 201506 and 2015.
    """
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    text = clean(value)
    try:
        found = _written(text)
    except ValueError:
        found = None
    if found is None or not _YEARS[0] <= found[0].year <= _YEARS[1]:
        raise UnreadableError(
            "应写日期，例如 2015-06-01 或 2015年6月",
            "write a day such as 2015-06-01, or a month such as 2015-06",
        )
    return found


def _written(text: str) -> tuple[date, bool] | None:
    text = re.sub(r" ?00:00(:00)?(\.0+)?$", "", text)
    if match := _YMD.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3])), True
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return date(int(match[1]), int(match[2]), int(match[3])), True
    if match := re.fullmatch(r"(\d{4,5})(\.\d+)?", text):
        serial = int(match[1])
        if _SERIALS[0] <= serial <= _SERIALS[1]:
            return _DAY_ZERO + timedelta(days=serial), True
    if match := _YM.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)", text):
        return date(int(match[1]), int(match[2]), 1), False
    if match := _Y.fullmatch(text):
        return date(int(match[1]), 1, 1), False
    return None
