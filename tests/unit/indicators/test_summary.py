import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.indicators import summary_table
from sim.indicators.spread import quantiles


def table(values, *, draws=None, level="region", **changed) -> pd.DataFrame:
    draws = [0] * len(values) if draws is None else draws
    keys = {
        "year": 2025,
        "area_level": level,
        "area_code": "here",
        "tier": "all",
        "ownership": "all",
        "operation": "all",
        "residence": "all",
        "indicator": "occupancy_rate",
        "unit": "share",
    }
    rows = pd.DataFrame(
        {"draw": draws, "replication": range(len(values)), "value": values}
    )
    return rows.assign(**(keys | changed))


def test_mean_spread_and_intervals_by_hand():
    values = [0.1, 0.2, 0.3, 0.4]

    row = summary_table(table(values)).iloc[0]

    half = stats.t.ppf(0.975, 3) * np.std(values, ddof=1) / 2
    assert row["mean"] == pytest.approx(0.25)
    assert row["sd"] == pytest.approx(np.std(values, ddof=1))
    assert row["n"] == 4
    assert [row["low"], row["high"]] == pytest.approx([0.13, 0.37])
    assert row["mean_high"] - row["mean"] == pytest.approx(half)
    assert row["mean"] - row["mean_low"] == pytest.approx(half)


def test_one_repetition_has_a_mean_and_no_spread():
    row = summary_table(table([0.4])).iloc[0]

    assert row["mean"] == 0.4
    assert row[["sd", "low", "high", "mean_low", "mean_high"]].isna().all()


def test_several_draws_are_the_independent_repetitions():
    values, draws = [0.1, 0.1, 0.3, 0.3, 0.5, 0.5], [0, 0, 1, 1, 2, 2]

    row = summary_table(table(values, draws=draws)).iloc[0]

    half = stats.t.ppf(0.975, 2) * 0.2 / np.sqrt(3)
    assert row["mean_high"] - row["mean"] == pytest.approx(half)
    assert row["n"] == 6


def test_homes_are_left_out_and_undefined_repetitions_are_seen_in_n():
    rows = pd.concat(
        [
            table([0.1, 0.2]),
            table([7.0], indicator="median_wait_days", unit="days"),
            table([0.9], level="home"),
        ]
    )

    summary = summary_table(rows)

    assert set(summary["area_level"]) == {"region"}
    assert summary.set_index("indicator")["n"].to_dict() == {
        "occupancy_rate": 2,
        "median_wait_days": 1,
    }


def test_order_does_not_depend_on_the_order_of_the_rows():
    rows = pd.concat(
        [
            table([0.1, 0.2], year=2026),
            table([0.3, 0.1], level="county"),
            table([0.3, 0.1], tier="township"),
            table([0.5, 0.6]),
        ]
    )

    forward, backward = summary_table(rows), summary_table(rows.iloc[::-1])

    pd.testing.assert_frame_equal(forward, backward)
    assert forward["year"].tolist() == [2025, 2025, 2025, 2026]
    assert forward["tier"].tolist()[:2] == ["all", "township"]


def test_quantiles_are_numpys():
    rng = np.random.default_rng(1)
    values, group = rng.random(500), rng.integers(0, 20, 500)

    for share in (0.0, 0.1, 0.5, 0.9, 1.0):
        expected = [np.quantile(values[group == one], share) for one in range(20)]
        assert quantiles(values, group, share) == pytest.approx(expected)


def test_chance_is_taken_off_the_spread_between_draws_by_hand():
    # draws of mean 1 and 3; within each of them ±1, so a variance of 2 with one degree
    values, draws = [0.0, 2.0, 2.0, 4.0], [1, 1, 2, 2]

    row = summary_table(table(values, draws=draws)).iloc[0]

    assert row["sd_chance"] == pytest.approx(np.sqrt(2))
    # means differ by a variance of 2, of which chance makes 2/2
    assert row["sd_ignorance"] == pytest.approx(1.0)


def test_draws_that_chance_explains_show_no_ignorance():
    row = summary_table(table([0.0, 4.0, 1.0, 5.0], draws=[1, 1, 2, 2])).iloc[0]

    assert row["sd_chance"] == pytest.approx(np.sqrt(8))
    assert row["sd_ignorance"] == 0.0


def test_parts_of_the_spread_are_recovered_from_many_draws():
    rng = np.random.default_rng(3)
    between = np.repeat(rng.normal(0, 3.0, 400), 5)
    values = between + rng.normal(0, 1.0, 2000)

    row = summary_table(table(values, draws=np.repeat(range(1, 401), 5))).iloc[0]

    # standard errors: 1/sqrt(2*1600) and about 3/sqrt(2*400); four of them
    assert row["sd_chance"] == pytest.approx(1.0, abs=4 / np.sqrt(3200))
    assert row["sd_ignorance"] == pytest.approx(3.0, abs=4 * 3 / np.sqrt(800))


@pytest.mark.parametrize("draws", [[0, 0, 0, 0], [1, 2, 3, 4]])
def test_chance_and_ignorance_need_several_draws_of_several_replications(draws):
    row = summary_table(table([0.1, 0.2, 0.3, 0.4], draws=draws)).iloc[0]

    assert row[["sd_chance", "sd_ignorance"]].isna().all()


@pytest.mark.parametrize(
    ("draws", "joint", "band"),
    [
        ([0], False, ""),
        ([0, 0], False, "chance"),
        ([0, 0], True, "chance"),
        ([1, 2], False, "chance_and_registry"),
        ([1, 2], True, "chance_and_ignorance"),
    ],
)
def test_a_band_says_what_it_contains(draws, joint, band):
    rows = table([0.1] * len(draws), draws=draws)

    assert set(summary_table(rows, joint=joint)["band"]) == {band}
