"""What a finished run leaves behind."""

from __future__ import annotations

import csv
import re
import time
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from run_folders import TABLES, folder_of, manifest_of


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


def test_last_line_is_the_folder_and_the_folder_is_whole(finished):
    folder = finished.folder

    assert folder.parent == finished.started_in / "results" / "small-county"
    assert {path.name for path in folder.iterdir()} == {
        *TABLES,
        "manifest.json",
        "report.html",
        "report.xlsx",
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
    assert set(manifest["outputs"]) == {*TABLES, "report.html", "report.xlsx"}
    for name, entry in manifest["outputs"].items():
        content = (finished.folder / name).read_bytes()
        assert entry["sha256"] == sha256(content).hexdigest()


def test_log_and_tables_agree_on_who_is_who(finished):
    events, elders, homes, indicators = (
        pd.read_parquet(finished.folder / f"{name}.parquet")
        for name in ("events", "elders", "homes", "indicators")
    )
    keys = ["draw", "replication"]
    units = [(1, 0), (1, 1), (2, 0), (2, 1)]

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
