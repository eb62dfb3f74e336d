"""The command sweeps a teaching place, and the scenario's own values differ by zero."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from run_folders import folder_of, manifest_of

TEXT = """format: ruralbeds-scenario/1
id: swept
title: {zh: 甲, en: A}
extends: two_homes
sweeps:
  reach: {vary: {choice.max_minutes: [45, 90]}, design: grid}
  other: {vary: {choice.max_minutes: [45]}, design: one_at_a_time}
"""


@pytest.fixture(scope="module")
def scenario(place, tmp_path_factory):
    """A scenario with sweeps, beside links to those it extends and their places."""
    folder = tmp_path_factory.mktemp("swept")
    for beside in place.parent.iterdir():
        (folder / beside.name).symlink_to(beside)
    file = folder / "swept.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def done(ruralbeds, scenario, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("cwd")
    words = ("--sweep", "reach", "--replications", 2, "--jobs", 1, "--lang", "en")
    return ruralbeds("sweep", scenario, *words, cwd=cwd), cwd


@pytest.mark.slow
def test_the_last_line_is_the_folder_with_tables_manifest_and_page(done):
    result, cwd = done

    assert result.returncode == 0, result.stderr
    folder = folder_of(result, cwd)
    assert re.fullmatch(r"\d{8}-\d{6}_[0-9a-f]{6}", folder.name)
    assert folder.parent == cwd / "results" / "sweep-swept-reach"
    names = {path.name for path in folder.iterdir()}
    assert {"points.csv", "sweep.csv", "manifest.json", "report.html"} <= names
    manifest = manifest_of(folder)
    assert manifest["status"] == "complete"
    assert manifest["sweep"]["paths"] == ["choice.max_minutes"]
    assert set(manifest["outputs"]) == names - {"manifest.json"}


@pytest.mark.slow
def test_a_point_at_the_scenarios_own_values_differs_by_exactly_nothing(done):
    folder = folder_of(*done)
    points = pd.read_csv(folder / "points.csv", encoding="utf-8-sig", dtype=str)
    table = pd.read_csv(
        folder / "sweep.csv", encoding="utf-8-sig", dtype={"point": str}
    )

    assert points["choice.max_minutes"].tolist() == ["45", "90"]
    same = table[(table["point"] == "2") & (table["n"] > 0)]
    assert len(same) > 0
    assert (same["difference"] == 0.0).all()
    # A figure that one repetition has gives no interval.
    ends = same.loc[same["n"] > 1, ["difference_low", "difference_high"]]
    assert len(ends) > 0
    assert (ends == 0.0).all(axis=None)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("zh", "有这些扫描：reach, other"), ("en", "has these sweeps: reach, other")],
)
def test_which_sweep_must_be_said_where_there_are_several(
    ruralbeds, scenario, tmp_path, lang, sentence
):
    result = ruralbeds("sweep", scenario, "--lang", lang, cwd=tmp_path)

    assert result.returncode == 2
    assert sentence in result.stderr
    assert not (tmp_path / "results").exists()


def test_a_scenario_without_sweeps_says_what_to_write(ruralbeds, place, tmp_path):
    result = ruralbeds("sweep", place, "--lang", "en", cwd=tmp_path)

    assert result.returncode == 2
    assert "has no sweeps" in result.stderr
