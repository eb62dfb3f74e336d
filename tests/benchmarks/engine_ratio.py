"""The engine against bare timeouts, as the reference has it."""

from __future__ import annotations

from benchmarks.bare_timeouts import bare_timeouts
from benchmarks.timing import in_turns

from sim.engine import simulate
from sim.scenario import Scenario


def engine_ratio(scenario: Scenario, turns: int = 7) -> float:
    """Return the speed of the engine relative to bare timeouts, 1 being as fast.

    Lives are drawn and the supply is settled beforehand; what counts is the time in
    which a log of so many rows comes about, and that of as many timeouts.
    """
    rows = len(simulate(scenario, 0, 0).log)
    taken = in_turns(
        {
            "engine": lambda: simulate(scenario, 0, 0),
            "timeouts": lambda: bare_timeouts(rows),
        },
        turns,
    )
    return taken["timeouts"] / taken["engine"]
