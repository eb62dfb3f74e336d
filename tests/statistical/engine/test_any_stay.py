"""Two laws that hold whatever the stays are like, if they have the same mean.

Nobody waits and the home has ten beds: the share who find it full is Erlang's (1917),
as Sevastyanov proved for any stay. Beds enough for all: the number of residents is
Poisson. The scenario file knows exponential stays only, so lives are made by hand;
engine, bed board and log are the real ones.

Tolerance is four standard errors over 20 replications (one seed in 1,300).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from cross_checks.agreement import with_exact
from cross_checks.theory import erlang_b
from scipy import stats
from worlds import Home, Life, run_world

BEDS, LOAD, STAY_DAYS = 10, 8.0, 20.0
DAYS, WARM_UP = 2000.0, 400.0
REPLICATIONS = 20

Stays = Callable[[np.random.Generator, int], np.ndarray]


def all_alike(_: np.random.Generator, number: int) -> np.ndarray:
    return np.full(number, STAY_DAYS)


def most_short_some_long(random: np.random.Generator, number: int) -> np.ndarray:
    """Nine of ten stay a tenth as long as the tenth: 4.5 times the variance."""
    mean = np.where(random.random(number) < 0.1, 10.0, 1.0) * STAY_DAYS / 1.9
    return random.standard_exponential(number) * mean


def log_of(beds: int, stays: Stays, seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    number = random.poisson(LOAD / STAY_DAYS * DAYS)
    applies = np.sort(random.uniform(0, DAYS, number))
    leaves = applies + stays(random, number)
    lives = [
        Life(*days) for days in zip(applies.tolist(), leaves.tolist(), strict=True)
    ]
    return run_world([Home(beds)], lives, days=DAYS, waiting_lists=0).log


@pytest.mark.parametrize("stays", [all_alike, most_short_some_long])
def test_share_who_find_a_home_full_does_not_depend_on_how_stays_are_spread(stays):
    lost = []
    for seed in range(REPLICATIONS):
        log = log_of(BEDS, stays, seed)
        late = log.loc[log["time_days"] >= WARM_UP, "event"].value_counts()
        lost.append(late["withdrew"] / late["applied"])

    found = with_exact(lost, erlang_b(BEDS, LOAD))
    assert found.agrees, found
    assert found.detectable < 0.06  # of 12 per cent: half as many again


def test_residents_are_poisson_where_beds_are_plenty():
    """Counts a stay apart share nobody, so that they are independent."""
    days = np.arange(WARM_UP, DAYS, STAY_DAYS * 1.01)
    counts = []
    for seed in range(REPLICATIONS):
        moves = log_of(60, all_alike, seed).query("residents_change != 0")
        stock = moves["residents_change"].cumsum().to_numpy()
        at = np.searchsorted(moves["time_days"].to_numpy(), days, side="right") - 1
        counts.extend(stock[at].tolist())

    mean = with_exact(counts, LOAD)
    assert mean.agrees, mean
    assert mean.detectable < 0.45  # of 8 residents
    dispersion = len(counts) * np.var(counts) / LOAD
    low, high = stats.chi2.interval(0.999, len(counts) - 1)
    assert low < dispersion < high
    assert high / low < 1.5  # a variance half as great again would be seen
