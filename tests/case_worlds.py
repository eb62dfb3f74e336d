"""Runs a planner's case: the place is written as an area pack, the rules as a scenario.

Everything from the scenario file to the table of decisions is the program's own. Only
who lives where is given by hand instead of drawn, so that a planner can work out every
occupancy with a pencil.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import simpy
from case_files import Case, Home
from worlds import _deathless, _no_rates

from sim.engine.model import Outcome, simulate
from sim.engine.pathway import apply, stay
from sim.engine.world import Departure, World
from sim.events import Cause, ElderClass
from sim.population.people import People
from sim.scenario import Scenario, load_scenario
from sim.supply.bed_kinds import ANY_BED, suitable_kinds

PLACE = Path(__file__).parents[1] / "scenarios" / "teaching" / "places" / "one_home"
FIRST_COUNTY = 990100
# Homes differ in nothing but what the case says; moves of those who choose are rare.
SAME_HOMES = {"choice.home_effect_sd": "0"}


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
    scenario = load_scenario(_write_scenario(case, folder))
    persons = sorted(_persons(case), key=lambda person: person.county)
    people = _people(persons, scenario, case)

    def place(world: World, under_60: np.ndarray) -> int:
        for home in np.flatnonzero(under_60).tolist():
            world.board.admit_under_60(home, int(under_60[home]))
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
    home = _home_ids(world, scenario).index(_home_id(person.county, person.home))
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


def _home_id(county: int, name: str) -> str:
    return f"{FIRST_COUNTY + county}-{name}"


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
    names = list(_township_codes(case))
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


# --- the place as an area pack ---------------------------------------------


def _write_scenario(case: Case, folder: Path) -> Path:
    place = folder / "place"
    shutil.copytree(PLACE, place)
    codes = _township_codes(case)
    _counties(case).to_csv(place / "counties.csv", index=False)
    _townships(case, codes).to_csv(place / "townships.csv", index=False)
    _elders(codes).to_csv(place / "elders.csv", index=False)
    _registry(case, codes).to_csv(place / "homes.csv", index=False)
    _minutes(case, codes).to_csv(place / "travel_minutes.csv", index=False)
    same = {"source": "assumption", "note": "测试 a test"}
    values = {path: {"value": text, **same} for path, text in SAME_HOMES.items()}
    scenario = {
        "format": "ruralbeds-scenario/1",
        "id": "case",
        "title": {"zh": "测试", "en": "Case"},
        "area": "./place",
        **case.scenario,
        "set": values | case.scenario["set"],
        "rules": case.rules,
    }
    path = folder / "case.yaml"
    path.write_text(_yaml(scenario) + "\n", encoding="utf-8")
    return path


def _yaml(value: object, depth: int = 0) -> str:
    """Return texts, lists and dictionaries as YAML in block style."""
    blanks = "  " * depth
    if isinstance(value, dict) and value:
        return "".join(
            f"\n{blanks}{key}: {_yaml(one, depth + 1)}" for key, one in value.items()
        )
    if isinstance(value, list) and value:
        return "".join(f"\n{blanks}- {_yaml(one, depth + 1)}" for one in value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    # Plain as the planner wrote it, unless YAML would read it otherwise.
    text = str(value)
    odd = any(mark in text for mark in ":#,[]{}'\"") or text[:1] in "-?&*!|>%@`"
    return json.dumps(text, ensure_ascii=False) if odd else text


def _township_codes(case: Case) -> dict[str, str]:
    """Return the codes of townships by name, in the order of the codes."""
    in_order = sorted(case.townships.items(), key=lambda item: item[1])
    return {
        name: f"{FIRST_COUNTY + county}{100 + number}"
        for number, (name, county) in enumerate(in_order)
    }


def _counties(case: Case) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "county_code": FIRST_COUNTY + county,
            "name_zh": f"第{county}县",
            "name_en": f"County {county}",
            "kind": "county",
            "prefecture_code": FIRST_COUNTY,
            "prefecture_zh": "子虚市",
            "prefecture_en": "Zixu City",
            "lon": 100.5,
            "lat": 30.5,
            "area_km2": 100,
            "source_id": "made_up",
        }
        for county in sorted(set(case.townships.values()))
    )


def _townships(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "township_code": code,
            "county_code": FIRST_COUNTY + case.townships[name],
            "name_zh": name,
            "name_en": name,
            "kind": "town",
            "lon": 100.5,
            "lat": 30.5,
            "position": "synthetic",
            "villages": 5,
            "resident_committees": 1,
            "source_id": "made_up",
        }
        for name, code in codes.items()
    )


def _elders(codes: dict[str, str]) -> pd.DataFrame:
    """Return the elders of one township for each: nobody of them is drawn."""
    known = pd.read_csv(PLACE / "elders.csv", dtype=str)
    known = known[known["township_code"] == known["township_code"].iloc[0]]
    return pd.concat(
        known.assign(township_code=code, county_code=code[:6])
        for code in codes.values()
    )


def _registry(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "home_id": _home_id(home.county, home.name),
            "name": home.name,
            "county_code": FIRST_COUNTY + home.county,
            "township_code": codes[home.township],
            "beds_ordinary": home.beds - home.nursing,
            "beds_nursing": home.nursing,
            "under_60_residents": home.under_60,
            "opened": "",
            "lon": 100.5,
            "lat": 30.5,
            **home.words,
        }
        for home in case.homes
    )


def _minutes(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    pairs = [(one, other) for one in codes for other in codes if one != other]
    town = {home.name: home.township for home in case.homes} | {
        name: name for name in codes
    }
    said = {
        tuple(sorted(town[name] for name in pair.split())): minutes
        for pair, minutes in case.minutes.items()
        if pair != "default"
    }
    return (
        pd.DataFrame(
            {
                "from_township": codes[one],
                "to_township": codes[other],
                "minutes": said.get(
                    tuple(sorted((one, other))), case.minutes["default"]
                ),
            }
            for one, other in pairs
        )
        if pairs
        else pd.DataFrame(columns=["from_township", "to_township", "minutes"])
    )
