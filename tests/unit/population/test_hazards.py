from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.population.hazards import Hazards, build_hazards
from sim.population.prevalence import prevalence_by_age

RATIO = np.array([1.0, 1.44, 2.4, 4.45])
RECOVERY = np.array([0.2, 0.12, 0.06])


def build(
    mortality: pd.DataFrame, prevalence: pd.DataFrame, multiplier: float = 1.0
) -> Hazards:
    return build_hazards(
        mortality,
        prevalence_by_age(prevalence),
        multiplier=multiplier,
        ratio=RATIO,
        recovery=RECOVERY,
    )


def test_a_year_leads_from_the_prevalence_of_one_age_to_that_of_the_next(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    hazards = build(mortality, prevalence)
    shares = prevalence_by_age(prevalence)

    later = np.einsum("rsai,prsaij->prsaj", shares[:, :, :-1], hazards.yearly())

    expected = shares[:, :, 1:] * np.exp(-hazards.mortality)[..., None]
    np.testing.assert_allclose(later, expected, atol=1e-12)


def test_half_of_a_year_is_lived_after_the_birthday(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    """Who is 70 on 1 January dies half the year by the rate of 70, half by that of 71.

    The year's transitions, and not only the rate that is told, follow from it.
    """
    hazards = build(mortality, prevalence)
    shares = prevalence_by_age(prevalence)[:, :, :-1]

    alive = np.einsum("rsai,prsaij->prsa", shares, hazards.yearly())

    lived = (hazards.by_age[..., :-1] + hazards.by_age[..., 1:]) / 2
    np.testing.assert_allclose(-np.log(alive), lived, atol=1e-10)


def test_mortality_by_ability_has_the_given_ratios(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    hazards = build(mortality, prevalence)

    ratio = hazards.death / hazards.death[..., :1]

    np.testing.assert_allclose(ratio, np.broadcast_to(RATIO, ratio.shape))


def test_recovery_is_what_was_given_where_prevalence_rises_with_age(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    hazards = build(mortality, prevalence)

    assert hazards.raised_recoveries == 0
    assert (hazards.onset > 0).all()
    np.testing.assert_array_equal(
        hazards.recovery, np.broadcast_to(RECOVERY, hazards.recovery.shape)
    )


def test_a_fall_of_prevalence_raises_recovery_instead_of_a_negative_onset(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    levels = ["mild", "moderate", "severe"]
    falls = prevalence.assign(**dict.fromkeys(levels, 0.1))
    falls.loc[falls["age"] >= 80, levels] = 0.01

    hazards = build(mortality, falls)
    shares = prevalence_by_age(falls)
    later = np.einsum("rsai,prsaij->prsaj", shares[:, :, :-1], hazards.yearly())

    assert hazards.raised_recoveries == 2 * 2 * 2, "one cohort-year of each table"
    assert hazards.onset.min() == 0
    expected = shares[:, :, 1:] * np.exp(-hazards.mortality)[..., None]
    np.testing.assert_allclose(later, expected, atol=1e-11)


def test_the_multiplier_scales_deaths_and_keeps_prevalence(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    plain, more = build(mortality, prevalence), build(mortality, prevalence, 1.15)

    np.testing.assert_allclose(more.mortality, 1.15 * plain.mortality)
    np.testing.assert_array_equal(more.prevalence, plain.prevalence)


def test_levels_that_cannot_be_reached_are_refused(
    mortality: pd.DataFrame, prevalence: pd.DataFrame
) -> None:
    no_mild = prevalence.assign(mild=0.0)

    with pytest.raises(ValueError, match="admit no rates"):
        build(mortality, no_mild)
