"""What `explain` says of a small run is what its tables say."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pandas as pd
import pytest
from run_folders import folder_of

RULE = """\
format: ruralbeds-scenario/1
id: close-one
extends: two_homes
title: {zh: 关一家, en: Close one}
question: {zh: 会怎样, en: What happens}
planning_start: 2027-01-01
rules:
  close-empty:
    label: {zh: 空置即关, en: Close half-empty homes}
    source: assumption
    assumes: [门槛 threshold]
    scope: {tier: township}
    review: every 1 year from 2027-01-01
    when:
      all: [home.occupancy.mean12m < 90%]
    then:
      - {do: close, notice: 90 days, max_travel: 120 minutes}
"""
CLOSED, OTHER = "990101-T02", "990101-T01"


@pytest.fixture(scope="module")
def place(root, ruralbeds, tmp_path_factory):
    """A folder with a run of two replications; and the run's own folder."""
    here = tmp_path_factory.mktemp("explain")
    teaching = here / "scenarios" / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", teaching)
    (teaching / "close_one.yaml").write_text(RULE, encoding="utf-8")
    words = ("--replications", 2, "--jobs", 1, "--lang", "en")
    done = ruralbeds("run", "scenarios/teaching/close_one.yaml", *words, cwd=here)
    assert done.returncode == 0, done.stderr
    return here, folder_of(done, here)


@pytest.fixture
def told(place, ruralbeds):
    """Return what `explain` prints."""

    def explain(*words: object, lang: str = "en") -> str:
        done = ruralbeds(
            "explain", "results/close-one", *words, "--lang", lang, cwd=place[0]
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return explain


def first(run, name: str) -> pd.DataFrame:
    table = pd.read_parquet(run / f"{name}.parquet")
    return table[table["replication"] == 0]


def shown(day: float) -> str:
    return (date(2021, 1, 1) + timedelta(days=int(day))).isoformat()


def test_the_story_of_a_home_is_that_of_the_tables(place, told):
    decisions, log = first(place[1], "decisions"), first(place[1], "events")
    acted = decisions[decisions["outcome"] == "acted"].iloc[0]
    closed = log[log["event"] == "closed"]
    moved = log[(log["event"] == "moved_by_closure") & (log["residents_change"] > 0)]

    story = told(CLOSED)

    assert acted["facility_id"] == CLOSED
    assert f"{shown(acted['time_days'])}  Review 1" in story
    assert f"{acted['value']:.1%} (the rule: below 90%)" in story
    assert f"{shown(closed['time_days'].iloc[0])}  Closed; 10 licensed beds" in story
    assert f"Moved to {OTHER} (青石镇敬老院): {len(moved)} (closing)" in story
    assert f"went from 15 to {moved['travel_minutes'].mean():.0f}." in story


def test_occupancy_by_year_is_the_indicator(place, told):
    figures = first(place[1], "indicators")
    own = figures[(figures["area_code"] == OTHER)]
    own = own[own["indicator"] == "occupancy_rate"].drop_duplicates("year")

    story = told(OTHER)

    assert len(own) == 10
    for year, value in zip(own["year"], own["value"], strict=True):
        assert f"{year}: occupancy {value:.1%};" in story


def test_no_code_word_is_shown(told):
    for words in ((CLOSED,), (OTHER,), (CLOSED, "--all"), ()):
        assert "_" not in told(*words, lang="zh").replace("close_one", "")


def test_over_all_replications_shares_are_counted(place, told):
    decisions = pd.read_parquet(place[1] / "decisions.parquet")
    acted = decisions[decisions["outcome"] == "acted"]
    count = acted.loc[acted["facility_id"] == CLOSED, "replication"].nunique()

    assert f"in {count} of 2 replications" in told(CLOSED, "--all")
    assert f"{CLOSED} (白水镇敬老院): acted on in {count} of 2" in told()


def test_an_elder_who_was_moved_is_followed(place, told):
    log = first(place[1], "events")
    moved = log[(log["event"] == "moved_by_closure") & log["elder_id"].notna()]
    elder = int(moved["elder_id"].iloc[0])

    story = told("--elder", elder, "--replication", 0)

    day = shown(moved["time_days"].iloc[0])
    assert f"{day}  Moved from {CLOSED} (白水镇敬老院) to {OTHER}" in story
    assert "rule “Close half-empty homes”" in story


def test_a_kept_home_is_simulated_anew(told, tmp_path):
    file = tmp_path / "kept.csv"

    story = told("--keep-open", CLOSED, "--jobs", 1, "--csv", file)

    rows = pd.read_csv(file)
    assert set(rows["months"]) == {36}
    assert f"{rows['occupancy'].mean():.1%} (over {len(rows)} replications" in story
    assert "the threshold of the rule is 90%" in story


def test_the_rows_are_written_for_a_spreadsheet(told, tmp_path):
    file = tmp_path / "story.csv"

    told(CLOSED, "--csv", file, lang="zh")

    rows = pd.read_csv(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {"date", "rule", "measure", "value", "limit", "sentence"} <= {*rows}
    assert rows["date"].is_monotonic_increasing
    assert not rows["sentence"].str.contains("Text").any()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("results/close-one", "990101-T3"), "did you mean 990101-T0"),
        (("nowhere", CLOSED), "no such folder"),
        (("scenarios", CLOSED), "no complete run"),
        (("results/close-one", CLOSED, "--replication", 9), "no replication 9"),
        (("results/close-one", "--elder", 1), "no elder 1"),
        (("results/close-one", CLOSED, "--elder", 1), "not both"),
        (("results/close-one", CLOSED, "--all", "--replication", 0), "not both"),
        (("results/close-one", "--elder", 1, "--all"), "cannot go with --all"),
        (("results/close-one", CLOSED, "--csv", "no/such/file"), "--csv"),
    ],
)
def test_what_cannot_be_told_ends_in_a_sentence(place, ruralbeds, words, sentence):
    for lang in ("en", "zh"):
        done = ruralbeds("explain", *words, "--lang", lang, cwd=place[0])

        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert lang == "zh" or sentence in done.stderr
