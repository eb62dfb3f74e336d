"""The course of a parameter's value over the period: constant, steps or a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Value = float | bool | str
"""What a parameter holds; a text is one of the options of a choice."""


@dataclass(frozen=True)
class Course:
    """A value over time.

    After the last point its value stays; `constant` holds where there are none, and
    before the first. What is no number only ever steps.
    """

    constant: Value
    points: tuple[tuple[date, Value], ...] = ()
    between: Literal["step", "linear"] = "step"

    @classmethod
    def dated(
        cls,
        beneath: Value,
        points: Mapping[date, Value],
        between: Literal["step", "linear"],
        start: date,
    ) -> Course:
        """Return a course through points that begins with what holds beneath them.

        Parameters
        ----------
        beneath
            The value at `start` without these points; it holds until the first.
        points
            At least one.
        between
            A line joins the points given, not `beneath` and the first of them.
        start
            First day of the period.
        """
        ordered = dict(sorted(points.items()))
        first = min(ordered)
        if first > start:
            # Written out, so that a course means the same in any file.
            held = {start: beneath}
            if between == "linear":
                held[first - timedelta(days=1)] = beneath
            ordered = held | ordered
        return cls(next(iter(ordered.values())), tuple(ordered.items()), between)

    def value_on(self, when: date) -> Value:
        """Return the value in force on a day."""
        latest: tuple[date, Value] | None = None
        for day, value in self.points:
            if day > when:
                if latest is None or self.between == "step":
                    break
                return _on_line(latest, (day, value), when)
            latest = (day, value)
        return self.constant if latest is None else latest[1]

    def changes(self, start: date, end: date) -> list[date]:
        """Return the days after `start`, to `end`, on which the value moves.

        A line moves every day; it is followed by steps at the beginning of each
        quarter, which is as fine as any figure is published.
        """
        days = {day for day, _ in self.points}
        if self.between == "linear" and self.points:
            days |= set(_quarters(self.points[0][0], self.points[-1][0]))
        ordered = sorted(day for day in days if start < day <= end)
        moved, previous = [], self.value_on(start)
        for day in ordered:
            if (value := self.value_on(day)) != previous:
                moved.append(day)
                previous = value
        return moved

    def is_same_as(self, other: Course, start: date, end: date) -> bool:
        """Return whether two courses agree on every day of a period."""
        days = {start, end}
        for course in (self, other):
            for day, _ in course.points:
                days |= {day, day - timedelta(days=1), day + timedelta(days=1)}
        return all(
            self.value_on(day) == other.value_on(day)
            for day in days
            if start <= day <= end
        )


def _on_line(left: tuple[date, Value], right: tuple[date, Value], when: date) -> float:
    share = (when - left[0]).days / (right[0] - left[0]).days
    low, high = float(left[1]), float(right[1])
    return low + share * (high - low)


def _quarters(first: date, last: date) -> list[date]:
    days = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in (1, 4, 7, 10)
    ]
    return [day for day in days if first < day <= last]
