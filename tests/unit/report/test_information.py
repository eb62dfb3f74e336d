"""What the page says of what to count first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from comparisons import made

from sim.area import load_area
from sim.area.joint_draws import DRAW, JOINT_DRAWS
from sim.indicators.information import INFORMATION
from sim.report.compare_charts.information import information_lines, information_panels
from sim.report.compare_page import compare_page, compare_words
from sim.report.counting import counts, facts
from sim.report.words import load_words

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
DRAWS = tuple(range(1, 31))
DATA = made(
    {
        "a": ([0.5] * 30, [30.0] * 30),
        "b": ([0.4 + 0.007 * one for one in range(30)], [30.0] * 30),
    },
    draws=DRAWS,
)


def row(unknown, value, verdict, **other):
    told = {
        "headline": "nursing_bed_share",
        "unit": "share",
        "year": 2030,
        "kind": "group",
        "unknown": unknown,
        "chosen": "b",
        "value": value,
        "value_error": 0.004,
        "held_out": value,
        "noise_floor": 0.01,
        "value_of_all": 0.04,
        "wrong_now": 0.4,
        "wrong_after": 0.1,
        "wrong_less": 0.3,
        "wrong_less_error": 0.05,
        "draws": 30,
        "verdict": verdict,
    }
    return told | other


def shown(*rows, draws=30):
    table = pd.DataFrame(rows, columns=INFORMATION)
    return replace(DATA, information=table, draws=draws)


def said(data):
    words = compare_words()
    lines = information_lines(data, words)
    reading = information_panels(data, words).reading
    return " ".join(one.en for one in [*lines, reading])


def test_what_is_worth_most_is_told_as_something_to_do():
    data = shown(row("small_homes", 0.03, "told"), row("stay", 0.02, "told"))

    told = said(data)

    assert "First count the beds and the residents of every home under 30" in told
    assert "worth 3 points on average (standard error 0.4)" in told
    assert "falls to about 10% (by 30 points, standard error 5)" in told
    assert "in 40% of the draws another scenario is better" in told


def test_noise_is_called_noise_and_nothing_is_recommended():
    told = said(shown(row("small_homes", 0.005, "noise")))

    assert "cannot be told with 30 draws" in told
    assert "First count" not in told
    assert "rely" in told or "relied" in told


def test_a_gain_that_saves_no_wrong_choice_says_so():
    data = shown(row("stay", 0.03, "told", wrong_less=0.02, wrong_less_error=0.05))

    assert "cannot be seen" in said(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (replace(DATA, draws=1), "There is a single draw"),
        (shown(), "there is nothing to choose"),
        (
            shown(row("stay", float("nan"), "few"), draws=5),
            "cannot be told with 5 draws: it takes 20 at least",
        ),
        (
            shown(row("stay", 0.0, "settled", wrong_now=0.0)),
            "the same scenario is best in every draw",
        ),
    ],
)
def test_why_nothing_is_told_is_told(data, sentence):
    assert sentence in said(data)


def test_the_page_has_the_section_in_both_languages():
    data = shown(row("small_homes", 0.03, "told"), row("stay", 0.002, "noise"))
    words = compare_words()

    page = compare_page(data, words)
    panels = information_panels(data, words)

    assert 'id="information"' in page
    assert "chart-information-nursing_bed_share" in page
    assert panels.table is not None
    texts = [text for line in panels.table.rows for text in line]
    assert not any(CHINESE.search(cell.text.en) for cell in texts)
    assert all(CHINESE.search(one.zh) for one in information_lines(data, words))


def test_every_word_of_the_section_is_used():
    words = compare_words()
    for data in (
        shown(row("small_homes", 0.03, "told"), row("stay", 0.002, "noise")),
        shown(row("stay", 0.03, "told", wrong_less=0.0)),
        shown(row("stay", 0.03, "noise")),
        shown(row("stay", 0.0, "settled")),
        shown(row("stay", 0.0, "few")),
        shown(),
        replace(DATA, draws=1),
    ):
        information_panels(data, words)
        information_lines(data, words)

    own = [one for one in load_words("information_words.yaml") if "information" in one]
    assert set(own) <= words.asked | {"information_verdict.few"}


def test_every_unknown_of_the_shipped_pack_can_be_counted(root: Path):
    area = load_area(root / "calibration" / "areas" / "guangxi")
    drawn = set(area.tables[JOINT_DRAWS].columns) - {DRAW}

    known = {part for one in counts().values() for part in one.parts}

    assert drawn | set(facts()) <= known
    for one in counts().values():
        assert one.label.zh != one.label.en
        assert not CHINESE.search(one.label.en + one.count.en)
        assert one.count.zh[-1] not in "。；"
