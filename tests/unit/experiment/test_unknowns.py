"""What draws leave unknown: parameters that they move, and facts of drawn homes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from drawn_places import CONSTANT, MORTALITY, SEVERE, write_place

import sim
from sim.experiment.plan import make_plan
from sim.experiment.unknowns import facts_of_homes

FIXED = f"set:\n  {CONSTANT}: {{value: 0.5, source: assumption, note: chosen}}\n"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unknown")
    open_ = sim.load_scenario(write_place(folder / "one"))
    fixed = sim.load_scenario(write_place(folder / "other", more=FIXED))
    return open_, fixed


def test_draws_of_homes_alone_move_no_parameter(compared):
    scenario, _ = compared

    alone = scenario.with_drawn_homes_alone()

    assert scenario.drawn_paths()
    assert alone.drawn_paths() == []
    assert alone.in_draw(1).value(SEVERE) == scenario.value(SEVERE)
    assert scenario.in_draw(1).value(SEVERE) != scenario.value(SEVERE)


def test_they_are_no_run_of_joint_draws_and_need_no_warning(compared):
    scenario, fixed = compared

    joint, alone = (
        make_plan(one, draws=3) for one in (scenario, scenario.with_drawn_homes_alone())
    )

    assert joint.input_hash != alone.input_hash
    assert alone.scenario.warnings == scenario.warnings
    assert not make_plan(fixed, draws=3).scenario.draws_homes_alone


def test_facts_of_homes_are_sums_of_the_homes_of_a_draw(compared):
    results = sim.run(compared[0], draws=3, replications=2, jobs=1)

    facts = facts_of_homes(results)

    homes = results.homes
    beds = (homes["beds_ordinary"] + homes["beds_nursing"]).groupby(homes["draw"]).sum()
    told = facts["registry.small_beds"] + facts["registry.larger_beds"]
    pd.testing.assert_series_equal(told, beds.astype(float), check_names=False)
    year = max(compared[0].timeline.years[0], (compared[0].planning_start.year - 1))
    rows = results.indicators
    rows = rows[(rows["area_level"] == "region") & (rows["indicator"] == "residents")]
    for split in ("tier", "ownership", "operation", "residence"):
        rows = rows[rows[split] == "all"]
    mean = rows[rows["year"] == year].groupby("draw")["value"].mean()
    living = facts["registry.small_residents"] + facts["registry.larger_residents"]
    np.testing.assert_allclose(living, mean)


def test_what_one_scenario_leaves_open_is_unknown_and_few_draws_tell_nothing(compared):
    scenario = compared[0]
    other = replace(scenario.with_values({CONSTANT: 2.0}), id="other")

    told = sim.compare([other, scenario], draws=3, replications=1, jobs=1).information

    assert set(told["verdict"]) == {"few"}
    alone = told[told["kind"] == "parameter"]
    assert set(alone["unknown"]) == {SEVERE, CONSTANT, MORTALITY}
    assert told["value"].isna().all()
