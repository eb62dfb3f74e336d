"""A run in waves: the same number of replications however it is run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from run_folders import folder_of, manifest_of, tables

RULED = """\
format: ruralbeds-scenario/1
id: ruled
extends: two_homes
title: {{zh: 够准为止, en: Until it is precise}}
replications:
  until: {{indicator: occupancy_rate, half_width: {half}}}
  min: 3
  max: {most}
"""


def written(root: Path, folder: Path, half: str, most: int) -> Path:
    """Return a scenario of a teaching place with a rule, beside what it extends."""
    shutil.copytree(root / "scenarios" / "teaching", folder / "teaching")
    path = folder / "teaching" / "ruled.yaml"
    path.write_text(RULED.format(half=half, most=most), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def in_waves(root, tmp_path_factory) -> Path:
    """A rule that a few waves meet."""
    return written(root, tmp_path_factory.mktemp("in_waves"), "4%", 60)


@pytest.fixture(scope="module")
def at_once(ruralbeds, in_waves, tmp_path_factory):
    """Return what one process made of it, without a stop, and where."""
    cwd = tmp_path_factory.mktemp("at_once")
    return ruralbeds(*words(in_waves, "--jobs", 1), cwd=cwd), cwd


@pytest.fixture
def never_precise(root, tmp_path) -> Path:
    """A rule that no number of replications meets, five at most."""
    return written(root, tmp_path, "0.01%", 5)


def words(file: Path, *more: object) -> list[object]:
    return ["run", file, "--lang", "en", "--no-events", *more]


def test_any_number_of_workers_reaches_the_same_number(
    ruralbeds, in_waves, at_once, tmp_path
):
    one, cwd = at_once
    two = ruralbeds(*words(in_waves, "--jobs", 2), cwd=tmp_path)

    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    runs = [folder_of(one, cwd), folder_of(two, tmp_path)]
    first, second = (manifest_of(run) for run in runs)
    assert first["precision"] == second["precision"]
    assert first["design"]["replications"] == second["design"]["replications"]
    assert 3 < first["design"]["replications"] < 60
    assert first["precision"]["stopped_by"] == "precision"
    assert first["precision"]["figures"][0]["half_width"] <= 0.04
    tables_one, tables_two = map(tables, runs)
    assert [n for n in tables_one if tables_one[n] != tables_two[n]] == []
    said = "made every figure asked for precise enough: Occupancy 2030 ±"
    assert said in one.stdout
    assert said in (runs[0] / "report.html").read_text(encoding="utf-8")


def test_the_most_allowed_is_told_where_it_was_not_enough(
    ruralbeds, never_precise, tmp_path
):
    done = ruralbeds(*words(never_precise, "--jobs", 1), cwd=tmp_path)

    manifest = manifest_of(folder_of(done, tmp_path))
    assert "5 replications, the most allowed, did not make every figure" in done.stdout
    assert manifest["design"]["replications"] == 5
    assert manifest["precision"]["stopped_by"] == "max"


def test_a_number_on_the_command_line_takes_the_place_of_the_rule(
    ruralbeds, never_precise, tmp_path
):
    more = ("--replications", 2, "--jobs", 1)

    done = ruralbeds(*words(never_precise, *more), cwd=tmp_path)

    manifest = manifest_of(folder_of(done, tmp_path))
    assert manifest["design"]["replications"] == 2
    assert manifest["precision"] is None
    assert "every figure" not in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_a_run_killed_within_a_wave_goes_on_to_the_same_number(
    ruralbeds, in_waves, at_once, tmp_path
):
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, words(in_waves, "--jobs", 1))],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
    )
    for line in process.stderr:
        if "simulating 4/" in line:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    [killed] = (tmp_path / "results" / "ruled").iterdir()
    assert json.loads((killed / "manifest.json").read_text())["status"] == "running"

    resumed = ruralbeds(*words(in_waves, "--jobs", 1, "--resume"), cwd=tmp_path)

    assert folder_of(resumed, tmp_path) == killed
    one, two = tables(killed), tables(folder_of(*at_once))
    assert [name for name in one if one[name] != two[name]] == []
