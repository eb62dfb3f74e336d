"""Where queueing theory has an exact answer, the model must agree with it.

Seeds are fixed, so a test passes always or never. The tolerance is four standard
errors over 20 replications: a correct model fails at about one seed in 1,300
(Student's t with 19 degrees of freedom). Stays are a twentieth of those of the teaching
scenarios and applications twenty times as many: the same load, many more of both. The
first ten years are left out, because the home starts empty.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from cross_checks.theory import erlang_b, erlang_c

from sim.engine import simulate
from sim.scenario import load_scenario

TEACHING = Path(__file__).parents[3] / "scenarios" / "teaching"
REPLICATIONS = 20
STANDARD_ERRORS = 4
WARM_UP = 3652.0
BEDS, LOAD = 10, 8.0
"""Ten beds; four applications a year and stays of two years, or as many times both."""
FASTER = 20


@cache
def logs(name: str) -> list[pd.DataFrame]:
    scenario = load_scenario(TEACHING / f"{name}.yaml")
    assert scenario.demand is not None
    faster = replace(
        scenario.demand,
        applications_per_year=scenario.demand.applications_per_year * FASTER,
        mean_stay_days=scenario.demand.mean_stay_days / FASTER,
    )
    scenario = replace(scenario, demand=faster)
    return [simulate(scenario, 0, r).log for r in range(REPLICATIONS)]


@cache
def horizon(name: str) -> float:
    return load_scenario(TEACHING / f"{name}.yaml").timeline.horizon_days


def assert_mean_near(sample: list[float], exact: float) -> float:
    """Return the error that the test could see: four standard errors."""
    error = STANDARD_ERRORS * float(np.std(sample, ddof=1)) / math.sqrt(len(sample))
    assert abs(float(np.mean(sample)) - exact) < error
    return error


def mean_residents(log: pd.DataFrame, end: float) -> float:
    moves = log[log["residents_change"] != 0]
    day = moves["time_days"].to_numpy().clip(min=WARM_UP)
    area = (moves["residents_change"].to_numpy() * (end - day)).sum()
    return float(area / (end - WARM_UP))


def after_warm_up(log: pd.DataFrame, event: str) -> pd.DataFrame:
    return log[(log["event"] == event) & (log["time_days"] >= WARM_UP)]


def test_share_of_lost_applications_is_erlangs():
    lost = []
    for log in logs("one_home_loss"):
        applied = len(after_warm_up(log, "applied"))
        lost.append(len(after_warm_up(log, "withdrew")) / applied)

    error = assert_mean_near(lost, erlang_b(BEDS, LOAD))
    assert error < 0.015  # a fault of one and a half points in 12 would be seen


def test_residents_are_the_load_that_is_not_lost():
    end = horizon("one_home_loss")
    residents = [mean_residents(log, end) for log in logs("one_home_loss")]

    error = assert_mean_near(residents, LOAD * (1 - erlang_b(BEDS, LOAD)))
    assert error < 0.15  # of 7.03 residents


def test_share_who_wait_is_erlangs_where_nobody_gives_up():
    waited = []
    for log in logs("one_home_queue"):
        applied = len(after_warm_up(log, "applied"))
        waited.append(len(after_warm_up(log, "waiting")) / applied)

    error = assert_mean_near(waited, erlang_c(BEDS, LOAD))
    assert error < 0.06  # of 41 per cent: queues are long-lived


def test_little_law_holds_on_the_waiting_list():
    """Mean number waiting = rate of applications times mean wait, in each log."""
    end = horizon("one_home_queue")
    for log in logs("one_home_queue")[:5]:
        joins = log[log["event"] == "waiting"].set_index("elder_id")["time_days"]
        leaves = log[(log["event"] == "admitted") & (log["cause"] == "from_list")]
        left = leaves.set_index("elder_id")["time_days"].reindex(joins.index)
        waits = left.fillna(end) - joins

        steps = pd.concat([pd.Series(1, joins), pd.Series(-1, left.dropna())])
        steps = steps.groupby(level=0).sum().sort_index()
        number = steps.cumsum().to_numpy()
        edges = np.append(steps.index.to_numpy(), end)
        assert (number * np.diff(edges)).sum() == waits.sum() or math.isclose(
            (number * np.diff(edges)).sum(), waits.sum(), rel_tol=1e-9
        )
        assert number.min() >= 0
