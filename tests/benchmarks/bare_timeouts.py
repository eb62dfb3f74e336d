"""As many bare SimPy timeouts as a log has rows: what SimPy itself costs."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import simpy

# 40,000 residents and 568,000 rows: as many timeouts run at once in all Guangxi.
ROWS_PER_PROCESS = 14
DAYS = 3652.0


def bare_timeouts(rows: int) -> None:
    """Let processes wait one timeout after the other, `rows` of them in all."""
    env, chance = simpy.Environment(), Random(1)

    def process() -> Iterator[simpy.Event]:
        for _ in range(ROWS_PER_PROCESS):
            yield env.timeout(chance.random() * DAYS / ROWS_PER_PROCESS)

    for _ in range(rows // ROWS_PER_PROCESS):
        env.process(process())
    env.run()
