"""What a rule decides about one home, county or township, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sim.scenario.rule import RuleAction, Unit
from sim.supply.rules.absorption import Absorption


class Outcome(StrEnum):
    """How a judgement ends, in the order in which it may."""

    KEPT = "kept"
    """The conditions are false; the reason is what made them so."""
    UNDECIDED = "undecided"
    """A figure that the conditions turn on is undefined."""
    YIELDED = "yielded"
    """Another rule acted on the home at this review; the reason is its id."""
    REFUSED = "refused"
    """What the rule orders cannot be done."""
    PROTECTED = "protected"
    LIMITED = "limited"
    ACTED = "acted"
    STOPPED = "stopped"
    """What was under way could not be completed."""
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Looked:
    """A figure that was looked at, and what it was held against."""

    measure: str
    value: float | None
    """None if undefined."""
    limit: float


@dataclass(frozen=True)
class Judgement:
    """The decision of a rule about one unit at one review.

    Attributes
    ----------
    rule
        Id of the rule.
    unit, index
        What was judged, and its index in the pack.
    reason
        Why the outcome is so; empty if it says all. `region_from_table` stands in it
        where the mean of the region came from a table.
    actions
        What is to be done, in order; empty unless the outcome is `acted`. Actions
        without anything to do are left out.
    looked_at
        One entry a comparison, in the order of the conditions, then what the
        absorption check found.
    absorption
        Where the residents would go, if the home is to be given up.
    target
        The home that a merge goes into; -1 if there is none.
    regrouping
        Where the guaranteed residents go, if they are to be regrouped.
    """

    rule: str
    unit: Unit
    index: int
    outcome: Outcome
    reason: str = ""
    actions: tuple[RuleAction, ...] = ()
    looked_at: tuple[Looked, ...] = ()
    absorption: Absorption | None = None
    target: int = -1
    regrouping: Absorption | None = None
