"""The day that a pack describes, and how far from it a period may reach."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from sim.area import Area, AreaError
from sim.area.homes import refuse_opened_after
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
    """Return the day that the homes of a pack are described on, if it says one."""
    totals = area.homes_totals or {}
    written = totals.get("date") or area.date
    if not written:
        return None
    try:
        return read_day(written)
    except PydanticCustomError as error:
        zh, en = sentence(error, written)
        raise AreaError(f"数据包的 date：{zh}", f"date of the pack: {en}") from error


def check_opened(area: Area, start: date) -> None:
    """Refuse a registry with a home that is opened after the first day.

    Raises
    ------
    AreaError
        With the line of the first such home.
    """
    # Most registries say nothing of it, and are not read a second time.
    if area.homes is not None and (area.homes["opened"] != "").any():
        refuse_opened_after(area.folder, start)
