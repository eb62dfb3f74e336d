"""Whatever joint draws may ask for, Guangxi's tables admit rates."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from sim.population import PopulationSetting
from sim.population.ages import people_by_age
from sim.population.hazards import build_hazards
from sim.population.prevalence import defined_shares, prevalence_by_age
from sim.scenario import catalogue, load_scenario

PATHS = [
    "population.mortality_ratio.mild",
    "population.mortality_ratio.moderate",
    "population.mortality_ratio.severe",
    "population.recovery_rate.mild",
    "population.recovery_rate.moderate",
    "population.recovery_rate.severe",
    "population.mortality_multiplier",
    "population.disability_level",
]
INSIDE = 4


def corners() -> np.ndarray:
    """16 corners of a cube of eight: any three values meet at all their ends."""
    a, b, c, d = np.array(list(product((-1, 1), repeat=4))).T
    columns = [a, b, c, d, b * c * d, a * c * d, a * b * c, a * b * d]
    return (1 + np.column_stack(columns)) / 2


def points() -> np.ndarray:
    """Corners of the ranges and points between, in their logarithms."""
    low, high = np.log([catalogue()[path].range for path in PATHS]).T
    inside = np.random.default_rng(5).random((INSIDE, len(PATHS)))
    return np.exp(low + np.vstack([corners(), inside]) * (high - low))


def test_any_three_values_meet_at_all_their_ends() -> None:
    for three in combinations(range(len(PATHS)), 3):
        assert len(np.unique(corners()[:, three], axis=0)) == 8


@pytest.mark.parametrize("definition", ["strict_adl", "assessed"])
def test_no_draw_of_the_ranges_is_without_rates(
    root, guangxi: PopulationSetting, definition: str
) -> None:
    tables = load_scenario(root / "scenarios" / "baseline.yaml").area.tables
    people = people_by_age(guangxi.groups.sum(axis=-1), guangxi.shares)
    table = prevalence_by_age(tables["prevalence"])
    for draw in points():
        shares = defined_shares(table, people, definition, draw[7])

        hazards = build_hazards(
            tables["mortality_rate"],
            shares,
            multiplier=draw[6],
            ratio=np.append(1.0, draw[:3]),
            recovery=draw[3:6],
        )

        assert hazards.raised_recoveries == 0
        assert (hazards.onset > 0).all()
        assert hazards.onset.max() < 10, "rates that lives can follow"
