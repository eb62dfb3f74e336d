"""What everything that happens in one replication shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, nan
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.engine.bed_board import BedBoard
from sim.engine.foreseen import Foreseen
from sim.engine.parameters import EngineParameters
from sim.engine.roster import Roster
from sim.events import CAUSE_CODE, EVENT_CODE, NONE, Cause, ElderClass, Event, EventLog
from sim.population.care import DIED, care_end
from sim.streams import Streams
from sim.supply.actions import Change
from sim.supply.choice import ChoiceSet
from sim.supply.homes import Homes
from sim.timeline import moment, on_grid


class Options(NamedTuple):
    """The homes that one person ranks, best first.

    Attributes
    ----------
    homes, utilities
        One entry a home. [-], [utility]
    """

    homes: list[int]
    utilities: list[float]


class Departure(NamedTuple):
    """When and how a stay ends that begins now.

    Attributes
    ----------
    day
        Infinite if after the horizon. [days]
    died
        Else the resident is discharged.
    """

    day: float
    died: bool


@dataclass
class World:
    """State of one replication.

    Attributes
    ----------
    utilities
        Of the present supply; see `ChoiceSet.utilities`.
    horizon_days
        End of the run. [days]
    go_home
        Called with a person who leaves a home or a list alive, and becomes a
        non-applicant with the next threshold of its own sequence.
    apply_again
        Called with a guaranteed elder who lost a place, and applies the same moment.
    refuses
        Says whether a dated change cannot be, because of what rules have done.
    owed
        Beds that rules have taken from the guaranteed, by county: those of homes that
        ended, of homes opened to others, of homes under repair. No rule may cause a
        breach of the guarantee: where no rung of the ladder holds, the county puts up
        as many extra beds beyond the usual share.
    overdue
        Guaranteed elders for whom no rung of the ladder held in time.
    moved
        How often a rule has moved a person.
    """

    env: simpy.Environment
    log: EventLog
    board: BedBoard
    roster: Roster
    homes: Homes
    choices: ChoiceSet
    utilities: NDArray[np.float64]
    streams: Streams
    foreseen: Foreseen
    parameters: EngineParameters
    horizon_days: float
    go_home: Callable[[int], None] = field(default=lambda _: None)
    apply_again: Callable[[int], None] = field(default=lambda _: None)
    refuses: Callable[[int, Change, Cause], bool] = field(default=lambda *_: False)
    owed: dict[int, int] = field(default_factory=dict)
    overdue: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    _remembered: dict[tuple[int, int, int], Options] = field(default_factory=dict)
    _remembered_of: NDArray[np.float64] | None = None

    def refresh_utilities(self) -> None:
        """Let elders see the supply as it is now."""
        self.utilities = self.choices.utilities(self.homes)

    def options(self, person: int, elder_class: int, ability: int) -> Options:
        """Rank the homes admissible to one person now."""
        roster = self.roster
        homes, utilities = self.choices.rank_one(
            self.utilities,
            self.streams,
            elder_id=roster.elder_id[person],
            township=roster.township[person],
            elder_class=elder_class,
            ability=ability,
        )
        return Options(homes, utilities)

    def remembered_options(
        self, person: int, elder_class: int, ability: int
    ) -> Options:
        """Return `options`, ranked once as long as the supply is the same.

        For those who ask again every day: the guaranteed without a place.
        """
        if self._remembered_of is not self.utilities:
            self._remembered.clear()
            self._remembered_of = self.utilities
        key = (person, elder_class, ability)
        if key not in self._remembered:
            self._remembered[key] = self.options(*key)
        return self._remembered[key]

    def departure(self, person: int) -> Departure:
        """Return how a stay ends that begins now; as `departures`, for one person.

        Arrays of one take a millisecond; a walk along the one life takes a hundredth.
        """
        roster, now = self.roster, self.env.now
        if roster.stay_is_given:
            who, days = np.array([person]), np.array([now])
            return self.departures(who, days, np.zeros(1))[0]
        elder_id, occasion = roster.elder_id[person], roster.occasion[person]
        discharge = self.foreseen.exponential("discharge", elder_id, occasion)
        excess = self.foreseen.exponential("excess_death", elder_id, occasion)
        leaves = roster.discharge_day(person, now, discharge)
        frail = roster.excess_death_day(
            person,
            now,
            excess,
            ratio=roster.admission_death_ratio,
            days=roster.admission_death_days,
        )
        dies = min(roster.death_day[person], frail)
        return Departure(moment(min(leaves, dies)), dies <= leaves)

    def departures(
        self,
        persons: NDArray[np.int64],
        days: NDArray[np.float64],
        elapsed_days: NDArray[np.float64],
    ) -> list[Departure]:
        """Return how stays would end that begin on days of each person's own.

        Parameters
        ----------
        persons, days, elapsed_days
            Who, the first day, and the time in care before it. Shape (persons).
        """
        roster = self.roster
        elder_id = roster.people.elder_id[persons]
        occasion = np.array([roster.occasion[person] for person in persons.tolist()])
        day, cause = care_end(
            roster.people,
            persons,
            days,
            self.streams.exponential("discharge", elder_id, occasion),
            self.streams.exponential("excess_death", elder_id, occasion),
            elapsed_days,
        )
        return [
            Departure(end, why == DIED)
            for end, why in zip(on_grid(day).tolist(), cause.tolist(), strict=True)
        ]

    def extra_bed(self, homes: list[int]) -> int:
        """Return the first of some public homes that may put up an extra bed, or -1."""
        board, share = self.board, self.parameters.surge_share
        for home in homes:
            if board.capacity.surge_room(home, board.ledger.beds[home], share):
                return home
        return -1

    def owed_bed(self, homes: list[int]) -> int:
        """Return the public home that puts up an extra bed which a county owes, or -1.

        The one with the fewest extra beds for its size.
        """
        board = self.board
        standing = [home for home in homes if not board.capacity.is_shut(home)]
        if not standing:
            return -1
        county = int(self.homes.county[standing[0]])
        usual = sum(
            ceil(self.parameters.surge_share * board.ledger.beds[home])
            for home in standing
        )
        put_up = sum(board.capacity.surge(home) for home in standing)
        if put_up >= usual + self.owed.get(county, 0):
            return -1
        return min(
            standing,
            key=lambda home: (
                board.capacity.surge(home) / max(board.ledger.beds[home], 1),
                home,
            ),
        )

    def owe(self, home: int, beds: int) -> None:
        """Note that a rule takes beds of a home from the guaranteed, or returns them.

        Those of a private home count too: whoever lived there may take a public bed.
        """
        county = int(self.homes.county[home])
        self.owed[county] = self.owed.get(county, 0) + beds

    def private_options(self, person: int, ability: int) -> list[int]:
        """Return private homes of the county, best first, as the state would buy."""
        ranked = self.remembered_options(person, ElderClass.SELF_PAYING, ability)
        county = self.roster.county[person]
        return [
            home
            for home in ranked.homes
            if not self.homes.public[home] and self.homes.county[home] == county
        ]

    def record(
        self,
        event: Event,
        person: int,
        ability: int,
        cause: Cause = Cause.NONE,
    ) -> None:
        """Log an event of a person who is not in a home."""
        roster = self.roster
        self.log.record_person(
            self.env.now,
            EVENT_CODE[event],
            roster.elder_id[person],
            NONE,
            NONE,
            NONE,
            0,
            ability,
            nan,
            CAUSE_CODE[cause],
            roster.county[person],
            roster.township[person],
        )
