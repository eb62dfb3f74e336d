"""Kills, a full disk and a locked one: a sentence each, and no figure is lost."""

from __future__ import annotations

import csv
import sys

import pytest
from long_runs.disks import can_mount, fill_disk, run_on_read_only
from long_runs.kills import kill_and_resume
from long_runs.suite import (
    FULL_REPLICATIONS,
    FULL_SIZE,
    KILLS,
    OF_OTHERS,
    REFERENCE,
    REPLICATIONS,
    SEED,
)

needs_disk = pytest.mark.skipif(bool(can_mount()), reason=can_mount() or "-")


@pytest.mark.long  # its table is made by hand, in minutes
def test_the_last_long_runs_lost_nothing():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        held = {row["check"]: row["value"] for row in csv.DictReader(file)}

    for verb in ("run", *OF_OTHERS):
        assert int(held[f"{verb}_killed"]) >= (KILLS if verb == "run" else 6)
        assert int(held[f"{verb}_tables_compared"]) >= 3
        for name in ("orphans", "half_files", "tables_differing", "files_left"):
            assert held[f"{verb}_{name}"] == "0", (verb, name)
    assert held["full_disk"] in {"3", "skipped"}
    assert held["read_only"] in {"2", "skipped"}


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kills groups of processes")
@pytest.mark.parametrize(
    ("verb", "replications", "kills"),
    [("run", REPLICATIONS, KILLS), *((v, *held) for v, held in OF_OTHERS.items())],
)
def test_what_was_killed_many_times_has_the_tables_of_an_undisturbed_one(
    tmp_path, verb, replications, kills
):
    found = kill_and_resume(tmp_path, replications, kills, SEED, verb)

    assert len(found.kills) >= kills
    assert found.orphans == 0
    assert found.units == sorted(found.units)  # no finished unit is ever lost
    assert found.tables >= 3
    assert found.differing == []
    assert found.half == []
    assert found.left == []


@pytest.mark.long
@needs_disk
def test_a_full_disk_is_a_sentence_and_loses_no_finished_unit(tmp_path):
    found = fill_disk(tmp_path, FULL_REPLICATIONS, FULL_SIZE)

    assert found.ended.status == 3
    assert "No space left" in found.ended.err
    assert "Traceback" not in found.ended.err
    assert found.status == "partial"
    assert 0 < found.kept < FULL_REPLICATIONS
    assert found.again.status == 0, found.again.err
    assert found.differing == []


@pytest.mark.long
@needs_disk
def test_a_read_only_disk_is_a_sentence(tmp_path):
    found = run_on_read_only(tmp_path)

    assert found.status == 2
    assert "cannot write to" in found.err
    assert "Traceback" not in found.err
