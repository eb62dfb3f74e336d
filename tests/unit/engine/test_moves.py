"""What a move by a rule does to a resident."""

import numpy as np
import pytest
import worlds
from worlds import HORIZON, ORDINARY, Home, Life, run_world

from sim.engine.moves import move
from sim.events import Cause, Event


@pytest.mark.parametrize(
    ("cause", "kills"), [(Cause.EMERGENCY, True), (Cause.RULE_CLOSE, False)]
)
def test_an_emergency_kills_by_its_own_ratio(monkeypatch, cause, kills):
    table = worlds._deathless()
    table.death_rate[:] = 0.001
    monkeypatch.setattr(worlds, "_deathless", lambda: table)
    result = run_world(
        [Home(1, attraction=9), Home(1)],
        [Life(0)],
        planned_death_ratio=1.0,
        emergency_death_ratio=1e6,
    )
    world = result.world
    world.horizon_days = 2 * HORIZON

    move(world, 0, 1, ORDINARY, cause, Event.MOVED_BY_CLOSURE)
    world.env.run(until=2 * HORIZON)

    assert (0 not in world.board.place_of) == kills
    assert np.isfinite(world.roster.death_day[0]) == kills
