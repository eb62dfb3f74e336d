"""Stays become a log from which the indicators read what a reader can count."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from sim.area import load_area
from sim.events import COLUMNS
from sim.observed.coverage import coverage
from sim.observed.figures import observed_years, seen_in
from sim.observed.log import observed_log, period_of
from sim.observed.stays import Counted, Register, Stay
from sim.observed.targets import Watched, poorly_listed, share_band, targets_table

FIRST = date(2021, 1, 1)
LAST = date(2022, 12, 31)


@pytest.fixture(scope="module")
def area(request):
    return load_area(request.config.rootpath / "scenarios/teaching/places/one_home")


@pytest.fixture(scope="module")
def two(request):
    return load_area(request.config.rootpath / "scenarios/teaching/places/two_homes")


def stay(since, until=None, home="990101-T01", ending="left", **more):
    to = date.fromisoformat(until) if until else None
    return Stay(home, date.fromisoformat(since), to, ending if to else "", **more)


def figure(seen, name, year, code="990101", **splits):
    table = seen.indicators
    chosen = (table["indicator"] == name) & (table["year"] == year)
    chosen &= table["area_code"] == code
    chosen &= table["operation"] == "all"
    for split in ("tier", "ownership"):
        chosen &= table[split] == splits.get(split, "all")
    rows = table.loc[chosen, "value"]
    return float(rows.iloc[0])


def seen_of(stays, area, unlisted=None):
    log = observed_log(stays, unlisted or {}, area.homes, period_of(2021, 2022))
    return log, seen_in(log, area.homes, area)


def test_occupancy_is_that_of_the_days_in_bed(area):
    # The home has ten beds; one resident for the whole of 2021, one for July (31 days).
    stays = [stay("2015-05-05", "2022-01-01"), stay("2021-07-01", "2021-08-01")]

    log, seen = seen_of(stays, area)

    assert list(log.events.columns) == COLUMNS
    assert figure(seen, "occupancy_rate", 2021) == pytest.approx((365 + 31) / 3650)
    assert figure(seen, "residents", 2021, "990101-T01") == pytest.approx(396 / 365)
    assert figure(seen, "occupancy_rate", 2022) == 0.0


def test_who_was_there_before_is_no_admission(area):
    stays = [stay("2015-05-05"), stay("2021-07-01"), stay("2022-02-01", "2022-02-01")]

    _, seen = seen_of(stays, area)

    assert figure(seen, "admissions", 2021) == 1
    assert figure(seen, "admissions", 2022) == 1


def test_residents_without_a_row_count_all_the_time(area):
    _, seen = seen_of([stay("2021-01-01")], area, {"990101-T01": 2})

    assert figure(seen, "occupancy_rate", 2022) == pytest.approx(3 / 10)
    assert figure(seen, "admissions", 2021) == 1


def test_a_move_between_homes_is_neither_discharge_nor_admission(two):
    stays = [
        stay("2021-03-01", "2021-06-01", ending="moved", person=7),
        stay("2021-06-03", home="990101-T02", person=7),
    ]

    log, seen = seen_of(stays, two)

    events = log.events["event"].astype(str).tolist()
    assert events.count("transferred") == 2
    assert "discharged" not in events
    assert figure(seen, "admissions", 2021) == 1
    assert log.events["residents_change"].sum() == 1


def test_a_log_holds_no_number_of_the_register(area):
    log, _ = seen_of([stay("2021-03-01", person=4711)], area)

    assert log.events["elder_id"].dropna().tolist() == [0]


def test_counts_of_fewer_than_five_are_left_out(area):
    stays = [stay("2021-02-01", "2021-03-01", ending="died") for _ in range(4)]
    stays += [stay("2022-02-01", "2022-03-01", ending="died") for _ in range(5)]
    _, seen = seen_of(stays, area)

    table = observed_years(seen, stays, area.homes, period_of(2021, 2022))

    deaths = table[(table["indicator"] == "deaths_in_care") & (table["tier"] == "all")]
    by_year = deaths[deaths["ownership"] == "all"].set_index("year")["value"]
    assert by_year.to_dict() == {2022: 5.0}
    assert table.loc[table["indicator"] == "admissions", "year"].unique() == [2022]


def test_deaths_are_not_told_where_reasons_are_missing(area):
    stays = [
        stay("2021-02-01", f"2021-03-{day:02d}", ending=ending)
        for day, ending in enumerate(["died"] * 6 + ["unknown"] * 2, start=2)
    ]
    _, seen = seen_of(stays, area)

    table = observed_years(seen, stays, area.homes, period_of(2021, 2022))

    year = table[(table["year"] == 2021) & (table["value"] > 0)]
    assert "leavings" in set(year["indicator"])
    assert not {"deaths_in_care", "discharges"} & set(year["indicator"])


def covered_by(stays, homes, begins=FIRST, ends=LAST, **residents):
    counted = {f"990101-{name}": number for name, number in residents.items()}
    return coverage(Register(stays, begins, ends), homes, Counted(ends, counted))


def test_a_year_of_which_a_part_is_covered_is_not_used(area):
    stays = [stay("2015-05-05"), stay("2021-03-01", "2022-03-01")]

    found = covered_by(stays, area.homes, begins=date(2021, 2, 1), T01=1)

    assert found.years == (2022,)
    assert found.partial == (2021,)


def test_residents_whom_no_row_accounts_for_were_there_before(area):
    stays = [stay("2021-03-01"), stay("2021-04-01")]

    found = covered_by(stays, area.homes, T01=5)

    assert dict(found.unlisted) == {"990101-T01": 3}


def test_a_year_in_which_many_unlisted_had_left_is_not_used(area):
    # Half of those who came have left within two years: so will have the unlisted.
    stays = [stay("2021-01-01") for _ in range(3)]
    stays += [stay("2021-01-01", "2021-09-01") for _ in range(6)]

    found = covered_by(stays, area.homes, T01=9)

    assert found.leaving_rate == pytest.approx(0.26, abs=0.05)
    assert 2021 in found.thin
    assert found.thin[2021] > found.missing.get(2022, found.thin.get(2022))


def test_a_home_of_which_nobody_says_who_was_there_is_left_out(area):
    found = covered_by([stay("2021-03-01")], area.homes, T01=None)

    assert found.left_out == ("990101-T01",)
    assert found.homes == ()


def test_an_empty_home_is_known_to_be_empty(two):
    found = covered_by([stay("2015-03-01")], two.homes, T01=1, T02=0)

    assert found.homes == ("990101-T01", "990101-T02")


def test_targets_have_the_intervals_of_their_counts(area):
    stays = [stay(f"2019-0{month}-01") for month in range(1, 8)]
    watched = Watched(stays, {}, area.homes, area, (2021, 2022), "county")

    table = targets_table(watched).set_index("target")

    row = table.loc["occupancy_all"]
    odds, width = np.log(0.7 / 0.3), 1.2815516 / np.sqrt(10 * 0.7 * 0.3)
    assert row["value"] == pytest.approx(0.7)
    assert row["low"] == pytest.approx(1 / (1 + np.exp(-odds + width)), abs=1e-4)
    assert row["high"] == pytest.approx(1 / (1 + np.exp(-odds - width)), abs=1e-4)
    assert "admissions_all" not in table.index  # nobody came


def test_a_full_home_has_an_interval_too():
    band = share_band(1.0, 40.0)

    assert 0 < band.low < band.value < band.high <= 0.999


def test_mean_stays_are_residents_over_admissions(area):
    # Five residents all the time; five more come on 1 July 2022 and stay.
    stays = [stay("2015-01-01") for _ in range(5)]
    stays += [stay("2022-07-01") for _ in range(5)]
    watched = Watched(stays, {}, area.homes, area, (2021, 2022), "county")

    table = targets_table(watched).set_index("target")

    days = 5 * 730 + 5 * 184
    assert table.loc["stay_all", "value"] == pytest.approx(days / 365.25 / 5, abs=0.01)
    assert isinstance(table, pd.DataFrame)


@pytest.mark.parametrize(("unlisted", "is_told"), [(2, True), (3, False)])
def test_flows_are_no_target_where_many_residents_have_no_row(area, unlisted, is_told):
    stays = [stay("2015-01-01") for _ in range(5)]
    stays += [stay("2022-07-01") for _ in range(5)]
    without = {"990101-T01": unlisted}
    watched = Watched(stays, without, area.homes, area, (2021, 2022), "county")

    table = targets_table(watched).set_index("target")

    assert ("stay_all" in table.index) == is_told
    assert ("admissions_all" in table.index) == is_told
    assert "occupancy_all" in table.index
    assert poorly_listed(watched) != is_told
