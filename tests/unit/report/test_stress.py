"""The statement after STRESS-DES has 20 items, and none is blank."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.stress import (
    ITEMS,
    WORDS,
    BlankItemError,
    statement,
    statement_markdown,
)
from sim.report.words import load_words

HOLES = {
    "1_1": ["question"],
    "1_2": ["count", "names"],
    "1_3": ["title", "scenario", "status", "area", "targets"],
    "2_2": ["days"],
    "2_3": ["rules", "changes"],
    "2_5": ["abilities", "classes", "beds", "ranks", "count", "events"],
    "3_1": ["pack", "count", "published", "derived", "assumed", "homes"],
    "3_3": ["count", "published", "derived", "assumed"],
    "3_4": ["count"],
    "4_1": ["start"],
    "4_2": ["start", "end", "years", "planning"],
    "4_3": ["design"],
    "5_1": ["version", "python", "packages"],
    "5_2": ["seed", "stream", "streams"],
    "5_3": ["simpy", "units"],
    "5_4": ["system", "machine", "processors"],
}


def full() -> dict[str, dict[str, Any]]:
    return {item: dict.fromkeys(holes, "X") for item, holes in HOLES.items()}


def test_there_are_twenty_items_in_both_languages():
    items = statement(full())

    assert len(items) == len(ITEMS) == 20
    for head, text in items:
        assert all(told.strip() for told in (*head, *text))
        assert "{" not in text.zh + text.en


@pytest.mark.parametrize("item", sorted(HOLES))
@pytest.mark.parametrize("nothing", ["", " ", None, float("nan")])
def test_an_item_that_is_blank_is_a_fault(item, nothing):
    facts = full()
    facts[item][HOLES[item][0]] = nothing

    with pytest.raises(BlankItemError, match=item):
        statement(facts)


@pytest.mark.parametrize("item", sorted(HOLES))
def test_a_hole_that_nobody_fills_is_a_fault(item):
    facts = full()
    del facts[item][HOLES[item][0]]

    with pytest.raises(BlankItemError, match=item):
        statement(facts)


def test_words_of_every_item_exist_and_no_others():
    words = load_words(WORDS)

    assert set(words.family("stress_head")) == set(ITEMS)
    assert set(words.family("stress_text")) == set(ITEMS)


def test_markdown_has_both_languages_one_after_the_other():
    text = statement_markdown(full())

    assert text.count("\n## ") == 40
    assert text.index("## 1.1 模型目的") < text.index("## 1.1 Purpose of the model")
