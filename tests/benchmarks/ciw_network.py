"""The same homes as a network in Ciw: a node a home, its beds the servers.

Ciw knows queues, not elders: each home has the admissions and the mean stay that the
program's own log shows, and whoever waits gives up after the scenario's patience.
"""

from __future__ import annotations

import ciw
import pandas as pd

from sim.engine import Outcome
from sim.engine.parameters import engine_parameters
from sim.scenario import Scenario


def ciw_network(scenario: Scenario, outcome: Outcome) -> ciw.network.Network:
    """Return the homes of a run as a network of Ciw."""
    days = scenario.timeline.horizon_days
    log, homes = outcome.log, outcome.homes
    admitted = log[(log["event"] == "admitted") & (log["time_days"] > 0)]
    admissions = admitted["facility_id"].astype("str").value_counts()
    stays = _resident_days(log, days).reindex(admissions.index) / admissions
    beds = homes.set_index("home_id")[["beds_ordinary", "beds_nursing"]].sum(axis=1)
    patience = engine_parameters(scenario).patience_days
    number = len(admissions)
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(n / days) for n in admissions],
        service_distributions=[ciw.dists.Exponential(1 / mean) for mean in stays],
        number_of_servers=[int(beds[home]) for home in admissions.index],
        reneging_time_distributions=[ciw.dists.Exponential(1 / patience)] * number,
        routing=[[0.0] * number for _ in range(number)],
    )


def ciw_stays(network: ciw.network.Network, days: float) -> int:
    """Simulate a network; return the stays that have begun."""
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(days)
    ended = len(simulation.get_all_records(only=["service"]))
    going_on = sum(
        bool(one.service_start_date)
        for node in simulation.transitive_nodes
        for one in node.all_individuals
    )
    return ended + going_on


def _resident_days(log: pd.DataFrame, days: float) -> pd.Series[float]:
    """Return the resident-days of each home: what each change adds to the end."""
    added = log["residents_change"] * (days - log["time_days"])
    home = log["facility_id"].astype("str")
    return added.groupby(home).sum()
