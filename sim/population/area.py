"""The elders of a whole scenario: all counties of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.population.draw import draw_people
from sim.population.expected import expected_table
from sim.population.joining import join
from sim.population.people import People
from sim.population.setting import PopulationSetting, population_setting
from sim.streams import Streams

if TYPE_CHECKING:
    from sim.scenario import Scenario

# The setting of the last scenario asked for: replications of one scenario follow each
# other, and a worker holds one scenario at a time.
_last: list[tuple[object, PopulationSetting]] = []


def setting_of(scenario: Scenario) -> PopulationSetting:
    """Return the setting of a scenario, made once for its replications."""
    if not _last or _last[0][0] is not scenario:
        _last[:] = [(scenario, population_setting(scenario))]
    return _last[0][1]


def draw_area_people(scenario: Scenario, streams: Streams, thin: bool = True) -> People:
    """Return the elders of all counties of a run, in the order of their ids.

    See `draw_people`.
    """
    setting = setting_of(scenario)
    return join(
        [
            draw_people(setting, county, streams, thin)
            for county in scenario.county_indices
        ]
    )


def expected_population(scenario: Scenario) -> pd.DataFrame:
    """Return the expected persons of a run by year; see `expected_table`."""
    return expected_table(
        setting_of(scenario),
        scenario.county_indices,
        scenario.area.townships["township_code"].astype(str).tolist(),
    )
