"""Years of which a run has a part are named by that part along the axes of charts."""

from __future__ import annotations

from datetime import date

import pytest

from sim.report.part_years import part_year_names
from sim.report.words import load_words


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ((2021, 1, 1), (2030, 12, 31), {}),
        (
            (2021, 7, 1),
            (2030, 6, 30),
            {
                "2021": ("2021<br>7–12月", "2021<br>Jul–Dec"),
                "2030": ("2030<br>1–6月", "2030<br>Jan–Jun"),
            },
        ),
        (
            (2021, 1, 1),
            (2030, 1, 31),
            {"2030": ("2030<br>1月", "2030<br>Jan")},
        ),
        (
            (2024, 2, 1),
            (2024, 2, 29),
            {"2024": ("2024<br>2月", "2024<br>Feb")},
        ),
        (
            (2021, 1, 1),
            (2030, 6, 15),
            {"2030": ("2030<br>1.1–6.15", "2030<br>1 Jan–15 Jun")},
        ),
    ],
)
def test_a_part_of_a_year_is_named_by_its_months_or_days(start, end, names):
    assert part_year_names(date(*start), date(*end), load_words()) == names
