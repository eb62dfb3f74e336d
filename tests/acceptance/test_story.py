"""STORY.md tells what was computed, and what was computed can be computed again."""

from __future__ import annotations

import re
import shlex

import pandas as pd
import pytest

from calibration.story import COMMAND, COUNTED_FIRST, OF_DRAWS, figures, run

REFERENCE = "results/reference"


@pytest.fixture(scope="module")
def table(root):
    return pd.read_csv(root / REFERENCE / "story.csv", dtype={"told": str})


@pytest.fixture(scope="module")
def halves(root):
    return (root / "STORY.md").read_text(encoding="utf-8").split('<a id="english"></a>')


def cells(half: str) -> set[str]:
    return set(re.findall(r"(?<![\d.−])−?\d[\d.]* \[[^\]]+\]", half))


def test_both_halves_tell_the_same_figures_and_each_is_in_the_table(table, halves):
    zh, en = map(cells, halves)

    assert zh == en
    assert len(zh) > 30
    assert zh <= set(table["told"])


def test_every_share_of_wrong_closures_is_told(table, halves):
    wrong = table[table["figure"].str.startswith("wrong share")]

    assert len(wrong) == 6
    for half in halves:
        told = re.findall(r"λ = .*\| (\d+)% \|", half)
        assert told == list(wrong["told"])


def test_the_flip_map_and_the_registries_are_told(root, halves):
    flips = pd.read_csv(root / REFERENCE / "flip_map.csv")
    own = flips[flips["path"] == "own"].set_index("size")
    closures = pd.read_csv(root / REFERENCE / "registry_spread.csv")["closures"]

    for half in halves:
        for size, verdict in (
            *(("under_20", "unsure"), ("20_to_39", "close")),
            *(("40_to_79", "unsure"), ("80_and_more", "unsure")),
        ):
            assert own.loc[size, "verdict"] == verdict
            assert f"{own.loc[size, 'full_later_share'] * 100:.0f}%" in half
        assert f"{closures.mean():.1f}" in half
        assert str(len(closures)) in half
    assert (closures.min(), closures.max()) == (0, 7)


def test_what_forty_draws_say_is_told(table, halves):
    told = table.set_index("figure")["told"]
    shares = told[told.index.str.contains("wrong now")]

    assert len(shares) == 3
    for half in halves:
        assert f" {told[f'{COUNTED_FIRST}: unknowns told']} " in half
        for share in shares:
            assert f"{share}%" in half


def test_the_command_shown_is_the_one_that_was_run(halves):
    for half in halves:
        [shown] = re.findall(r"<!-- story: command -->\n```\n(.*)\n```", half)

        assert tuple(shlex.split(shown)[1:]) == COMMAND
        assert f"ruralbeds {' '.join(OF_DRAWS)}\n" in half


@pytest.mark.long
def test_the_story_comes_out_again(table):
    again = figures(*run(COMMAND, "2"))

    kept = table[~table["figure"].str.startswith(COUNTED_FIRST)]
    assert list(again["figure"]) == list(kept["figure"])
    assert list(again["told"]) == list(kept["told"])
