"""A stopped run keeps what was finished, and can be resumed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from run_folders import folder_of, manifest_of, tables


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
@pytest.mark.parametrize("jobs", [1, 2])
def test_stopped_run_is_marked_and_can_be_resumed(ruralbeds, place, tmp_path, jobs):
    words = ["run", place, "--replications", 8, "--jobs", jobs, "--lang", "en"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, words)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    for line in process.stderr:
        if "1/8" in line:
            break
    # A terminal sends the signal to the command and to its workers alike.
    os.killpg(process.pid, signal.SIGINT)
    output, complaints = process.communicate(timeout=60)

    stopped = tmp_path / output.splitlines()[-1]
    assert process.returncode == 130
    assert "Traceback" not in complaints
    manifest = manifest_of(stopped)
    assert manifest["status"] == "partial"
    assert 1 <= manifest["units_done"] < 8
    assert not (stopped / "report.html").exists()

    resumed = ruralbeds(*words, "--resume", cwd=tmp_path)
    anew = ruralbeds(*words, cwd=tmp_path)

    assert folder_of(resumed, tmp_path) == stopped
    assert f"{manifest['units_done']}/8" in resumed.stderr.splitlines()[2]
    assert manifest_of(stopped)["status"] == "complete"
    again = folder_of(anew, tmp_path)
    assert manifest_of(again)["input_hash"] == manifest["input_hash"]
    one, other = tables(stopped), tables(again)
    assert [name for name in one if one[name] != other[name]] == []
