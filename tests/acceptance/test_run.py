"""`ruralbeds run` as a planner meets it: files, sentences, statuses, the same bytes."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

TABLES = {
    "decisions.parquet",
    "elders.parquet",
    "events.parquet",
    "homes.parquet",
    "indicators.csv",
    "indicators.parquet",
    "population.parquet",
    "scenario.origin.csv",
    "scenario.resolved.yaml",
    "summary.csv",
    "targets.csv",
}


@pytest.fixture(scope="module")
def place(root) -> Path:
    """A small made-up county, in which a replication takes a moment."""
    return root / "scenarios" / "teaching" / "small_county.yaml"


class Finished(NamedTuple):
    """A run that several tests look at."""

    said: str
    folder: Path
    started_in: Path


@pytest.fixture(scope="module")
def finished(ruralbeds, place, tmp_path_factory) -> Finished:
    cwd = tmp_path_factory.mktemp("finished")
    done = ruralbeds(
        *("run", place, "--draws", 2, "--replications", 2, "--jobs", 1, "--seed", 7),
        *("--set", "demand.level=1.2"),
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr
    return Finished(done.stdout, folder_of(done, cwd), cwd)


def folder_of(done, cwd) -> Path:
    return cwd / done.stdout.splitlines()[-1]


def manifest_of(run: Path) -> dict:
    return json.loads((run / "manifest.json").read_text(encoding="utf-8"))


def tables(run: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in run.iterdir()
        if path.name not in {"manifest.json", "report.html"}
    }


def test_last_line_is_the_folder_and_the_folder_is_whole(finished):
    folder = finished.folder

    assert folder.parent == finished.started_in / "results" / "small-county"
    assert {path.name for path in folder.iterdir()} == {
        *TABLES,
        "manifest.json",
        "report.html",
    }
    assert re.search(r"\d%", finished.said)


def test_manifest_tells_what_ran_and_what_came_out(finished):
    manifest = manifest_of(finished.folder)

    assert manifest["status"] == "complete"
    assert finished.folder.name.endswith("_" + manifest["input_hash"][:6])
    assert manifest["design"]["seed"] == 7
    assert manifest["units_done"] == manifest["design"]["units"] == 4
    assert manifest["scenario"]["overrides"] == {"demand.level": "1.2"}
    assert manifest["area"]["files"]["counties.csv"]["lines"] > 1
    assert set(manifest["outputs"]) == {*TABLES, "report.html"}
    for name, entry in manifest["outputs"].items():
        content = (finished.folder / name).read_bytes()
        assert entry["sha256"] == sha256(content).hexdigest()


def test_log_and_tables_agree_on_who_is_who(finished):
    events, elders, homes, indicators = (
        pd.read_parquet(finished.folder / f"{name}.parquet")
        for name in ("events", "elders", "homes", "indicators")
    )
    keys = ["draw", "replication"]
    units = [(0, 0), (0, 1), (1, 0), (1, 1)]

    assert list(events[keys].drop_duplicates().itertuples(index=False)) == units
    assert list(indicators[keys].drop_duplicates().itertuples(index=False)) == units
    assert not homes.duplicated(["draw", "home_id"]).any()
    named = events.dropna(subset=["elder_id"])[[*keys, "elder_id"]].drop_duplicates()
    assert len(named) > 0
    assert len(named.merge(elders[[*keys, "elder_id"]])) == len(named)
    for _, unit in events.groupby(keys, sort=False):
        assert unit["time_days"].is_monotonic_increasing


def test_no_table_for_spreadsheets_tells_when_or_where(finished):
    for path in finished.folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert finished.folder.name not in text
        assert str(finished.started_in) not in text
        assert time.strftime("%Y%m%d") not in text


def test_every_row_for_spreadsheets_has_all_its_cells(finished):
    for path in finished.folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name


def test_number_of_workers_changes_no_byte(ruralbeds, place, tmp_path):
    runs = [
        folder_of(
            ruralbeds("run", place, "--replications", 3, "--jobs", jobs, cwd=tmp_path),
            tmp_path,
        )
        for jobs in (1, 2)
    ]

    one, two = (tables(run) for run in runs)
    assert set(one) == TABLES
    assert [name for name in one if one[name] != two[name]] == []


def test_hash_seed_changes_no_byte(ruralbeds, place, tmp_path):
    runs = [
        folder_of(
            ruralbeds(
                "run", place, "--replications", 2, PYTHONHASHSEED=seed, cwd=tmp_path
            ),
            tmp_path,
        )
        for seed in ("1", "2")
    ]

    one, two = (tables(run) for run in runs)
    assert set(one) == TABLES
    assert [name for name in one if one[name] != two[name]] == []


def test_log_is_left_out_if_nobody_wants_it(ruralbeds, place, tmp_path):
    done = ruralbeds("run", place, "--replications", 1, "--no-events", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert not (folder_of(done, tmp_path) / "events.parquet").exists()


def test_language_is_the_one_asked_for(ruralbeds, place, tmp_path):
    chinese = ruralbeds("run", place, "--replications", 1, cwd=tmp_path)
    english = ruralbeds("run", place, "--replications", 1, "--lang", "en", cwd=tmp_path)

    words = english.stdout.splitlines()[:-1]
    assert re.search("[一-鿿]", chinese.stdout)
    assert not re.search("[一-鿿]", "\n".join(words))


def test_breached_guarantee_comes_first_and_is_status_one(ruralbeds, root, tmp_path):
    scenario = root / "scenarios" / "teaching" / "too_few_carers.yaml"

    done = ruralbeds(
        *("run", scenario, "--replications", 1, "--lang", "en"),
        *("--set", "guarantee.surge_share=0", "--set", "guarantee.purchase_private=no"),
        *("--set", "guarantee.days=0.01"),
        cwd=tmp_path,
    )

    manifest = manifest_of(folder_of(done, tmp_path))
    assert done.returncode == 1, done.stderr
    assert "guarantee" in done.stdout.splitlines()[0].lower()
    assert manifest["status"] == "complete"
    assert manifest["guarantee_breaches"] > 0


def test_one_broken_file_among_good_ones_writes_nothing(ruralbeds, place, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: ruralbeds-scenario/1\nid: bad\nwhat: 1\n", encoding="utf-8")

    done = ruralbeds("run", place, bad, "--lang", "en", cwd=tmp_path)

    assert done.returncode == 2
    assert "bad.yaml:3" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "demand.level"],
        ["--set", "demand.levle=2"],
        ["--set", "demand.level=much"],
        ["--set", "demand.level@=2"],
        ["--set", "demand.level=1", "--set", "demand.level=2"],
        ["--area", "999999"],
        ["--replications", "0"],
        ["--jobs", "none"],
        ["--lang", "fr"],
        ["--no-such-option"],
    ],
    ids=" ".join,
)
def test_misuse_is_a_sentence_and_status_two(ruralbeds, place, tmp_path, words):
    done = ruralbeds("run", place, *words, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()


def test_damaged_area_pack_is_status_three(ruralbeds, root, tmp_path):
    copy = tmp_path / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", copy)
    for townships in copy.rglob("townships.csv"):
        townships.write_text("township_code\n1\n", encoding="utf-8")

    done = ruralbeds("run", copy / "small_county.yaml", "--lang", "en", cwd=tmp_path)

    assert done.returncode == 3
    assert "townships.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()


def test_folder_that_cannot_be_written_is_a_sentence(ruralbeds, place, tmp_path):
    (tmp_path / "taken").write_text("a file")

    done = ruralbeds(
        "run", place, "--out", tmp_path / "taken", "--lang", "en", cwd=tmp_path
    )

    assert done.returncode == 2
    assert f"cannot write to {tmp_path / 'taken'}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_read_only_folder_is_a_sentence(ruralbeds, place, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)

    done = ruralbeds(
        "run", place, "--out", tmp_path / "locked", "--lang", "en", cwd=tmp_path
    )

    assert done.returncode == 2
    assert "cannot write to" in done.stderr


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
