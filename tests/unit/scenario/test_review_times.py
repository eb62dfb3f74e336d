"""Reviews of a rule: from their first day to the last of the period, which counts."""

from datetime import date

import pytest

from sim.scenario.review_times import read_review


@pytest.mark.parametrize(
    ("text", "last", "years"),
    [
        ("every 1 year from 2027-12-31", date(2030, 12, 31), 4),
        ("every 1 year from 2027-12-31", date(2030, 12, 30), 3),
        ("once on 2030-12-31", date(2030, 12, 31), 1),
        ("once on 2031-01-01", date(2030, 12, 31), 0),
    ],
)
def test_a_review_on_the_last_day_takes_place(text, last, years):
    assert len(read_review(text).days(last)) == years
