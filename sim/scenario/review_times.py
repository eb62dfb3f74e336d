"""When a rule judges: `every 6 months from 2027-07-01` or `once on 2027-03-01`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from sim.scenario.faults import cropped
from sim.scenario.said import said
from sim.scenario.values import few_digits, read_day, read_text

_EVERY = re.compile(r"every\s+(?:(\S+)\s+)?(\w+)\s+from\s+(\S+)")
_ONCE = re.compile(r"once\s+on\s+(\S+)")
_MONTHS = {
    **dict.fromkeys(("month", "months"), 1),
    **dict.fromkeys(("quarter", "quarters"), 3),
    **dict.fromkeys(("year", "years"), 12),
}
# A slip of the pen must not review every month for centuries.
_MOST_MONTHS = 1200


@dataclass(frozen=True)
class ReviewTimes:
    """First day and step of the reviews; no step where there is one review."""

    first: date
    months: int | None = None

    def days(self, last: date) -> tuple[date, ...]:
        """Return the days of review up to and including the last day."""
        return tuple(self._until(last))

    def _until(self, last: date) -> Iterator[date]:
        day, number = self.first, 0
        while day <= last:
            yield day
            if self.months is None:
                return
            number += 1
            day = later(self.first, number * self.months)


def later(day: date, months: int) -> date:
    """Return the day some months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_review(value: Any) -> ReviewTimes:
    """Return the reviews that a text asks for.

    Raises
    ------
    PydanticCustomError
        If it is neither `every N months from DATE` nor `once on DATE`.
    """
    text = read_text(value).strip()
    if match := _ONCE.fullmatch(text):
        return ReviewTimes(read_day(match[1]))
    match = _EVERY.fullmatch(text)
    if match is None:
        raise said(
            "评估时间写成 every 1 year from 2027-01-01、every 6 months from 2027-07-01 "
            f"或 once on 2027-03-01；读到“{cropped(text)}”",
            "write every 1 year from 2027-01-01, every 6 months from 2027-07-01 or "
            f"once on 2027-03-01; found “{cropped(text)}”",
        )
    number, unit, first = match.groups()
    step = _MONTHS.get(unit.lower())
    count = (few_digits(number) or 0) if number else 1
    if step is None or not 1 <= count * step <= _MOST_MONTHS:
        read = cropped(f"{number or ''} {unit}".strip())
        raise said(
            f"评估的间隔写成整数个 month、quarter 或 year，如 6 months；读到“{read}”",
            "the reviews are a whole number of months, quarters or years apart, as "
            f"6 months; found “{read}”",
        )
    return ReviewTimes(read_day(first), count * step)


Review = Annotated[
    ReviewTimes,
    PlainValidator(read_review),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(every\s+(\d+\s+)?(month|quarter|year)s?\s+from"
            r"|once\s+on)\s+\d{4}-\d{2}-\d{2}$",
        }
    ),
]
