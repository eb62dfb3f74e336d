"""The start is the state that the engine itself would have come to.

Nine counties of Guangxi with half as many applications again, so that beds are scarce:
who lies where then depends most on who lay there before. Nobody ages, nothing is
built; 26 replications of one year. Tolerance is four standard errors of the mean
change, which a right model passes with all but one seed in 2,000 (Student's t, 25
degrees). They see a change of occupancy by 0.5 points, and of crowding by 0.6 (points
of the mean square of the homes' occupancies, which falls if a start has filled the
popular homes too much).

Placing the survivors alone, the longest resident first, each in its best home, as
though nobody had lain there who has left since, failed by 4.4 and 5.1 standard errors.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.engine import simulate
from sim.scenario import load_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
COUNTIES = list(range(5, 111, 12))
REPLICATIONS = 26
DAYS = (0.0, 365.25)


@pytest.fixture(scope="module")
def measures() -> dict[str, np.ndarray]:
    """Occupancy and crowding in points, by replication and day."""
    scenario = load_scenario(SCENARIOS / "frozen.yaml", {"demand.level": "1.5"})
    scenario = replace(scenario, county_indices=COUNTIES)
    code = scenario.area.counties["county_code"].iloc[COUNTIES]
    occupancy = np.empty((REPLICATIONS, len(DAYS)))
    crowding = np.empty_like(occupancy)
    for replication in range(REPLICATIONS):
        outcome = simulate(scenario, 0, replication, days=DAYS[-1] + 1)
        log, homes = outcome.log, outcome.homes
        in_home = log[log["facility_id"].notna()]
        beds = (homes["beds_ordinary"] + homes["beds_nursing"]).to_numpy()
        mine = homes["county_code"].isin(code).to_numpy() & (beds > 0)
        for at, day in enumerate(DAYS):
            residents = (
                in_home[in_home["time_days"] <= day]
                .groupby("facility_id", observed=True)["residents_change"]
                .sum()
                .reindex(homes["home_id"], fill_value=0)
                .to_numpy()[mine]
            )
            occupancy[replication, at] = 100 * residents.sum() / beds[mine].sum()
            crowding[replication, at] = 100 * np.mean((residents / beds[mine]) ** 2)
    return {"occupancy": occupancy, "crowding": crowding}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["occupancy", "crowding"])
def test_nothing_drifts_in_the_first_year(
    measures: dict[str, np.ndarray], name: str
) -> None:
    change = measures[name][:, -1] - measures[name][:, 0]

    error = change.std(ddof=1) / np.sqrt(REPLICATIONS)
    assert error < 0.15, "else the test sees less than it says"
    assert abs(change.mean()) < 4 * error
