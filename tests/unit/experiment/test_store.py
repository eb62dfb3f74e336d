import json
import re

import pytest

from sim.experiment.store import (
    RunFolder,
    UnwritableError,
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


def test_folder_of_a_unit_that_is_being_written_does_not_count(tmp_path):
    folder = RunFolder(tmp_path)
    (folder.parts / Unit(0, 0).name).mkdir(parents=True)
    (folder.parts / f".{Unit(0, 1).name}.77").mkdir()

    assert folder.finished(all_units(1, 2)) == [Unit(0, 0)]


def unfinished(tmp_path, status, fingerprint=HASH):
    folder = new_folder(tmp_path, "baseline", HASH)
    content = json.dumps({"status": status, "input_hash": fingerprint})
    (folder.path / "manifest.json").write_text(content)
    return folder


def test_a_stopped_run_is_found_again(tmp_path):
    unfinished(tmp_path, "partial")
    latest = unfinished(tmp_path, "running")
    unfinished(tmp_path, "complete")

    assert unfinished_folder(tmp_path, "baseline", HASH) == latest


def test_a_run_of_another_input_is_not_resumed(tmp_path):
    unfinished(tmp_path, "partial", fingerprint=HASH[:6] + "1" * 58)

    assert unfinished_folder(tmp_path, "baseline", HASH) is None
