"""Residents of the first day in two counties of Guangxi."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine import simulate
from sim.population import draw_area_people
from sim.scenario import Scenario, load_scenario
from sim.streams import Streams

SCENARIOS = Path(__file__).parents[3] / "scenarios"
COUNTIES = [17, 40]


@pytest.fixture(scope="module", params=["baseline", "frozen"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    loaded = load_scenario(SCENARIOS / f"{request.param}.yaml")
    return replace(loaded, county_indices=COUNTIES)


def start(scenario: Scenario, thin: bool = True) -> pd.DataFrame:
    """Return the events of the first day, in words."""
    log = simulate(scenario, 0, 1, thin=thin, days=0.5).log
    return log.astype(
        {name: str for name in log.columns if log[name].dtype == "category"}
    )


def test_the_start_does_not_depend_on_other_counties_or_thinning(
    scenario: Scenario,
) -> None:
    both = start(scenario)
    one = replace(scenario, county_indices=COUNTIES[1:])
    code = scenario.area.counties["county_code"].iloc[COUNTIES[1]]
    mine = both[both["county_code"] == code].reset_index(drop=True)

    assert (mine["cause"] == "start").sum() > 50
    pd.testing.assert_frame_equal(start(one), mine, check_exact=True)
    pd.testing.assert_frame_equal(start(one, thin=False), mine, check_exact=True)


def test_past_stays_are_those_of_the_residents_and_of_strangers(
    scenario: Scenario,
) -> None:
    people = draw_area_people(scenario, Streams(scenario.seed, 1))
    past = people.past

    assert past is not None
    stayed = np.isinf(past.gone)
    residents = people.elder_id[people.resident]
    np.testing.assert_array_equal(np.sort(past.elder_id[stayed]), residents)
    assert (~stayed).sum() > 100
    assert not np.isin(past.elder_id[~stayed], people.elder_id).any()
    assert len(np.unique(past.elder_id)) == len(past)
    admission = past.segment_day[past.segment_offset[:-1]]
    assert (admission < np.minimum(past.gone, 0)).all()
    assert past.segment_day.max() < 0
