from __future__ import annotations

from itertools import pairwise

import pytest

from sim.report.fit_charts.amounts import amount, bare, number, plain, span
from sim.report.fit_charts.names import lines_of, wrapped
from sim.report.fit_charts.ticks import labels, ticks, window
from sim.report.fit_page import fit_words
from sim.report.words import Text

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.00034, "0.000340"),
        (41234.0, "41,200"),
        (9.996, "10.0"),
        (-0.03, "-0.0300"),
        (0.0, "0"),
        (NAN, "—"),
    ],
)
def test_numbers_have_three_figures_and_no_exponent(value: float, shown: str) -> None:
    assert plain(value) == shown


def test_a_share_is_a_percentage_and_a_minus_a_minus() -> None:
    assert bare(0.0047, "share") == "0.470%"
    assert bare(-0.5, "utility") == "−0.500"


def test_an_amount_has_its_unit_where_prose_has_one() -> None:
    words = fit_words()

    assert amount(3.4, "years", words) == Text("3.40年", "3.40 years")
    assert amount(0.5, "ratio", words) == Text("0.500", "0.500")
    assert amount(NAN, "years", words) == Text("—", "—")


def test_an_unknown_interval_is_a_dash() -> None:
    assert span(NAN, 1.0, "ratio", fit_words()) == Text("—", "—")


@pytest.mark.parametrize("value", [0.00034567, 41234.4, -0.03, 1e6, 0.5])
def test_cells_keep_five_figures_for_spreadsheets(value: float) -> None:
    raw = number(value).raw

    assert raw is not None
    assert "e" not in raw
    assert float(raw) == pytest.approx(value, rel=2e-5)


@pytest.mark.parametrize(
    ("low", "high"), [(0.31, 0.58), (-1.3, 0.9), (12_000, 91_000), (1e-4, 3e-4)]
)
def test_ticks_are_few_round_and_within(low: float, high: float) -> None:
    places = ticks(low, high)

    assert 2 <= len(places) <= 5
    assert low <= places[0] < places[-1] <= high
    gaps = {round((b - a) / (places[1] - places[0]), 6) for a, b in pairwise(places)}
    assert gaps == {1.0}


def test_labels_have_as_many_decimals_as_they_need() -> None:
    assert labels([0.3, 0.35, 0.4], "share") == ["30%", "35%", "40%"]
    assert labels([0.0025, 0.005], "share") == ["0.25%", "0.50%"]
    assert labels([-0.5, 0.0], "utility") == ["−0.5", "0.0"]


def test_a_wide_prior_does_not_press_the_rest_together() -> None:
    low, high = window([0.4, 0.5], [0.0, 10.0])

    assert low < 0.4
    assert 0.5 < high < 1
    assert (0.5 - 0.4) / (high - low) > 0.25


def test_a_window_without_numbers_is_still_one() -> None:
    assert window([NAN], [NAN]) == (0.0, 1.0)
    low, high = window([3.0], [])
    assert low < 3 < high


def test_long_names_are_broken_and_plotly_finds_no_marks_in_them() -> None:
    name = wrapped(Text("床位不足40张的<b>机构</b>占比" * 3, "homes & more " * 8), 200)

    assert lines_of(name) > 1
    assert "<b>" not in name.zh
    assert "&amp;" in name.en
    assert name.en.replace("<br>", " ") == ("homes &amp; more " * 8).strip()
