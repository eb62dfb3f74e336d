"""How a run ends that did not go well: a sentence and a status."""

from __future__ import annotations

import os
import shutil

import pytest
from run_folders import folder_of, manifest_of


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
