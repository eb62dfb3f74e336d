"""`--resume` on what is finished already runs nothing twice."""

from __future__ import annotations

import shutil

import pytest
from run_folders import folder_of, manifest_of

from sim.experiment.store import finished_folder


@pytest.fixture(scope="module")
def finished(ruralbeds, place, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("resuming")
    done = ruralbeds(*words(place), cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd, done


def words(place) -> list[object]:
    return ["run", place, "--replications", 1, "--jobs", 1, "--lang", "en"]


def test_a_complete_run_is_shown_and_not_run_again(ruralbeds, place, finished):
    cwd, first = finished

    again = ruralbeds(*words(place), "--resume", cwd=cwd)

    assert again.returncode == 0
    assert again.stdout == first.stdout
    assert "has been run to the end" in again.stderr
    assert "simulating" not in again.stderr
    assert len(list((cwd / "results" / "small-county").iterdir())) == 1


def test_other_input_is_run(ruralbeds, place, finished):
    cwd, first = finished

    other = ruralbeds(*words(place), "--seed", 99, "--resume", cwd=cwd)

    assert other.returncode == 0
    assert folder_of(other, cwd) != folder_of(first, cwd)


def test_a_run_with_a_damaged_or_missing_file_is_not_taken(finished, tmp_path):
    cwd, first = finished
    run = folder_of(first, cwd)
    digest = manifest_of(run)["input_hash"]
    assert finished_folder(cwd / "results", "small-county", digest).path == run
    assert finished_folder(cwd / "results", "small-county", "0" * 64) is None

    copy = tmp_path / "small-county" / run.name
    shutil.copytree(run, copy)
    assert finished_folder(tmp_path, "small-county", digest).path == copy
    (copy / "summary.csv").write_text("damaged", encoding="utf-8")
    assert finished_folder(tmp_path, "small-county", digest) is None
    (copy / "summary.csv").unlink()
    assert finished_folder(tmp_path, "small-county", digest) is None
