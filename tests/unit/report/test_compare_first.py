"""The first screen of a comparison: every number of it is in the tables beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
from comparisons import BETTER, A, made

from sim.report.compare_data import ComparePageData
from sim.report.compare_first import graded_cards, leading
from sim.report.compare_page import compare_page, compare_words
from sim.report.words import Text

TOGETHER = ("simultaneous_low", "simultaneous_high")
LESS = ([0.40, 0.45, 0.41, 0.46], A[1])
GRADES = pd.DataFrame(
    {
        "indicator": ["nursing_bed_share"] * 2,
        "of": ["whole", "part"],
        "grade": ["derived", "assumed"],
        "grounds": ["beds: derived", "split: assumed"],
        "grounds_zh": ["推算：机构", "假设：分类"],
        "grounds_en": ["derived: homes", "assumed: split"],
    }
)


def numbers(text: Text) -> list[float]:
    """Return the numbers of a text, with their signs."""
    found = re.findall(r"[+−]?\d+(?:\.\d+)?", text.en.replace("95%", ""))
    return [float(one.replace("−", "-")) for one in found]


def in_table(data: ComparePageData, headline: str, scenario: str) -> pd.Series:
    rows = data.differences
    rows = rows[(rows["headline"] == headline) & (rows["scenario"] == scenario)]
    return rows[rows["year"] == data.last_year].iloc[0]


def test_each_number_beside_another_is_in_the_table_of_differences():
    data = made({"a": A, "b": BETTER, "c": LESS})

    found = leading(data, compare_words())

    assert found is not None
    nursing = found.lines[0]
    assert nursing.name.en == "Nursing-bed share"
    assert numbers(nursing.reference) == [53.0]
    for cell, scenario in zip(nursing.cells, "bc", strict=True):
        row = in_table(data, "nursing_bed_share", scenario)
        assert numbers(cell.value) == [round(100 * row["difference"], 1)]
        assert cell.interval is not None
        ends = [round(100 * row[end], 1) for end in TOGETHER]
        shown = numbers(cell.interval)
        assert shown == ends
    assert [one.standing for one in nursing.cells] == ["better", "worse"]


def test_the_numbers_of_a_card_are_in_the_table_of_differences():
    data = made({"a": A, "b": BETTER})

    card = graded_cards(data, compare_words())[0]

    row = in_table(data, "nursing_bed_share", "b")
    assert numbers(card.value) == [round(100 * row["difference"], 1)]
    ends = [round(100 * row[end], 1) for end in TOGETHER]
    assert numbers(card.interval) == ends


def test_no_interval_on_the_first_screen_excludes_zero_without_a_verdict():
    # The mean alone is told apart from 0; with the other figures it is not.
    close = ([0.51, 0.54, 0.57, 0.59], A[1])
    data = made({"a": A, "b": close, "c": BETTER})
    row = in_table(data, "nursing_bed_share", "b")
    assert row["mean_low"] > 0 > row["simultaneous_low"]

    found = leading(data, compare_words())

    assert found is not None
    cell = found.lines[0].cells[0]
    low, high = numbers(cell.interval)
    assert cell.standing == "open"
    assert low < 0 < high


def test_the_grade_is_that_of_the_whole_or_of_a_part():
    data = replace(made({"a": A, "b": BETTER}), figure_grades=GRADES)

    whole = graded_cards(data, compare_words())[0]
    part = graded_cards(replace(data, is_part=True), compare_words())[0]

    assert (whole.basis.grade, part.basis.grade) == ("derived", "assumed")


def test_where_rules_close_homes_no_difference_is_better_than_what_they_go_by():
    closures = GRADES.assign(indicator="closures", grade="assumed")
    graded = pd.concat([GRADES, closures], ignore_index=True)
    data = replace(made({"a": A, "b": BETTER}), figure_grades=graded)
    ruled = replace(data, rules={"b": [{"zh": "关", "en": "close"}]})

    without, with_rules = (
        graded_cards(one, compare_words())[0] for one in (data, ruled)
    )

    assert without.basis.grade == "derived"
    assert with_rules.basis.grade == "assumed"


def test_what_must_be_known_stands_beneath_the_answer():
    warning = {"zh": "a.yaml:3: 留意", "en": "a.yaml:3: beware"}
    data = replace(made({"a": A, "b": BETTER}), warnings=[warning])

    html = compare_page(data, compare_words(), "en")

    assert html.index('id="answer"') < html.index('class="cards"')
    assert html.index('class="cards"') < html.index("a.yaml:3")
    assert html.index("a.yaml:3") < html.index('id="lines"')


def test_nothing_sure_is_said_in_one_clause_where_there_are_several():
    data = made({"a": A, "b": ([0.4, 0.9, 0.3, 0.7], A[1]), "c": BETTER})

    html = compare_page(data, compare_words(), "en")

    assert '"S b" – nothing is surely better or worse' in html.replace("&#34;", '"')
    assert "With 4 replications the intervals are wide" in html
