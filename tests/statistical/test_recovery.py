"""Known parameters are found again as often as the intervals say."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy.stats import binom, kstest

from calibration.recovery import RANKED, TARGET, coverage, recover

SOME = [3, 40]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(TARGET)


def test_intervals_of_80_percent_hold_the_truth_80_times_of_100(table):
    pooled = coverage(table).set_index("unknown").loc["all"]
    repeats = table["repeat"].nunique()
    inside = round(pooled["inside"] * pooled["repeats"])

    # Unknowns of one repeat hang together: it counts as two independent ones.
    few = 2 * repeats
    low, high = binom.interval(0.95, few, 0.8)
    assert repeats >= 100
    assert low / few <= inside / pooled["repeats"] <= high / few


def test_no_unknown_is_far_off(table):
    single = coverage(table)
    for row in single[single["unknown"] != "all"].itertuples():
        low, high = binom.interval(0.99, row.repeats, 0.8)
        assert low <= row.inside * row.repeats <= high, row.unknown


def test_ranks_of_the_truth_are_uniform(table):
    """An interval may be as wide as it should and still lie to one side."""
    for name, rows in table.groupby("unknown"):
        seen = (rows["rank"] + 0.5) / (RANKED + 1)
        assert kstest(seen, "uniform").pvalue > 0.001, name


def test_rows_say_whether_the_truth_is_inside(table):
    inside = (table["low"] <= table["truth"]) & (table["truth"] <= table["high"])

    # What the table rounds may lie on an end.
    on_an_end = (table["truth"] == table["low"]) | (table["truth"] == table["high"])
    assert (((table["inside"] == "yes") == inside) | on_an_end).all()
    assert (table["low"] <= table["low_50"]).all()
    assert (table["low_50"] <= table["median"]).all()
    assert (table["median"] <= table["high_50"]).all()
    assert (table["high_50"] <= table["high"]).all()


@pytest.mark.long  # trains emulators on 120 simulations before the first repeat
def test_some_repeats_are_found_again(table):
    number = table["repeat"].nunique()
    kept = table[table["repeat"].isin(SOME)].reset_index(drop=True)

    again = recover(SOME, number, jobs=1)

    assert again["unknown"].tolist() == kept["unknown"].tolist()
    assert again["truth"].tolist() == pytest.approx(kept["truth"].tolist(), rel=1e-4)
    # Another machine may round another way, after which a chain takes another course.
    width = kept["high"] - kept["low"]
    for name in ("low", "median", "high"):
        assert ((again[name] - kept[name]).abs() < 0.15 * width).all(), name
