"""Values with which the homes could not hold their residents are not simulated.

The stationary solution knows no limits: far out in the prior it has more residents than
there are beds, the simulation crawls, and what it shows is the number of beds. Such
values are told from the forward equations alone and left out of the prior; how much of
it they are is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from sim.area import Area
from sim.experiment.workers import in_parallel
from sim.fitting.scales import Floats
from sim.fitting.unknowns import Unknowns
from sim.population.setting import population_setting
from sim.population.stationary import at_home, expected_residents
from sim.scenario import Scenario

MOST_OCCUPIED = 0.9
_COUNTIES = 8


def holds(scenario: Scenario) -> bool:
    """Return whether the expected residents of a scenario fit into its beds."""
    indices = scenario.county_indices
    some = indices[:: max(1, len(indices) // _COUNTIES)]
    setting = population_setting(scenario)
    residents = sum(
        float(expected_residents(setting, at_home(setting, county)).sum())
        for county in some
    )
    elders = scenario.area.elders
    aged = elders[elders["age_group"] >= "60-64"].groupby("county_index")["elders"]
    persons = aged.sum()
    share = residents / float(persons[some].sum())
    return share * float(persons.sum()) <= MOST_OCCUPIED * beds_of(scenario.area)


def beds_of(area: Area) -> float:
    """Return the licensed beds of a pack."""
    if area.homes is not None:
        return float(area.homes[["beds_ordinary", "beds_nursing"]].to_numpy().sum())
    if area.homes_totals is None:
        raise ValueError(f"pack {area.name} has neither homes nor totals")
    return float(area.homes_totals["beds"]["value"])


def screened(
    scores: Floats, unknowns: Unknowns, scenario: Scenario, number: int, jobs: int
) -> tuple[Floats, float]:
    """Return the first rows of scores that the homes can hold.

    Parameters
    ----------
    scores
        Candidates. Shape (candidates, unknowns).
    number
        How many are wanted.
    jobs
        Processes; they change no row.

    Returns
    -------
        At most `number` rows, and the share of those looked at that passed.
    """
    passed = np.zeros(len(scores), dtype=bool)
    looked = 0
    while looked < len(scores) and passed.sum() < number:
        block = range(looked, min(looked + number, len(scores)))
        asked = [(row, unknowns.values(scores[row])) for row in block]
        for row, fits in in_parallel(partial(_looked_at, scenario), asked, jobs):
            passed[row] = fits
        looked = block.stop
    rows: Floats = scores[np.flatnonzero(passed)[:number]]
    return rows, float(passed[:looked].mean())


def _looked_at(
    scenario: Scenario, asked: tuple[int, Mapping[str, float]]
) -> tuple[int, bool]:
    row, values = asked
    return row, holds(scenario.with_values(values))
