"""Stays as an event log, in the very columns that the engine writes.

The log begins on the first of January of a year; who is there by then is admitted at
time 0 with the cause `start`, as in a simulation. Numbers of elders are the places of
their stays in this log and lead back to no register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from sim.events import (
    CAUSE_CODE,
    EVENT_CODE,
    NONE,
    Ability,
    BedKind,
    Cause,
    ElderClass,
    Event,
    EventLog,
)
from sim.observed.stays import SOON, Stay
from sim.timeline import Timeline

_ENDS = {
    "died": (Event.DIED_IN_CARE, Cause.NONE),
    "left": (Event.DISCHARGED, Cause.VOLUNTARY),
    "moved": (Event.DISCHARGED, Cause.VOLUNTARY),
    "unknown": (Event.DISCHARGED, Cause.NONE),
    "": (Event.DISCHARGED, Cause.NONE),
}


@dataclass(frozen=True)
class ObservedLog:
    """A log, and what it knows of those who are in it."""

    events: pd.DataFrame
    """Columns `sim.events.COLUMNS`."""
    elders: pd.DataFrame
    """`elder_id`, `in_care_days` (of those there at the start, else NaN) and
    `guaranteed_from` (-inf for the guaranteed, else inf)."""
    timeline: Timeline


def observed_log(
    stays: Sequence[Stay],
    unlisted: Mapping[str, int],
    homes: pd.DataFrame,
    timeline: Timeline,
) -> ObservedLog:
    """Return the log of a period.

    Parameters
    ----------
    stays
        Those that ended before the period are passed over; one that goes on behind it
        does not end in the log.
    unlisted
        Residents without a row, there all the time. By home. [persons]
    homes
        The homes of the log, columns of `homes.csv`, places as text.
    timeline
        The period.
    """
    writer = _Writer(homes, timeline)
    writer.open_homes()
    for home, persons in unlisted.items():
        writer.begin_unlisted(home, persons)
    here = [
        stay
        for stay in stays
        if stay.home_id in writer.place
        and stay.admitted <= timeline.end
        and (stay.left is None or stay.left > timeline.start)
    ]
    here.sort(key=lambda stay: (stay.admitted, stay.home_id, str(stay.left)))
    follows = _moves(here)
    elder = _elder_numbers(here, follows)
    arrivals = set(follows.values())
    for at, stay in enumerate(here):
        if at not in arrivals:
            writer.begin(stay, elder[at])
        if at in follows:
            writer.move(stay, here[follows[at]], elder[at])
        elif stay.left is not None:
            writer.end(stay, stay.left, elder[at])
    return ObservedLog(writer.frame(), _elders(here, elder, timeline), timeline)


def _moves(stays: Sequence[Stay]) -> dict[int, int]:
    """Return, by stay, the one that it moved to: the same person, elsewhere, soon."""
    by_person: dict[int, list[int]] = {}
    for at, stay in enumerate(stays):
        if stay.person != NONE:
            by_person.setdefault(stay.person, []).append(at)
    found: dict[int, int] = {}
    for own in by_person.values():
        for at, after in pairwise(own):
            left, ending = stays[at].left, stays[at].ending
            if left is None or ending == "died":
                continue
            gap = (stays[after].admitted - left).days
            if 0 <= gap <= SOON and stays[after].home_id != stays[at].home_id:
                found[at] = after
    return found


def _elder_numbers(stays: Sequence[Stay], follows: Mapping[int, int]) -> list[int]:
    """Return a number for each stay; one that was moved to has that of the first."""
    number = list(range(len(stays)))
    for at, after in sorted(follows.items()):
        number[after] = number[at]
    return number


def _elders(
    stays: Sequence[Stay], elder: Sequence[int], timeline: Timeline
) -> pd.DataFrame:
    rows = [
        {
            "elder_id": number,
            "in_care_days": float((timeline.start - stay.admitted).days)
            if stay.admitted < timeline.start
            else np.nan,
            "guaranteed_from": -np.inf
            if stay.elder_class == ElderClass.GUARANTEED
            else np.inf,
        }
        for number, stay in zip(elder, stays, strict=True)
    ]
    names = ["elder_id", "in_care_days", "guaranteed_from"]
    return pd.DataFrame(rows, columns=names).drop_duplicates("elder_id")


class _Writer:
    """Gathers rows with their day, and writes them in order of happening."""

    def __init__(self, homes: pd.DataFrame, timeline: Timeline) -> None:
        self.homes = homes.reset_index(drop=True)
        self.timeline = timeline
        self.place = {home: at for at, home in enumerate(self.homes["home_id"])}
        self.counties = sorted(self.homes["county_code"].unique())
        self.townships = sorted(self.homes["township_code"].unique())
        self._rows: list[tuple[float, int, Event, dict[str, Any]]] = []

    def _write(self, day: float, order: int, event: Event, **what: Any) -> None:
        if day < self.timeline.horizon_days:
            self._rows.append((day, order, event, what))

    def open_homes(self) -> None:
        """Write the beds of every home, from the first day or that of its opening."""
        for at, home in enumerate(self.homes.to_dict("records")):
            for kind in (BedKind.ORDINARY, BedKind.NURSING):
                beds = int(home[f"beds_{kind.name.lower()}"])
                staff = float(home["care_staff"]) if kind == BedKind.ORDINARY else 0.0
                what = {"home": at, "bed_kind": kind, "beds": beds, "staff": staff}
                self._write(self._since(at), 0, Event.OPENED, **what)

    def begin_unlisted(self, home: str, persons: int) -> None:
        """Write residents who have no row, from the first day of their home."""
        at = self.place[home]
        self._write(
            self._since(at),
            1,
            Event.ADMITTED,
            home=at,
            bed_kind=BedKind.ORDINARY,
            residents=persons,
            cause=CAUSE_CODE[Cause.START],
        )

    def begin(self, stay: Stay, elder: int) -> None:
        """Write an admission, or that somebody is there at the start."""
        day = self.timeline.day(stay.admitted)
        cause = CAUSE_CODE[Cause.START if day < 0 else Cause.CHOICE]
        lies = self._lies(stay, elder)
        self._write(max(day, 0.0), 1, Event.ADMITTED, **lies, residents=1, cause=cause)

    def end(self, stay: Stay, left: date, elder: int) -> None:
        """Write how a stay ended."""
        event, why = _ENDS[stay.ending]
        what = {**self._lies(stay, elder), "residents": -1, "cause": CAUSE_CODE[why]}
        self._write(self.timeline.day(left), 2, event, **what)

    def move(self, stay: Stay, after: Stay, elder: int) -> None:
        """Write the two rows of a move to another home."""
        assert stay.left is not None
        leaves, arrives = map(self.timeline.day, (stay.left, after.admitted))
        gone, there = self._lies(stay, elder), self._lies(after, elder)
        self._write(leaves, 2, Event.TRANSFERRED, **gone, residents=-1)
        there |= {"residents": 1, "from_home": gone["home"]}
        self._write(arrives, 3, Event.TRANSFERRED, **there)

    def _lies(self, stay: Stay, elder: int) -> dict[str, Any]:
        at = self.place[stay.home_id]
        return {
            "elder": elder,
            "ability": stay.ability,
            "county": self._county(at),
            "home": at,
            "bed_kind": _bed(stay, self.homes.iloc[at]),
        }

    def _since(self, home: int) -> float:
        opened = str(self.homes["opened"].iloc[home] or "")
        since = date.fromisoformat(opened) if opened else self.timeline.start
        return max(self.timeline.day(since), 0.0)

    def _county(self, home: int) -> int:
        return self.counties.index(self.homes["county_code"].iloc[home])

    def frame(self) -> pd.DataFrame:
        """Return the rows in order of happening."""
        log = EventLog()
        for day, _, event, what in sorted(self._rows, key=lambda row: row[:2]):
            log.record(day, EVENT_CODE[event], **what)
        return log.to_frame(
            list(self.homes["home_id"]),
            self.counties,
            self.townships,
            draw=0,
            replication=0,
        )


def _bed(stay: Stay, home: pd.Series) -> int:
    """Return the kind of bed; where nobody wrote it, what the ability asks for."""
    if stay.bed_kind != NONE:
        return stay.bed_kind
    needs_care = stay.ability >= Ability.MODERATE and int(home["beds_nursing"]) > 0
    return BedKind.NURSING if needs_care else BedKind.ORDINARY


def period_of(first_year: int, last_year: int) -> Timeline:
    """Return whole calendar years as a period."""
    start = date(first_year, 1, 1)
    return Timeline(start, date(last_year + 1, 1, 1) - timedelta(days=1))
