"""Judge what a rule looks at, one unit after the other.

The rule decides; it moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sim.scenario.rule import Rule
from sim.supply.measures import Measures
from sim.supply.rules.absorption import Absorption
from sim.supply.rules.case import Case
from sim.supply.rules.conditions import Verdict, verdict
from sim.supply.rules.feasibility import (
    Feasible,
    buildable,
    feasible,
    impossible_now,
)
from sim.supply.rules.judgement import Judgement, Looked, Outcome
from sim.supply.rules.memory import Memory
from sim.supply.rules.protections import KEPT_OPEN, protected, spared
from sim.supply.rules.turns import Tally, in_turn
from sim.supply.rules.units import county_of, units_in_scope
from sim.supply.rules.view import View

# Twelve months of mean length are a quarter of a day longer than most years, and a
# review on the same day of the next year has waited for them. [days]
UNEVEN_MONTHS = 3.0


def judge(
    rule: Rule, view: View, memory: Memory, taken: Mapping[int, str]
) -> Iterator[Judgement]:
    """Yield what a rule decides at one review.

    First all units whose conditions do not hold, by index; then the others in the
    order of the rule's limits. What a judgement orders is carried out, or promised,
    before the next is asked for: the view changes underneath, and conditions are
    looked at once more when a unit's turn has come.

    Parameters
    ----------
    rule
        The rule.
    view
        The supply, kept up to date between judgements.
    memory
        Of this replication; one call is one review of the rule.
    taken
        Homes on which another rule acted at this review, with its id; the engine adds
        to it.
    """
    review = _Review(rule, view, memory, taken)
    verdicts = {unit: review.look(unit) for unit in units_in_scope(rule, view)}
    review.remember(verdicts)
    for unit, found in verdicts.items():
        if not found.holds:
            yield review.left_alone(unit, found)
    holding = [unit for unit, found in verdicts.items() if found.holds]
    for unit in in_turn(rule, holding, view, review.measures):
        yield review.judged(unit)


class _Review:
    """One review of one rule."""

    def __init__(
        self, rule: Rule, view: View, memory: Memory, taken: Mapping[int, str]
    ) -> None:
        self.rule = rule
        self.view = view
        self.measures = Measures(view, rule.scope.public_means)
        self._memory = memory
        self._taken = taken
        self._streaks_before = memory.streaks(rule.id)
        self._tally = Tally(rule.limits)

    def look(self, unit: int) -> Verdict:
        """Return whether the conditions hold for a unit now."""
        return verdict(self.rule, unit, self.view, self.measures, self._streaks_before)

    def remember(self, verdicts: Mapping[int, Verdict]) -> None:
        """Keep the streaks of this review for the next."""
        streaks = {
            (unit, position): length
            for unit, found in verdicts.items()
            for position, length in enumerate(found.streaks)
            if length
        }
        self._memory.remember(self.rule.id, streaks)

    def left_alone(self, unit: int, found: Verdict) -> Judgement:
        """Return the judgement of a unit whose conditions do not hold."""
        outcome = Outcome.UNDECIDED if found.holds is None else Outcome.KEPT
        return self._judgement(unit, found, outcome, found.reason)

    def judged(self, unit: int) -> Judgement:
        """Return the judgement of a unit whose turn has come."""
        found = self.look(unit)
        if not found.holds:
            return self.left_alone(unit, found)
        if self.rule.unit == "home":
            return self._home_judged(unit, found)
        return self._place_judged(unit, found)

    def _home_judged(self, home: int, found: Verdict) -> Judgement:
        if home in self._taken:
            return self._judgement(home, found, Outcome.YIELDED, self._taken[home])
        rule = spared(self.rule, home, self.view)
        if not rule.then:
            return self._judgement(home, found, Outcome.PROTECTED, KEPT_OPEN)
        case = Case(rule, home, self.view, self.measures)
        possible = feasible(case)
        if objection := self._objection(case, possible):
            judgement = self._judgement(home, found, *objection)
            # What the check found is told where it was made.
            checked = vars(case).get("absorption")
            return _with_absorption(judgement, checked)
        acted = self._acted(home, found, possible)
        acted = replace(acted, target=case.target, regrouping=case.regrouping)
        return _with_absorption(acted, case.absorption)

    def _objection(self, case: Case, possible: Feasible) -> tuple[Outcome, str] | None:
        """Return why a home whose conditions hold is left alone, if it is.

        What is dear to find out comes last.
        """
        if possible.refused:
            return Outcome.REFUSED, possible.refused
        if name := protected(case, by_absorption=False):
            return Outcome.PROTECTED, name
        if name := self._limit(case.home, self.view.acted_on(case.home)):
            return Outcome.LIMITED, name
        if name := protected(case, by_absorption=True):
            return Outcome.PROTECTED, name
        if reason := impossible_now(case):
            return Outcome.REFUSED, reason
        return None

    def _place_judged(self, place: int, found: Verdict) -> Judgement:
        """Return the judgement of a county or township whose conditions hold."""
        unit = self.rule.unit
        township = place if unit == "township" else None
        county = county_of(unit, place, self.view)
        possible = buildable(self.rule, county, township, self.view)
        if possible.refused:
            return self._judgement(place, found, Outcome.REFUSED, possible.refused)
        if name := self._limit(place, self._memory.acted_on(unit, place)):
            return self._judgement(place, found, Outcome.LIMITED, name)
        self._memory.note_action(unit, place, self.view.day)
        return self._acted(place, found, possible)

    def _limit(self, unit: int, acted_on: float) -> str:
        cooldown = self.rule.limits.cooldown_days - UNEVEN_MONTHS
        if self.view.day - acted_on < cooldown:
            return "cooldown"
        return self._tally.used_up(county_of(self.rule.unit, unit, self.view))

    def _acted(self, unit: int, found: Verdict, possible: Feasible) -> Judgement:
        self._tally.count(county_of(self.rule.unit, unit, self.view))
        done = ", ".join(action.do for action in possible.actions)
        reason = "; ".join([done, *possible.left_out])
        judgement = self._judgement(unit, found, Outcome.ACTED, reason)
        return replace(judgement, actions=possible.actions)

    def _judgement(
        self, unit: int, found: Verdict, outcome: Outcome, reason: str
    ) -> Judgement:
        told = "; ".join(part for part in (reason, found.note) if part)
        return Judgement(
            rule=self.rule.id,
            unit=self.rule.unit,
            index=unit,
            outcome=outcome,
            reason=told,
            looked_at=found.looked_at,
        )


def _with_absorption(judgement: Judgement, found: Absorption | None) -> Judgement:
    """Return a judgement that tells what the absorption check found."""
    if found is None:
        return judgement
    residents = float(len(found.placements) + len(found.unplaced))
    told = (
        Looked("absorption.placed", float(len(found.placements)), residents),
        Looked("absorption.free_beds", float(found.free_found), residents),
    )
    looked_at = (*judgement.looked_at, *told)
    return replace(judgement, absorption=found, looked_at=looked_at)
