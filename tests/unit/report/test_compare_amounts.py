"""Differences, intervals and factors as the page of a comparison shows them."""

from __future__ import annotations

import pytest

from sim.report.compare_charts.amounts import change_cell, changed, mean_cell, span
from sim.report.compare_charts.year_tables import factor_cell
from sim.report.compare_page import compare_words


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.1234, "share", "+12.3"),
        (-0.1234, "share", "−12.3"),
        (0.0, "share", "0"),
        (0.0001, "share", "0.0"),
        (-1234.0, "persons", "−1,230"),
        (float("nan"), "days", "—"),
    ],
)
def test_a_difference_has_its_sign(value, unit, shown):
    assert changed(value, unit) == shown


def test_files_for_spreadsheets_have_the_unit_that_stands_beside():
    shown = mean_cell(0.631, "share"), change_cell(-0.0123, "share")

    assert [(cell.text.en, cell.raw) for cell in shown] == [
        ("63.1%", "63.1"),
        ("−1.2", "-1.23"),
    ]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0.18, 0.18, "+18.0 (every time)"),
        (0.1801, 0.1802, "about +18.0"),
        (0.17, 0.18, "+17.0 to +18.0"),
    ],
)
def test_ends_that_look_the_same_are_one_number(low, high, shown):
    assert span(low, high, "share").en == shown


@pytest.mark.parametrize(
    ("n", "zh", "en"),
    [
        (2, "+18.0（2次都相同）", "+18.0 (in both of 2 repetitions)"),
        (9, "+18.0（9次都相同）", "+18.0 (in all 9 repetitions)"),
        (10, "+18.0（每次相同）", "+18.0 (every time)"),
    ],
)
def test_a_few_repetitions_that_agree_are_not_every_one(n, zh, en):
    shown = span(0.18, 0.18, "share", n)

    assert (shown.zh, shown.en) == (zh, en)


def test_a_factor_beyond_measure_is_not_told_to_the_digit():
    assert factor_cell(1015813773.0, compare_words()).text.en == ">1,000"
    assert factor_cell(27.83, compare_words()).text.en == "27.8"
