"""Rates of cost and elders made up for tests of the three purses."""

import numpy as np
import pandas as pd
import pytest

from sim.indicators.cost_rates import NAMES, CostRates
from sim.timeline import DAYS_PER_YEAR

YEAR = 365 / DAYS_PER_YEAR
"""2021 in years of 365.25 days."""


def rates(**chosen: float) -> CostRates:
    """Return rates that are all nought but those chosen; `__` stands for a dot."""
    values = {name.replace("__", "."): value for name, value in chosen.items()}
    assert set(values) <= set(NAMES)
    return CostRates({name: np.full(2, float(values.get(name, 0))) for name in NAMES})


def elders(*classes: str, since: float = -np.inf) -> pd.DataFrame:
    """Return elders 1, 2, … of the classes."""
    return pd.DataFrame(
        {
            "elder_id": range(1, len(classes) + 1),
            "class": classes,
            "guaranteed_from": [
                since if one == "guaranteed" else np.inf for one in classes
            ],
        }
    )


@pytest.fixture
def purses(register):
    """Return what asks for the three purses of a log under chosen rates."""

    def ask(people=None, year=2021, **chosen):
        known = elders("self_paying") if people is None else people
        figures = register.table(costs=rates(**chosen), elders=known)
        return {
            name: figures.value(f"cost_{name}", year) / YEAR
            for name in ("public", "home", "family")
        }

    return ask
