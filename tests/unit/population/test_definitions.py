"""Definitions and levels of disability: one shift of the log odds of the table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typer

from sim.area import AreaError, UnfitValuesError
from sim.commands.endings import USAGE, ends_with_status
from sim.population import PopulationSetting, population_setting
from sim.population.expected import expected_persons
from sim.population.prevalence import (
    ASSESSED_SHARE,
    defined_shares,
    prevalence_by_age,
    shift_to,
    shifted,
)
from sim.scenario import load_scenario

Make = Callable[..., PopulationSetting]


def odds_at_least(shares: np.ndarray) -> np.ndarray:
    """Odds of being at least mild, moderate, severe, summed by hand."""
    severe = shares[..., 3]
    moderate = severe + shares[..., 2]
    mild = moderate + shares[..., 1]
    at_least = np.stack([mild, moderate, severe], axis=-1)
    return at_least / (1 - at_least)


def test_the_strict_definition_at_level_one_is_the_table_to_the_last_bit(
    prevalence: pd.DataFrame,
) -> None:
    shares = prevalence_by_age(prevalence)

    same = defined_shares(shares, np.ones((2, 2, 66)), "strict_adl", 1.0)

    np.testing.assert_array_equal(same, shares)


def test_a_level_multiplies_the_odds_of_every_threshold(
    prevalence: pd.DataFrame,
) -> None:
    shares = prevalence_by_age(prevalence)

    more = defined_shares(shares, np.ones((2, 2, 66)), "strict_adl", 1.3)

    np.testing.assert_allclose(odds_at_least(more), 1.3 * odds_at_least(shares))
    np.testing.assert_allclose(more.sum(axis=-1), 1.0, atol=1e-15)


def test_assessed_reaches_its_share_of_the_elders_and_not_of_the_younger(
    prevalence: pd.DataFrame,
) -> None:
    shares = prevalence_by_age(prevalence)
    people = np.linspace(2, 1, 66) * np.array([3.0, 1, 2, 4]).reshape(2, 2, 1)

    found = defined_shares(shares, people, "assessed", 1.0)
    people[..., :15] *= 50
    again = defined_shares(shares, people, "assessed", 1.0)

    disabled = 1 - found[:, :, 15:66, 0]
    elders = people[:, :, 15:]
    assert (disabled * elders).sum() / elders.sum() == pytest.approx(
        ASSESSED_SHARE, abs=1e-12
    )
    np.testing.assert_array_equal(found, again)
    ratio = odds_at_least(found) / odds_at_least(shares)
    assert ratio.min() == pytest.approx(ratio.max())


def test_a_pack_without_elders_keeps_its_table(prevalence: pd.DataFrame) -> None:
    shares = prevalence_by_age(prevalence)

    assert shift_to(0.116, shares, np.zeros((2, 2, 66))) == 0.0


@pytest.mark.parametrize("shift", [-30.0, -3.0, 3.0, 30.0])
def test_levels_never_cross_however_far_they_are_shifted(
    prevalence: pd.DataFrame, shift: float
) -> None:
    moved = shifted(prevalence_by_age(prevalence), shift)

    assert moved[..., 1:].min() > 0
    np.testing.assert_allclose(moved.sum(axis=-1), 1.0, atol=1e-15)


def test_everything_that_reads_prevalence_follows_the_definition(make: Make) -> None:
    setting = make(people=4000, disability_definition="assessed")

    persons = expected_persons(setting, [0, 1]).sum(axis=(1, 2, 3, 4))

    share = persons[:, 1:].sum(axis=1) / persons.sum(axis=1)
    assert share[0] == pytest.approx(ASSESSED_SHARE, abs=2e-4), "whole persons"
    by_age = 1 - setting.hazards.prevalence[..., 0]
    later = np.einsum(
        "rsai,rsaij->rsaj", setting.hazards.prevalence, setting.hazards.yearly()[0]
    )
    kept = 1 - later[:, :, :-1, 0] / later[:, :, :-1].sum(axis=-1)
    np.testing.assert_allclose(kept, by_age[:, :, 1:], rtol=1e-9)


def test_a_pack_that_admits_no_rates_is_told_so_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Path(__file__).parents[3] / "scenarios" / "teaching" / "one_home_loss.yaml"
    scenario = load_scenario(place)
    table = scenario.area.tables["prevalence"]
    monkeypatch.setitem(scenario.area.tables, "prevalence", table.assign(mild=0.0))

    with pytest.raises(AreaError) as caught:
        population_setting(scenario)

    assert "不相容" in caught.value.message_zh
    assert "contradict each other" in caught.value.message_en
    assert caught.value.file == scenario.area.folder / "parameters"


EXTREME = {
    "population.mortality_multiplier": "5",
    "population.mortality_ratio.mild": "20",
    "population.mortality_ratio.moderate": "20",
    "population.mortality_ratio.severe": "30",
    "population.recovery_rate.mild": "2",
    "population.recovery_rate.moderate": "2",
    "population.recovery_rate.severe": "2",
}


@pytest.fixture
def extreme(tmp_path: Path) -> Path:
    place = Path(__file__).parents[3] / "scenarios" / "teaching"
    shutil.copytree(place / "places" / "one_home", tmp_path / "places" / "one_home")
    text = (place / "one_home_loss.yaml").read_text("utf-8")
    head = text[: text.index("set:")] if "set:" in text else text
    lines = "".join(
        f"  {path}: {{value: {value}, source: assumption, note: x}}\n"
        for path, value in EXTREME.items()
    )
    path = tmp_path / "extreme.yaml"
    path.write_text(f"{head}set:\n{lines}", "utf-8")
    return path


def test_values_of_a_scenario_that_admit_no_rates_are_named_with_their_lines(
    extreme: Path,
) -> None:
    lines = extreme.read_text("utf-8").splitlines()

    with pytest.raises(UnfitValuesError) as caught:
        population_setting(load_scenario(extreme))

    assert caught.value.file is not None
    assert caught.value.file.name == "extreme.yaml"
    assert caught.value.line == lines.index("set:") + 2
    for path, value in EXTREME.items():
        at = next(n for n, line in enumerate(lines, 1) if f"  {path}:" in line)
        assert f"{path} = {value}" in caught.value.message_zh
        assert f"extreme.yaml:{at}" in caught.value.message_en
    with pytest.raises(typer.Exit) as ended, ends_with_status("zh"):
        raise caught.value
    assert ended.value.exit_code == USAGE


def test_a_pack_that_admits_no_rates_anyway_is_not_blamed_on_the_scenario(
    extreme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = load_scenario(extreme)
    table = scenario.area.tables["prevalence"]
    monkeypatch.setitem(scenario.area.tables, "prevalence", table.assign(mild=0.0))

    with pytest.raises(AreaError, match="不相容") as caught:
        population_setting(scenario)

    assert caught.value.file == scenario.area.folder / "parameters"
