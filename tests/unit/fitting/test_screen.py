"""Values with which the homes could not hold or care for their residents."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from fitting_places import baseline, plan_of

from sim.area import AreaError
from sim.events import ABILITIES
from sim.fitting.screen import holds, screened
from sim.population.setting import population_setting
from sim.population.stationary import at_home, expected_residents

LEVELS = (-3.0, 0.0, 1.5, 3.0)


@pytest.fixture
def plan(places, tmp_path):
    return plan_of(places / "small_county", tmp_path)


@pytest.fixture
def scenario(plan, tmp_path):
    return baseline(plan, tmp_path)


def counted(scenario) -> tuple[float, float, float, float]:
    """Return residents, beds, carers needed and carers there, by plain sums."""
    setting = population_setting(scenario)
    residents = needed = 0.0
    for county in scenario.county_indices:
        by_ability = expected_residents(setting, at_home(setting, county))
        for ability, name in enumerate(ABILITIES):
            people = float(by_ability[..., ability].sum())
            residents += people
            needed += people * scenario.value(f"staff.load.{name}")
    per_bed = scenario.value("guaranteed.under_60_per_public_bed")
    beds = carers = under_60 = 0.0
    path = scenario.area.folder / "homes.csv"
    with path.open(encoding="utf-8-sig") as file:
        for home in csv.DictReader(file):
            beds += int(home["beds_ordinary"]) + int(home["beds_nursing"])
            carers += float(home["care_staff"])
            under_60 += int(home["under_60_residents"])
    assert per_bed >= 0
    return (
        residents + under_60,
        beds,
        needed + under_60 * scenario.value("staff.load.able"),
        carers,
    )


def test_values_are_judged_by_a_direct_count(plan, scenario):
    answers = []
    for level in LEVELS:
        values = plan.unknowns.values(np.array([level, 0.0, 0.0]))
        asked = scenario.with_values(values)
        residents, beds, needed, carers = counted(asked)
        expected = residents <= 0.8 * beds and needed <= 0.8 * carers
        # Nothing here is decided by a hair.
        assert abs(residents / beds / 0.8 - 1) > 0.01
        assert abs(needed / carers / 0.8 - 1) > 0.01
        answers.append(holds(asked, 1))
        assert answers[-1] == expected

    assert answers[0]
    assert not answers[-1]


def test_candidates_that_fail_are_passed_over(plan, scenario):
    levels = np.array([0.0, 3.0, -1.0, 3.0, -2.0, 0.1])
    scores = np.stack([levels, levels * 0, levels * 0], axis=1)

    rows, share = screened(scores, [1, 2, 3], plan.unknowns, scenario, 1)

    # The second place fails with 3, fails again with the fourth candidate …
    assert rows[:, 0].tolist() == [0.0, -2.0, -1.0]
    assert share == pytest.approx(3 / 5)


def test_place_that_is_too_full_is_refused_in_both_languages(plan, scenario):
    scores = np.full((6, 3), 3.0) * [1, 0, 0]

    with pytest.raises(AreaError) as refused:
        screened(scores, [1, 2], plan.unknowns, scenario, 1)

    assert "核对床位" in refused.value.message("zh")
    assert "check beds" in refused.value.message("en")


def test_values_that_admit_no_rates_are_left_out(plan, scenario, monkeypatch):
    def refuse(scenario):
        raise AreaError("没有转移率", "no rates")

    monkeypatch.setattr("sim.fitting.screen.population_setting", refuse)

    assert not holds(scenario, 1)
