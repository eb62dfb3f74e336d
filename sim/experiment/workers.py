"""Who does the work: this process, or several beside it.

The number of workers and the order in which they finish change no table.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from joblib import Parallel, cpu_count, delayed, parallel_config
from joblib.externals.loky.backend.resource_tracker import ensure_running
from joblib.externals.loky.process_executor import BrokenProcessPool

from sim.experiment.orphans import end_with

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# What joblib says in English of a worker that was lost: who gave the command is told
# in their language if that matters.
_LOST: Final = "A worker stopped while some jobs were given"
# And its process that clears up after a run that was killed, which reads it when it
# starts and clears up all the same.
_FILTERS: Final = "PYTHONWARNINGS"
_SILENT: Final = "ignore:resource_tracker"


class ExecutionError(Exception):
    """The work could not be done where it was sent; what is finished stays.

    Parameters
    ----------
    zh, en
        What happened and what to do, for whoever gave the command.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type[ExecutionError], tuple[str, str]]:
        return type(self), (self.zh, self.en)


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

    When a worker is lost, all of them are; new ones are hired once, for the items that
    have no result yet.

    Parameters
    ----------
    work
        What to do; it must not matter in which process or when, or whether it is done
        again.
    items
        What to do it to.
    jobs
        How many processes; with one, the work is done in this one.

    Raises
    ------
    ExecutionError
        A worker was lost for the second time.
    """
    if jobs == 1:
        for item in items:
            yield work(item)
        return
    missing = dict(enumerate(items))
    try:
        yield from _hired(work, missing, jobs)
        return
    except BrokenProcessPool:
        pass
    try:
        yield from _hired(work, missing, jobs)
    except BrokenProcessPool as error:
        raise ExecutionError(
            "工作进程两次被系统结束，多半是内存不够；算完的部分保留，"
            "请减少 --jobs，用同一条命令加 --resume 接着算",
            "a worker was ended by the system twice, most likely for want of memory; "
            "what is done stays: use fewer --jobs, and --resume to go on",
        ) from error


def _hired(
    work: Callable[[_Item], _Result], missing: dict[int, _Item], jobs: int
) -> Iterator[_Result]:
    """Yield the result of each missing item, which is then no longer missing."""
    # One thread each: processes that all use every processor slow each other down,
    # and sums in another order would change the last digit.
    _start_clearing_silently()
    with (
        warnings.catch_warnings(),
        parallel_config(backend="loky", inner_max_num_threads=1),
    ):
        warnings.filterwarnings("ignore", message=_LOST)
        pool = Parallel(jobs, return_as="generator_unordered", batch_size=1)
        hired = delayed(partial(_work_for, os.getpid(), work))
        for number, result in pool(hired(*one) for one in list(missing.items())):
            del missing[number]
            yield result


def _start_clearing_silently() -> None:
    """Start the process that clears up behind workers, unless it is there."""
    before = os.environ.get(_FILTERS)
    os.environ[_FILTERS] = ",".join(filter(None, (before, _SILENT)))
    try:
        ensure_running()
    finally:
        if before is None:
            del os.environ[_FILTERS]
        else:
            os.environ[_FILTERS] = before


def _work_for(
    employer: int, work: Callable[[_Item], _Result], number: int, item: _Item
) -> tuple[int, _Result]:
    """Do the work, but not for longer than somebody waits for it."""
    end_with(employer)
    return number, work(item)
