"""A stopped run keeps what was finished, and can be resumed."""

from __future__ import annotations

import os
import signal

import pytest
from run_folders import folder_of, manifest_of, tables
from stopped_runs import begun, is_empty_soon

# So many that a signal comes before the last.
UNITS = 24


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
@pytest.mark.parametrize("jobs", [1, 2])
def test_stopped_run_is_marked_and_can_be_resumed(ruralbeds, place, tmp_path, jobs):
    words = ["run", place, "--replications", UNITS, "--jobs", jobs, "--lang", "en"]
    process = begun(words, tmp_path, f"1/{UNITS}")
    # A terminal sends the signal to the command and to its workers alike.
    os.killpg(process.pid, signal.SIGINT)
    output, complaints = process.communicate(timeout=60)

    stopped = tmp_path / output.splitlines()[-1]
    assert process.returncode == 130
    assert "Traceback" not in complaints
    manifest = manifest_of(stopped)
    assert manifest["status"] == "partial"
    assert 1 <= manifest["units_done"] < UNITS
    assert not (stopped / "report.html").exists()

    resumed = ruralbeds(*words, "--resume", cwd=tmp_path)
    anew = ruralbeds(*words, "--force", cwd=tmp_path)

    assert folder_of(resumed, tmp_path) == stopped
    assert f"{manifest['units_done']}/{UNITS}" in resumed.stderr
    assert manifest_of(stopped)["status"] == "complete"
    again = folder_of(anew, tmp_path)
    assert manifest_of(again)["input_hash"] == manifest["input_hash"]
    one, other = tables(stopped), tables(again)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
@pytest.mark.parametrize(
    ("sent", "to", "jobs"),
    [
        # One handler takes both; with and without workers, told alone and with them.
        ("SIGHUP", "kill", 1),
        ("SIGTERM", "kill", 2),
        ("SIGTERM", "killpg", 2),
    ],
)
def test_asked_to_end_it_ends_as_if_cancelled(place, tmp_path, sent, to, jobs):
    words = ["run", place, "--replications", UNITS, "--jobs", jobs, "--lang", "en"]
    process = begun(words, tmp_path, f"1/{UNITS}")

    getattr(os, to)(process.pid, getattr(signal, sent))
    output, complaints = process.communicate(timeout=60)

    assert process.returncode == 130
    if to == "kill":
        # Sent to all, it may meet the pool's own tracker before that ignores it.
        assert "Traceback" not in complaints
    assert "units are kept" in complaints
    manifest = manifest_of(tmp_path / output.splitlines()[-1])
    assert manifest["status"] == "partial"
    assert 1 <= manifest["units_done"] < UNITS
    assert is_empty_soon(process.pid)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_workers_of_a_killed_run_end_too(place, tmp_path):
    process = begun(
        ["run", place, "--replications", UNITS, "--jobs", 2],
        tmp_path,
        f"1/{UNITS}",
    )

    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)  # the workers hold the other ends of its pipes

    assert is_empty_soon(process.pid)
