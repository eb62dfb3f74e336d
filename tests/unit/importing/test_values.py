"""A cell is read in one way or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from sim.importing.values import UnreadableError, amount, count, day, share, yes_no
from sim.importing.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("60张", 60),
        ("６０ 张", 60),
        ("1,200", 1200),
        ("１，２００人", 1200),
        ("60.0", 60),
        (60.0, 60),
        ("+60", 60),
        ("3年", 3),
        ("12 beds", 12),
    ],
)
def test_counts(cell, read):
    assert count(cell) == read


WRITTEN = ("六十", "约60", "60-80", "60%", "1,20", "=60", "60张左右", "1e3", "60.5")
HELD = (True, date(2020, 1, 1), timedelta(1), float("inf"), float("nan"), -1)


@pytest.mark.parametrize("cell", [*WRITTEN, *HELD])
def test_what_is_no_count(cell):
    with pytest.raises(UnreadableError):
        count(cell)


def test_amounts_may_have_parts():
    assert amount("5.5人") == 5.5


@pytest.mark.parametrize(
    ("cell", "is_percent", "read"),
    [("45%", False, 0.45), (0.45, False, 0.45), (45, True, 0.45), ("45", True, 0.45)],
)
def test_shares(cell, is_percent, read):
    assert share(cell, is_percent) == pytest.approx(read)


@pytest.mark.parametrize("cell", [0.5, "0.5", 1, 1.2])
def test_a_fraction_under_a_heading_of_percents_is_not_guessed(cell):
    with pytest.raises(UnreadableError, match="百分号"):
        share(cell, is_percent=True)
    assert share(0, is_percent=True) == 0
    assert share("0.5%", is_percent=True) == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("cell", "read", "is_whole"),
    [
        ("2015-06-01", date(2015, 6, 1), True),
        ("2015/6/1 00:00:00", date(2015, 6, 1), True),
        (datetime(2015, 6, 1, 12), date(2015, 6, 1), True),
        (42156.0, date(2015, 6, 1), True),
        (20150601.0, date(2015, 6, 1), True),
        ("2015年6月", date(2015, 6, 1), False),
        ("201506", date(2015, 6, 1), False),
        ("2015年", date(2015, 1, 1), False),
        (2015.0, date(2015, 1, 1), False),
    ],
)
def test_days(cell, read, is_whole):
    assert day(cell) == (read, is_whole)


@pytest.mark.parametrize("cell", ["2015-02-30", "6/1/15", "15年6月", "3", 1e9, "去年"])
def test_what_is_no_day(cell):
    with pytest.raises(UnreadableError):
        day(cell)


@pytest.mark.parametrize(
    ("cell", "read"), [("√", True), ("合格", True), ("×", False), ("No", False)]
)
def test_answers(cell, read):
    assert yes_no(cell) is read


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("公办（事业单位）", {"ownership": "public"}),
        ("公建民营", {"ownership": "public", "operation": "entrusted"}),
        ("公办养老机构", {"ownership": "public"}),
        ("公办/委托运营", {"ownership": "public", "operation": "entrusted"}),
        ("乡镇敬老院", {"ownership": "public", "tier": "township"}),
        ("不明", {}),
    ],
)
def test_words_of_ownership(word, said):
    assert vocabulary().said_by(word.replace("（", "(").replace("）", ")")) == said
