"""How long an elder waits belongs to the elder and to the occasion.

Somebody who gave up and comes again has other patience: with the numbers of the first
time, whoever gave up early once would do so always.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sim.engine import simulate
from sim.scenario import load_scenario
from sim.streams import Streams

PLACE = Path(__file__).parents[3] / "scenarios/teaching/small_county.yaml"
PATIENCE_DAYS = 180.0
HOME_AGAIN = ("withdrew", "discharged")


def test_a_second_wait_has_patience_of_its_own():
    asked = {"demand.level": "3", "demand.patience_days": str(PATIENCE_DAYS)}
    scenario = load_scenario(PLACE, overrides=asked)
    log = simulate(scenario, 0, 0).log
    streams = Streams(scenario.seed, 0)
    occasion: Counter[int] = Counter()
    since: dict[int, float] = {}
    later = []

    for row in log[log["elder_id"].notna()].itertuples():
        elder, day = int(row.elder_id), float(row.time_days)
        if row.event == "waiting":
            since[elder] = day
        if row.event == "withdrew" and occasion[elder]:
            asked_for = streams.exponential_one("patience", elder, occasion[elder])
            later.append((day - since[elder]) / (asked_for * PATIENCE_DAYS))
        occasion[elder] += row.event in HOME_AGAIN

    # Who found no bed on the first day is at home for the second time, unlogged.
    alike = sum(one == pytest.approx(1, abs=1e-3) for one in later)
    assert len(later) > 20
    assert alike > 0.8 * len(later)
