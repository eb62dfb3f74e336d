"""Life expectancy at 60 of the hazards, against the life table's own arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.area import load_area
from sim.population import PopulationSetting
from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE
from sim.population.lives import Start, draw_lives
from sim.streams import Streams

PLACES = [
    (r, s, residence, sex)
    for r, residence in enumerate(("rural", "urban"))
    for s, sex in enumerate(("female", "male"))
]


def by_life_table(table: pd.DataFrame) -> float:
    """Expected years left of those aged 60 to 61, by an abridged life table.

    The years that the dying live in their group, n/2 + n²/12 (k - m), k being the
    growth of the rate with age, follow Preston, Heuveline and Guillot, "Demography"
    (2001), 3.2. That expectation falls by 1 - m e a year of age, half of which the
    cohort has behind it.
    """
    rows = table.sort_values("age_start").query("age_start >= 55")
    rates = rows["rate"].to_numpy()
    growth = np.gradient(np.log(rates), 5.0)
    alive, years = 1.0, 0.0
    for rate, k in zip(rates[1:-1], growth[1:-1], strict=True):
        lived = 2.5 + 25 / 12 * (k - rate)
        deaths = alive * 5 * rate / (1 + (5 - lived) * rate)
        years += deaths / rate
        alive -= deaths
    years += alive / rates[-1]
    return years - (1 - rates[1] * years) / 2


@pytest.fixture(scope="module")
def mortality(root: Path) -> pd.DataFrame:
    table = load_area(root / "calibration/areas/guangxi").tables["mortality_rate"]
    return table[table["period_start"] == 2020]


@pytest.mark.parametrize(("r", "s", "residence", "sex"), PLACES)
def test_hazards_give_the_life_expectancy_of_the_table(
    guangxi: PopulationSetting,
    mortality: pd.DataFrame,
    r: int,
    s: int,
    residence: str,
    sex: str,
) -> None:
    period = guangxi.periods[0]
    mean = guangxi.hazards.mortality[period, r, s, ELIGIBLE_AGE - FIRST_AGE :]
    mean = np.append(mean, np.full(60, mean[-1]))
    alive = np.exp(-np.append(0.0, np.cumsum(mean)))
    years = ((alive[:-1] - alive[1:]) / mean).sum()

    rows = mortality.query("residence == @residence and sex == @sex")

    assert abs(years - by_life_table(rows)) < 0.05


@pytest.mark.parametrize(("r", "s", "residence", "sex"), PLACES)
def test_lives_last_as_long_as_the_table_says(
    guangxi: PopulationSetting,
    mortality: pd.DataFrame,
    r: int,
    s: int,
    residence: str,
    sex: str,
) -> None:
    """40,000 lives; 4 standard errors are 0.2 years, so 1 % of life expectancy."""
    n, generator = 40_000, np.random.default_rng(17)
    age = ELIGIBLE_AGE - FIRST_AGE
    upper = np.cumsum(guangxi.hazards.prevalence[r, s, age])[:3]
    ability = (generator.random(n)[:, None] > upper).sum(axis=1).astype(np.int8)
    start = Start(
        np.full(n, (r * 2 + s) * AGES + age),
        ability,
        generator.standard_exponential(n),
        generator.random(n),
    )

    lives = draw_lives(
        guangxi.still, start, np.full(n, np.inf), np.arange(n), Streams(17, r * 2 + s)
    )

    rows = mortality.query("residence == @residence and sex == @sex")
    wanted = by_life_table(rows)
    years = lives.death_day / 365.25
    assert np.isfinite(years).all()
    assert abs(years.mean() - wanted) < 4 * years.std() / np.sqrt(n) + 0.05
