"""A run on a cluster gives the tables of a run in one process, whoever is lost."""

from __future__ import annotations

import signal
import subprocess
from dataclasses import replace

import pytest
from clusters import cluster
from run_folders import manifest_of, tables

import sim
from sim.cli import main
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.run import run_plan

pytest.importorskip("distributed", reason="needs the extra cluster")

UNITS = 8


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
    with cluster(tmp_path) as (address, workers):
        killer = _Killer(workers[0])
        sent = replace(plan, scheduler=address)
        together = run_plan(sent, tmp_path / "cluster", progress=killer)

    assert killer.at is not None
    assert killer.at < UNITS
    assert workers[0].returncode == -signal.SIGKILL
    assert tables(together.folder) == tables(alone.folder)
    assert manifest_of(together.folder)["design"]["backend"] == f"dask {address}"


@pytest.mark.parametrize(
    ("lang", "sentence"), [("zh", "连不上调度器"), ("en", "cannot reach the scheduler")]
)
def test_a_scheduler_that_is_not_there_ends_with_a_sentence(
    place, tmp_path, monkeypatch, capsys, lang, sentence
):
    monkeypatch.setattr("sim.experiment.cluster.PATIENCE_SECONDS", 1)
    words = ["--backend", "dask", "--scheduler", "tcp://127.0.0.1:9", "--lang", lang]

    with pytest.raises(SystemExit) as ended:
        main(["run", str(place), *words, "--out", str(tmp_path / "out")])

    said = capsys.readouterr().err
    assert ended.value.code == 3
    assert sentence in said
    assert "Traceback" not in said


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
