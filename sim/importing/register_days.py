"""Days of a register, some of them known to the month or the year only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.records import Record
from sim.importing.vocabulary import vocabulary


@dataclass(frozen=True)
class RegisterDay:
    """A day, and the first and last that it may be."""

    day: date
    first: date
    last: date

    @property
    def is_full(self) -> bool:
        """Whether the cell says the day itself."""
        return self.first == self.last

    def not_before(self, other: RegisterDay) -> date | None:
        """Return the day if it can follow another; None if it cannot."""
        if self.last < other.first:
            return None
        return max(self.day, other.day) if not self.is_full else self._full(other)

    def _full(self, other: RegisterDay) -> date | None:
        if self.day >= other.day:
            return self.day
        # The other is in the middle of a month that began before this day.
        return None if other.is_full else other.day


def register_day(
    record: Record, field: str, registry: date, findings: Findings
) -> RegisterDay | None:
    """Return the day of a cell; None if it says nothing or is at fault.

    Parameters
    ----------
    registry
        The day that the registry describes; a later one is a fault.
    """
    text = record.text(field)
    if not text or (
        field == "left" and vocabulary().said_in_register("left", text) == "there"
    ):
        return None
    read = record.read(field, values.day, findings)
    if read is None:
        return None
    found = _spread(read[0], text, is_full=read[1])
    if found.first > registry:
        findings.refuse(
            record.place(field),
            f"读到 {text}，晚于名册的日期 {registry}；请核对，"
            "或用 --date 写明名册的日期",
            f"read {text}, later than the day of the registry, {registry}; check it, "
            "or say the day of the registry with --date",
        )
        return None
    if found.day > registry:
        return RegisterDay(registry, found.first, found.last)
    return found


def _spread(first: date, text: str, *, is_full: bool) -> RegisterDay:
    if is_full:
        return RegisterDay(first, first, first)
    if re.fullmatch(r"\d{4}\s*年?", text):
        return RegisterDay(first.replace(month=7), first, date(first.year, 12, 31))
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return RegisterDay(first.replace(day=15), first, last - timedelta(days=1))
