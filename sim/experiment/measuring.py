"""Hands the indicators what they need to know of a scenario."""

from __future__ import annotations

import pandas as pd

from sim.events import Ability
from sim.indicators import CostRates, cost_rates, indicator_table, parts_of_occupancy
from sim.indicators.persons import Persons
from sim.indicators.table import Seen, see
from sim.indicators.township_access import access_by_township
from sim.scenario import Scenario
from sim.supply.travel import Travel, travel_of


def measure(
    scenario: Scenario,
    log: pd.DataFrame,
    homes: pd.DataFrame,
    population: pd.DataFrame | Persons,
    elders: pd.DataFrame | None = None,
    seen: Seen | None = None,
) -> pd.DataFrame:
    """Return every indicator of one replication.

    Parameters
    ----------
    scenario
        The scenario as it was run.
    log
        Event log of the replication.
    homes
        Registry of its draw, with the homes built later.
    population
        Expected persons, columns of ``population.parquet``, or what `count_persons`
        made of them.
    elders
        Who ever applied or lived in a home, columns of ``elders.parquet``; without
        them cost is left out.
    seen
        What `seen_in` made of them, if somebody has it already.
    """
    area = scenario.area
    return indicator_table(
        log,
        homes,
        population,
        area,
        scenario.timeline,
        county_indices=scenario.county_indices,
        load_by_ability=[
            float(scenario.value(f"staff.load.{ability.name.lower()}"))
            for ability in Ability
        ],
        travel=_travel(scenario),
        center_minutes=float(scenario.value("center.minutes")),
        center_townships=int(float(scenario.value("center.townships"))),
        catchment_minutes=float(scenario.value("access.catchment_minutes")),
        outside_beds_on=lambda when: float(scenario.value_on("outside.beds", when)),
        guarantee_days=float(scenario.value("guarantee.days")),
        with_rules=bool(scenario.rules),
        costs=None if elders is None else _costs(scenario),
        elders=elders,
        seen=seen or seen_in(scenario, log, homes, population),
    )


def seen_in(
    scenario: Scenario,
    log: pd.DataFrame,
    homes: pd.DataFrame,
    population: pd.DataFrame | Persons,
) -> Seen:
    """Return a log as all figures of a replication read it; see `measure`."""
    return see(
        *(log, homes, population, scenario.area, scenario.timeline),
        county_indices=scenario.county_indices,
        travel=_travel(scenario),
        catchment_minutes=float(scenario.value("access.catchment_minutes")),
    )


def account(scenario: Scenario, seen: Seen) -> pd.DataFrame:
    """Return what the occupancy of each year of one replication is made of."""
    planned_from = scenario.timeline.day(scenario.planning_start)
    return parts_of_occupancy(seen.reading, seen.scope, planned_from)


def access_years(scenario: Scenario) -> list[int]:
    """Return the years for which the access of townships is kept.

    The last one, and the one before rules may act.
    """
    known = scenario.timeline.years
    before = max(scenario.planning_start.year - 1, known[0])
    return sorted({min(before, known[-1]), known[-1]})


def township_table(scenario: Scenario, seen: Seen) -> pd.DataFrame:
    """Return minutes and beds in reach of each township, in `access_years`.

    Columns of `sim.indicators.township_access`.
    """
    reach = float(scenario.value("choice.max_minutes"))
    return access_by_township(seen.access, seen.scope, access_years(scenario), reach)


def _travel(scenario: Scenario) -> Travel:
    area = scenario.area
    return travel_of(
        area.townships,
        area.minutes,
        detour_ratio=float(scenario.value("travel.detour_ratio")),
        speed=float(scenario.value("travel.speed")),
        own_township_minutes=float(scenario.value("travel.own_township_minutes")),
    )


def _costs(scenario: Scenario) -> CostRates:
    return cost_rates(
        lambda path, when: float(scenario.value_on(path, when)), scenario.timeline
    )
