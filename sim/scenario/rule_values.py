"""Kinds of value that only rules have: minutes of travel, times of notice, beds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.scenario.limit import BEDS, MINUTES
from sim.scenario.said import said
from sim.scenario.values import read_duration, read_text, read_whole
from sim.timeline import DAYS_PER_YEAR

_AMOUNT = re.compile(r"([\d.]+)\s*(.*)")
LONGEST_DAYS = 10 * DAYS_PER_YEAR


def read_minutes(value: Any) -> float:
    """Return minutes of `60 minutes`, `1 hour`, `60 分钟`.

    Raises
    ------
    PydanticCustomError
        If it is not written so; a number without unit is not understood.
    """
    number, word = _parted(value)
    if word not in MINUTES:
        raise said(
            f"“{value}”不是路程时间；写成 60 minutes 或 1 hour",
            f"“{value}” is no time of travel; write 60 minutes or 1 hour",
        )
    return float(number) * MINUTES[word]


def read_beds(value: Any) -> int:
    """Return a whole number of beds of `40`, `40 beds` or `40 张`."""
    number, word = _parted(value)
    return read_whole(number if word in BEDS else value)


def _parted(value: Any) -> tuple[str, str]:
    found = _AMOUNT.fullmatch(read_text(value).strip())
    known = found is not None and found[1].count(".") <= 1 and found[1] != "."
    return (found[1], found[2].strip().lower()) if found and known else ("", "")


def read_time_taken(value: Any) -> float:
    """Return days from none to ten years."""
    days = read_duration(value)
    if days > LONGEST_DAYS:
        raise said(f"“{value}”超过 10 年", f"“{value}” is more than 10 years")
    return days


def one_of(keys: Mapping[str, object], zh: str, en: str) -> None:
    """Refuse other than one of some keys given.

    Raises
    ------
    PydanticCustomError
        If none of the values is there, or more than one.
    """
    if sum(value is not None for value in keys.values()) != 1:
        listed = "、".join(keys)
        error: PydanticCustomError = said(
            f"{zh}在 {listed} 中写且只写一个",
            f"{en} needs one of {listed.replace('、', ', ')}",
        )
        raise error


TimeTaken = Annotated[
    float,
    Field(ge=0),
    BeforeValidator(read_time_taken),
    WithJsonSchema({"type": "string", "examples": ["90 days", "24 months", "2 年"]}),
]
Minutes = Annotated[
    float,
    Field(gt=0, le=1000),
    BeforeValidator(read_minutes),
    WithJsonSchema({"type": "string", "examples": ["60 minutes"]}),
]
Beds = Annotated[
    int,
    Field(ge=1, le=10000),
    BeforeValidator(read_beds),
    WithJsonSchema(
        {"anyOf": [{"type": "integer"}, {"type": "string", "examples": ["40 beds"]}]}
    ),
]
