"""The map of close and keep on pages, in both languages."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from sim.report.charts.flip_map import MOST, WORDS, flip_chart
from sim.report.flip_data import FlipReference, World
from sim.report.flip_reference import reference_chart, registries_chart
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_flip import sweep_flip_chart
from sim.report.words import Text, load_words

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
HERE = Text("此地。", "Of here.")


def rows(**verdicts):
    """Return a class of township homes for each size, with its verdict."""
    return pd.DataFrame(
        [
            {
                "tier": "township",
                "size": size,
                "homes": 4.0,
                "seen_below": 0.0 if verdict == "none" else 2.0,
                "seen_below_share": 0.5,
                "full_later_share": float("nan") if verdict == "none" else 0.25,
                "full_error": 0.1,
                "later_occupancy": 0.4,
                "verdict": verdict,
            }
            for size, verdict in verdicts.items()
        ]
    )


OWN = World(Text("原", "own"), rows(under_20="close", **{"20_to_39": "none"}), True)
OTHER = World(Text("甲", "one"), rows(under_20="keep", **{"20_to_39": "unsure"}))


@pytest.fixture
def words():
    return load_words("compare_words.yaml", "sweep_words.yaml", WORDS)


def reference(**more):
    worlds = {("own", ""): "", ("demand.supply_weight", "1"): "0.3"}
    worlds[("guaranteed.trend", "-0.03")] = "0"
    tables = [
        rows(under_20="close").assign(path=path, value=value, own=own, registries=40)
        for (path, value), own in worlds.items()
    ]
    spread = pd.DataFrame(
        {
            "registry": range(1, 11),
            "public_homes": 20,
            "closures": [0, 1, 1, 2, 2, 3, 3, 4, 4, 9],
            "occupancy": [0.5, *[0.7] * 8, 0.9],
        }
    )
    told = {
        "table": pd.concat(tables),
        "spread": spread,
        "place": {"zh": "某县", "en": "Some County"},
        "scenario": {"zh": "关", "en": "Close"},
        "is_here": False,
        "last_year": 2030,
    }
    return FlipReference(**(told | more))


def test_the_answer_comes_first_and_says_where_it_changes(words):
    chart = flip_chart([OWN, OTHER], HERE, words)

    assert chart.reading.en.startswith(
        "At the scenario's own values: close – township under 20; none – township"
    )
    assert "Under another assumption: keep – township under 20 (one)." in (
        chart.reading.en
    )
    assert "换了设想，结论不同的：留——乡镇20张以下（甲）" in chart.reading.zh
    assert "Of here." in chart.reading.en


def test_every_cell_has_its_word_and_every_verdict_a_look_of_its_own(words):
    chart = flip_chart([OWN, OTHER], HERE, words)

    assert chart.figure is not None
    told = [one["text"].en for one in chart.figure["layout"]["annotations"]]
    assert told == ["close<br>25%", "none", "keep<br>25%", "unsure<br>25%"]
    looks = {
        (one["marker"]["color"], one["marker"]["pattern"]["shape"])
        for one in chart.figure["data"]
    }
    assert len(looks) == len(chart.figure["data"]) == 4


def test_without_a_clear_change_none_is_claimed(words):
    other = World(Text("甲", "one"), rows(under_20="unsure"))

    chart = flip_chart([OWN, other], HERE, words)

    assert "no class changes to a clear" in chart.reading.en


def test_a_clear_verdict_that_becomes_unsure_is_told_with_its_count(words):
    other = World(Text("甲", "one"), rows(under_20="unsure"))
    same = World(Text("乙", "two"), rows(under_20="close"))

    told = flip_chart([OWN, other, same], HERE, words).reading

    assert "under 20 – close becomes unsure in 1 of 2 other assumptions." in told.en
    assert "乡镇20张以下由“关”变成“难说”（另外2种设想中的1种）" in told.zh
    assert "becomes unsure" not in flip_chart([OWN, same], HERE, words).reading.en


def test_many_points_have_a_table_but_no_chart(words):
    chart = flip_chart([OWN] * (MOST + 1), HERE, words)

    assert chart.figure is None
    assert "too many points" in chart.reading.en
    assert chart.table is not None
    assert len(chart.table.rows) == 2 * (MOST + 1)


def test_nothing_judged_is_said(words):
    nothing = World(Text("原", "own"), rows(), is_own=True)

    assert "nothing can be judged" in flip_chart([nothing], HERE, words).reading.en


def test_the_committed_map_says_whose_it_is_and_what_it_held(words):
    for is_here, sentence in ((False, "not of the place of this page"), (True, "run.")):
        chart = reference_chart(reference(is_here=is_here), words)
        assert "Some County" in chart.reading.en
        assert "40 drawn registries" in chart.reading.en
        assert "supply weighs 0.3, guaranteed 0% a year" in chart.reading.en
        assert sentence in chart.reading.en
    assert chart.table is not None
    labels = {line[0].text.en for line in chart.table.rows}
    assert labels == {"own values", "supply weighs 1", "guaranteed −3% a year"}


def test_drawn_registries_are_counted_within_four_fifths_of_them(words):
    chart = registries_chart(reference(), words)

    assert chart is not None
    assert "closes 1 to 4 public homes in 8 of them" in chart.reading.en
    assert "over all 10 it closes 0 to 9" in chart.reading.en
    assert registries_chart(reference(spread=None), words) is None


def test_no_chinese_is_left_in_the_english_of_either(words):
    charts = [
        flip_chart([OWN, OTHER], HERE, words),
        reference_chart(reference(), words),
        registries_chart(reference(), words),
    ]
    for one in charts:
        assert one is not None
        assert one.table is not None
        cells = [cell.text.en for line in one.table.rows for cell in line]
        texts = [one.reading.en, one.alternative.en, *cells]
        assert not any(CHINESE.search(text) for text in texts)


def test_a_sweep_names_what_each_point_moves(words, sweep):
    points = ("own", "1", "2")
    flip = pd.concat(
        [rows(under_20="close").assign(point=name) for name in points],
        ignore_index=True,
    )

    chart = sweep_flip_chart(sweep(flip), words)

    assert chart is not None
    assert chart.table is not None
    assert [line[0].text.en for line in chart.table.rows] == [
        "own values",
        "λ 0",
        "λ 1",
    ]
    assert sweep_flip_chart(sweep(None), words) is None


@pytest.fixture
def sweep():
    label = {"zh": "供给", "en": "Supply"}
    path = VariedPath("demand.supply_weight", label, "ratio", "0.3", is_number=True)

    def made(flip):
        points = pd.DataFrame({"point": ["1", "2"], path.key: ["0", "1"]})
        table = pd.DataFrame(
            [
                {"point": point, "headline": "x", "year": 2030, "mean": 1.0}
                for point in ("own", "1", "2")
            ]
        )
        pair = {"zh": "甲", "en": "A"}
        return SweepPageData(
            *("s", pair, "n", "grid", pair, "2021-01-01", "2030-12-31", [path]),
            *(points, table, [], 1, 1, 1, "0", False, True),
            flip=flip,
        )

    return made


def test_every_word_is_used(words, sweep):
    fading = World(HERE, rows(under_20="unsure"))
    flip_chart([OWN, OTHER, fading], HERE, words)
    flip_chart([OWN] * (MOST + 1), HERE, words)
    flip_chart([World(HERE, rows())], HERE, words)
    for is_here in (True, False):
        reference_chart(reference(is_here=is_here), words)
    told = registries_chart(reference(), words, (1.5, 0.42))
    assert told is not None
    assert "1.5 closed on average, and occupancy of public homes 42%" in told.reading.en
    flip = rows(under_20="close").assign(point="1")
    sweep_flip_chart(sweep(flip), words)

    own = {key for key in words if key.partition(".")[0].startswith(("flip", "regis"))}
    # Tiers, sizes, worlds and short names come from tables.
    tables = ("flip_size.", "flip_tier.", "flip_world.", "flip_short.")
    assert {one for one in own - words.asked if not one.startswith(tables)} == set()
