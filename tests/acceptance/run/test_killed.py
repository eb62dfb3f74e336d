"""Processes that are killed outright in mid-run change no byte of any table."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from run_folders import folder_of, manifest_of, tables
from stopped_runs import begun, is_empty_soon

import sim
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.run import run_plan

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for workers in /proc"),
]
UNITS = 6


def _workers() -> list[int]:
    """Return the numbers of the workers that this process has hired."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == os.getpid() and b"LokyProcess" in words:
            found.append(int(folder.name))
    return found


class _Killer(Silence):
    """Kills a worker once, as soon as a unit is finished."""

    def __init__(self) -> None:
        self.at: int | None = None

    def units(self, done: int, total: int) -> None:
        if done and self.at is None:
            self.at = done
            os.kill(_workers()[0], signal.SIGKILL)


@pytest.mark.filterwarnings("ignore:A worker stopped")
def test_a_run_that_lost_a_worker_has_the_tables_of_one_in_one_process(place, tmp_path):
    plan = make_plan(sim.load_scenario(place), replications=UNITS, jobs=1)
    alone = run_plan(plan, tmp_path / "alone")
    killer = _Killer()

    lost = run_plan(replace(plan, jobs=2), tmp_path / "lost", progress=killer)

    assert killer.at is not None
    assert killer.at < UNITS
    one, other = tables(alone.folder), tables(lost.folder)
    assert {"indicators.csv", "events.parquet"} <= set(one)
    assert [name for name in one if one[name] != other[name]] == []


def test_a_run_that_was_killed_is_finished_by_resume(ruralbeds, place, tmp_path):
    words = ["run", place, "--replications", 8, "--jobs", 2, "--lang", "en"]
    process = begun(words, tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert is_empty_soon(process.pid)
    assert "Warning" not in said
    [killed] = (tmp_path / "results" / "small-county").iterdir()
    assert manifest_of(killed)["status"] == "running"

    resumed = ruralbeds(*words, "--resume", cwd=tmp_path)
    anew = ruralbeds(*words, "--jobs", 1, "--out", "anew", cwd=tmp_path)

    assert folder_of(resumed, tmp_path) == killed, resumed.stderr
    assert "simulating 0/8" not in resumed.stderr
    one, other = tables(killed), tables(folder_of(anew, tmp_path))
    assert {"indicators.csv", "events.parquet"} <= set(one)
    assert [name for name in one if one[name] != other[name]] == []
