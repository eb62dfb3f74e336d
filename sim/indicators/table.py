"""The indicator table of one replication, put together from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.access import (
    add_beds_per_elder,
    add_center_access,
    add_floating_catchments,
    add_free_bed_access,
)
from sim.indicators.bed_days import BedDays, bed_days
from sim.indicators.cost import add_costs
from sim.indicators.cost_rates import CostRates
from sim.indicators.coverage import add_coverage
from sim.indicators.flows import add_flows
from sim.indicators.guarantee import add_guarantee
from sim.indicators.home_states import operating_centers
from sim.indicators.nearness import Pairs, TravelMinutes, near_pairs
from sim.indicators.occupancy import add_occupancy
from sim.indicators.operation_changes import yearly_kinds
from sim.indicators.persons import Persons, count_persons
from sim.indicators.reading import LogReading, read_log
from sim.indicators.regret import add_regret
from sim.indicators.rows import Rows
from sim.indicators.rule_figures import add_rule_figures
from sim.indicators.scope import Places, Scope, make_scope, without_unbuilt
from sim.indicators.staffing import staffed_bed_days
from sim.indicators.township_access import TownshipAccess, township_access
from sim.timeline import Timeline


class Seen(NamedTuple):
    """A log as it is read, for whom and when, and what several tables need of it."""

    scope: Scope
    reading: LogReading
    days: BedDays
    centers: NDArray[np.bool_]
    """Which homes are centres at each year's end. Shape (homes, years)"""
    pairs: Pairs
    persons: Persons
    access: TownshipAccess


def see(
    log: pd.DataFrame,
    homes: pd.DataFrame,
    population: pd.DataFrame | Persons,
    area: Places,
    timeline: Timeline,
    *,
    county_indices: Sequence[int],
    travel: TravelMinutes,
    catchment_minutes: float,
) -> Seen:
    """Return what all figures of one replication are read from.

    Parameters and errors are those of `indicator_table`.
    """
    scope = make_scope(area, without_unbuilt(homes, log), timeline, county_indices)
    reading = read_log(log, scope)
    if not isinstance(population, Persons):
        population = count_persons(population, scope)
    days, pairs = bed_days(reading, scope), near_pairs(scope, travel)
    centers = operating_centers(reading, scope)
    access = township_access(
        reading, scope, days, centers, pairs, population, catchment_minutes
    )
    return Seen(scope, reading, days, centers, pairs, population, access)


def indicator_table(
    log: pd.DataFrame,
    homes: pd.DataFrame,
    population: pd.DataFrame | Persons,
    area: Places,
    timeline: Timeline,
    *,
    county_indices: Sequence[int],
    load_by_ability: Sequence[float],
    travel: TravelMinutes,
    center_minutes: float,
    center_townships: int,
    catchment_minutes: float,
    outside_beds_on: Callable[[date], float],
    guarantee_days: float,
    with_rules: bool = False,
    regret: pd.DataFrame | None = None,
    costs: CostRates | None = None,
    elders: pd.DataFrame | None = None,
    seen: Seen | None = None,
) -> pd.DataFrame:
    """Return every indicator of the catalogue for one replication.

    A pure function: the same log and tables give the same rows, byte for byte, and a
    county has the same rows alone as in the region.

    Parameters
    ----------
    log
        Event log of one replication, columns of `sim.events.COLUMNS`, in order of
        happening. Rows at or after the end of the period are not read.
    homes
        Registry of the draw, with homes built later. Read are `home_id`,
        `county_code`, `township_code`, `tier`, `ownership`, `operation`,
        `accepts_social`, `lon`, `lat`; all as they were at the start. A home that a
        rule might have built and did not (`opened` says so) is left aside.
    population
        Expected persons (columns of `population.parquet`), or what `count_persons`
        made of them, which spares the counting in every replication.
    area
        The whole pack: `name`, `counties`, `townships`.
    timeline
        The reported period.
    county_indices
        Counties looked at, as rows of `area.counties`.
    load_by_ability
        Carers that one resident takes: able, mild, moderate, severe. [ratio]
    travel
        Minutes from townships to homes.
    center_minutes
        How far a centre serves. [minutes]
    center_townships
        How many units a centre may serve, its own included.
    catchment_minutes
        How far a home's beds count in the floating catchments. [minutes]
    outside_beds_on
        Beds outside institutions on a date. [beds]
    guarantee_days
        Days within which a willing guaranteed elder is due a place. [days]
    with_rules
        Whether the scenario has rules: what they did is then a figure in every year,
        nought included. Without it there are no such rows.
    regret
        Closures and homes that stayed, judged; see `sim.indicators.regret`.
    costs
        Rates of cost; without them cost is left out.
    elders
        Who is in the log, with `elder_id`, `class` and `guaranteed_from`. Needed for
        cost.
    seen
        What `see` made of the same, if somebody has it already.

    Returns
    -------
        Columns `sim.indicators.rows.COLUMNS`, sorted by its `KEYS`. `all` stands
        where a figure is not split. An undefined figure has no row.

    Raises
    ------
    ValueError
        If the log is out of order, holds several replications, names what is not
        known, or has residents or beds in a home that has ended; if cost is asked for
        without elders.
    """
    if seen is None:
        seen = see(
            *(log, homes, population, area, timeline),
            county_indices=county_indices,
            travel=travel,
            catchment_minutes=catchment_minutes,
        )
    scope, reading, days, centers, pairs, persons, access = seen
    rows = Rows(scope)
    kinds = yearly_kinds(reading, scope)
    staffed = staffed_bed_days(reading, scope, load_by_ability)
    add_occupancy(rows, days, staffed, kinds)
    add_flows(rows, reading, kinds)
    add_guarantee(rows, reading, guarantee_days)
    add_coverage(
        rows,
        reading,
        days,
        centers,
        pairs,
        center_minutes=center_minutes,
        center_townships=center_townships,
    )
    add_beds_per_elder(rows, days, persons, outside_beds_on)
    add_center_access(rows, persons, access)
    add_free_bed_access(rows, persons, access)
    add_floating_catchments(rows, persons, access)
    if with_rules:
        add_rule_figures(rows, reading)
    if regret is not None:
        unit = {"draw": reading.draw, "replication": reading.replication}
        add_regret(rows, regret, **unit)
    if costs is not None:
        if elders is None:
            raise ValueError("cost needs the classes of the elders")
        add_costs(rows, reading, days, elders, costs)
    return rows.to_frame(reading.draw, reading.replication)
