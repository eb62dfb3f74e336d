"""What becomes of homes that a rule sees too empty, on homes counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.indicators.flip import flip_table, judged_homes

NEVER = float("nan")


def seen(*rows, size="under_20"):
    """Return rows of (draw, replication, home, day, below, later) against a half."""
    columns = ["draw", "replication", "home_id", "time_days", "below"]
    table = pd.DataFrame(rows, columns=[*columns, "later_occupancy"])
    return table.assign(rule="shut", tier="township", size=size, theta=0.5)


def verdict_of(full, below, draws=10):
    """Return the verdict on a class of which so many of a draw's homes fill."""
    rows = [
        (draw, 0, f"{draw}-{home}", 0.0, True, 0.7 if home < full else 0.2)
        for draw in range(draws)
        for home in range(below)
    ]
    return flip_table(judged_homes(seen(*rows))).iloc[0]


def test_a_home_is_judged_by_what_follows_the_first_review_that_would_close_it():
    rows = seen(
        (0, 0, "a", 0.0, False, 0.9),
        (0, 0, "a", 365.0, True, 0.6),
        (0, 0, "a", 730.0, True, 0.1),
    )

    told = judged_homes(rows).iloc[0]

    assert told["below"]
    assert told["later"] == 0.6
    assert told["full"] == 1


def test_what_is_expected_is_the_mean_of_the_replications_of_a_draw():
    rows = seen(
        (1, 0, "a", 0.0, True, 0.9),
        (1, 1, "a", 0.0, False, 0.2),
        (2, 0, "a", 0.0, True, 0.3),
    )

    told = judged_homes(rows).set_index(["draw", "replication"])

    assert told.loc[(1, 0), "later"] == pytest.approx(0.55)
    assert told.loc[(1, 0), "full"] == 1
    assert np.isnan(told.loc[(1, 1), "full"])
    assert told.loc[(2, 0), "full"] == 0


def test_a_home_at_its_threshold_is_full_and_one_without_beds_is_not():
    rows = seen((0, 0, "a", 0.0, True, 0.5), (0, 0, "b", 0.0, True, NEVER))

    assert judged_homes(rows)["full"].tolist() == [1, 0]


def test_homes_and_shares_are_means_of_the_repetitions():
    rows = seen(
        (1, 0, "a", 0.0, True, 0.9),
        (1, 0, "b", 0.0, True, 0.1),
        (1, 0, "c", 0.0, False, 0.1),
        (2, 0, "a", 0.0, False, 0.1),
        (2, 0, "b", 0.0, False, 0.1),
        (2, 0, "c", 0.0, False, 0.1),
    )

    told = flip_table(judged_homes(rows)).iloc[0]

    assert told["homes"] == 3
    assert told["seen_below"] == 1
    assert told["seen_below_share"] == pytest.approx(1 / 3)
    assert told["full_later_share"] == 0.5
    assert told["later_occupancy"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("full", "verdict"), [(0, "close"), (1, "close"), (2, "unsure"), (4, "keep")]
)
def test_most_decide_and_what_is_near_one_half_is_unsure(full, verdict):
    assert verdict_of(full, 4)["verdict"] == verdict


def test_a_few_homes_that_agree_are_no_proof():
    assert verdict_of(1, 1, draws=4)["verdict"] == "unsure"
    assert verdict_of(1, 1, draws=8)["verdict"] == "keep"


def test_a_rule_that_would_close_nothing_flips_nothing():
    rows = seen((0, 0, "a", 0.0, False, 0.9), (0, 0, "b", 0.0, False, 0.1))

    told = flip_table(judged_homes(rows)).iloc[0]

    assert told["verdict"] == "none"
    assert np.isnan(told["full_later_share"])


def test_homes_of_one_draw_are_not_so_many_witnesses():
    """Five homes of each draw fill together: the draws are what is counted."""
    rows = [
        (draw, 0, f"{draw}-{home}", 0.0, True, 0.7 if draw < 7 else 0.2)
        for draw in range(10)
        for home in range(5)
    ]

    told = flip_table(judged_homes(seen(*rows))).iloc[0]

    assert told["full_error"] == pytest.approx(np.sqrt(0.7 * 0.3 / 9), rel=1e-6)
    assert told["verdict"] == "unsure"
