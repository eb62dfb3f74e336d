"""Build the area, let time pass, hand back the event log."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
import simpy
from numpy.typing import NDArray

from sim.engine.bed_board import BedBoard
from sim.engine.course import Course
from sim.engine.decisions import Decisions
from sim.engine.foreseen import Foreseen
from sim.engine.going_on import set_out_next
from sim.engine.parameters import engine_parameters
from sim.engine.reviews import Reviews
from sim.engine.roster import Roster
from sim.engine.services import Services
from sim.engine.sight import Sight
from sim.engine.supply_state import supply_state
from sim.engine.world import World
from sim.events import EventLog
from sim.population import draw_area_people
from sim.scenario import Scenario
from sim.streams import Streams
from sim.supply.setting import SupplySetting, supply_setting


@dataclass(frozen=True)
class Outcome:
    """What one replication leaves behind.

    Attributes
    ----------
    log
        Event log with the columns of `sim.events.COLUMNS`.
    homes
        Registry of the draw, homes built later included.
    decisions
        Judgements of rules, with the columns of `sim.engine.decisions.COLUMNS`.
    elders
        Those who ever applied or lived in a home; `in_care_days` of those who live in
        one on the first day, since when. [days]
    ledger
        Resident-days and licensed bed-days accrued by the end of each year, by home.
        Kept by the engine for rules; never published. [days]
    multiplier_exceedances
        Pairs of township, class and ability whose multiplier met the cap.
    dropped_residents
        Starting residents for whom no home had a bed.
    """

    log: pd.DataFrame
    homes: pd.DataFrame
    decisions: pd.DataFrame
    elders: pd.DataFrame
    ledger: dict[float, NDArray[np.float64]]
    multiplier_exceedances: int
    dropped_residents: int


def simulate(
    scenario: Scenario,
    draw: int,
    replication: int,
    *,
    thin: bool = True,
    days: float | None = None,
) -> Outcome:
    """Run one replication of a scenario.

    Parameters
    ----------
    scenario
        A checked scenario; its selected counties are simulated.
    draw
        Number of the parameter draw: which registry of homes is drawn.
    replication
        Number of the replication, from 0. The same number gives the same elders in
        every scenario with the same seed.
    thin
        Leave out elders who can never apply. The log does not depend on it.
    days
        Stop after so many days; the whole period if not given. [days]
    """
    supply = supply_setting(scenario, draw)
    with _cyclic_collector_off():
        world = build_world(scenario, supply, replication, thin=thin)
        state = supply_state(
            world.homes,
            supply.table["upgradable"].to_numpy(dtype=bool),
            len(scenario.area.counties),
        )
        services = Services(scenario, supply, world.homes, world.board.ledger, state)
        course = Course(scenario, supply, world, services)
        decisions = Decisions(
            supply.table["home_id"].astype(str).tolist(),
            scenario.area.counties["county_code"].tolist(),
            scenario.area.townships["township_code"].tolist(),
        )
        sight = Sight(scenario, supply, world, state, services)
        if scenario.rules:
            Reviews(scenario, world, course, state, sight, decisions).schedule()
        set_out_next(world.env, course.drive())
        end = world.horizon_days if days is None else min(days, world.horizon_days)
        world.env.run(until=end)
        world.board.ledger.snapshot(end)
        elders = _elders(world, scenario, draw, replication, end)
        log, ledger = world.log, world.board.ledger.snapshots
        exceedances, dropped = course.exceedances, course.dropped
        _let_go(world)
        del course, services, sight
    return Outcome(
        log=log.to_frame(
            supply.table["home_id"].tolist(),
            scenario.area.counties["county_code"].tolist(),
            scenario.area.townships["township_code"].tolist(),
            draw=draw,
            replication=replication,
        ),
        homes=supply.table,
        decisions=decisions.to_frame(draw, replication),
        elders=elders,
        ledger=ledger,
        multiplier_exceedances=exceedances,
        dropped_residents=dropped,
    )


def build_world(
    scenario: Scenario, supply: SupplySetting, replication: int, *, thin: bool = True
) -> World:
    """Return the world of a replication before its first day: elders and empty homes.

    See `simulate` for the parameters.
    """
    streams = Streams(scenario.seed, replication)
    env, log = simpy.Environment(), EventLog()
    roster = Roster(draw_area_people(scenario, streams, thin=thin), supply.choices)
    parameters = engine_parameters(scenario)
    homes = supply.homes.copy()
    return World(
        env=env,
        log=log,
        board=BedBoard(env, homes, log, parameters.load, roster),
        roster=roster,
        homes=homes,
        choices=supply.choices,
        utilities=supply.choices.utilities(homes),
        streams=streams,
        foreseen=Foreseen(streams),
        parameters=parameters,
        horizon_days=scenario.timeline.horizon_days,
    )


def _let_go(world: World) -> None:
    """Free a world that has ended, before tables are made: it is most of the memory.

    What is still due leads to the elders it is due to, and they to the world, so that
    it would stay until the cyclic collector walks through all of it.
    """
    for *_, event in world.env._queue:
        event.callbacks.clear()
    world.env._queue.clear()
    vars(world).clear()


def _elders(
    world: World, scenario: Scenario, draw: int, replication: int, end: float
) -> pd.DataFrame:
    """Return who ever applied or lived in a home, as known on the last day."""
    met = np.array(sorted(world.roster.met), dtype=np.int64)
    people = world.roster.people
    names = np.array(["guaranteed", "hardship", "self_paying"])
    before = people.class_before[met]
    later = people.guaranteed_from[met] >= end
    final = np.where(later, before, people.elder_class[met])
    return pd.DataFrame(
        {
            "draw": np.int32(draw),
            "replication": np.int32(replication),
            "elder_id": people.elder_id[met],
            "sex": np.array(["female", "male"])[people.sex[met]],
            "birth_day": people.birth_day[met],
            "class": names[final],
            "class_before": names[before],
            "guaranteed_from": np.where(later, np.inf, people.guaranteed_from[met]),
            "in_care_days": people.elapsed_days[met],
            "special_family": people.special_family[met],
            "special_contribution": people.special_contribution[met],
            "residence": np.array(["rural", "urban"])[people.residence[met]],
            "township_code": scenario.area.townships["township_code"]
            .to_numpy()[people.township[met]]
            .astype(str),
        }
    )


@contextmanager
def _cyclic_collector_off() -> Iterator[None]:
    """Keep the cyclic collector from walking a growing heap of live objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
