"""The course of one replication: stretches of time between dated changes."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from sim.engine.applications import Applications
from sim.engine.going_on import Way, set_out, set_out_next
from sim.engine.home_changes import open_home
from sim.engine.levers import lever_dates, multipliers, rural_townships
from sim.engine.pathway import apply
from sim.engine.services import Services
from sim.engine.start import place_starting_residents
from sim.engine.supply_changes import carry_out
from sim.engine.world import Departure, Options, World
from sim.scenario import Scenario
from sim.supply.setting import SupplySetting

# Who, the day, the homes as ranked, and how a stay ends that begins at once.
_Applicant = tuple[int, float, Options, Departure]


class Course:
    """Opens the homes, places the residents, and feeds applications in.

    Attributes
    ----------
    exceedances
        Times that the multiplier of a township, class and ability met the cap.
    dropped
        Starting residents for whom no home had a bed.
    """

    def __init__(
        self,
        scenario: Scenario,
        supply: SupplySetting,
        world: World,
        services: Services,
    ) -> None:
        self._scenario = scenario
        self._supply = supply
        self._world = world
        self._services = services
        self._applications = Applications(world.roster, world.foreseen)
        self._start_values = supply.choices.inclusive_values(world.utilities)
        self._rural = rural_townships(scenario)
        self._stretch_end = 0.0
        self._edges = self._base_edges()
        self._changes = dict(supply.changes)
        # Who is to apply in this stretch and has not yet; and which cut of the time.
        self._pending: set[int] = set()
        self._cuts = 0
        self.exceedances = 0
        self.dropped = 0
        world.go_home = self._go_home
        world.apply_again = self._apply_again

    def drive(self) -> Way:
        """Open the homes, then feed applications in, stretch by stretch.

        A stretch ends with each year, with each dated change of the supply and with
        each change of a lever; a rule that acts cuts it short.
        """
        world = self._world
        for home in np.flatnonzero(world.homes.is_open & self._supply.selected):
            open_home(world.board, int(home))
        self.dropped = place_starting_residents(world, self._supply.under_60)
        yield from self._run(0.0)

    def cut(self) -> None:
        """Begin a new stretch now, because the supply has changed.

        Who was to apply later in this stretch is asked again under what holds now. A
        review that changes nothing cuts nothing, and so changes no bit.
        """
        world = self._world
        self._cuts += 1
        world.refresh_utilities()
        self._applications.put_back(sorted(self._pending))
        self._pending.clear()
        set_out_next(world.env, self._run(world.env.now))

    def change_supply(self) -> None:
        """Carry out the dated changes of this moment, unless that was done already."""
        changes = self._changes.pop(self._world.env.now, [])
        if changes:
            carry_out(self._world, changes)
            self._world.refresh_utilities()

    def _run(self, first: float) -> Way:
        """Feed applications in from a day on, until the end or the next cut."""
        world, cuts = self._world, self._cuts
        edges = [first, *(edge for edge in self._edges if edge > first)]
        for start, end in pairwise(edges):
            self._stretch_end = end
            self.change_supply()
            self._change_multipliers(start)
            if start in self._edges and self._begins_year(start):
                world.board.ledger.snapshot(start)
            due = self._due(start, end)
            self._pending.update([person for person, *_ in due])
            yield from self._feed(due, end)
            if cuts != self._cuts:
                return

    def _feed(self, due: list[_Applicant], end: float) -> Way:
        """Let applicants apply on their days; return at the end, or when cut."""
        env, cuts = self._world.env, self._cuts
        crowds = [list(crowd) for _, crowd in groupby(due, key=itemgetter(1))]
        days = [*(crowd[0][1] for crowd in crowds), end]
        if days[0] > env.now:
            yield env.timeout(days[0] - env.now)
        for crowd, following in zip(crowds, days[1:], strict=True):
            if cuts != self._cuts:
                return
            # Made before anybody acts: what is due at one moment happens in the order
            # in which it was put down.
            until = env.timeout(following - env.now)
            for person, _, options, departure in crowd:
                self._pending.discard(person)
                set_out(apply(self._world, person, options, departure))
            yield until

    def _base_edges(self) -> list[float]:
        """Return the days at which stretches end whatever rules do. [days]."""
        timeline = self._scenario.timeline
        days = {0.0, *timeline.year_edges.tolist(), *self._supply.changes}
        days |= {timeline.day(date) for date in lever_dates(self._scenario)}
        return sorted(day for day in days if 0 <= day <= timeline.horizon_days)

    def _begins_year(self, day: float) -> bool:
        return day == 0 or self._scenario.timeline.date(day).timetuple().tm_yday == 1

    def _change_multipliers(self, day: float) -> None:
        """Let the multipliers of a stretch hold; levers have their mid-stretch value.

        A lever that runs linearly between dates is thus right on average over each
        year; one that steps has its steps at the ends of stretches. The stretch meant
        is the one that no rule has cut: what a lever does must not depend on it.
        """
        world = self._world
        values = world.choices.inclusive_values(world.utilities)
        after = bisect_right(self._edges, day)
        middle = (self._edges[after - 1] + self._edges[after]) / 2
        product = multipliers(
            self._scenario,
            self._scenario.timeline.date(middle),
            supply_weight=world.parameters.supply_weight,
            values=values,
            start_values=self._start_values,
            services=self._services.factor(),
            rural=self._rural,
        )
        cap = world.parameters.multiplier_cap
        self.exceedances += int((product > cap).sum())
        self._applications.change_multipliers(day, np.minimum(product, cap))

    def _due(self, start: float, end: float) -> list[_Applicant]:
        """Return who applies in a stretch and when, all worked out at once."""
        world, roster = self._world, self._world.roster
        due = self._applications.between(start, end)
        days = self._applications.day_of(due)
        persons, moments = due.tolist(), days.tolist()
        ranking = world.choices.rank(
            world.utilities,
            world.streams,
            elder_id=roster.people.elder_id[due],
            township=roster.people.township[due].astype(np.int64),
            elder_class=roster.classes_on(due, days),
            ability=np.array([*map(roster.settle, persons, moments)], dtype=np.int64),
        )
        homes, utilities = ranking.home.tolist(), ranking.utility.tolist()
        offset = ranking.offset.tolist()
        departures = world.departures(due, days, np.zeros(len(due)))
        self._foresee(due)
        options = [
            Options(homes[first:last], utilities[first:last])
            for first, last in pairwise(offset)
        ]
        return list(zip(persons, moments, options, departures, strict=True))

    def _foresee(self, due: NDArray[np.int64]) -> None:
        """Draw what those who apply will need: to wait, to stay, to come again."""
        roster, foreseen = self._world.roster, self._world.foreseen
        elder_id = roster.people.elder_id[due]
        occasion = np.array([roster.occasion[person] for person in due.tolist()])
        for decision in ("patience", "discharge", "excess_death"):
            foreseen.forget(decision)
            foreseen.foresee(decision, elder_id, occasion)
        foreseen.foresee("application", elder_id, occasion + 1)

    def _go_home(self, person: int) -> None:
        """Make a person a non-applicant again, who may apply later in this stretch."""
        world, applications = self._world, self._applications
        now = world.env.now
        applications.come_home(person, now)
        if not applications.may_return(person, self._stretch_end - now):
            return
        day = applications.next_of(person)
        if day < self._stretch_end:
            applications.leave(person)
            self._pending.add(person)
            set_out_next(world.env, self._again(person, day))

    def _apply_again(self, person: int) -> None:
        """Let a guaranteed elder who lost a place apply at once."""
        self._world.roster.occasion[person] += 1
        set_out_next(self._world.env, self._apply(person))

    def _again(self, person: int, day: float) -> Way:
        world, cuts = self._world, self._cuts
        if day > world.env.now:
            yield world.env.timeout(day - world.env.now)
        if cuts != self._cuts:
            return
        self._pending.discard(person)
        yield from self._apply(person)

    def _apply(self, person: int) -> Way:
        """Follow the application of one person who applies now."""
        world, roster, now = self._world, self._world.roster, self._world.env.now
        ability = roster.settle(person, now)
        options = world.options(person, roster.class_on(person, now), ability)
        yield from apply(world, person, options, world.departure(person))
