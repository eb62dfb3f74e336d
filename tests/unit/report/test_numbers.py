from __future__ import annotations

from sim.report.numbers import (
    UNKNOWN,
    Estimate,
    count,
    count_in_words,
    decimals_known,
    formatted,
    percent,
    points,
)
from sim.report.words import Text

NAN = float("nan")


def test_counts_keep_three_figures() -> None:
    assert count(41_234) == "41,200"
    assert count(987.6) == "988"
    assert count(12.34) == "12.3"
    assert count(7) == "7"


def test_chinese_counts_in_ten_thousands_from_ten_thousand_on() -> None:
    assert count_in_words(41_234) == Text("4.12万", "41,200")
    assert count_in_words(325_000) == Text("32.5万", "325,000")
    assert count_in_words(1_234_567) == Text("123万", "1,230,000")
    assert count_in_words(9_990) == Text("9,990", "9,990")


def test_a_share_becomes_a_percent() -> None:
    assert percent(0.4239) == "42.4%"
    assert percent(0.55, 0) == "55%"


def test_nearly_everything_is_not_everything() -> None:
    assert percent(0.9997) == ">99.9%"
    assert percent(0.997, 0) == ">99%"
    assert percent(0.9994) == "99.9%"
    assert percent(1.0) == "100.0%"


def test_what_is_unknown_is_a_dash_and_no_number() -> None:
    assert percent(NAN) == count(NAN) == points(NAN) == "—"
    assert count_in_words(NAN) == Text("—", "—")
    assert not UNKNOWN.is_known


def test_decimals_end_where_the_interval_begins() -> None:
    assert decimals_known(Estimate(0.5, 0.49, 0.51)) == 0
    assert decimals_known(Estimate(0.5, 0.499, 0.501)) == 1
    assert decimals_known(Estimate(0.5, NAN, NAN)) == 1


def test_a_change_is_given_in_points_without_its_sign() -> None:
    assert points(-0.0312) == "3.1"


def test_a_number_follows_its_unit() -> None:
    assert formatted(0.123, "share") == "12.3%"
    assert formatted(11.94, "beds_per_1000") == "11.9"
    assert formatted(1234.0, "count") == "1,230"


def test_person_days_become_persons_on_an_average_day() -> None:
    assert Estimate(730, 365, 1095).per(365) == Estimate(2, 1, 3)
