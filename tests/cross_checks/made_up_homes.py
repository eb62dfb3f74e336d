"""Homes of one township with Poisson applications and exponential stays.

The scenario is the teaching one of a single home with other homes in it. Time runs
twenty times as fast: as many stays in fewer days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from sim.scenario import Scenario, load_scenario
from sim.timeline import DAYS_PER_YEAR, Timeline

ONE_HOME = Path(__file__).parents[2] / "scenarios" / "teaching" / "one_home_loss.yaml"
FASTER = 20
STAY_DAYS = 2 * DAYS_PER_YEAR / FASTER


def made_up_homes(
    beds: Sequence[int],
    fire_safety: Sequence[bool],
    load: float,
    days: int,
    settings: Mapping[str, str],
) -> Scenario:
    """Return homes that start empty and have carers enough.

    Parameters
    ----------
    beds, fire_safety
        Ordinary beds of each home, and whether it passed its inspection.
    load
        Applications within a mean stay, in all homes. [-]
    days
        Length of the period. [days]
    settings
        Parameters by path, as the command takes them.
    """
    scenario = load_scenario(ONE_HOME, dict(settings))
    assert scenario.demand is not None
    assert scenario.area.homes is not None
    homes = pd.concat([scenario.area.homes] * len(beds), ignore_index=True)
    homes["home_id"] = [f"990101-T{number:02}" for number in range(1, len(beds) + 1)]
    homes["beds_ordinary"] = list(beds)
    homes["fire_safety_ok"] = list(fire_safety)
    homes["care_staff"] = 999.0
    first = date(2021, 1, 1)
    return replace(
        scenario,
        area=replace(scenario.area, homes=homes),
        timeline=Timeline(first, date.fromordinal(first.toordinal() + days - 1)),
        demand=replace(
            scenario.demand,
            applications_per_year=load / STAY_DAYS * DAYS_PER_YEAR,
            mean_stay_days=STAY_DAYS,
        ),
    )
