"""What the bed board writes into the event log."""

from __future__ import annotations

from math import nan

import simpy

from sim.engine.ledger import BedDayLedger
from sim.engine.roster import Roster
from sim.events import (
    CAUSE_CODE,
    EVENT_CODE,
    Ability,
    BedKind,
    Cause,
    Event,
    EventLog,
)
from sim.supply.homes import Homes

FROM_ABILITY = (
    Cause.FROM_ABLE,
    Cause.FROM_MILD,
    Cause.FROM_MODERATE,
    Cause.FROM_SEVERE,
)


class Recorder:
    """Logs changes of state, and keeps the ledger of bed-days in step with the log."""

    def __init__(
        self,
        env: simpy.Environment,
        homes: Homes,
        log: EventLog,
        roster: Roster,
        ledger: BedDayLedger,
    ) -> None:
        self._env = env
        self._log = log
        self._people = roster
        self._ledger = ledger
        self._county: list[int] = homes.county.tolist()
        self._township: list[int] = homes.township.tolist()

    def person(
        self,
        event: Event,
        person: int,
        home: int,
        kind: int,
        residents: int,
        ability: int,
        cause: Cause,
        *,
        travel: bool = False,
        former: int = -1,
    ) -> None:
        """Log what happens to a person in a home.

        Parameters
        ----------
        residents
            Change of the residents of the home: -1, 0 or 1.
        travel
            Whether the minutes from the person's home township are of interest.
        former
            The home that the person comes from.
        """
        people, now = self._people, self._env.now
        if residents:
            self._ledger.change(home, now, residents)
        self._log.record_person(
            now,
            EVENT_CODE[event],
            people.elder_id[person],
            home,
            former,
            kind,
            residents,
            ability,
            people.minutes_to(person, home) if travel else nan,
            CAUSE_CODE[cause],
            people.county[person],
            people.township[person],
        )

    def under_60(
        self,
        home: int,
        kind: int,
        number: int,
        event: Event = Event.ADMITTED,
        cause: Cause = Cause.UNDER_60,
        former: int = -1,
    ) -> None:
        """Log the fixed load of guaranteed residents under 60, or a move of it."""
        self._ledger.change(home, self._env.now, number)
        self._log.record(
            self._env.now,
            EVENT_CODE[event],
            home=home,
            from_home=former,
            bed_kind=kind,
            residents=number,
            ability=Ability.ABLE,
            cause=CAUSE_CODE[cause],
            county=self._county[home],
            township=self._township[home],
        )

    def home(
        self,
        event: Event,
        home: int,
        kind: int,
        beds: int,
        cause: Cause,
        staff: float = 0.0,
    ) -> None:
        """Log what happens to a home; licensed beds enter the ledger.

        Parameters
        ----------
        beds, staff
            Changes. [beds], [full-time equivalents]
        """
        if beds and kind != BedKind.SURGE:
            self._ledger.change(home, self._env.now, 0, beds)
        self._log.record(
            self._env.now,
            EVENT_CODE[event],
            home=home,
            bed_kind=kind,
            beds=beds,
            staff=staff,
            cause=CAUSE_CODE[cause],
            county=self._county[home],
            township=self._township[home],
        )
