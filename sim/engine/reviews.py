"""Reviews of rules while the simulation runs, and what comes of them later."""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import chain

import simpy

from sim.engine.course import Course
from sim.engine.decisions import Decisions
from sim.engine.endings import Ending, Endings
from sim.engine.home_changes import redirect
from sim.engine.moves import carry_over
from sim.engine.sight import Sight
from sim.engine.supply_state import SupplyState
from sim.engine.works import Works
from sim.engine.world import World
from sim.events import Cause, Event
from sim.scenario import Scenario
from sim.scenario.rule import ENDING, Rule, RuleAction
from sim.supply.actions import Change, ChangeKind
from sim.supply.rules.judge import judge
from sim.supply.rules.judgement import Judgement, Outcome
from sim.supply.rules.memory import Memory
from sim.supply.rules.units import county_of
from sim.timeline import moment

# Of the measures that conditions may name.
WINDOW_MONTHS = (12, 24, 36)

Process = Generator[simpy.Event, object, None]


class Reviews:
    """Lets every rule judge on its days, and carries out what it decides.

    A review is a process of its own beside the course of applications: one that
    decides nothing leaves every other event where it was.

    Parameters
    ----------
    scenario
        With its rules.
    world, course, state, sight
        The replication.
    decisions
        Receives a row for everything that was looked at.
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World,
        course: Course,
        state: SupplyState,
        sight: Sight,
        decisions: Decisions,
    ) -> None:
        self._scenario = scenario
        self._world = world
        self._course = course
        self._state = state
        self._sight = sight
        self._decisions = decisions
        self._memory = Memory()
        self._endings = Endings(world, state, sight)
        self._works = Works(world, state)
        self._later: dict[float, list[Callable[[], None]]] = {}
        self._shut: list[int] = []
        self._lost: list[tuple[int, int, Rule, RuleAction]] = []
        self._changed = False

    def schedule(self) -> None:
        """Have every review take place, and the ledger kept for what it looks at."""
        self._world.refuses = self._refuses
        timeline = self._scenario.timeline
        due: dict[float, list[tuple[int, Rule]]] = {}
        for rule in self._scenario.rules:
            for number, date in enumerate(rule.reviews, start=1):
                day = timeline.day(date)
                if 0 < day < self._world.horizon_days:
                    due.setdefault(day, []).append((number, rule))
        env = self._world.env
        starts = [self._sight.window_starts(day, WINDOW_MONTHS) for day in due]
        looked_at = {day for day in chain(*starts) if 0 <= day < max(due)}
        for day in sorted(looked_at):
            env.process(self._keep_ledger(day))
        for day in sorted(due):
            env.process(self._review(day, due[day]))

    def _keep_ledger(self, day: float) -> Process:
        yield self._world.env.timeout(day)
        self._world.board.ledger.snapshot(day)

    def _review(self, day: float, due: list[tuple[int, Rule]]) -> Process:
        yield self._world.env.timeout(day)
        self._course.change_supply()
        self._world.board.ledger.snapshot(day)
        taken: dict[int, str] = {}
        for number, rule in due:
            for judgement in judge(rule, self._sight, self._memory, taken):
                self._carry_out(rule, number, judgement, taken)
        self._evacuate()
        self._settle()

    def _carry_out(
        self, rule: Rule, number: int, judgement: Judgement, taken: dict[int, str]
    ) -> None:
        self._note(number, judgement)
        if judgement.outcome is not Outcome.ACTED:
            return
        if judgement.unit == "home":
            taken[judgement.index] = rule.id
            self._state.acted_on[judgement.index] = self._world.env.now
        self._changed = True
        for action in judgement.actions:
            self._order(rule, number, action, judgement)

    def _order(
        self, rule: Rule, number: int, action: RuleAction, judgement: Judgement
    ) -> None:
        """Have one action take place now or when its time has passed."""
        if action.do in ENDING:
            self._order_ending(rule, number, action, judgement)
        elif action.do == "restrict_construction":
            county = county_of(judgement.unit, judgement.index, self._sight)
            until = self._world.env.now + action.number("for")
            held = self._state.restricted_until[county]
            self._state.restricted_until[county] = max(held, until)
        elif action.do == "regroup_guaranteed":
            if judgement.regrouping is not None:
                found = judgement.regrouping.placements
                home, event = judgement.index, Event.REGROUPED
                carry_over(self._world, home, found, Cause.RULE, event)
                self._world.board.fill(home)
        else:
            self._order_works(rule, number, action, judgement)

    def _order_ending(
        self, rule: Rule, number: int, action: RuleAction, judgement: Judgement
    ) -> None:
        home = judgement.index
        if action.values.get("emergency"):
            # All homes of the day are shut before anybody is moved into one of them.
            self._endings.shut_down(home)
            self._lost.append((home, number, rule, action))
            return
        ending = Ending(home, action, judgement.target)
        self._endings.announce(ending)
        self._shut.append(home)

        def finish() -> None:
            left = self._endings.finish(ending)
            outcome = Outcome.STOPPED if left else Outcome.COMPLETED
            reason = "residents_unplaced" if left else action.do
            self._note_end(number, rule, home, outcome, reason, left)

        self._after(action.number("notice"), finish)

    def _order_works(
        self, rule: Rule, number: int, action: RuleAction, judgement: Judgement
    ) -> None:
        home = judgement.index
        if action.do == "build":
            township = judgement.index if judgement.unit == "township" else None
            county = county_of(judgement.unit, judgement.index, self._sight)
            home = self._sight.take_site(rule, action, county, township)
        self._works.begin(home, action)

        def finish() -> None:
            self._works.finish(home, action)
            self._note_end(number, rule, home, Outcome.COMPLETED, action.do, 0)

        self._after(action.number("takes"), finish)

    def _evacuate(self) -> None:
        """Move everybody out of the homes that are lost today."""
        if self._lost:
            self._world.refresh_utilities()
        for home, number, rule, action in self._lost:
            self._endings.lose(home)
            self._shut.append(home)
            self._note_end(number, rule, home, Outcome.COMPLETED, action.do, 0)
        self._lost.clear()

    # --- later -------------------------------------------------------------

    def _after(self, days: float, do: Callable[[], None]) -> None:
        """Have something done after some days, at once if there are none."""
        # Whole days: twelve months from the first of January end on one again.
        day = moment(self._world.env.now + round(days))
        if day <= self._world.env.now:
            do()
        elif day < self._world.horizon_days:
            if day not in self._later:
                self._later[day] = []
                self._world.env.process(self._then(day))
            self._later[day].append(do)

    def _then(self, day: float) -> Process:
        yield self._world.env.timeout(day - self._world.env.now)
        for do in self._later.pop(day):
            do()
        self._changed = True
        self._settle()

    def _settle(self) -> None:
        """Let elders see what has changed, once for all that changed today."""
        if not self._changed:
            return
        self._changed = False
        self._course.cut()
        for home in self._shut:
            redirect(self._world, home)
        self._shut.clear()

    def _refuses(self, home: int, change: Change, cause: Cause) -> bool:
        """Say whether a dated change of a home cannot be, and note it.

        The home has ended or is to end, or building is restricted in its county; the
        county home that the texts ask for is exempt from that.
        """
        homes, now = self._world.homes, self._world.env.now
        if change.kind is not ChangeKind.OPEN:
            reason = "" if homes.is_open[home] else "home_has_ended"
        elif homes.public[home] and self._sight.tiers[home] == "county":
            reason = ""
        else:
            until = self._state.restricted_until[homes.county[home]]
            reason = "construction_restricted" if until > now else ""
        if reason:
            where = cause.value, "home", home, Outcome.REFUSED, reason
            self._decisions.note(now, 0, *where)
        return bool(reason)

    # --- the table ---------------------------------------------------------

    def _note(self, number: int, judgement: Judgement) -> None:
        now = self._world.env.now
        outcome, reason = judgement.outcome, judgement.reason
        where = judgement.rule, judgement.unit, judgement.index
        looked_at = [
            (one.measure, one.value, one.limit) for one in judgement.looked_at
        ] or [("", None, float("nan"))]
        for measure, value, limit in looked_at:
            self._decisions.note(
                now, number, *where, outcome, reason, measure, value, limit
            )

    def _note_end(
        self, number: int, rule: Rule, home: int, outcome: Outcome, what: str, left: int
    ) -> None:
        self._decisions.note(
            self._world.env.now,
            number,
            rule.id,
            "home",
            home,
            outcome,
            what,
            "residents_unplaced",
            float(left),
            0.0,
        )
