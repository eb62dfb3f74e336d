"""The same input gives the same bytes, however it is run."""

from __future__ import annotations

import pytest
from run_folders import TABLES, folder_of, tables


def test_number_of_workers_changes_no_byte(ruralbeds, place, tmp_path):
    runs = [
        folder_of(
            ruralbeds(
                *("run", place, "--replications", 3, "--jobs", jobs, "--force"),
                cwd=tmp_path,
            ),
            tmp_path,
        )
        for jobs in (1, 2)
    ]

    assert runs[0] != runs[1]
    one, two = (tables(run) for run in runs)
    assert set(one) == TABLES
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.long  # the gate does it with a real county, see `.ci/run`
def test_hash_seed_changes_no_byte(ruralbeds, place, tmp_path):
    runs = [
        folder_of(
            ruralbeds(
                *("run", place, "--replications", 2, "--jobs", 1, "--force"),
                cwd=tmp_path,
                PYTHONHASHSEED=seed,
            ),
            tmp_path,
        )
        for seed in ("1", "2")
    ]

    assert runs[0] != runs[1]
    one, two = (tables(run) for run in runs)
    assert set(one) == TABLES
    assert [name for name in one if one[name] != two[name]] == []
