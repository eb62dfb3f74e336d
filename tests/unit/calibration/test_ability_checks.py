"""Checks of ability and death: recomputed another way, and committed as written."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import expm

from calibration.check_ability import check_table, figures
from calibration.steps.ability_draws import (
    DEFINITIONS,
    PATHS,
    Elders,
    central,
    draws,
    elders_of,
)
from calibration.steps.ability_measures import Living, aged, hazard_ratio
from calibration.steps.ability_transitions import model_chances
from calibration.steps.places import INPUTS
from sim.population import PopulationSetting, population_setting
from sim.population.expected import expected_persons
from sim.scenario import catalogue, load_scenario

ROOT = Path(__file__).parents[3]
ABLE, MILD = np.eye(4)[:2]
SLOW = ["model_low", "model_high", "inside", "note_zh", "note_en"]


@pytest.fixture(scope="module")
def setting() -> PopulationSetting:
    """The baseline with the catalogue's defaults, whatever a pack has fitted."""
    defaults = {path: catalogue()[path].default for path in PATHS}
    baseline = load_scenario(ROOT / "scenarios" / "baseline.yaml", defaults)
    return population_setting(baseline)


@pytest.fixture(scope="module")
def elders() -> Elders:
    return elders_of(load_scenario(ROOT / "scenarios" / "baseline.yaml"))


@pytest.fixture(scope="module")
def living(elders: Elders) -> Living:
    return elders.living(central(), "strict_adl")


@pytest.fixture(scope="module")
def committed() -> pd.DataFrame:
    path = ROOT / "results" / "reference" / "ability_checks.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def matrix(living: Living, r: int, s: int, age: int) -> np.ndarray:
    """Return the rates of a cohort-year, death among them, written out by hand."""
    at = (0, r, s, age - 45)
    rates = np.zeros((5, 5))
    for level in range(3):
        rates[level, level + 1] = living.hazards.onset[at][level]
        rates[level + 1, level] = living.hazards.recovery[at][level]
    rates[:4, 4] = living.hazards.death[at]
    return rates - np.diag(rates.sum(axis=1))


def test_the_committed_table_is_what_the_script_writes(committed: pd.DataFrame) -> None:
    """But for the draws' intervals, which take all of them; two draws stand in."""
    written = check_table(number=2).astype(str)

    pd.testing.assert_frame_equal(
        written.drop(columns=SLOW), committed.drop(columns=SLOW)
    )


def test_committed_intervals_hold_the_central_value_nearly_always(
    committed: pd.DataFrame,
) -> None:
    numbers = committed[["model", "model_low", "model_high"]].astype(float)
    within = numbers["model"].between(numbers["model_low"], numbers["model_high"])

    assert within.mean() > 0.98
    assert set(committed["definition"]) == set(DEFINITIONS)
    assert set(committed["inside"]) <= {"yes", "no", ""}
    none = committed[["published", "published_low", "published_high"]] == ""
    assert (none.all(axis=1) == (committed["inside"] == "")).all()


def test_every_published_transition_is_there_and_sums_to_one(
    committed: pd.DataFrame,
) -> None:
    chances = committed[committed["check"].str.startswith("transition_")]
    start = chances["check"].str.rsplit("_", n=1).str[0]
    start = start.str.removesuffix("_moderate")

    assert len(chances) == 2 * 2 * 7 * 2 * 3 * 4
    published = chances["published"].astype(float)
    sums = published.groupby([chances["definition"], start]).sum()
    # The study rounds to three digits, and one of its rows sums to 1.001 or 0.999.
    assert sums.to_numpy() == pytest.approx(np.ones(len(sums)), abs=0.0025)


def test_transitions_are_those_of_a_matrix_exponential_written_by_hand(
    living: Living,
) -> None:
    found = model_chances(living)

    # Women aged 75-79, from mild, after three years.
    reached, people = np.zeros(5), 0.0
    for r in range(2):
        for age in range(75, 80):
            mild = living.people[r, 0, age - 45]
            mild *= living.hazards.prevalence[r, 0, age - 45, 1]
            state = np.eye(5)[1]
            for year in range(3):
                state = state @ expm(matrix(living, r, 0, age + year))
            reached += mild * state
            people += mild
    share = reached / people
    wanted = [share[0], share[1], share[2] + share[3], share[4]]
    np.testing.assert_allclose(found[0, 2, 1, 1], wanted, atol=1e-10)


def test_deaths_and_incidence_are_those_of_small_steps(living: Living) -> None:
    """A thousand steps a year of the rates themselves, without an exponential."""
    found = figures(living)
    dead, able, onsets = 0.0, 0.0, 0.0
    for r, s, age in (
        (r, s, a) for r in (0, 1) for s in (0, 1) for a in range(65, 111)
    ):
        share = living.hazards.prevalence[r, s, age - 45, 0]
        people = living.people[r, s, age - 45] * share
        state = people * np.eye(5)[0]
        for year in range(3):
            rates = matrix(living, r, s, min(age + year, 110))
            step = np.eye(5) + rates / 1000 + rates @ rates / 2e6
            state = state @ np.linalg.matrix_power(step, 1000)
        dead, able = dead + state[4], able + people
        onsets += people * living.hazards.onset[0, r, s, age - 45, 0]

    assert found["deaths_3_years_able"] == pytest.approx(dead / able, abs=1e-6)
    assert found["incidence_65"] == pytest.approx(1000 * onsets / able, rel=1e-9)


def test_the_hazard_ratio_compares_deaths_per_person_year_within_strata(
    living: Living,
) -> None:
    """Two ages and two years of follow-up of everybody, Mantel-Haenszel by hand."""
    above = below = 0.0
    for r, s, age in product((0, 1), (0, 1), (70, 71)):
        share = living.hazards.prevalence[r, s, age - 45]
        groups = [np.append(share * mask, 0.0) for mask in (MILD, ABLE)]
        for year in range(2):
            step = expm(matrix(living, r, s, age + year))
            later = [group @ step for group in groups]
            deaths, time = [], []
            for one, two in zip(groups, later, strict=True):
                alive, left = one[:4].sum(), two[:4].sum()
                deaths.append(alive - left)
                time.append((alive - left) / (np.log(alive) - np.log(left)))
            people = living.people[r, s, age - 45]
            above += people * deaths[0] * time[1] / sum(time)
            below += people * deaths[1] * time[0] / sum(time)
            groups = later

    found = hazard_ratio(living, [1], aged(70, 71), years=2)

    assert found == pytest.approx(above / below, rel=1e-9)
    assert found > 1.44, "the mild worsen sooner than the able fall ill"


def test_years_of_life_are_those_of_a_life_table_summed_by_hand(
    living: Living,
) -> None:
    years = disabled = people = 0.0
    for r in range(2):
        weight = living.people[r, 1, 15]
        alive = 1.0
        for age in range(60, 160):
            at = min(age, 110) - 45
            rate = living.hazards.by_age[0, r, 1, at]
            lived = alive * (1 - np.exp(-rate)) / rate
            years += weight * lived
            disabled += weight * lived * (1 - living.hazards.prevalence[r, 1, at, 0])
            alive *= np.exp(-rate)
        people += weight

    found = figures(living)
    assert found["life_expectancy_60_male"] == pytest.approx(years / people, rel=1e-9)
    assert found["years_disabled_60_male"] == pytest.approx(disabled / people, rel=1e-9)


def test_growth_is_that_of_the_forward_equations(
    living: Living, setting: PopulationSetting
) -> None:
    persons = expected_persons(setting, list(range(111))).sum(axis=(1, 2, 3, 4))

    found = figures(living)

    everybody = persons.sum(axis=1)
    disabled = persons[:, 2:].sum(axis=1)
    assert found["growth_60_plus"] == pytest.approx(
        everybody[10] / everybody[0] - 1, abs=1e-5
    )
    assert found["growth_moderate_severe"] == pytest.approx(
        disabled[10] / disabled[0] - 1, abs=1e-4
    )


def test_draws_stay_in_their_ranges_and_are_always_the_same() -> None:
    drawn = draws(200)

    low, high = np.array([catalogue()[path].range for path in PATHS]).T
    assert ((drawn >= low) & (drawn <= high)).all()
    np.testing.assert_array_equal(drawn, draws(200))


def test_every_source_of_a_check_is_cited(committed: pd.DataFrame) -> None:
    cited = set(pd.read_csv(INPUTS / "ability_sources.csv")["source_id"])

    assert set(committed["source_id"]) - {""} == cited
