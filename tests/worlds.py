"""Small worlds for tests of the engine: a few homes, a few hand-made lives.

The engine is the real one, with a real SimPy environment; only the population and the
supply are written by hand, so that a reader can follow every day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

import numpy as np
import pandas as pd
import simpy

from sim.engine.bed_board import BedBoard
from sim.engine.foreseen import Foreseen
from sim.engine.home_changes import open_home
from sim.engine.parameters import EngineParameters
from sim.engine.pathway import apply
from sim.engine.roster import Roster
from sim.engine.world import World
from sim.events import EventLog
from sim.population.cohorts import CohortTable
from sim.population.people import People
from sim.population.rates import Rates
from sim.streams import Streams
from sim.supply.choice import ChoiceSet
from sim.supply.choice_weights import ChoiceWeights
from sim.supply.homes import Homes
from sim.supply.travel import Travel

ABLE, MILD, MODERATE, SEVERE = range(4)
GUARANTEED, HARDSHIP, SELF_PAYING = range(3)
ORDINARY, NURSING, SURGE = range(3)
HORIZON = 1000.0


@dataclass(frozen=True)
class Life:
    """Somebody who applies on a day and lives until another."""

    applies_on: float
    dies_on: float = inf
    ability: tuple[tuple[float, int], ...] = ((0.0, ABLE),)
    elder_class: int = SELF_PAYING
    flagged: bool = False


@dataclass(frozen=True)
class Home:
    """A home in the one township, unless said otherwise."""

    ordinary: int
    nursing: int = 0
    care_staff: float = 99.0
    public: bool = True
    accepts_social: bool = True
    attraction: float = 0.0
    """Utility above the others."""
    county: int = 0


@dataclass
class SmallWorld:
    """What a run left behind."""

    world: World
    log: pd.DataFrame
    facility_ids: list[str] = field(default_factory=list)

    def story(self, *events: str) -> list[tuple[float, str, int, str | None]]:
        """Return day, event, elder and home of everything that befell elders."""
        rows = self.log[self.log["elder_id"].notna()]
        if events:
            rows = rows[rows["event"].isin(events)]
        return [
            (float(row.time_days), row.event, int(row.elder_id), _text(row.facility_id))
            for row in rows.itertuples()
        ]

    def causes(self, event: str) -> list[str]:
        """Return the causes of an event, in order."""
        return self.log.loc[self.log["event"] == event, "cause"].astype(str).tolist()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def run_world(
    homes: list[Home], lives: list[Life], days: float = HORIZON, **parameters: object
) -> SmallWorld:
    """Run the engine on hand-made homes and lives.

    Lives are processed in the order of their ids on equal days. Nobody is discharged
    alive, and whoever withdraws does not apply again.
    """
    env, log, streams = simpy.Environment(), EventLog(), Streams(1, 0)
    state = _homes(homes)
    choices = _choices(state)
    roster = Roster(_people(lives), choices)
    settings = _parameters(**parameters)
    board = BedBoard(env, state, log, settings.load, roster)
    world = World(
        env=env,
        log=log,
        board=board,
        roster=roster,
        homes=state,
        choices=choices,
        utilities=choices.utilities(state),
        streams=streams,
        foreseen=Foreseen(streams),
        parameters=settings,
        horizon_days=days,
    )
    for home in range(len(homes)):
        open_home(board, home)
    for person in range(len(lives)):
        env.process(_life(world, person, lives[person].applies_on))
    env.run(until=days)
    ids = [f"h{n}" for n in range(len(homes))]
    frame = log.to_frame(ids, ["c0", "c1"], ["t0", "t1"], draw=0, replication=0)
    board.ledger.snapshot(days)
    return SmallWorld(world, frame, ids)


def _life(world: World, person: int, day: float):
    yield world.env.timeout(day)
    roster = world.roster
    options = world.options(
        person, roster.class_on(person, day), roster.settle(person, day)
    )
    yield from apply(world, person, options, world.departure(person))


def _homes(homes: list[Home]) -> Homes:
    n = len(homes)
    county = np.array([home.county for home in homes])
    return Homes(
        county=county,
        township=county.copy(),
        public=np.array([home.public for home in homes]),
        township_tier=np.zeros(n, bool),
        accepts_social=np.array([home.accepts_social for home in homes]),
        regional_center=np.zeros(n, bool),
        is_open=np.ones(n, bool),
        entrusted=np.zeros(n, bool),
        beds=np.array([[home.ordinary, home.nursing] for home in homes]),
        care_staff=np.array([home.care_staff for home in homes]),
        fire_safety_ok=np.ones(n, bool),
        equipment_age_years=np.zeros(n),
        home_effect=np.array([home.attraction for home in homes]),
        lon=np.zeros(n),
        lat=0.1 * county,
    )


def _choices(homes: Homes) -> ChoiceSet:
    weights = ChoiceWeights(
        travel_weight=0.0,
        own_township=0.0,
        nursing_fit=0.0,
        fire_safety=0.0,
        equipment_age=0.0,
        regional_center=0.0,
        entrusted=0.0,
        price_hardship_private=0.0,
        constant_township=0.0,
        constant_private=0.0,
        constant_guaranteed_township=0.0,
        max_minutes=90.0,
        cross_county=False,
        other_county=True,
    )
    travel = Travel(
        lon=np.zeros(2),
        lat=np.array([0.0, 0.1]),
        detour_ratio=1.0,
        speed=60.0,
        own_township_minutes=5.0,
        table={},
    )
    return ChoiceSet(homes, np.array([0, 1]), np.array([0, 1]), travel, weights)


def _parameters(**changes: object) -> EngineParameters:
    values: dict[str, object] = {
        "patience_days": 1e6,
        "wait_tolerance": 1e6,
        "waiting_lists": 3,
        "supply_weight": 0.0,
        "multiplier_cap": 5.0,
        "guarantee_days": 30.0,
        "surge_share": 0.0,
        "purchase_private": False,
        "other_county": False,
        "planned_death_ratio": 1.0,
        "emergency_death_ratio": 1.0,
        "relocation_days": 90.0,
        "load": (0.1, 1 / 6, 1 / 6, 1 / 3),
    }
    return EngineParameters(**{**values, **changes})  # type: ignore[arg-type]


def _people(lives: list[Life]) -> People:
    n = len(lives)
    classes = np.array([life.elder_class for life in lives], dtype=np.int8)
    guaranteed = classes == GUARANTEED
    return People(
        county_index=0,
        elder_id=np.arange(n),
        township=np.zeros(n, dtype=np.int32),
        residence=np.zeros(n, dtype=np.int8),
        sex=np.zeros(n, dtype=np.int8),
        birth_day=np.full(n, -70.5 * 365.25),
        elder_class=classes,
        class_before=np.where(guaranteed, SELF_PAYING, classes).astype(np.int8),
        guaranteed_from=np.where(guaranteed, -np.inf, np.inf),
        special_family=np.array([life.flagged for life in lives]),
        special_contribution=np.zeros(n, dtype=bool),
        eligible_from=np.full(n, -3000.0),
        segment_offset=np.cumsum([0, *(len(life.ability) for life in lives)]),
        segment_day=np.array(
            [day for life in lives for day, _ in life.ability], dtype=float
        ),
        segment_ability=np.array(
            [level for life in lives for _, level in life.ability], dtype=np.int8
        ),
        death_day=np.array([life.dies_on for life in lives], dtype=float),
        threshold=np.ones(n),
        resident=np.zeros(n, dtype=bool),
        elapsed_days=np.full(n, np.nan),
        row=np.zeros(n, dtype=np.int64),
        clock=np.zeros(n),
        table=_deathless(),
        rates=_no_rates(),
        horizon=1e9,
    )


def _deathless() -> CohortTable:
    """A table without hazards: lives are written by hand."""
    zero, edges = np.zeros((4, 1)), np.array([0.0, 1e9])
    return CohortTable(
        edges=edges,
        exit_rate=zero,
        exit_cumulative=np.zeros((4, 2)),
        worsen_share=zero,
        change_share=zero,
        death_rate=zero,
        death_cumulative=np.zeros((4, 2)),
    )


def _no_rates() -> Rates:
    return Rates(
        apply=np.zeros((2, 3, 4)),
        multiplier_cap=5.0,
        discharge=np.zeros((3, 4)),
        admission_death_ratio=1.0,
        admission_death_days=0.0,
        guaranteed_share=np.zeros((2, 2)),
        entry_after_60_share=0.0,
        hardship_share=np.zeros(2),
        special_family_share=0.0,
        special_contribution_share=0.0,
        returners_share=0.0,
        level=1.0,
    )
