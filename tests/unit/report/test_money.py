"""Yuan as prose has them: 万元 are ten thousand, millions a million."""

import pytest

from sim.report.rules.costs import money


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (5_000_000, "500万元", "5 million yuan"),
        (123_456_789, "12,300万元", "123 million yuan"),
        (25_000, "2.5万元", "25,000 yuan"),
        (float("nan"), "—", "—"),
    ],
)
def test_an_amount_is_said_in_the_units_of_each_language(yuan, zh, en):
    told = money(yuan)

    assert (told.zh, told.en) == (zh, en)
