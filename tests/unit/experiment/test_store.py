import json
import os
import re
from pathlib import Path

import pytest

from sim.experiment.fingerprints import file_entries
from sim.experiment.laying import lay
from sim.experiment.store import (
    RunFolder,
    UnwritableError,
    finished_folder,
    new_folder,
    unfinished_folder,
)
from sim.experiment.units import Unit, all_units

HASH = "3f9c1a" + "0" * 58


def test_folder_is_named_by_scenario_moment_and_input(tmp_path):
    folder = new_folder(tmp_path, "baseline", HASH)

    assert folder.path.parent == tmp_path / "baseline"
    assert re.fullmatch(r"\d{8}-\d{6}_3f9c1a", folder.path.name)


def test_two_runs_of_the_same_second_do_not_share_a_folder(tmp_path):
    one = new_folder(tmp_path, "baseline", HASH)
    other = new_folder(tmp_path, "baseline", HASH)

    assert one.path != other.path


def test_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path):
    (tmp_path / "results").write_text("a file, not a folder")

    with pytest.raises(UnwritableError) as raised:
        new_folder(tmp_path / "results", "baseline", HASH)

    assert raised.value.path == tmp_path / "results"
    assert raised.value.reason


def test_manifest_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    folder = RunFolder(tmp_path)

    folder.write_manifest({"status": "running", "title": "横州市"})
    folder.write_manifest({"status": "complete"})

    assert folder.manifest() == {"status": "complete"}
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


@pytest.mark.parametrize("content", ["", "{", "[1]", None])
def test_unreadable_manifest_counts_as_none(tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)

    assert RunFolder(tmp_path).manifest() == {}


def test_units_sort_by_draw_then_replication():
    assert all_units(2, 2) == [Unit(1, 0), Unit(1, 1), Unit(2, 0), Unit(2, 1)]
    assert all_units(1, 2) == [Unit(0, 0), Unit(0, 1)]
    assert sorted([Unit(1, 0), Unit(0, 9)]) == [Unit(0, 9), Unit(1, 0)]


def test_no_two_units_share_their_chances():
    units = [*all_units(1, 50), *all_units(20, 50)]

    assert len({unit.chances for unit in units}) == len(units)
    assert [unit.chances for unit in all_units(1, 3)] == [0, 1, 2]


def test_a_folder_appears_when_it_is_filled_and_stays_as_it_was_first(tmp_path):
    def fill(folder):
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]
        (folder / "a.txt").write_text("first")

    lay(tmp_path, "unit", fill)
    lay(tmp_path, "unit", lambda folder: (folder / "a.txt").write_text("second"))

    assert [path.name for path in tmp_path.iterdir()] == ["unit"]
    assert (tmp_path / "unit" / "a.txt").read_text() == "first"


def test_files_are_on_the_disk_before_their_folder_has_its_name(tmp_path, monkeypatch):
    order, sync, rename = [], os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda at: (order.append("disk"), sync(at)))
    monkeypatch.setattr(
        Path, "replace", lambda one, to: (order.append("name"), rename(one, to))
    )

    lay(tmp_path, "unit", lambda folder: (folder / "a.txt").write_text("x"))

    assert order[0] == "disk"
    assert order.index("name") >= 1


def test_on_a_full_disk_a_stopped_run_says_so_in_its_old_manifest(
    tmp_path, monkeypatch
):
    folder = RunFolder(tmp_path)
    folder.write_manifest({"status": "running", "title": "横州市"})

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    folder.write_stopped({"status": "partial", "title": "横州市", "units_done": 3})

    assert folder.manifest() == {"status": "partial", "title": "横州市"}
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def unfinished(tmp_path, status, fingerprint=HASH):
    folder = new_folder(tmp_path, "baseline", HASH)
    content = json.dumps({"status": status, "input_hash": fingerprint})
    (folder.path / "manifest.json").write_text(content)
    return folder


def test_a_complete_run_with_a_damaged_table_is_not_taken(tmp_path):
    folder = new_folder(tmp_path, "baseline", HASH)
    table = folder.path / "summary.csv"
    table.write_text("sound", encoding="utf-8")
    folder.write_manifest(
        {
            "status": "complete",
            "input_hash": HASH,
            "outputs": file_entries(folder.path),
        }
    )
    assert finished_folder(tmp_path, "baseline", HASH) == folder

    table.write_text("other", encoding="utf-8")

    assert finished_folder(tmp_path, "baseline", HASH) is None


def test_a_stopped_run_is_found_again(tmp_path):
    unfinished(tmp_path, "partial")
    latest = unfinished(tmp_path, "running")
    unfinished(tmp_path, "complete")

    assert unfinished_folder(tmp_path, "baseline", HASH) == latest


def test_a_run_of_another_input_is_not_resumed(tmp_path):
    unfinished(tmp_path, "partial", fingerprint=HASH[:6] + "1" * 58)

    assert unfinished_folder(tmp_path, "baseline", HASH) is None
