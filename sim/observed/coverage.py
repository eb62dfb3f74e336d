"""Which homes and which years a register covers, and whom it leaves out.

A register that begins when people already live in a home may list them, with their days
of admission long before, or it may not. Those still there on the day of the registry
show as residents whom no row accounts for: they have lived there since before the
register began, and are added as such. Of the unlisted who left before nothing is known
but how fast people leave, which says how many there will have been; a year in which
they would make more than one in twenty of all resident-days is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Final

import pandas as pd

from sim.observed.stays import Counted, Register
from sim.timeline import DAYS_PER_YEAR

MOST_MISSING: Final = 0.05
"""Share of resident-days that may be missing from a year that is used."""
MOST_YEARS: Final = 10


@dataclass(frozen=True)
class Coverage:
    """What of a register can be used."""

    homes: tuple[str, ...]
    """Homes of which everybody is known."""
    left_out: tuple[str, ...]
    """Homes with a row, of whose residents before the register nothing is known."""
    silent: tuple[str, ...]
    """Homes without a row, where people live or nobody has counted."""
    unlisted: Mapping[str, int]
    """Residents who were there all the time and have no row, by home. [persons]"""
    surplus: Mapping[str, int]
    """How many more a register has on the day than the registry counts. [persons]"""
    years: tuple[int, ...]
    """Calendar years that are used."""
    partial: tuple[int, ...]
    """Years of which the register covers a part only."""
    thin: Mapping[int, float]
    """Years with too many unlisted residents, with the share that may be missing."""
    missing: Mapping[int, float]
    """The same share of the years that are used."""
    leaving_rate: float
    """Leavings by resident and year. [1/person-year]"""


def coverage(register: Register, homes: pd.DataFrame, counted: Counted) -> Coverage:
    """Return what can be used.

    Parameters
    ----------
    homes
        The registry: `home_id`, and `opened`, an ISO date or empty.
    counted
        What the registry counts; compared with the register only where that goes on
        to its day.
    """
    is_same_day = register.ends == counted.day
    known: list[str] = []
    left_out: list[str] = []
    silent: list[str] = []
    unlisted: dict[str, int] = {}
    surplus: dict[str, int] = {}
    for home, opened in zip(homes["home_id"], homes["opened"], strict=True):
        own = [stay for stay in register.stays if stay.home_id == home]
        here = counted.residents.get(home)
        if not own:
            (known if here == 0 else silent).append(home)
            continue
        gap = 0
        if is_same_day and here is not None:
            gap = here - sum(stay.covers(register.ends) for stay in own)
        elif not (
            any(stay.admitted < register.begins for stay in own)
            or (opened and date.fromisoformat(opened) >= register.begins)
        ):
            left_out.append(home)
            continue
        known.append(home)
        if gap > 0:
            unlisted[home] = gap
        elif gap < 0:
            surplus[home] = -gap
    full, partial = _years(register.begins, register.ends)
    rate = _leaving_rate(register, known, sum(unlisted.values()))
    missing = {
        year: _missing(register, known, sum(unlisted.values()), rate, year)
        for year in full
    }
    return Coverage(
        homes=tuple(known),
        left_out=tuple(left_out),
        silent=tuple(silent),
        unlisted=unlisted,
        surplus=surplus,
        years=tuple(year for year in full if missing[year] <= MOST_MISSING),
        partial=partial,
        thin={year: one for year, one in missing.items() if one > MOST_MISSING},
        missing={year: one for year, one in missing.items() if one <= MOST_MISSING},
        leaving_rate=rate,
    )


def _years(begins: date, ends: date) -> tuple[list[int], tuple[int, ...]]:
    full: list[int] = []
    partial: list[int] = []
    for year in range(begins.year, ends.year + 1):
        whole = begins <= date(year, 1, 1) and ends >= date(year, 12, 31)
        (full if whole else partial).append(year)
    return full[-MOST_YEARS:], tuple(partial)


def _leaving_rate(register: Register, homes: list[str], unlisted: int) -> float:
    """Return leavings over the time that residents were seen [1/person-year]."""
    first, last = register.begins, register.ends
    own = [stay for stay in register.stays if stay.home_id in homes]
    ended = sum(stay.left is not None and first <= stay.left <= last for stay in own)
    days = sum(stay.days_within(first, last) for stay in own)
    days += unlisted * ((last - first).days + 1)
    return ended / days * DAYS_PER_YEAR if days else 0.0


def _missing(
    register: Register, homes: list[str], unlisted: int, rate: float, year: int
) -> float:
    """Return the share of a year's resident-days that the unlisted who left had.

    Of ``unlisted`` persons there on the last day, ``unlisted * exp(rate * t)`` will
    have been there `t` years before.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    middle = first + timedelta(days=182)
    ago = max((register.ends - middle).days, 0) / DAYS_PER_YEAR
    gone = unlisted * (exp(rate * ago) - 1.0) * ((last - first).days + 1)
    seen = sum(
        stay.days_within(first, last)
        for stay in register.stays
        if stay.home_id in homes
    ) + unlisted * ((last - first).days + 1)
    return gone / (gone + seen) if gone else 0.0
