"""The day that a pack describes, and how far from it a period may reach."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from sim.area import Area, AreaError
from sim.scenario.sentences import sentence
from sim.scenario.values import read_day


def last_day(start: date, years: int) -> date:
    """Return the last of so many years that begin at `start`."""
    year = start.year + years
    if year > date.max.year:
        return date.max
    is_leap_day = (start.month, start.day) == (2, 29)
    after = date(year, 3, 1) if is_leap_day else start.replace(year=year)
    return after - timedelta(days=1)


def day_described(area: Area) -> date | None:
    """Return the day that the totals of a pack describe, if they say one."""
    if area.homes_totals is None or "date" not in area.homes_totals:
        return None
    try:
        return read_day(area.homes_totals["date"])
    except PydanticCustomError as error:
        zh, en = sentence(error, area.homes_totals["date"])
        raise AreaError(
            f"homes_totals 的 date：{zh}", f"date of homes_totals: {en}"
        ) from error
