"""The elders of Guangxi to come: who is counted in 2020 decides nearly all of it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.population import PopulationSetting
from sim.population.expected import expected_persons


@pytest.fixture(scope="module")
def persons(guangxi: PopulationSetting) -> np.ndarray:
    """Expected elders by year from 2020, group and ability."""
    return expected_persons(guangxi, list(range(111))).sum(axis=(1, 2, 3))


def test_the_region_begins_with_its_census(persons: np.ndarray) -> None:
    assert round(persons[0].sum()) == 8_363_779
    assert round(persons[0, 1:].sum()) == 6_114_117


def test_elders_of_2025_and_2030_are_about_ten_and_twelve_million(
    persons: np.ndarray,
) -> None:
    np.testing.assert_allclose(persons[5].sum(), 10.0e6, rtol=0.02)
    np.testing.assert_allclose(persons[10].sum(), 12.0e6, rtol=0.02)
    assert 1.40 < persons[10].sum() / persons[0].sum() < 1.46


def test_moderate_and_severe_disability_grow_by_a_third_to_nearly_half(
    persons: np.ndarray,
) -> None:
    disabled = persons[..., 2:].sum(axis=(1, 2))

    assert 1.34 < disabled[10] / disabled[0] < 1.45
    assert (np.diff(disabled) > 0).all(), "no fall after a wrong start"
