"""The limit of a comparison, read in the unit of its measure and printed again."""

from __future__ import annotations

import re
from typing import Final

from pydantic_core import PydanticCustomError

from sim.scenario.measure_list import Measure, MeasureUnit
from sim.scenario.said import said
from sim.scenario.values import read_number, read_yes_no

_AMOUNT = re.compile(r"([+-]?[\d.]+(?:[eE][+-]?\d+)?)\s*(.*)")
_YEARS: Final = {
    **dict.fromkeys(("year", "years", "年"), 1.0),
    **dict.fromkeys(("month", "months", "个月", "月"), 1 / 12),
    **dict.fromkeys(("day", "days", "天", "日"), 1 / 365.25),
}
MINUTES: Final = {
    **dict.fromkeys(("minute", "minutes", "min", "分钟"), 1.0),
    **dict.fromkeys(("hour", "hours", "小时"), 60.0),
}
BEDS: Final = dict.fromkeys(("bed", "beds", "张"), 1.0)
_PEOPLE: Final = dict.fromkeys(("resident", "residents", "人", "名"), 1.0)
_PERCENT: Final = {"%": 0.01}
_WORDS: Final[dict[MeasureUnit, dict[str, float]]] = {
    "share": _PERCENT,
    "points": _PERCENT,
    "beds": BEDS,
    "residents": _PEOPLE,
    "rank": {},
    "ratio": _PERCENT,
    "minutes": MINUTES,
    "years": _YEARS,
}
# What a limit of the unit is, and one as it may be written.
FORMS: Final[dict[MeasureUnit, tuple[str, str, str]]] = {
    "share": ("占比", "a share", "50%"),
    "points": ("占比之差", "a difference of shares", "-5%"),
    "beds": ("床位数", "a number of beds", "40 beds"),
    "residents": ("人数", "a number of residents", "10 residents"),
    "rank": ("名次", "a rank", "10"),
    "ratio": ("倍数", "a ratio", "1.5"),
    "minutes": ("分钟数", "a time of travel", "30 minutes"),
    "years": ("年数", "a number of years", "2 years"),
    "yes_no": ("是或否", "yes or no", "yes"),
}
_WHOLE: Final = frozenset({"beds", "residents", "rank"})
_SUFFIX: Final[dict[MeasureUnit, str]] = {
    "beds": " beds",
    "residents": " residents",
    "minutes": " minutes",
    "years": " years",
}


def read_limit(name: str, measure: Measure, text: str) -> float:
    """Return a limit in the unit of a measure; yes is 1, no is 0.

    Raises
    ------
    PydanticCustomError
        If it is in another unit, no number, or beyond what the measure can be.
    """
    if measure.unit == "yes_no":
        return _yes_or_no(name, text)
    limit = _amount(name, measure, text)
    low, high = measure.bounds or (limit, limit)
    if not low <= limit <= high:
        ends = f"{printed(measure.unit, low)}", f"{printed(measure.unit, high)}"
        percent = measure.unit == "share" and "%" not in text and 1 < limit <= 100
        zh = f"；百分之几写成 {limit:g}%" if percent else ""
        en = f"; a percentage is written {limit:g}%" if percent else ""
        raise said(
            f"“{name}”不可能是 {text}：只能在 {ends[0]} 到 {ends[1]} 之间{zh}",
            f"“{name}” cannot be {text}: it lies between {ends[0]} and {ends[1]}{en}",
        )
    if measure.unit in _WHOLE and limit != int(limit):
        raise said(f"“{name}”只能和整数比较", f"“{name}” is compared to whole numbers")
    return limit


def _yes_or_no(name: str, text: str) -> float:
    try:
        return float(read_yes_no(text))
    except PydanticCustomError:
        raise said(
            f"“{name}”只有是或否，写成 {name} is yes 或 {name} is no；读到“{text}”",
            f"“{name}” is yes or no: write {name} is yes or {name} is no; found "
            f"“{text}”",
        ) from None


def _amount(name: str, measure: Measure, text: str) -> float:
    found = _AMOUNT.fullmatch(text)
    words = _WORDS[measure.unit]
    word = found[2].strip().lower() if found else ""
    if found is None or (word and word not in words):
        zh, en, example = FORMS[measure.unit]
        raise said(
            f"“{name}”是{zh}，界线写成 {example}；读到“{text}”",
            f"“{name}” is {en}: write a limit like {example}; found “{text}”",
        )
    # A percentage is read as everywhere, so that 55% is the same float as 0.55.
    return read_number(text) if word == "%" else read_amount(found[1], word, words)


def read_amount(number: str, word: str, words: dict[str, float]) -> float:
    """Return a number in the first unit of `words`."""
    return read_number(number) * (words[word] if word else 1.0)


def printed(unit: MeasureUnit, limit: float) -> str:
    """Return a limit as a file would have it; read again, it is the same number."""
    if unit == "yes_no":
        return "yes" if limit else "no"
    text = f"{limit:.15g}" if float(f"{limit:.15g}") == limit else repr(limit)
    if unit in ("share", "points"):
        percent = f"{limit * 100:.12g}%"
        return percent if read_number(percent) == limit else text
    return text + _SUFFIX.get(unit, "")
