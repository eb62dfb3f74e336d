"""Runs a planner's case: a place and rules as files, and who lives there.

Everything from the scenario file to the table of decisions is the program's own. Only
who lives where is given by hand instead of drawn, so that a planner can work out every
occupancy with a pencil.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

import numpy as np
import pytest
import simpy
from case_files import Case, Home
from case_places import home_id, township_codes, write_scenario
from worlds import _deathless, _no_rates

from sim.engine.model import Outcome, simulate
from sim.engine.moves import admit_under_60
from sim.engine.pathway import apply, stay
from sim.engine.world import Departure, World
from sim.events import Cause, ElderClass
from sim.population.people import People
from sim.scenario import Scenario, load_scenario
from sim.supply.bed_kinds import ANY_BED, suitable_kinds


@dataclass(frozen=True)
class Person:
    """Somebody in a case: lives in a home from a day on, or asks for a place then."""

    township: str
    county: int
    elder_class: int
    ability: int
    home: str = ""
    comes: date | None = None
    leaves: date | None = None


def run_case(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run a case with the program and return what the run leaves behind.

    Parameters
    ----------
    folder
        Where the place and the scenario are written.
    """
    scenario = load_scenario(write_scenario(case, folder))
    persons = sorted(_persons(case), key=lambda person: person.county)
    people = _people(persons, scenario, case)

    def place(world: World, under_60: np.ndarray) -> int:
        for home in np.flatnonzero(under_60).tolist():
            admit_under_60(world.board, home, int(under_60[home]))
        for number, person in enumerate(persons):
            day = 0.0 if person.comes is None else _day(scenario, person.comes)
            if day == 0.0 and person.home:
                _move_in(world, number, person, scenario)
            else:
                world.env.process(_later(world, number, person, scenario, day))
        return 0

    monkeypatch.setattr("sim.engine.model.draw_area_people", lambda *_, **__: people)
    monkeypatch.setattr("sim.engine.course.place_starting_residents", place)
    return simulate(scenario, 0, 0)


def _later(
    world: World, number: int, person: Person, scenario: Scenario, day: float
) -> Generator[simpy.Event, object, None]:
    yield world.env.timeout(day)
    if person.home:
        _move_in(world, number, person, scenario)
        return
    ability = world.roster.settle(number, day)
    options = world.options(number, person.elder_class, ability)
    yield from apply(world, number, options, Departure(inf, died=True))


def _move_in(world: World, number: int, person: Person, scenario: Scenario) -> None:
    """Give somebody a bed in the home of the case, a suitable one if there is one."""
    board, now = world.board, world.env.now
    home = _home_ids(world, scenario).index(home_id(person.county, person.home))
    ability = world.roster.settle(number, now)
    kinds = [*suitable_kinds(ability), *ANY_BED]
    kind = next(kind for kind in kinds if board.free[home][kind] > 0)
    cause = Cause.CHOICE if now else Cause.START
    board.admit(number, home, kind, ability, cause)
    world.roster.met.add(number)
    leaves = inf if person.leaves is None else _day(scenario, person.leaves)
    world.env.process(stay(world, number, Departure(leaves, died=True)))


def _home_ids(world: World, scenario: Scenario) -> list[str]:
    assert scenario.area.homes is not None
    return scenario.area.homes["home_id"].astype(str).tolist()


def _day(scenario: Scenario, when: date) -> float:
    return scenario.timeline.day(when)


# --- who lives there -------------------------------------------------------


def _persons(case: Case) -> Iterator[Person]:
    for home in case.homes:
        going = [day for day, number in home.leave.items() for _ in range(number)]
        # Those named last go first, so that the guaranteed can be named first.
        for back, (elder_class, ability) in enumerate(reversed(home.residents)):
            leaves = going[back] if back < len(going) else None
            yield _resident(home, elder_class, ability, leaves=leaves)
        for day, number in home.come.items():
            for _ in range(number):
                yield _resident(home, ElderClass.SELF_PAYING, 0, comes=day)
    for one in case.applicants:
        county = case.townships[one.township]
        yield Person(one.township, county, one.elder_class, one.ability, comes=one.day)


def _resident(
    home: Home,
    elder_class: int,
    ability: int,
    *,
    comes: date | None = None,
    leaves: date | None = None,
) -> Person:
    return Person(
        home.township, home.county, elder_class, ability, home.name, comes, leaves
    )


def _people(persons: list[Person], scenario: Scenario, case: Case) -> People:
    n = len(persons)
    names = list(township_codes(case))
    classes = np.array([one.elder_class for one in persons], dtype=np.int8)
    guaranteed = classes == ElderClass.GUARANTEED
    first = min(case.townships.values())
    ids = [(one.county - first) * 10**7 + i for i, one in enumerate(persons)]
    leaves = [inf if p.leaves is None else _day(scenario, p.leaves) for p in persons]
    return People(
        county_index=0,
        elder_id=np.array(ids, dtype=np.int64),
        township=np.array([names.index(p.township) for p in persons], dtype=np.int32),
        residence=np.zeros(n, dtype=np.int8),
        sex=np.zeros(n, dtype=np.int8),
        birth_day=np.full(n, -70.5 * 365.25),
        elder_class=classes,
        class_before=np.where(guaranteed, ElderClass.SELF_PAYING, classes).astype(
            np.int8
        ),
        guaranteed_from=np.where(guaranteed, -np.inf, np.inf),
        special_family=np.zeros(n, dtype=bool),
        special_contribution=np.zeros(n, dtype=bool),
        eligible_from=np.full(n, -3000.0),
        segment_offset=np.arange(n + 1),
        segment_day=np.zeros(n),
        segment_ability=np.array([one.ability for one in persons], dtype=np.int8),
        death_day=np.array(leaves),
        threshold=np.full(n, 1e9),
        resident=np.zeros(n, dtype=bool),
        elapsed_days=np.full(n, np.nan),
        row=np.zeros(n, dtype=np.int64),
        clock=np.zeros(n),
        table=_deathless(),
        rates=_no_rates(),
        horizon=1e9,
    )
