"""How cost grows with elders, homes in reach, replications and years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from benchmarks.timing import in_turns
from worlds import Home, Life, run_world

from sim.engine import simulate
from sim.population.area import setting_of
from sim.scenario import Scenario

_fresh = count(1000)


@dataclass(frozen=True)
class Growth:
    """Cost at several sizes."""

    sizes: tuple[float, ...]
    seconds: tuple[float, ...]

    @property
    def slope(self) -> float:
        """Power with which cost grows: 1 is linear."""
        slope, _ = np.polyfit(np.log(self.sizes), np.log(self.seconds), 1)
        return float(slope)


def with_elders(scenario: Scenario, counties: Sequence[int], turns: int) -> Growth:
    """Return the cost of replications of so many counties, by their elders."""
    codes = scenario.area.counties["county_code"].astype(str).tolist()
    parts = {}
    for number in counties:
        # Spread over the pack, so that large and small ones are in each.
        step = len(codes) // number
        parts[number] = scenario.in_area(codes[::step][:number])
        simulate(parts[number], 0, 0)
    taken = in_turns(
        {str(number): _replication(part) for number, part in parts.items()}, turns
    )
    elders = tuple(float(elders_of(part)) for part in parts.values())
    return Growth(elders, tuple(taken.values()))


def elders_of(scenario: Scenario) -> int:
    """Return how many people of 45 and over the counties of a run have."""
    setting = setting_of(scenario)
    return sum(setting.cells(county).elders for county in scenario.county_indices)


def with_replications(scenario: Scenario, numbers: Sequence[int], turns: int) -> Growth:
    """Return the cost of so many replications, one after the other."""

    def several(number: int) -> Callable[[], object]:
        return lambda: [_replication(scenario)() for _ in range(number)]

    taken = in_turns({str(number): several(number) for number in numbers}, turns)
    return Growth(tuple(map(float, numbers)), tuple(taken.values()))


def with_years(scenario: Scenario, years: Sequence[int], turns: int) -> Growth:
    """Return the cost of the first so many years; lives are drawn beforehand."""
    simulate(scenario, 0, 0)

    def first(number: int) -> Callable[[], object]:
        return lambda: simulate(scenario, 0, 0, days=number * 365.25)

    taken = in_turns({str(number): first(number) for number in years}, turns)
    return Growth(tuple(map(float, years)), tuple(taken.values()))


def with_homes(homes: Sequence[int], turns: int, elders: int = 2000) -> Growth:
    """Return the cost of as many stays with so many homes in everybody's reach."""
    lives = [Life(applies_on=n * 0.4, dies_on=n * 0.4 + 90.0) for n in range(elders)]

    def world(number: int) -> Callable[[], object]:
        beds = -(-300 // number)
        return lambda: run_world([Home(beds)] * number, lives)

    taken = in_turns({str(number): world(number) for number in homes}, turns)
    return Growth(tuple(map(float, homes)), tuple(taken.values()))


def _replication(scenario: Scenario) -> Callable[[], object]:
    """Return a replication that nothing has been drawn of yet, at each call."""
    return lambda: simulate(scenario, 0, next(_fresh))
