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


@pytest.fixture
def ruled(root, tmp_path):
    """A teaching place with a rule that a few waves meet."""
    shutil.copytree(root / "scenarios" / "teaching", tmp_path / "teaching")

    def write(half: str, most: int) -> Path:
        path = tmp_path / "teaching" / "ruled.yaml"
        path.write_text(RULED.format(half=half, most=most), encoding="utf-8")
        return path

    return write


def words(file: Path, *more: object) -> list[object]:
    return ["run", file, "--lang", "en", "--no-events", *more]


def test_any_number_of_workers_reaches_the_same_number(ruralbeds, ruled, tmp_path):
    file = ruled("4%", 60)

    one, two = (
        ruralbeds(*words(file, "--jobs", jobs, "--force"), cwd=tmp_path)
        for jobs in (1, 2)
    )

    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    runs = [folder_of(done, tmp_path) for done in (one, two)]
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


def test_the_most_allowed_is_told_where_it_was_not_enough(ruralbeds, ruled, tmp_path):
    done = ruralbeds(*words(ruled("0.01%", 5), "--jobs", 1), cwd=tmp_path)

    manifest = manifest_of(folder_of(done, tmp_path))
    assert "5 replications, the most allowed, did not make every figure" in done.stdout
    assert manifest["design"]["replications"] == 5
    assert manifest["precision"]["stopped_by"] == "max"


def test_a_number_on_the_command_line_takes_the_place_of_the_rule(
    ruralbeds, ruled, tmp_path
):
    file = ruled("0.01%", 5)

    done = ruralbeds(*words(file, "--replications", 2, "--jobs", 1), cwd=tmp_path)

    manifest = manifest_of(folder_of(done, tmp_path))
    assert manifest["design"]["replications"] == 2
    assert manifest["precision"] is None
    assert "every figure" not in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_a_run_killed_within_a_wave_goes_on_to_the_same_number(
    ruralbeds, ruled, tmp_path
):
    file = ruled("4%", 60)
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, words(file, "--jobs", 1))],
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

    resumed = ruralbeds(*words(file, "--jobs", 1, "--resume"), cwd=tmp_path)
    at_once = ruralbeds(*words(file, "--jobs", 1, "--force"), cwd=tmp_path)

    assert folder_of(resumed, tmp_path) == killed
    one, two = tables(killed), tables(folder_of(at_once, tmp_path))
    assert [name for name in one if one[name] != two[name]] == []
