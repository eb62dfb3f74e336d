"""Work is done by whoever is there, and again if its worker was lost."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from parallel_work import always_dies, dies_once, fails, square

from sim.experiment.workers import ExecutionError, in_parallel

NO_KILL = sys.platform == "win32"


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_has_its_result(tmp_path, jobs):
    results = in_parallel(partial(square, tmp_path), range(8), jobs)

    assert sorted(results) == [number**2 for number in range(8)]


@pytest.mark.skipif(NO_KILL, reason="nothing here is killed by a signal")
@pytest.mark.slow
def test_what_a_killed_worker_had_not_finished_is_done_again(tmp_path, recwarn):
    results = in_parallel(partial(dies_once, tmp_path), range(8), 2)

    assert sorted(results) == [number**2 for number in range(8)]
    assert (tmp_path / "died").exists()
    # Nobody is told in English, for everything was done.
    assert not [one for one in recwarn if "worker" in str(one.message)]


@pytest.mark.skipif(NO_KILL, reason="nothing here is killed by a signal")
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:A worker stopped")
def test_workers_lost_twice_end_in_a_sentence_of_both_languages(tmp_path):
    with pytest.raises(ExecutionError, match="--resume") as raised:
        list(in_parallel(partial(always_dies, tmp_path), range(8), 2))

    assert "--resume" in raised.value.zh


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_work_itself_is_not_tried_again(jobs):
    with pytest.raises(ZeroDivisionError):
        list(in_parallel(fails, range(3), jobs))
