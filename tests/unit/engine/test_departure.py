"""One departure at a time gives what the arrays give for many."""

from pathlib import Path

import numpy as np
import pytest

from sim.engine.model import build_world
from sim.scenario import load_scenario
from sim.supply.setting import supply_setting

SMALL = Path(__file__).parents[3] / "scenarios" / "teaching" / "small_county.yaml"


@pytest.mark.parametrize("ratio", ["1", "2.5"])
@pytest.mark.parametrize("day", [0.0, 400.0, 3000.0])
def test_a_stay_ends_alone_as_among_others(ratio, day):
    scenario = load_scenario(SMALL, overrides={"stay.admission_death_ratio": ratio})
    world = build_world(scenario, supply_setting(scenario, 0), 0)
    if day:
        world.env.run(until=day)  # nothing happens: no process was started
    alive = np.array(
        [p for p in range(len(world.roster)) if world.roster.death_day[p] > day]
    )
    for person in alive.tolist():
        world.roster.settle(person, day)
    many = world.departures(alive, np.full(len(alive), day), np.zeros(len(alive)))
    alone = [world.departure(person) for person in alive.tolist()]
    causes = {departure.died for departure in many}

    horizon = world.horizon_days
    for one, other in zip(alone, many, strict=True):
        if other.day == np.inf:
            assert one.day >= horizon
        else:
            assert one.day == pytest.approx(other.day, abs=2e-5)
            assert one.died == other.died
    assert causes == {True, False}
