"""Everything about the supply that a scenario and a draw settle beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import ref

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.supply.actions import Change, Shortfall, facts_in_draw, plan_changes
from sim.supply.choice import ChoiceSet
from sim.supply.choice_weights import choice_weights
from sim.supply.homes import Homes, homes_of
from sim.supply.registry import draw_registry
from sim.supply.rules.new_homes import rule_home_rows
from sim.supply.travel import Travel, travel_of

# Of scenarios that are alive, those last asked for: runs of a study take turns.
_MOST = 8
_known: list[tuple[ref[Scenario], int, SupplySetting]] = []


@dataclass(frozen=True)
class SupplySetting:
    """Homes and how elders see them.

    Attributes
    ----------
    table
        Registry of the whole pack, homes built later included.
    homes
        The same as arrays, at the start.
    selected
        Homes in the counties of the run. Shape (homes).
    under_60
        Guaranteed residents under 60, a fixed load. Shape (homes).
    changes
        Dated changes of selected homes, by day.
    choices
        Pairs of township and home.
    travel
        Travel times, between homes too.
    """

    table: pd.DataFrame
    homes: Homes
    selected: NDArray[np.bool_]
    under_60: NDArray[np.int64]
    changes: dict[float, list[Change]]
    choices: ChoiceSet
    travel: Travel


def travel_times(scenario: Scenario) -> Travel:
    """Return the travel times of a scenario's area."""
    return travel_of(
        scenario.area.townships,
        scenario.area.minutes,
        detour_ratio=float(scenario.value("travel.detour_ratio")),
        speed=float(scenario.value("travel.speed")),
        own_township_minutes=float(scenario.value("travel.own_township_minutes")),
    )


def planned_supply(
    scenario: Scenario, draw: int
) -> tuple[pd.DataFrame, list[Change], list[Shortfall]]:
    """Return the homes of a draw, what is done to them, and what was lacking for it.

    See `plan_changes`.
    """
    area = scenario.area
    registry = draw_registry(
        area,
        seed=scenario.seed,
        draw=draw,
        home_effect_sd=float(scenario.value("choice.home_effect_sd")),
        under_60_per_bed=float(scenario.value("guaranteed.under_60_per_public_bed")),
    )
    written = (*scenario.history, *scenario.programme)
    facts = [(fact.label, fact) for fact in facts_in_draw(written, scenario.seed, draw)]
    table, changes, lacking = plan_changes(registry, area, facts, scenario.timeline)
    # At the end, so that homes that no rule builds take nobody's place.
    sites = rule_home_rows(table, area, scenario.rules)
    if len(sites):
        table = pd.concat([table, sites], ignore_index=True)
    return table, changes, lacking


def supply_setting(scenario: Scenario, draw: int) -> SupplySetting:
    """Return the supply of a scenario in a parameter draw; see `_settled`.

    The replications of a draw have the same one, so it is made once for them; table
    and homes are the caller's own.
    """
    _known[:] = [entry for entry in _known if entry[0]() is not None][-_MOST:]
    made = [known for held, of, known in _known if held() is scenario and of == draw]
    setting = made[0] if made else _settled(scenario, draw)
    if not made:
        _known.append((ref(scenario), draw, setting))
    return replace(setting, table=setting.table.copy(), homes=setting.homes.copy())


def _settled(scenario: Scenario, draw: int) -> SupplySetting:
    """Return the supply of a scenario in a parameter draw.

    The scenario is taken as it is: what a joint draw says of parameters is in it
    already (`Scenario.in_draw`). What is declared of homes, and amounts of dated facts
    that have a range, are drawn here.

    The registry is drawn and changed for the whole pack, so that a county meets the
    same homes alone and in the region.
    """
    area = scenario.area
    table, changes, _ = planned_supply(scenario, draw)
    homes = homes_of(table, area)
    counties = np.array(scenario.county_indices, dtype=np.int64)
    selected = np.isin(homes.county, counties)
    by_day: dict[float, list[Change]] = {}
    for change in changes:
        if selected[change.home]:
            by_day.setdefault(change.day, []).append(change)
    # Homes outside the run neither open nor admit.
    homes.is_open[~selected] = False
    township_county = area.townships["county_index"].to_numpy(dtype=np.int64)
    travel = travel_times(scenario)
    return SupplySetting(
        table=table,
        homes=homes,
        selected=selected,
        under_60=table["under_60_residents"].to_numpy(dtype=np.int64) * selected,
        changes=by_day,
        choices=ChoiceSet(
            homes,
            np.flatnonzero(np.isin(township_county, counties)),
            township_county,
            travel,
            choice_weights(scenario),
        ),
        travel=travel,
    )
