"""Residents that size, kind, state and place lead one to expect in each home.

The residents of the county on the first day, by class and ability, choose among the
homes as the model lets them, with tastes averaged out and no home full. What a home has
beyond that is found by the inversion of Berry [1]_: the effects with which the choices
give each home the share of residents that it has.

References
----------
.. [1] S. Berry, "Estimating discrete-choice models of product differentiation", RAND
   Journal of Economics 25, 1994. doi:10.2307/2555829
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.population.setting import population_setting
from sim.population.stationary import at_home, expected_residents
from sim.scenario import Scenario
from sim.supply.choice import ChoiceSet
from sim.supply.choice_weights import choice_weights
from sim.supply.homes import homes_of
from sim.supply.registry import draw_registry
from sim.supply.setting import travel_times

Floats = NDArray[np.float64]
_ROUNDS: Final = 400
_CLOSE: Final = 1e-9
MOST_APART: Final = 3.0
"""Twenty times as full as expected, or a twentieth: beyond, the model is wrong."""
LEAST_RESIDENTS: Final = 0.5
"""Half a person stands for nobody, of which there is no logarithm."""


@dataclass(frozen=True)
class Demand:
    """Who chooses, and among what; homes in the order of the registry."""

    table: pd.DataFrame
    choices: ChoiceSet
    utility: Floats
    """Without effects of homes. Shape (pairs, classes, abilities). [utility]"""
    residents: Floats
    """Expected, without limits. Shape (townships, classes, abilities). [persons]"""

    def shares(self, effect: Floats) -> Floats:
        """Return the share of residents that chooses each home. Shape (homes)."""
        own = np.asarray(effect, dtype=np.float64)[self.choices.home]
        utility = self.utility + own[:, None, None]
        township = self.choices.township
        top = np.full((self.choices.township_count, *utility.shape[1:]), -np.inf)
        np.maximum.at(top, township, utility)
        ease = np.where(np.isfinite(top), top, 0.0)[township]
        weight = np.exp(utility - ease)
        total = np.zeros_like(top)
        np.add.at(total, township, weight)
        chosen = weight / np.maximum(total[township], 1e-300)
        people = (chosen * self.residents[township]).sum(axis=(1, 2))
        by_home = np.bincount(
            self.choices.home, weights=people, minlength=len(self.table)
        )
        shares: Floats = by_home / by_home.sum()
        return shares


def demand_of(scenario: Scenario) -> Demand:
    """Return who chooses among the homes of a scenario's registry."""
    area = scenario.area
    table = draw_registry(
        area,
        seed=scenario.seed,
        draw=0,
        home_effect_sd=0.0,
        under_60_per_bed=float(scenario.value("guaranteed.under_60_per_public_bed")),
    )
    homes = homes_of(table, area)
    township_county = area.townships["county_index"].to_numpy(dtype=np.int64)
    choices = ChoiceSet(
        homes,
        np.arange(len(township_county)),
        township_county,
        travel_times(scenario),
        choice_weights(scenario),
    )
    return Demand(table, choices, choices.utilities(homes), _residents(scenario))


def _residents(scenario: Scenario) -> Floats:
    """Return expected residents, spread over townships as applications are."""
    setting = population_setting(scenario)
    found = np.zeros((len(scenario.area.townships), 3, 4))
    for county in scenario.county_indices:
        home = at_home(setting, county)
        stock = expected_residents(setting, home).sum(axis=(0, 1, 2))
        asked = home.applications().sum(axis=(0, 1, 2, 5))
        part = asked / np.maximum(asked.sum(axis=0), 1e-300)
        found[home.cells.townships] = part[:, :, None] * stock
    return found


def apart_from_expected(
    demand: Demand, seen: Floats, known: NDArray[np.bool_]
) -> Floats | None:
    """Return the effects with which the choices give the residents seen.

    Parameters
    ----------
    seen
        Residents of each home; only their proportions count. Shape (homes)
    known
        Homes of which they are known; the others have no effect.

    Returns
    -------
        Up to a constant; None where no effects within ±`MOST_APART` give them, as
        when a home that admits the guaranteed only has more residents than there are
        such. Shape (homes). [utility]
    """
    effect = np.zeros(len(seen))
    target = np.maximum(np.asarray(seen, dtype=float), LEAST_RESIDENTS)[known]
    target /= target.sum()
    for _ in range(_ROUNDS):
        shares = demand.shares(effect)[known]
        step = np.log(target) - np.log(np.maximum(shares / shares.sum(), 1e-12))
        effect[known] += step
        if np.abs(effect).max() > MOST_APART:
            return None
        if float(np.abs(step).max(initial=0.0)) < _CLOSE:
            return effect
    return None
