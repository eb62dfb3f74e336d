"""Every verb that runs can use a cluster, says what it lacks, and lets go of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace

import pytest
from clusters import cluster
from run_folders import manifest_of
from stopped_runs import begun, is_empty_soon

import sim
from sim.cli import main
from sim.experiment.compare import compare_plans, make_plans
from sim.experiment.plan import make_plan
from sim.experiment.sweep import chosen, run_sweep

ADDRESS = "tcp://127.0.0.1:9"
SWEPT = """format: ruralbeds-scenario/1
id: swept
title: {zh: 甲, en: A}
extends: two_homes
sweeps:
  reach: {vary: {choice.max_minutes: [45, 60]}, design: grid}
"""


@pytest.fixture
def files(place, tmp_path):
    """Two scenarios of one place, of which the second has a sweep."""
    folder = tmp_path / "files"
    folder.mkdir()
    for beside in place.parent.iterdir():
        (folder / beside.name).symlink_to(beside)
    (folder / "swept.yaml").write_text(SWEPT, encoding="utf-8")
    return [folder / "two_homes.yaml", folder / "swept.yaml"]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("zh", "需要附加的软件包（缺 distributed）"), ("en", "(distributed is missing)")],
)
@pytest.mark.parametrize("verb", ["run", "compare", "sweep"])
def test_without_the_extra_a_sentence_says_what_to_install(
    files, tmp_path, monkeypatch, capsys, verb, lang, sentence
):
    monkeypatch.setitem(sys.modules, "distributed", None)  # importing it fails
    named = {"run": files[:1], "compare": files, "sweep": files[1:]}[verb]
    words = ["--backend", "dask", "--scheduler", ADDRESS, "--replications", "1"]

    with pytest.raises(SystemExit) as ended:
        main([verb, *map(str, named), *words, *_in(tmp_path), "--lang", lang])

    said = capsys.readouterr().err
    assert ended.value.code == 3
    assert sentence in said
    assert ".[cluster]" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("verb", ["compare", "sweep"])
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--backend", "dask"], "belong together"),
        (["--scheduler", ADDRESS], "belong together"),
        (["--force", "--resume"], "write one of them"),
    ],
)
def test_contradictions_are_refused_by_each(
    files, tmp_path, capsys, verb, words, sentence
):
    named = {"compare": files, "sweep": files[1:]}[verb]

    with pytest.raises(SystemExit) as ended:
        main([verb, *map(str, named), *words, *_in(tmp_path), "--lang", "en"])

    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def _in(folder) -> list[str]:
    return ["--out", str(folder / "out")]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A cluster that these tests leave as they found it."""
    pytest.importorskip("distributed", reason="needs the extra cluster")
    with cluster(tmp_path_factory.mktemp("cluster")) as known:
        yield known


@pytest.mark.slow
def test_comparisons_and_sweeps_on_a_cluster_are_those_of_one_process(
    files, tmp_path, running
):
    address, _ = running
    scenarios = [sim.load_scenario(file) for file in files]
    plans = make_plans(scenarios, replications=2, jobs=1)
    swept = make_plan(scenarios[1], replications=2, jobs=1, events=False)
    reach = chosen(scenarios[1], "reach")

    found = {}
    for name, scheduler in (("alone", None), ("cluster", address)):
        out = tmp_path / name
        sent = [replace(plan, scheduler=scheduler) for plan in plans]
        compared = compare_plans(sent, out)
        points = run_sweep(replace(swept, scheduler=scheduler), reach, out)
        found[name] = (
            (compared.folder / "differences.csv").read_bytes(),
            (points.folder / "sweep.csv").read_bytes(),
        )
        run = compared.results[0].folder
        assert manifest_of(run)["design"]["backend"].startswith("dask") == (
            scheduler is not None
        )

    assert found["cluster"] == found["alone"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_ends_with_130_and_the_cluster_has_nothing_left_to_do(
    place, tmp_path, running
):
    from distributed import Client  # noqa: PLC0415 - of the extra

    address, workers = running
    words = ["run", place, "--replications", 8, "--lang", "en", "--backend", "dask"]
    process = begun([*words, "--scheduler", address], tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    output, complaints = process.communicate(timeout=60)

    assert process.returncode == 130, complaints
    assert "units are kept" in complaints
    assert "Traceback" not in complaints
    assert is_empty_soon(process.pid)
    # The cluster is not ours: its workers live, but not for us any more.
    assert [worker.poll() for worker in workers] == [None, None]
    with Client(address, set_as_default=False) as client:
        assert _is_idle_soon(client)
    stopped = tmp_path / output.splitlines()[-1]
    assert manifest_of(stopped)["status"] == "partial"


def _is_idle_soon(client, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(client.processing().values()):
            return True
        time.sleep(0.2)
    return False
