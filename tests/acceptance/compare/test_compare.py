"""`compare` from the command line: its folder, its words, and what it refuses."""

from __future__ import annotations

import re
import shutil

import pandas as pd
import pytest
from run_folders import folder_of, manifest_of, tables

SMALL = ["--area", "990101", "--replications", 2, "--jobs", 1]


def read(folder, name) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig")


def nursing_beds(table) -> pd.DataFrame:
    """Return the rows of one figure of the county in the last year."""
    for split in ("tier", "ownership", "operation", "residence"):
        table = table[table[split] == "all"]
    return table[
        (table["indicator"] == "nursing_bed_share")
        & (table["area_level"] == "county")
        & (table["year"] == 2030)
    ]


def test_the_last_line_is_a_folder_with_tables_page_and_manifest(compared):
    done, cwd = compared

    assert done.returncode == 0, done.stderr
    folder = folder_of(done, cwd)
    assert folder.parent.name == "compare-small-county-convert-to-nursing-beds"
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json",
        "differences.csv",
        "ranking.csv",
        "chance_and_ignorance.csv",
        "information.csv",
        "settings.csv",
        "waterfall.csv",
        "who_loses.csv",
        "closing_share.csv",
        "report.html",
        "report.xlsx",
    }


def test_the_manifest_names_the_runs_that_it_rests_on(compared):
    done, cwd = compared
    folder = folder_of(done, cwd)

    manifest = manifest_of(folder)

    assert manifest["status"] == "complete"
    assert manifest["reference"] == "small-county"
    for run in manifest["runs"]:
        own = manifest_of((folder / run["folder"]).resolve())
        assert own["scenario"]["id"] == run["scenario"]
        assert own["input_hash"] == run["input_hash"]
        assert own["status"] == "complete"
    assert manifest["design"]["simultaneous"]["method"] == "Bonferroni"
    assert set(manifest["outputs"]) >= {"differences.csv", "ranking.csv"}


def test_differences_are_those_of_the_tables_of_the_runs(compared):
    done, cwd = compared
    folder = folder_of(done, cwd)
    runs = [(folder / run["folder"]).resolve() for run in manifest_of(folder)["runs"]]
    tables_of = [pd.read_parquet(run / "indicators.parquet") for run in runs]
    means = [nursing_beds(table)["value"].mean() for table in tables_of]

    row = nursing_beds(read(folder, "differences")).iloc[0]

    assert row["difference"] == pytest.approx(means[1] - means[0])
    assert row["difference"] > 0.1
    assert row["n"] == 3


def test_the_sentence_and_every_headline_are_said(compared):
    done, _ = compared

    said = done.stdout.splitlines()

    assert said[0].startswith('In 2030, compared with "Two small counties')
    assert any("Nursing-bed share  +" in line and "points" in line for line in said)
    assert "nan" not in done.stdout.lower()


def test_runs_are_the_same_as_alone_and_in_any_order(
    ruralbeds, pair, small, compared, tmp_path
):
    """A then B, B then A, each alone: the same tables and log."""
    back = ruralbeds("compare", *pair[::-1], *small, cwd=tmp_path)
    assert back.returncode == 0, back.stderr
    found: dict[str, dict[str, dict[str, bytes]]] = {}
    for name, (done, cwd) in {"forth": compared, "back": (back, tmp_path)}.items():
        folder = folder_of(done, cwd)
        found[name] = {
            run["scenario"]: tables((folder / run["folder"]).resolve())
            for run in manifest_of(folder)["runs"]
        }
    for file in pair:
        done = ruralbeds("run", file, *small, "--out", "alone", cwd=tmp_path)
        run = folder_of(done, tmp_path)
        scenario = manifest_of(run)["scenario"]["id"]
        found.setdefault("alone", {})[scenario] = tables(run)

    assert "events.parquet" in found["alone"]["small-county"]
    assert found["forth"] == found["alone"]
    assert found["back"] == found["alone"]


def test_the_same_scenario_under_two_names_differs_by_nothing(
    ruralbeds, pair, tmp_path
):
    shutil.copytree(pair[0].parent, tmp_path, dirs_exist_ok=True)
    text = pair[0].read_text("utf-8")
    twin = re.sub(r"^id: .*$", "id: twin", text, flags=re.MULTILINE)
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    (tmp_path / "twin.yaml").write_text(twin, "utf-8")

    words = ["one.yaml", "twin.yaml", *SMALL, "--draws", 2]
    done = ruralbeds("compare", *words, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "完全相同" in done.stdout
    folder = folder_of(done, tmp_path)
    told = read(folder, "differences")
    known = told[told["n"] > 0]
    assert len(known) > 1000
    ends = ["difference", "low", "high", "mean_low", "mean_high"]
    # A figure that only one draw has differs by nothing, but has no interval.
    assert (known["difference"] == 0).all()
    assert (known[ends].fillna(0) == 0).all(axis=None)
    assert known["mean_low"].notna().mean() > 0.9
    assert told["variance_reduction"].isna().all()
    page = (folder / "report.html").read_text("utf-8")
    assert "无从定义（差不变动）" in page
    assert "各情景的参数和变动都相同。" in page
    body = page[: page.index("<script")]
    assert not re.search(r"\bnan\b", body, re.IGNORECASE)
    assert read(folder, "ranking")["chance_best"].eq(0.5).all()


def test_another_reference_turns_the_differences_around(
    ruralbeds, pair, small, compared
):
    usual, cwd = compared
    words = ["compare", *pair, *small, "--baseline", "convert-to-nursing-beds"]
    turned = ruralbeds(*words, cwd=cwd)

    one = read(folder_of(usual, cwd), "differences")
    other = read(folder_of(turned, cwd), "differences")
    assert other["reference"].eq("convert-to-nursing-beds").all()
    assert one["difference"].tolist() == pytest.approx(
        (-other["difference"]).tolist(), nan_ok=True
    )
    # The runs were there already, and were not done again.
    runs = [manifest_of(folder_of(done, cwd))["runs"] for done in (usual, turned)]
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.yaml"], "a.yaml: a single scenario has nothing to be compared with"),
        (["a.yaml", "a.yaml"], "another file has the id"),
        (["a.yaml", "other.yaml"], "its area is not that of a.yaml"),
        (["a.yaml", "later.yaml"], "its period"),
        (
            ["a.yaml", "b.yaml", "--baseline", "c"],
            "there is no such scenario; write one of a, b",
        ),
        (["a.yaml", "missing.yaml"], "missing.yaml"),
        (["a.yaml", "b.yaml", "--force", "--resume"], "--resume"),
    ],
    ids=["one", "same id", "area", "period", "baseline", "no file", "both"],
)
def test_what_cannot_be_compared_is_a_sentence_and_nothing_is_written(
    ruralbeds, pair, tmp_path, words, said
):
    shutil.copytree(pair[0].parent, tmp_path, dirs_exist_ok=True)
    written = {
        "a": ("small_county", ""),
        "b": ("small_county", ""),
        "other": ("two_homes", ""),
        "later": ("small_county", "period: {start: 2021-01-01, end: 2029-12-31}"),
    }
    for name, (extends, more) in written.items():
        head = f"format: ruralbeds-scenario/1\nid: {name}\nextends: {extends}\n"
        title = "title: {zh: 甲, en: A}\n"
        (tmp_path / f"{name}.yaml").write_text(f"{head}{title}{more}\n", "utf-8")

    done = ruralbeds("compare", *words, "--lang", "en", cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()


def test_files_that_say_other_designs_are_run_as_the_first_says(
    ruralbeds, pair, tmp_path
):
    shutil.copytree(pair[0].parent, tmp_path, dirs_exist_ok=True)
    (tmp_path / "b.yaml").write_text(
        "format: ruralbeds-scenario/1\nid: b\nextends: small_county\n"
        "title: {zh: 乙, en: B}\nreplications: 3\nseed: 9\n",
        "utf-8",
    )

    words = [pair[0].name, "b.yaml", "--area", "990101", "--replications", 1]
    done = ruralbeds("compare", *words, "--lang", "en", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "The files differ in replications, draws or seed" in done.stderr
    assert "a single replication" in done.stdout or "exactly the same" in done.stdout
    assert manifest_of(folder_of(done, tmp_path))["design"]["seed"] == 1
