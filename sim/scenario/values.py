"""The kinds of value a scenario file holds, each read from the text as written.

Every kind raises a `PydanticCustomError` whose type has a sentence in `sentences.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*(%?)")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(\w+)")
_MOST_DIGITS = 9
_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}
_DURATION_WORDS = {
    **dict.fromkeys(("day", "days", "天", "日"), "day"),
    **dict.fromkeys(("month", "months", "月", "个月"), "month"),
    **dict.fromkeys(("year", "years", "年"), "year"),
}
_YES = frozenset({"yes", "true", "是"})
_NO = frozenset({"no", "false", "否"})


def read_text(value: Any) -> str:
    """Return a single value's text; refuse nothing at all, lists and mappings."""
    if value is None or value == "":
        raise PydanticCustomError("value_missing", "no value")
    if not isinstance(value, str):
        raise PydanticCustomError("single_value", "not a single value")
    return value


def read_number(value: Any) -> float:
    """Return a number; `60%` is 0.6."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = read_text(value).strip()
    match = _NUMBER.fullmatch(text)
    number = math.inf
    if match:
        # Not divided by 100, so that 55% is the same float as 0.55.
        body = text.rstrip("% ")
        number = float(f"{body}e-2") if match[4] and not match[3] else float(body)
        if match[4] and match[3]:
            number /= 100.0
    if not math.isfinite(number):
        raise PydanticCustomError("number", "not a number")
    return number


def read_whole(value: Any) -> int:
    """Return a whole number."""
    number = read_number(value)
    if number != int(number):
        raise PydanticCustomError("whole_number", "not a whole number")
    return int(number)


def few_digits(text: str) -> int | None:
    """Return a whole number of nine digits at most, None for anything else.

    Python refuses to make a number of thousands of digits.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def read_day(value: Any) -> date:
    """Return a date written `2030-12-31`."""
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(read_text(value))
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None
    raise PydanticCustomError("day", "not a date")


def read_yes_no(value: Any) -> bool:
    """Return yes, true, 是 as True and no, false, 否 as False."""
    if isinstance(value, bool):
        return value
    text = read_text(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise PydanticCustomError("yes_no", "neither yes nor no")


def read_choice(value: Any, options: Mapping[str, tuple[str, str]]) -> str:
    """Return the id of an option.

    Parameters
    ----------
    options
        What the option means in Chinese and in English, by id.
    """
    text = str(value).strip()
    if text not in options:
        listed = [
            [f"{name}（{zh}）" for name, (zh, _) in options.items()],
            [f"{name} ({en})" for name, (_, en) in options.items()],
        ]
        raise PydanticCustomError(
            "choice",
            "not an option",
            {"options_zh": "、".join(listed[0]), "options_en": ", ".join(listed[1])},
        )
    return text


def read_duration(value: Any) -> float:
    """Return days of `90 days`, `24 months`, `2 years`, `90 天`, `2 年`."""
    match = _DURATION.fullmatch(read_text(value).strip())
    unit = _DURATION_WORDS.get(match[2].lower()) if match else None
    if match is None or unit is None:
        raise PydanticCustomError("duration", "not a duration")
    return float(match[1]) * _DAYS[unit]


def read_only_yes(value: Any) -> bool:
    """Return True for yes; `off: no` would say nothing."""
    if not read_yes_no(value):
        raise PydanticCustomError("only_yes", "only yes is allowed")
    return True


_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number", "boolean"]})
_NUMBER_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[\d.]+ ?%$"}]}
)
_DATE_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
_YES_NO_SCHEMA = WithJsonSchema({"enum": ["yes", "no", "是", "否", True, False]})

Text = Annotated[str, BeforeValidator(read_text), _TEXT_SCHEMA]
Number = Annotated[float, BeforeValidator(read_number), _NUMBER_SCHEMA]
Day = Annotated[date, BeforeValidator(read_day), _DATE_SCHEMA]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), _YES_NO_SCHEMA]
OnlyYes = Annotated[bool, BeforeValidator(read_only_yes), _YES_NO_SCHEMA]
Duration = Annotated[
    float,
    Field(gt=0),
    BeforeValidator(read_duration),
    WithJsonSchema({"type": "string", "examples": ["90 days", "24 months", "2 年"]}),
]
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(read_number)]
Count = Annotated[int, Field(ge=1), BeforeValidator(read_whole)]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1), BeforeValidator(read_whole)]
"""What `sim.streams` tells apart: 32 bits."""
Precedence = Annotated[int, Field(ge=0, le=10000), BeforeValidator(read_whole)]
Positive = Annotated[float, Field(gt=0), BeforeValidator(read_number)]
Name = Annotated[
    str, BeforeValidator(read_text), Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")
]
"""An id: it becomes the name of a folder."""
