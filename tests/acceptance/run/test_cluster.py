"""A run on a cluster gives the tables of a run in one process, whoever is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from run_folders import manifest_of, tables

import sim
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.run import run_plan

distributed = pytest.importorskip("distributed", reason="needs the extra cluster")

UNITS = 8


@contextmanager
def _process(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def _cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers, which do not share a folder."""
    port = folder / "port.json"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    worker = ("distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1")
    with _process(folder, *scheduler, "--no-dashboard", "--scheduler-file", str(port)):
        address = _address(port)
        mine, yours = folder / "mine", folder / "yours"
        mine.mkdir()
        yours.mkdir()
        words = (*worker, "--no-dashboard", address)
        with _process(mine, *words) as first, _process(yours, *words) as second:
            yield address, [first, second]


def _address(port: Path) -> str:
    for _ in range(200):
        if port.exists() and port.read_text():
            return str(json.loads(port.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


class _Killer(Silence):
    """Kills a worker as soon as a unit is finished."""

    def __init__(self, victim: subprocess.Popen[bytes]) -> None:
        self.victim = victim
        self.at: int | None = None

    def units(self, done: int, total: int) -> None:
        if done and self.at is None:
            self.at = done
            self.victim.send_signal(signal.SIGKILL)


@pytest.fixture(scope="module")
def plan(place):
    scenario = sim.load_scenario(place)
    return make_plan(scenario, replications=UNITS, jobs=1)


@pytest.mark.slow
def test_a_worker_lost_in_mid_run_changes_no_byte(plan, tmp_path):
    alone = run_plan(plan, tmp_path / "alone")
    with _cluster(tmp_path) as (address, workers):
        _wait_for_both(address)
        killer = _Killer(workers[0])
        sent = replace(plan, scheduler=address)
        together = run_plan(sent, tmp_path / "cluster", progress=killer)

    assert killer.at is not None
    assert killer.at < UNITS
    assert workers[0].returncode == -signal.SIGKILL
    assert tables(together.folder) == tables(alone.folder)
    assert manifest_of(together.folder)["design"]["backend"] == f"dask {address}"


def _wait_for_both(address: str) -> None:
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


@pytest.mark.parametrize(
    ("lang", "sentence"), [("zh", "连不上调度器"), ("en", "cannot reach the scheduler")]
)
@pytest.mark.slow
def test_a_scheduler_that_is_not_there_ends_with_a_sentence(
    ruralbeds, place, tmp_path, lang, sentence
):
    done = ruralbeds(
        *("run", place, "--backend", "dask", "--scheduler", "tcp://127.0.0.1:9"),
        *("--lang", lang, "--replications", 1),
        cwd=tmp_path,
    )

    assert done.returncode == 3
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--backend", "dask"), "--scheduler"),
        (("--scheduler", "tcp://127.0.0.1:9"), "--backend dask"),
    ],
)
def test_backend_and_scheduler_belong_together(
    ruralbeds, place, tmp_path, words, sentence
):
    done = ruralbeds("run", place, *words, "--lang", "en", cwd=tmp_path)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert not (tmp_path / "results").exists()
