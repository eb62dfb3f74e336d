"""What common random numbers save: time to a given half-width of a difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.timing import cpu_seconds

from sim.engine import Outcome, simulate
from sim.scenario import Scenario

_Z = 1.96


@dataclass(frozen=True)
class Pairing:
    """Of the difference in mean residents over the last year."""

    variance_ratio: float
    """Variance with independent numbers over that with common ones."""
    seconds_common: float
    """CPU seconds until the half-width is reached, with common numbers."""
    seconds_independent: float
    """With independent ones."""


def pairing(
    one: Scenario, other: Scenario, replications: int, half_width: float
) -> Pairing:
    """Return what pairing is worth for two scenarios.

    Parameters
    ----------
    one, other
        With the same seed and area.
    replications
        How many of each are simulated.
    half_width
        Of the 95 % interval of the difference. [residents]
    """
    figures: dict[str, list[float]] = {"one": [], "other": []}

    def all_pairs() -> None:
        for replication in range(replications):
            figures["one"].append(_residents(one, simulate(one, 0, replication)))
            figures["other"].append(_residents(other, simulate(other, 0, replication)))

    cost = cpu_seconds(all_pairs) / replications
    here, there = np.array(figures["one"]), np.array(figures["other"])
    common = float(np.var(there - here, ddof=1))
    independent = float(np.var(here, ddof=1) + np.var(there, ddof=1))

    def seconds(variance: float) -> float:
        return cost * max(2.0, _Z**2 * variance / half_width**2)

    return Pairing(independent / common, seconds(common), seconds(independent))


def _residents(scenario: Scenario, outcome: Outcome) -> float:
    """Return the mean residents of the last year."""
    end = scenario.timeline.horizon_days
    log = outcome.log
    within = np.minimum(end - log["time_days"], 365.0)
    return float((log["residents_change"] * within).sum() / 365.0)
