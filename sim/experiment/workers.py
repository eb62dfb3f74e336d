"""Who does the work: this process, or several beside it.

The number of workers and the order in which they finish change no table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from joblib import Parallel, cpu_count, delayed, parallel_config

from sim.experiment.orphans import end_with

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def worker_count(jobs: int | None, units: int) -> int:
    """Return how many processes to use: never more than there are units.

    Parameters
    ----------
    jobs
        What was asked for; as many as there are processors if nothing was.
    units
        How many units there are to run.
    """
    return max(1, min(jobs or cpu_count(), units))


def in_parallel(
    work: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int
) -> Iterator[_Result]:
    """Do one thing to many items and yield each result as it is there, in any order.

    Parameters
    ----------
    work
        What to do; it must not matter in which process or when.
    items
        What to do it to.
    jobs
        How many processes; with one, the work is done in this one.
    """
    if jobs == 1:
        for item in items:
            yield work(item)
        return
    # One thread each: processes that all use every processor slow each other down,
    # and sums in another order would change the last digit.
    with parallel_config(backend="loky", inner_max_num_threads=1):
        pool = Parallel(jobs, return_as="generator_unordered", batch_size=1)
        hired = partial(_work_for, os.getpid(), work)
        yield from pool(delayed(hired)(item) for item in items)


def _work_for(employer: int, work: Callable[[_Item], _Result], item: _Item) -> _Result:
    """Do the work, but not for longer than somebody waits for it."""
    end_with(employer)
    return work(item)
