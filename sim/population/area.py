"""The elders of a whole scenario: all counties of a run.

Lives are drawn once for all scenarios in which they are the same. What they are drawn
from is known from the arguments of `make_setting`, out of which a population is made
and nothing else: a value that the population begins to read is an argument by then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from weakref import ref

import numpy as np
import pandas as pd

from sim.population.draw import draw_people
from sim.population.expected import expected_table
from sim.population.fingerprint import fingerprint
from sim.population.joining import join
from sim.population.people import People
from sim.population.setting import (
    PopulationSetting,
    population_setting,
    setting_arguments,
)
from sim.streams import Streams

if TYPE_CHECKING:
    from sim.scenario import Scenario

_Held = TypeVar("_Held")


class Latest(Generic[_Held]):
    """The things last asked for, and never more than a few."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[object, _Held] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: object, make: Callable[[], _Held]) -> _Held:
        """Return what is held under a key, made now if it is not there."""
        if self.most < 1:
            return make()
        if key not in self._held:
            made = make()
            self._held[key] = made
        self._held.move_to_end(key)
        while len(self._held) > self.most:
            self._held.popitem(last=False)
        return self._held[key]


# A worker may go through several scenarios of which some share their elders. The
# elders of a province are the largest things it holds.
SETTINGS: Final[Latest[PopulationSetting]] = Latest(4)
PEOPLE: Final[Latest[People]] = Latest(2)
EXPECTED: Final[Latest[pd.DataFrame]] = Latest(2)
# Fingerprints of scenarios that are alive, so that each is read once.
_known: list[tuple[ref[Scenario], bytes]] = []


def population_key(scenario: Scenario) -> bytes:
    """Return one fingerprint of all that the population reads of a scenario."""
    _known[:] = [entry for entry in _known if entry[0]() is not None]
    for held, key in _known:
        if held() is scenario:
            return key
    key = fingerprint(setting_arguments(scenario))
    _known.append((ref(scenario), key))
    return key


def setting_of(scenario: Scenario) -> PopulationSetting:
    """Return the setting of a scenario, made once for all that have the same."""
    key = population_key(scenario)
    return SETTINGS.get(key, lambda: population_setting(scenario))


def draw_area_people(scenario: Scenario, streams: Streams, thin: bool = True) -> People:
    """Return the elders of all counties of a run, in the order of their ids.

    Two scenarios that do not differ in what the population reads get the same object
    for the same replication, one after the other; its arrays cannot be written to.
    See `draw_people`.
    """

    def drawn() -> People:
        setting = setting_of(scenario)
        people = join(
            [
                draw_people(setting, county, streams, thin)
                for county in scenario.county_indices
            ]
        )
        _close(people)
        return people

    counties = tuple(scenario.county_indices)
    return PEOPLE.get((population_key(scenario), counties, streams, thin), drawn)


def expected_population(scenario: Scenario) -> pd.DataFrame:
    """Return the expected persons of a run by year; see `expected_table`."""

    def computed() -> pd.DataFrame:
        return expected_table(
            setting_of(scenario),
            scenario.county_indices,
            scenario.area.townships["township_code"].astype(str).tolist(),
        )

    key = population_key(scenario), tuple(scenario.county_indices)
    return EXPECTED.get(key, computed).copy()


def _close(people: People) -> None:
    """Let nobody write to arrays that several scenarios read."""
    for part in (people, people.past):
        if part is None:
            continue
        for field in fields(part):
            held = getattr(part, field.name)
            if isinstance(held, np.ndarray):
                held.flags.writeable = False
