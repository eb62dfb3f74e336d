"""The same county as one would write it first: a SimPy process for every elder.

Everybody of the county lives as a process: changes of ability, death and applications
are timeouts, a bed is a `simpy.Resource`, who waits gives up after a while. Rates,
homes and how they are ranked are the program's own, changes of ability are drawn along
the cumulative hazard, numbers come from `random`: written plainly, and so that it is
fast. Left out, which makes it faster still: frailty after admission,
the residents of the first day, moves between beds, staff, the ladder of the
guarantee, upgrades, the log. A home without beds of a kind has one, for a `Resource`
cannot have none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf, log
from random import Random

import numpy as np
import simpy

from sim.engine.parameters import engine_parameters
from sim.events import ElderClass
from sim.population.area import setting_of
from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE
from sim.scenario import Scenario
from sim.supply.setting import supply_setting
from sim.timeline import DAYS_PER_YEAR

DEAD = 4


@dataclass
class Counts:
    """What happened, to compare with the program."""

    elders: int = 0
    applications: int = 0
    stays: int = 0


@dataclass
class County:
    """What all elders read."""

    env: simpy.Environment
    chance: Random
    edges: list[float]
    cumulative: list[list[float]]
    worsen: list[list[float]]
    change: list[list[float]]
    apply: list[list[list[float]]]
    discharge: list[list[float]]
    patience_days: float
    tolerance: float
    homes: dict[int, list[int]]
    utility: dict[int, list[list[list[float]]]]
    beds: list[list[simpy.Resource]]
    yearly: bool
    counts: Counts = field(default_factory=Counts)

    def exit_after(self, key: int, now: float) -> float:
        """Return the day on which a level is left that is held now."""
        edges, cumulative = self.edges, self.cumulative[key]
        slot = bisect_right(edges, now) - 1
        gone = (now - edges[slot]) / (edges[slot + 1] - edges[slot])
        used = cumulative[slot] + gone * (cumulative[slot + 1] - cumulative[slot])
        target = used + self.chance.expovariate(1.0)
        at = bisect_right(cumulative, target) - 1
        if at >= len(edges) - 1:
            return inf
        share = (target - cumulative[at]) / (cumulative[at + 1] - cumulative[at])
        return edges[at] + share * (edges[at + 1] - edges[at])

    def next_level(self, key: int, now: float) -> int:
        """Return the level after a change, or `DEAD`."""
        slot, number = bisect_right(self.edges, now) - 1, self.chance.random()
        if number < self.worsen[key][slot]:
            return key % 4 + 1
        return key % 4 - 1 if number < self.change[key][slot] else DEAD

    def ranked(
        self, township: int, elder_class: int, ability: int
    ) -> list[tuple[float, int]]:
        """Return the homes in reach, the best first."""
        chance = self.chance.random
        return sorted(
            (log(-log(chance())) - value, home)
            for home, values in zip(
                self.homes[township], self.utility[township], strict=True
            )
            if (value := values[elder_class][ability]) > -inf
        )


def _elder(
    county: County, row: int, township: int, elder_class: int, ability: int, born: float
) -> Iterator[simpy.Event]:
    """Live from the 60th birthday, or from now, until death."""
    env, chance = county.env, county.chance
    rates = county.apply[row // (2 * AGES)][elder_class]
    if born > 0:
        yield env.timeout(born)
    bed: tuple[simpy.Resource, simpy.Request] | None = None
    changes = county.exit_after(row * 4 + ability, env.now)
    while True:
        rate = county.discharge[elder_class][ability] if bed else rates[ability]
        turns = env.now + chance.expovariate(rate) if rate > 0 else inf
        # What changed during a wait is noticed at its end.
        day = max(min(changes, turns), env.now)
        if county.yearly and day - env.now > DAYS_PER_YEAR:
            yield env.timeout(DAYS_PER_YEAR)
            continue
        if day == inf:
            return
        yield env.timeout(day - env.now)
        if changes <= turns:
            ability = county.next_level(row * 4 + ability, env.now)
            if ability == DEAD:
                if bed:
                    bed[0].release(bed[1])
                return
            changes = county.exit_after(row * 4 + ability, env.now)
        elif bed:
            bed[0].release(bed[1])
            bed = None
        else:
            bed = yield from _apply(county, township, elder_class, ability)


def _apply(
    county: County, township: int, elder_class: int, ability: int
) -> Iterator[simpy.Event]:
    """Ask for a bed; return it with the request, or nothing."""
    env = county.env
    county.counts.applications += 1
    ranked = county.ranked(township, elder_class, ability)
    kinds = (1,) if ability > 1 else (0, 1)
    for loss, home in ranked:
        if loss - ranked[0][0] > county.tolerance:
            break
        for kind in kinds:
            resource = county.beds[home][kind]
            if resource.count < resource.capacity:
                request = resource.request()
                yield request
                county.counts.stays += 1
                return resource, request
    if not ranked:
        return None
    resource = county.beds[ranked[0][1]][kinds[-1]]
    request = resource.request()
    patience = county.chance.expovariate(1 / county.patience_days)
    yield request | env.timeout(patience)
    if not request.triggered:
        request.cancel()
        return None
    county.counts.stays += 1
    return resource, request


def elder_processes(scenario: Scenario, *, yearly: bool = False) -> Counts:
    """Simulate one county of a scenario, an elder a process.

    Parameters
    ----------
    scenario
        With one county selected.
    yearly
        Whether everybody is asked at least once a year, as such models usually do,
        instead of sleeping until something happens.
    """
    county = _county(scenario, yearly)
    setting = setting_of(scenario)
    cells = setting.cells(scenario.county_indices[0])
    chance, rates = county.chance, setting.rates
    prevalence = setting.hazards.prevalence.reshape(-1, 4)
    number = cells.count.reshape(4 * AGES, -1)
    for row, place in np.argwhere(number).tolist():
        born = (ELIGIBLE_AGE - FIRST_AGE - row % AGES) * DAYS_PER_YEAR
        if born > county.edges[-1]:
            continue
        levels = np.cumsum(prevalence[row])[:3].tolist()
        sex, residence = row // AGES % 2, row // (2 * AGES)
        for _ in range(int(number[row, place])):
            paying = ElderClass.SELF_PAYING
            if chance.random() < rates.guaranteed_share[residence, sex]:
                paying = ElderClass.GUARANTEED
            ability = bisect_right(levels, chance.random())
            township = int(cells.townships[place])
            day = born - chance.random() * DAYS_PER_YEAR
            county.env.process(_elder(county, row, township, int(paying), ability, day))
            county.counts.elders += 1
    county.env.run(until=scenario.timeline.horizon_days)
    return county.counts


def _county(scenario: Scenario, yearly: bool) -> County:
    setting, supply = setting_of(scenario), supply_setting(scenario, 0)
    table, choices, env = setting.calendar, supply.choices, simpy.Environment()
    value = choices.utilities(supply.homes)
    parameters = engine_parameters(scenario)
    pairs = {
        township: slice(choices.offset[township], choices.offset[township + 1])
        for township in range(len(choices.offset) - 1)
    }
    return County(
        env=env,
        yearly=yearly,
        chance=Random(1),
        edges=table.edges.tolist(),
        cumulative=table.exit_cumulative.tolist(),
        worsen=table.worsen_share.tolist(),
        change=table.change_share.tolist(),
        apply=setting.rates.apply.tolist(),
        discharge=setting.rates.discharge.tolist(),
        patience_days=parameters.patience_days,
        tolerance=parameters.wait_tolerance,
        homes={of: choices.home[part].tolist() for of, part in pairs.items()},
        utility={of: value[part].tolist() for of, part in pairs.items()},
        beds=[
            [simpy.Resource(env, max(int(beds), 1)) for beds in kinds]
            for kinds in supply.homes.beds.tolist()
        ],
    )
