from datetime import date

import numpy as np

from sim.timeline import DAYS_PER_YEAR, Timeline, on_grid

DECADE = Timeline(date(2021, 1, 1), date(2030, 12, 31))


def test_the_last_day_belongs_to_the_period():
    # ten years with the leap days of 2024 and 2028
    assert DECADE.horizon_days == 3652


def test_four_mean_years_are_four_years_with_their_leap_day():
    assert (date(2029, 1, 1) - date(2025, 1, 1)).days == 4 * DAYS_PER_YEAR


def test_year_edges_are_the_first_of_january_and_the_horizon():
    assert DECADE.year_edges[[0, 1, 4, -1]].tolist() == [0, 365, 1461, 3652]


def test_a_period_within_a_year_has_its_own_edges():
    part = Timeline(date(2025, 3, 1), date(2026, 2, 28))

    assert part.year_edges.tolist() == [0, 306, 365]
    assert part.years == [2025, 2026]


def test_a_day_and_its_date_are_inverse():
    assert DECADE.date(DECADE.day(date(2027, 1, 1))) == date(2027, 1, 1)
    assert DECADE.date(DECADE.day(date(2027, 1, 1)) + 0.999) == date(2027, 1, 1)


def test_moments_on_the_grid_add_up_exactly():
    generator = np.random.default_rng(1)
    now, later = np.sort(on_grid(generator.uniform(0, 3652, (2, 10_000))), axis=0)

    assert (now + (later - now) == later).all()
    assert on_grid(np.array([np.inf]))[0] == np.inf
