from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from sim.indicators import targets_table
from sim.timeline import Timeline

PERIOD = Timeline(date(2025, 1, 1), date(2030, 12, 31))
PLANNING = date(2027, 1, 1)


@dataclass(frozen=True)
class Asked:
    id: str = "target"
    indicator: str = "nursing_bed_share"
    date: date = date(2030, 12, 31)
    at_least: float | None = 0.73
    at_most: float | None = None
    nature: str = "expected"
    source: str = "fyp15_outline"
    document: str = "national"
    scope: str = "all"
    published: float | None = None
    note: str = ""


def paths(*repetitions, indicator="nursing_bed_share") -> pd.DataFrame:
    """Return an indicator table with one path from 2025 on for each repetition."""
    rows = [
        (0, number, 2025 + step, value)
        for number, path in enumerate(repetitions)
        for step, value in enumerate(path)
    ]
    table = pd.DataFrame(rows, columns=["draw", "replication", "year", "value"])
    return table.assign(
        area_level="region",
        area_code="guangxi",
        tier="all",
        ownership="all",
        operation="all",
        residence="all",
        indicator=indicator,
        unit="share",
    )


def row(indicators, target, planning=PLANNING):
    return targets_table(indicators, [target], PERIOD, planning).iloc[0]


LOW = (0.5, 0.5, 0.6, 0.6, 0.7, 0.7)
HIGH = (0.5, 0.6, 0.7, 0.73, 0.74, 0.75)


def test_a_future_target_has_the_share_of_repetitions_that_meet_it():
    target = row(paths(LOW, HIGH, HIGH, HIGH), Asked())

    assert target["status"] == "future"
    assert target["probability"] == 0.75
    assert target["mean"] == pytest.approx((0.7 + 3 * 0.75) / 4)
    assert target["gap"] == pytest.approx(target["mean"] - 0.73)
    assert target["n"] == 4
    assert target["label_en"] == "Nursing-bed share"


def test_a_past_target_never_has_a_probability():
    asked = Asked(date=date(2025, 12, 31), at_least=0.55)

    target = row(paths(LOW, HIGH), asked)

    assert target["status"] == "unknown"
    assert np.isnan(target["probability"])
    assert np.isnan(target["gap"])
    assert target["low"] <= target["mean"] <= target["high"]


def test_a_published_figure_stands_in_place_of_the_model():
    asked = Asked(date=date(2025, 12, 31), at_least=0.55, published=0.6)

    target = row(paths(LOW, HIGH), asked)

    assert target["status"] == "published"
    assert np.isnan(target["probability"])
    assert target["gap"] == pytest.approx(0.05)


def test_the_day_planning_starts_is_future_and_the_day_before_is_past():
    by_date = {
        day: row(paths(HIGH), Asked(date=day))["status"]
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    }

    assert list(by_date.values()) == ["unknown", "future"]


def test_without_a_planning_start_nothing_is_past():
    assert row(paths(HIGH), Asked(date=date(2025, 12, 31)), None)["status"] == "future"


def test_first_date_met_is_a_year_end_that_half_of_the_repetitions_reach():
    never = (0.1,) * 6
    early = (0.8,) * 6

    target = row(paths(never, HIGH, early), Asked())

    assert target["first_met"] == date(2028, 12, 31)
    assert target["first_met_early"] == date(2025, 12, 31)
    assert target["first_met_late"] is None or pd.isna(target["first_met_late"])


def test_at_most_counts_what_lies_below():
    asked = Asked(indicator="counties_below_half_share", at_least=None, at_most=0.6)

    target = row(paths(LOW, HIGH, indicator=asked.indicator), asked)

    assert target["sense"] == "at_most"
    assert target["probability"] == 0.0
    assert target["gap"] == pytest.approx(0.6 - 0.725)
    assert target["first_met"] == date(2025, 12, 31)


def test_a_share_that_is_the_target_but_for_rounding_meets_it():
    assert row(paths((0.1 + 0.2,) * 6), Asked(at_least=0.3))["probability"] == 1.0
    assert row(paths((0.3 - 1e-12,) * 6), Asked(at_least=0.3))["probability"] == 1.0


def test_a_stock_is_read_at_the_last_year_end_that_is_not_after_the_date():
    asked = Asked(date=date(2029, 6, 30), at_least=0.5)

    assert row(paths(HIGH), asked)["mean"] == pytest.approx(0.73)


def test_what_the_run_does_not_reach_or_compute_is_said():
    beyond = row(paths(HIGH), Asked(date=date(2035, 12, 31)))
    unknown = row(paths(HIGH), Asked(indicator="cost_public"))

    assert (beyond["status"], unknown["status"]) == ("outside", "not_computed")
    assert np.isnan(beyond["probability"])
    assert np.isnan(unknown["probability"])


def test_county_homes_of_counties_and_cities_are_the_counting_of_the_plan():
    asked = Asked(
        indicator="county_home_coverage", scope="counties_and_cities", at_least=1.0
    )

    target = row(paths(HIGH, indicator="county_home_coverage_plan"), asked)

    assert target["status"] == "future"
    assert target["mean"] == pytest.approx(0.75)


def test_the_path_has_mean_and_interval_of_each_year():
    target = row(paths(LOW, HIGH), Asked())

    assert target["mean_2026"] == pytest.approx(0.55)
    assert target["low_2026"] == pytest.approx(0.51)
    assert target["high_2026"] == pytest.approx(0.59)


def test_no_targets_give_an_empty_table_with_all_columns():
    table = targets_table(paths(HIGH), [], PERIOD, PLANNING)

    assert table.empty
    assert {"id", "probability", "mean_2030"} <= set(table.columns)
