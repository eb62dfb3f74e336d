"""What is finished already is not run twice, unless `--force` says so."""

from __future__ import annotations

import shutil

import pytest
from run_folders import folder_of, manifest_of, tables

from sim.experiment.store import finished_folder


@pytest.fixture(scope="module")
def finished(ruralbeds, place, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("resuming")
    done = ruralbeds(*words(place), cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd, done


def words(place) -> list[object]:
    return ["run", place, "--replications", 1, "--jobs", 1, "--lang", "en"]


@pytest.mark.parametrize("extra", [[], ["--resume"]])
def test_a_complete_run_is_shown_and_not_run_again(ruralbeds, place, finished, extra):
    cwd, first = finished

    again = ruralbeds(*words(place), *extra, cwd=cwd)

    assert again.returncode == 0
    assert again.stdout == first.stdout
    assert "has been run to the end" in again.stderr
    assert "simulating" not in again.stderr
    assert len(list((cwd / "results" / "small-county").iterdir())) == 1


def test_force_runs_it_anew_and_the_tables_are_the_same(ruralbeds, place, finished):
    cwd, first = finished

    again = ruralbeds(*words(place), "--force", "--out", "other", cwd=cwd)
    anew = ruralbeds(*words(place), "--force", "--out", "other", cwd=cwd)

    assert "has been run to the end" not in anew.stderr
    assert folder_of(again, cwd) != folder_of(anew, cwd)
    one, two = tables(folder_of(first, cwd)), tables(folder_of(anew, cwd))
    assert [name for name in one if one[name] != two[name]] == []


def test_more_replications_run_only_what_is_new(ruralbeds, place, finished):
    cwd, first = finished
    more = [*words(place), "--replications", 3]

    extended = ruralbeds(*more, cwd=cwd)
    at_once = ruralbeds(*more, "--force", "--out", "at_once", cwd=cwd)

    assert "simulating 1/3" in extended.stderr
    assert "simulating 0/3" not in extended.stderr
    run = folder_of(extended, cwd)
    taken = {"units": 1, "runs": [folder_of(first, cwd).name]}
    assert manifest_of(run)["taken_over"] == taken
    one, two = tables(run), tables(folder_of(at_once, cwd))
    assert [name for name in one if one[name] != two[name]] == []


def test_force_and_resume_exclude_each_other(ruralbeds, place, tmp_path):
    done = ruralbeds(*words(place), "--force", "--resume", cwd=tmp_path)

    assert done.returncode == 2
    assert "write one of them" in done.stderr


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
