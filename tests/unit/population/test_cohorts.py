from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from sim.population.cohorts import calendar_edges
from sim.population.setting import PopulationSetting
from sim.timeline import Timeline

Make = Callable[..., PopulationSetting]


def test_years_of_the_clock_are_the_calendars() -> None:
    edges = calendar_edges(Timeline(date(2023, 1, 1), date(2025, 12, 31)))

    assert edges.tolist() == [0.0, 365.0, 731.0, 1096.0]


def test_a_period_that_begins_within_a_year_has_anniversaries() -> None:
    edges = calendar_edges(Timeline(date(2023, 7, 1), date(2024, 12, 31)))

    assert edges.tolist() == [0.0, 366.0, 731.0]


def test_a_level_is_left_when_its_hazard_is_used_up(make: Make) -> None:
    table = make().calendar
    key = np.array([100, 101, 402])
    begin = np.array([10.0, 400.0, 1500.0])

    end = table.exit_day(key, begin, np.array([0.05, 0.4, 0.9]))

    for k, first, last, wanted in zip(key, begin, end, (0.05, 0.4, 0.9), strict=True):
        days = np.linspace(first, last, 400_001)
        middle = (days[1:] + days[:-1]) / 2
        used = table.exit_rate[k, table.slot(middle)].mean() * (last - first)
        np.testing.assert_allclose(used, wanted, rtol=1e-4)


def test_a_hazard_that_is_never_used_up_leads_nowhere(make: Make) -> None:
    table = make().calendar

    assert np.isinf(table.exit_day(np.array([60]), np.array([0.0]), np.array([50.0])))


def test_yearly_deaths_of_the_still_table_do_not_follow_the_calendar(
    make: Make,
) -> None:
    setting = make()
    after_2025 = 5

    calendar = setting.calendar.death_rate[::4, after_2025] * 365
    still = setting.still.death_rate[::4, after_2025] * 365.25

    np.testing.assert_allclose(calendar[:40] / still[:40], 0.9, rtol=0.01)
