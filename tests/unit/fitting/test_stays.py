"""How long stays last: four stays by hand, and many against a known law."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad

from sim.fitting.stays import StayCurve, stay_curve, stays_of

YEAR = 365.25


def log_of(*rows: tuple[float, str, int, str]) -> pd.DataFrame:
    columns = ["time_days", "event", "elder_id", "facility_id"]
    return pd.DataFrame(rows, columns=columns)


def elders_of(**in_care_days: float) -> pd.DataFrame:
    ids = [int(name[1:]) for name in in_care_days]
    return pd.DataFrame({"elder_id": ids, "in_care_days": list(in_care_days.values())})


def test_stays_of_a_log():
    log = log_of(
        (0, "admitted", 1, "A"),  # in care for 50 days already
        (10, "admitted", 2, "A"),
        (20, "transferred", 2, "A"),
        (20, "transferred", 2, "B"),
        (30, "died_in_care", 1, "A"),
        (40, "discharged", 2, "B"),
        (60, "admitted", 2, "B"),
        (70, "died_in_care", 2, "B"),
        (80, "admitted", 3, "A"),
    )

    stays = stays_of(log, elders_of(e1=50.0, e2=np.nan, e3=np.nan))

    assert stays.to_numpy().tolist() == [
        [1, "A", -50, 30, True],
        [2, "A", 10, 40, False],
        [2, "B", 60, 70, True],
        [3, "A", 80, np.inf, False],
    ]


def four_stays() -> pd.DataFrame:
    """Watched for 100 days.

    Lengths: the first is watched from 40 on and ends by death at 60; the second by
    discharge at 30; the third by death at 50; the fourth is seen up to 90.
    """
    return pd.DataFrame(
        {
            "began": [-40.0, 10.0, 20.0, 10.0],
            "ended": [20.0, 40.0, 70.0, 150.0],
            "died": [True, False, True, True],
        }
    )


def test_curve_of_four_stays_by_hand():
    curve = stay_curve(four_stays(), window=100)

    # At 30 three are watched (the first not yet) and one leaves alive. At 50 the
    # first, third and fourth are: one of three dies, of the 2/3 that stay. At 60 the
    # first and fourth are: one of two dies, of the 4/9 that stay.
    assert curve.length.tolist() == [30, 50, 60]
    assert curve.died == pytest.approx([0, 2 / 9, 2 / 9 + 2 / 9])
    assert curve.died_within(29) == 0
    assert curve.died_within(50) == pytest.approx(2 / 9)
    assert curve.died_within(YEAR) == pytest.approx(4 / 9)


def test_median_over_mean_by_hand():
    # Half of those who die do so at 10, half at 30: the median is the first length
    # by which half are dead, the mean 20.
    curve = StayCurve(np.array([10.0, 30.0]), np.array([0.3, 0.6]))

    assert curve.median_of_mean() == pytest.approx(10 / 20)


def test_death_after_the_window_is_not_seen():
    stays = pd.DataFrame({"began": [10.0], "ended": [101.0], "died": [True]})

    curve = stay_curve(stays, window=100)

    assert curve.died_within(1000) == 0
    assert np.isnan(curve.median_of_mean())


def watched_stays(
    seed: int, death: float, leaving: float, yearly: int = 60
) -> pd.DataFrame:
    """Return the stays of 40 years that a window of two years at their end sees.

    Rates and admissions are those of a year.
    """
    rng = np.random.default_rng(seed)
    began = rng.uniform(-40 * YEAR, 2 * YEAR, rng.poisson(yearly * 42))
    until_death = rng.exponential(YEAR / death, len(began))
    until_leaving = rng.exponential(YEAR / leaving, len(began))
    stays = pd.DataFrame(
        {
            "began": began,
            "ended": began + np.minimum(until_death, until_leaving),
            "died": until_death < until_leaving,
        }
    )
    return stays[stays["ended"] > 0]


def test_known_law_is_found_through_a_window_of_two_years():
    death, leaving = 0.3, 0.15
    curves = [
        stay_curve(watched_stays(seed, death, leaving), 2 * YEAR) for seed in range(60)
    ]
    share = np.array([curve.died_within(YEAR) for curve in curves])

    exact, _ = quad(lambda t: death * np.exp(-(death + leaving) * t), 0, 1)
    error = share.std(ddof=1) / np.sqrt(len(share))
    assert error < 0.01
    # Within three standard errors of 60 worlds.
    assert abs(share.mean() - exact) < 3 * error


def test_median_over_mean_of_a_known_law():
    found = np.array(
        [
            stay_curve(
                watched_stays(seed, 0.3, 0.15, yearly=1000), 2 * YEAR
            ).median_of_mean()
            for seed in range(30)
        ]
    )

    # Stays that end by death are exponential too, of both rates together: ln 2.
    error = found.std(ddof=1) / np.sqrt(len(found))
    assert error < 0.01
    assert abs(found.mean() - np.log(2)) < 3 * error
