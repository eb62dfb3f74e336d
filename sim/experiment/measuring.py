"""Hands the indicators what they need to know of a scenario."""

from __future__ import annotations

import pandas as pd

from sim.events import Ability
from sim.indicators import CostRates, cost_rates, indicator_table, parts_of_occupancy
from sim.indicators.reading import read_log
from sim.indicators.scope import make_scope, without_unbuilt
from sim.scenario import Scenario
from sim.supply.travel import travel_of


def measure(
    scenario: Scenario,
    log: pd.DataFrame,
    homes: pd.DataFrame,
    population: pd.DataFrame,
    elders: pd.DataFrame | None = None,
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
        Expected persons, columns of ``population.parquet``.
    elders
        Who ever applied or lived in a home, columns of ``elders.parquet``; without
        them cost is left out.
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
        travel=travel_of(
            area.townships,
            area.minutes,
            detour_ratio=float(scenario.value("travel.detour_ratio")),
            speed=float(scenario.value("travel.speed")),
            own_township_minutes=float(scenario.value("travel.own_township_minutes")),
        ),
        center_minutes=float(scenario.value("center.minutes")),
        center_townships=int(float(scenario.value("center.townships"))),
        catchment_minutes=float(scenario.value("access.catchment_minutes")),
        outside_beds_on=lambda when: float(scenario.value_on("outside.beds", when)),
        guarantee_days=float(scenario.value("guarantee.days")),
        with_rules=bool(scenario.rules),
        costs=None if elders is None else _costs(scenario),
        elders=elders,
    )


def account(scenario: Scenario, log: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Return what the occupancy of each year of one replication is made of."""
    scope = make_scope(
        scenario.area,
        without_unbuilt(homes, log),
        scenario.timeline,
        scenario.county_indices,
    )
    planned_from = scenario.timeline.day(scenario.planning_start)
    return parts_of_occupancy(read_log(log, scope), scope, planned_from)


def _costs(scenario: Scenario) -> CostRates:
    return cost_rates(
        lambda path, when: float(scenario.value_on(path, when)), scenario.timeline
    )
