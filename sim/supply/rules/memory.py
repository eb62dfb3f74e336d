"""What rules remember from one review to the next, in one replication."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from sim.scenario.rule import Unit

# Index of a unit and position of a comparison in the conditions of its rule.
Place = tuple[int, int]


class Memory:
    """How long conditions have held, and when counties were last acted on.

    One a replication. Homes are not remembered here: the engine knows when a rule
    last acted on one.
    """

    def __init__(self) -> None:
        self._streaks: dict[str, dict[Place, int]] = {}
        self._acted: dict[tuple[Unit, int], float] = {}

    def streaks(self, rule: str) -> Mapping[Place, int]:
        """Return at how many reviews of a rule in a row comparisons held so far."""
        return self._streaks.get(rule, {})

    def remember(self, rule: str, streaks: dict[Place, int]) -> None:
        """Put the streaks of a review in place of those before.

        A unit that a review did not look at has none: its streak is broken.
        """
        self._streaks[rule] = streaks

    def acted_on(self, unit: Unit, index: int) -> float:
        """Return the day on which a rule last acted on a county or township. [days]."""
        return self._acted.get((unit, index), -inf)

    def note_action(self, unit: Unit, index: int, day: float) -> None:
        """Note that a rule acts on a county or township today."""
        self._acted[unit, index] = day
