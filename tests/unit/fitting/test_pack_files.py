"""What a calibration writes is read back by the pack that it is copied into."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from fitting_places import ROWS, baseline, plan_of

from sim.area import load_area
from sim.fitting.fit import fit
from sim.fitting.pack_files import draws_table, draws_yaml, fitted_yaml
from sim.fitting.plan import make_calibration
from sim.scenario import load_scenario


def texts(plan, found) -> tuple[str, str]:
    table = draws_table(plan, found)
    return fitted_yaml(plan, found, table), draws_yaml(plan, table)


@pytest.fixture
def calibrated(fitted, tmp_path):
    """A copy of the pack with the two files in it."""
    pack = tmp_path / "small_county"
    shutil.copytree(fitted.plan.area.folder, pack)
    names = ("fitted.yaml", "draws.yaml")
    for name, text in zip(names, texts(fitted.plan, fitted.found), strict=True):
        (pack / "parameters" / name).write_text(text, encoding="utf-8")
    return pack


def test_every_draw_of_a_scenario_has_the_values_of_its_row(
    fitted, calibrated, tmp_path
):
    (tmp_path / "scenario.yaml").write_text(fitted.plan.scenario_text, encoding="utf-8")
    scenario = load_scenario(tmp_path / "scenario.yaml")
    table = draws_table(fitted.plan, fitted.found)

    assert load_area(calibrated).joint_draws == 10
    for k in (1, 5, 10):
        drawn, row = scenario.in_draw(k), table.iloc[k - 1]
        for path in fitted.plan.unknowns.paths:
            assert drawn.value(path) == row[path], (k, path)


def test_draws_are_the_scores_that_were_drawn(fitted):
    table = draws_table(fitted.plan, fitted.found)

    for k, scores in enumerate(fitted.found.draws):
        for path, value in fitted.plan.unknowns.values(scores).items():
            assert table[path][k] == pytest.approx(value, rel=1e-4)
    assert table["draw"].tolist() == list(range(1, 11))
    assert table["demand.patience_days"].nunique() == 10


def test_fitted_value_lies_within_its_range_and_holds_in_the_pack(fitted, calibrated):
    area = load_area(calibrated)
    moved = {"demand.application_rate.severe", "stay.discharge_rate.able"}

    changed = {
        path: value
        for path, value in area.parameters.items()
        if value.source == "calibration"
    }

    assert moved <= changed.keys()
    assert "demand.patience_days" not in changed
    center = fitted.plan.unknowns.values(fitted.found.center)
    for path, value in changed.items():
        assert value.low <= value.value <= value.high, path
        assert value.value == pytest.approx(center[path], rel=1e-4), path


def test_a_second_calibration_starts_from_the_same_prior(fitted, calibrated, tmp_path):
    inputs = fitted.parts.parent
    again = make_calibration(
        str(calibrated),
        inputs / "targets.csv",
        unknowns=inputs / "unknowns.yaml",
        simulations=20,
        draws=10,
        sampling=fitted.plan.sampling,
    )

    assert again.unknowns == fitted.plan.unknowns
    assert again.input_hash == fitted.plan.input_hash


def test_a_hold_out_changes_no_byte_of_what_is_written(fitted, places, tmp_path):
    """Simulations are shared: a hold-out has no way into them."""
    wild = ROWS[2].replace("0.5,0.4,0.6", "0.02,0.01,0.03")
    assert wild != ROWS[2]
    plan = plan_of(places / "small_county", tmp_path, *ROWS[:2], wild)
    parts = tmp_path / "parts"
    shutil.copytree(fitted.parts, parts)

    found = fit(plan, baseline(plan, tmp_path), parts, lambda *_: None)

    assert found.emulators.keys() == {"occupancy", "stay"}
    assert texts(plan, found) == texts(fitted.plan, fitted.found)
    assert np.array_equal(found.chain.scores, fitted.found.chain.scores)


def test_a_fitted_figure_does_change_what_is_written(fitted, places, tmp_path):
    other = ROWS[0].replace("0.5,0.42,0.58", "0.4,0.35,0.45")
    plan = plan_of(places / "small_county", tmp_path, other, *ROWS[1:])
    parts = tmp_path / "parts"
    shutil.copytree(fitted.parts, parts)

    found = fit(plan, baseline(plan, tmp_path), parts, lambda *_: None)

    assert texts(plan, found) != texts(fitted.plan, fitted.found)
