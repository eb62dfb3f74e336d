"""The same three homes written for Ciw, which no one here wrote.

A node for whoever has just applied, and one a home with its beds as servers. Ciw has
its own clock, queues, patience and random numbers; of ours it uses nothing but beds,
rates and what the choice of homes says of their attractions.
"""

from __future__ import annotations

from collections.abc import Sequence

import ciw
import numpy as np
import pandas as pd
from cross_checks.made_up_homes import STAY_DAYS
from cross_checks.three_homes import (
    BEDS,
    Case,
    attractions,
    measures,
    scenario_of,
)

_BEFORE_HOMES = 2
"""Ciw numbers nodes from 1, and the first is where people apply."""


class BestHome(ciw.routing.NodeRouting):
    """To the best home, or to the best with a free bed, or away."""

    def __init__(self, case: Case, weights: Sequence[float], seed: int) -> None:
        self._case = case
        self._weights = np.array(weights)
        self._random = np.random.default_rng(seed)

    def next_node(self, ind: ciw.individual.Individual) -> object:
        # The least of exponentials falls on each in proportion to its rate.
        order = np.argsort(
            self._random.standard_exponential(len(BEDS)) / self._weights
        ).tolist()
        homes = [self.simulation.nodes[_BEFORE_HOMES + home] for home in order]
        tried = homes if self._case.tries_others else homes[:1]
        for home in tried:
            if home.number_of_individuals < home.c:
                return home
        return homes[0] if self._case.waits else self.simulation.nodes[-1]


def measured_in_ciw(case: Case, days: int, replications: Sequence[int]) -> pd.DataFrame:
    """Return the measures of each replication of Ciw; see `measures`."""
    weights = attractions(scenario_of(case, days))
    return pd.DataFrame([_replication(case, weights, days, n) for n in replications])


def _replication(
    case: Case, weights: Sequence[float], days: int, number: int
) -> dict[str, float]:
    homes = len(BEDS)
    patience = (
        ciw.dists.Exponential(1 / case.patience_days)
        if case.waits and np.isfinite(case.patience_days)
        else None
    )
    leave = [ciw.routing.Leave() for _ in BEDS]
    network = ciw.create_network(
        arrival_distributions=[
            ciw.dists.Exponential(case.load / STAY_DAYS),
            *[None] * homes,
        ],
        service_distributions=[
            ciw.dists.Deterministic(0.0),
            *[ciw.dists.Exponential(1 / STAY_DAYS)] * homes,
        ],
        number_of_servers=[float("inf"), *BEDS],
        reneging_time_distributions=[None, *[patience] * homes],
        routing=ciw.routing.NetworkRouting(
            routers=[BestHome(case, weights, number), *leave]
        ),
    )
    ciw.seed(number)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(days)
    return measures(_stays(simulation), days)


def _stays(simulation: ciw.Simulation) -> pd.DataFrame:
    """Return what Ciw recorded as `three_homes.stays` returns it."""
    records = pd.DataFrame(
        simulation.get_all_records(only=["service", "renege"], include_incomplete=True)
    )
    applied = records[records["node"] == 1].set_index("id_number")
    later = records[records["node"] > 1].set_index("id_number")
    service = later[later["record_type"] != "renege"]
    table = pd.DataFrame({"applied": applied["arrival_date"]})
    table["admitted"] = service["service_start_date"].reindex(table.index)
    table["left"] = later["exit_date"].reindex(table.index)
    # Whoever never reached a home went away on the day.
    nowhere = ~table.index.isin(later.index)
    table.loc[nowhere, "left"] = table.loc[nowhere, "applied"]
    table["left"] = table["left"].fillna(np.inf)
    home = (service["node"] - 1).astype(int).astype(str)
    table["home"] = home.reindex(table.index)
    return table.reset_index(drop=True)
