"""The event log as arrays of whole numbers, and the places it is read for.

Indicators never look at words: events, homes and counties become positions here, once,
so that a log from the engine, from a Parquet file or from a county's own register is
read alike. Nothing is counted in this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import ABILITIES, BED_KINDS, CAUSES, EVENT_CODE, EVENTS, NONE, Event
from sim.indicators.scope import Scope

Days = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

_ENDS: Final = [
    EVENT_CODE[event] for event in (Event.CLOSED, Event.CONVERTED, Event.MOTHBALLED)
]
_BEGINS: Final = [EVENT_CODE[event] for event in (Event.OPENED, Event.REOPENED)]


class ByElder(NamedTuple):
    """Rows of a log by elder, and then as they happened; arrays of shape (rows)."""

    row: Codes
    elder: Codes
    day: Days
    event: Codes
    ability: Codes


@dataclass(frozen=True)
class LogReading:
    """One replication's log up to the end of the period; arrays of shape (rows)."""

    draw: int
    """Number of the parameter draw."""
    replication: int
    """Number of the replication within the draw."""
    day: Days
    """Moment, in order of happening. [days since the start]"""
    event: Codes
    """Position in `sim.events.EVENTS`."""
    elder: Codes
    """`elder_id`, or -1 where no single elder is concerned."""
    home: Codes
    """Position in `Scope.homes`, or -1."""
    from_home: Codes
    """Home left, as a position in `Scope.homes`, or -1."""
    bed_kind: Codes
    """`sim.events.BedKind`, or -1."""
    residents: Codes
    """Change of residents. [persons]"""
    beds: Codes
    """Change of beds. [beds]"""
    staff: Days
    """Change of care staff. [persons]"""
    ability: Codes
    """`sim.events.Ability`, or -1."""
    cause: Codes
    """Position in `sim.events.CAUSES`."""
    minutes: Days
    """From the elder's home township to the home, where it was written. [minutes]"""
    county: Codes
    """The elder's home county as a position in `Scope.counties`, or -1."""

    def is_event(self, *codes: int) -> Mask:
        """Return which rows are one of these events."""
        return one_of(self.event, codes)

    @cached_property
    def by_elder(self) -> ByElder:
        """Rows of single elders, in their order."""
        rows = np.flatnonzero(self.elder >= 0)
        rows = rows[np.argsort(self.elder[rows], kind="stable")]
        return ByElder(
            row=rows,
            elder=self.elder[rows],
            day=self.day[rows],
            event=self.event[rows],
            ability=self.ability[rows],
        )


def one_of(event: Codes, codes: Sequence[int]) -> Mask:
    """Return which events are one of some; a tenth of the time of `numpy.isin`."""
    wanted = np.zeros(len(EVENTS) + 1, dtype=bool)
    wanted[list(codes)] = True
    # The last place, which is nobody's, is what a missing event (-1) picks.
    mask: Mask = wanted[event]
    return mask


def read_log(log: pd.DataFrame, scope: Scope) -> LogReading:
    """Return the rows of `log` before the end of the period, as arrays.

    Parameters
    ----------
    log
        Event log of one replication with the columns of `sim.events.COLUMNS`, in
        order of happening. An empty one reads as draw 0, replication 0.
    scope
        Homes, counties and years that the figures are for.

    Raises
    ------
    ValueError
        If the log holds several replications, is out of order, names an event, bed
        kind, ability, cause or home that is not known, or has beds or residents in a
        home that is closed, converted or mothballed.
    """
    day = log["time_days"].to_numpy(dtype=np.float64)
    if np.any(np.diff(day) < 0):
        raise ValueError("the log must be in order of happening")
    seen = int(np.searchsorted(day, scope.edges[-1], side="left"))
    log = log.iloc[:seen]
    reading = LogReading(
        draw=_only(log["draw"]),
        replication=_only(log["replication"]),
        day=day[:seen],
        event=positions(log["event"], [str(event) for event in EVENTS]),
        elder=log["elder_id"].to_numpy(dtype=np.int64, na_value=NONE),
        home=_homes(log["facility_id"], scope),
        from_home=_homes(log["from_facility_id"], scope),
        bed_kind=positions(log["bed_kind"], BED_KINDS),
        residents=log["residents_change"].to_numpy(dtype=np.int64),
        beds=log["beds_change"].to_numpy(dtype=np.int64),
        staff=log["staff_change"].to_numpy(dtype=np.float64),
        ability=positions(log["ability"], ABILITIES),
        cause=positions(log["cause"], [str(cause) for cause in CAUSES]),
        minutes=log["travel_minutes"].to_numpy(dtype=np.float64),
        county=positions(
            log["county_code"], scope.counties["county_code"].tolist(), strict=False
        ),
    )
    _check_endings(reading, scope)
    return reading


def _check_endings(reading: LogReading, scope: Scope) -> None:
    """Refuse a log in which somebody lives, or a bed stands, in a home that has ended.

    Judged when a moment is over, since what happens in one is written row by row. A
    home reopens with the row that says so.
    """
    ends = np.isin(reading.event, _ENDS) & (reading.home >= 0)
    if not ends.any():
        return
    rows = np.flatnonzero(np.isin(reading.home, np.unique(reading.home[ends])))
    rows = rows[np.argsort(reading.home[rows], kind="stable")]
    home, event, day = reading.home[rows], reading.event[rows], reading.day[rows]
    first = np.append(True, home[1:] != home[:-1])
    start = np.maximum.accumulate(np.where(first, np.arange(len(rows)), 0))
    turns = np.isin(event, [*_ENDS, *_BEGINS])
    last = np.maximum.accumulate(np.where(turns, np.arange(len(rows)), 0))
    ended = (last >= start) & np.isin(event[last], _ENDS)
    settled = np.append((home[1:] != home[:-1]) | (day[1:] > day[:-1]), True)
    for changes, what in ((reading.residents, "residents"), (reading.beds, "beds")):
        sums = np.cumsum(changes[rows])
        level = sums - (sums - changes[rows])[start]
        wrong = np.flatnonzero(ended & settled & (level != 0))
        if len(wrong):
            name = scope.homes["home_id"].iloc[int(home[wrong[0]])]
            raise ValueError(
                f"{name} has ended and has {what} on day {day[wrong[0]]:g}"
            )


def positions(column: pd.Series, words: Sequence[str], *, strict: bool = True) -> Codes:
    """Return the position of each value of `column` in `words`, -1 where missing.

    Only the distinct values are compared as words. Values that `words` lacks are an
    error where `strict`, and -1 otherwise.
    """
    kinds = column.astype("category").cat
    known = pd.Index(list(words), dtype="str").get_indexer(
        kinds.categories.astype("str")
    )
    # The last place is what a missing value (code -1) picks.
    places = np.append(known, NONE).astype(np.int64)
    found: Codes = places[kinds.codes.to_numpy()]
    if strict and (known == NONE).any():
        strangers = (found == NONE) & (kinds.codes.to_numpy() != NONE)
        if strangers.any():
            raise ValueError(
                f"unknown {column.name}: {column[strangers].astype('str').iloc[0]!r}"
            )
    return found


def _homes(column: pd.Series, scope: Scope) -> Codes:
    """Return positions in the scope's homes; homes of other counties read as -1."""
    return scope.home_positions[positions(column, scope.registry_ids)]


def _only(column: pd.Series) -> int:
    """Return the one value of a column."""
    values = column.unique()
    if len(values) > 1:
        raise ValueError(f"the log must hold one {column.name}, not {len(values)}")
    return int(values[0]) if len(values) else 0
