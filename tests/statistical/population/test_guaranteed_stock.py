"""The guaranteed stock of simulated lives: given from outside, flat by default.

Ten counties, one replication, some 18,000 guaranteed elders: 4 standard errors are
3 %, so that a stock growing with the elders (40 % in ten years) shows at once.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.population import PopulationSetting, draw_people
from sim.streams import Streams

COUNTIES = range(3, 111, 11)
DAYS = (0.0, 1826.0, 3652.0 - 1e-6)


@pytest.fixture(scope="module")
def stock(guangxi: PopulationSetting) -> np.ndarray:
    """Guaranteed elders by day, residence and sex."""
    count = np.zeros((len(DAYS), 2, 2))
    for county in COUNTIES:
        people = draw_people(guangxi, county, Streams(23, 0), thin=False)
        for at, day in enumerate(DAYS):
            who = (people.guaranteed_from <= day) & (people.death_day > day)
            np.add.at(count[at], (people.residence[who], people.sex[who]), 1)
    return count


def wanted(guangxi: PopulationSetting) -> np.ndarray:
    elders = sum(
        guangxi.cells(county).count[:, :, 15:].sum(axis=(2, 3)) for county in COUNTIES
    )
    return np.asarray(elders * guangxi.rates.guaranteed_share)


@pytest.mark.parametrize("at", range(len(DAYS)), ids=["2021", "2025", "2030"])
def test_the_stock_is_the_catalogues_share_of_the_first_days_elders(
    guangxi: PopulationSetting, stock: np.ndarray, at: int
) -> None:
    expected = wanted(guangxi)

    error = np.sqrt(expected)

    assert (np.abs(stock[at] - expected) / error).max() < 4
    assert abs(stock[at].sum() / expected.sum() - 1) < 0.03
