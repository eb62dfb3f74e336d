"""Values with which the homes could not hold their residents are left out.

The stationary solution knows no limits: far out in the prior it has more residents than
there are beds or carers, the simulation crawls, and what it shows is the number of
beds. Residents who live in a home today do have a bed and are cared for, so such values
are not of this place. They are told from the forward equations and the registry alone;
how much of the prior they are is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from sim.area import AreaError
from sim.events import ABILITIES, ElderClass
from sim.experiment.workers import in_parallel
from sim.fitting.scales import Floats
from sim.fitting.unknowns import Unknowns
from sim.population.setting import population_setting
from sim.population.stationary import at_home, expected_residents
from sim.scenario import Scenario
from sim.supply.registry import draw_registry

MOST_OCCUPIED = 0.8
_COUNTIES = 8


def holds(scenario: Scenario, draw: int) -> bool:
    """Return whether the beds and carers of a registry suffice for the residents.

    Parameters
    ----------
    scenario
        Values and place.
    draw
        Number of the registry.
    """
    try:
        residents = expected_by_ability(scenario)
    except AreaError:
        # No rates between abilities keep what is published: not of this place either.
        return False
    homes = registry(scenario, draw)
    load = np.array([float(scenario.value(f"staff.load.{name}")) for name in ABILITIES])
    public = homes[homes["ownership"] == "public"]
    guaranteed = residents[ElderClass.GUARANTEED]
    return _suffices(public, guaranteed, load) and _suffices(
        homes, residents.sum(axis=0), load
    )


def _suffices(homes: pd.DataFrame, residents: Floats, load: Floats) -> bool:
    beds = float(homes[["beds_ordinary", "beds_nursing"]].to_numpy().sum())
    under_60 = float(homes["under_60_residents"].sum())
    carers = float(homes["care_staff"].sum())
    people = float(residents.sum()) + under_60
    needed = float(residents @ load) + under_60 * float(load[0])
    return people <= MOST_OCCUPIED * beds and needed <= MOST_OCCUPIED * carers


def registry(scenario: Scenario, draw: int) -> pd.DataFrame:
    """Return the homes of a run's counties in a draw."""
    homes = draw_registry(
        scenario.area,
        seed=scenario.seed,
        draw=draw,
        home_effect_sd=0.0,
        under_60_per_bed=float(scenario.value("guaranteed.under_60_per_public_bed")),
    )
    codes = scenario.area.counties["county_code"].iloc[scenario.county_indices]
    return homes[homes["county_code"].isin(codes)]


def expected_by_ability(scenario: Scenario) -> Floats:
    """Return expected residents aged 60+, as if there were no limits.

    A large place is judged by some of its counties.

    Returns
    -------
        Shape (classes, abilities). [persons]
    """
    indices = scenario.county_indices
    some = indices[:: max(1, len(indices) // _COUNTIES)]
    setting = population_setting(scenario)
    residents = sum(
        expected_residents(setting, at_home(setting, county)).sum(axis=(0, 1, 2))
        for county in some
    )
    elders = scenario.area.elders
    aged = elders[elders["age_group"] >= "60-64"].groupby("county_index")["elders"]
    persons = aged.sum()
    whole = float(persons.reindex(indices).sum() / persons.reindex(some).sum())
    return np.asarray(residents, dtype=float) * whole


def screened(
    scores: Floats,
    draws: Sequence[int],
    unknowns: Unknowns,
    scenario: Scenario,
    jobs: int,
) -> tuple[Floats, float]:
    """Return a row of scores for each draw that its homes can hold.

    Parameters
    ----------
    scores
        Candidates, used up in their order. Shape (candidates, unknowns).
    draws
        Numbers of the registries.
    jobs
        Processes; they change no row.

    Returns
    -------
        Scores, shape (draws, unknowns), and the share of the candidates looked at
        that passed.

    Raises
    ------
    AreaError
        There are not enough candidates that the homes can hold.
    """
    rows = np.full((len(draws), scores.shape[1]), np.nan)
    open_places = list(range(len(draws)))
    looked = 0
    while open_places:
        if looked + len(open_places) > len(scores):
            raise _too_full((len(draws) - len(open_places)) / max(looked, 1))
        asked = [
            (place, draws[place], unknowns.values(scores[looked + i]))
            for i, place in enumerate(open_places)
        ]
        passed = dict(in_parallel(partial(_looked_at, scenario), asked, jobs))
        for i, place in enumerate(open_places):
            if passed[place]:
                rows[place] = scores[looked + i]
        looked += len(open_places)
        open_places = [place for place in open_places if not passed[place]]
    return rows, len(draws) / looked


def _looked_at(
    scenario: Scenario, asked: tuple[int, int, Mapping[str, float]]
) -> tuple[int, bool]:
    place, draw, values = asked
    return place, holds(scenario.with_values(values), draw)


def _too_full(share: float) -> AreaError:
    return AreaError(
        f"在大多数取值下老人比床位或护理员能承受的多（只有 {share:.0%} 放得下）；"
        "请核对床位、护理员数和申请率",
        f"with most values there are more residents than beds or carers (only "
        f"{share:.0%} fit); check beds, staff and the rates of applying",
    )
