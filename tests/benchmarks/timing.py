"""Time in one process: cases take turns, and the least of their turns is kept.

Machines are noisy and differ; a ratio of two things that took turns in one process
differs less. What else a machine does only ever adds, so the least of several turns
says most. CPU seconds, with the cyclic collector off for everybody.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from time import process_time


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work, with the cyclic collector off."""
    gc.collect()
    gc.disable()
    try:
        begin = process_time()
        work()
        return process_time() - begin
    finally:
        gc.enable()


def in_turns(
    cases: Mapping[str, Callable[[], object]], turns: int = 7
) -> dict[str, float]:
    """Return the least CPU seconds of each case."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(turns):
        for name, work in cases.items():
            taken[name].append(cpu_seconds(work))
    return {name: min(seconds) for name, seconds in taken.items()}
