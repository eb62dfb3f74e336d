"""Runs in draws: which there are, what they move, and what the tables say of it."""

import json

import pandas as pd
import pytest
from drawn_places import APART, CONSTANT, SEVERE, write_place

import sim
from sim.experiment.diagnostics import COLUMNS, Diagnostics, together
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.results import Results
from sim.experiment.run import Stopped, run_plan
from sim.experiment.store import RunFolder
from sim.experiment.work import Shared, run_unit
from sim.population import expected_population

FIXED = f"set:\n  {CONSTANT}: {{value: 0.5, source: assumption, note: chosen}}\n"
QUICK = {"replications": 2, "jobs": 1}


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    file = write_place(tmp_path_factory.mktemp("drawn"), more=FIXED)
    return sim.run(sim.load_scenario(file), draws=3, **QUICK)


def region(results, indicator):
    rows = results.indicators
    rows = rows[(rows["area_level"] == "region") & (rows["indicator"] == indicator)]
    for split in ("tier", "ownership", "operation", "residence"):
        rows = rows[rows[split] == "all"]
    return rows[rows["year"] == 2022].set_index(["draw", "replication"])["value"]


def test_several_draws_are_the_joint_draws_from_the_first_on(results):
    assert sorted(results.indicators["draw"].unique()) == [1, 2, 3]
    assert sorted(results.homes["draw"].unique()) == [1, 2, 3]


def test_one_draw_is_the_central_one(tmp_path):
    plan = make_plan(sim.load_scenario(write_place(tmp_path)), draws=1, replications=2)

    assert [unit.draw for unit in plan.units] == [0, 0]


def test_a_draw_that_asks_for_more_has_more_applications(results):
    by_draw = region(results, "applications").groupby("draw").mean()

    # the rate of the severely disabled rises from 0.02 over 0.1 to 0.4 a year
    assert by_draw.is_monotonic_increasing
    assert by_draw[3] > 1.2 * by_draw[1]


def test_each_draw_is_measured_against_its_own_persons(tmp_path):
    scenario = sim.load_scenario(write_place(tmp_path))
    shared = Shared(scenario, expected_population(scenario), events=False)
    units = make_plan(scenario, draws=3, replications=1).units

    def beds_per_1000(unit):
        rows = run_unit(shared, unit).indicators
        chosen = rows[
            (rows["indicator"] == "beds_per_1000_aged_65_plus")
            & (rows["area_level"] == "region")
            & (rows["year"] == 2022)
        ]
        return float(chosen["value"].iloc[0])

    # more deaths in draw 1 leave fewer elders to the same beds, fewer in draw 3 more
    first, second, third = (beds_per_1000(unit) for unit in units)
    assert first > second > third


def test_summary_says_what_its_intervals_contain(results):
    assert set(results.summary["band"]) == {"chance_and_ignorance"}
    row = results.summary.query(
        "indicator == 'applications' and area_level == 'region' and year == 2022"
    ).iloc[0]
    assert row["sd_ignorance"] > row["sd_chance"] > 0


def test_what_the_scenario_says_is_held_fixed(results, tmp_path):
    assert CONSTANT not in results.doubt.parameters
    assert results.doubt.held == (CONSTANT,)
    page = results.report(tmp_path, "en").read_text("utf-8")
    assert "the scenario fixes them in every draw (1)" in page


def test_more_draws_than_the_pack_has_are_refused_with_their_number(tmp_path):
    scenario = sim.load_scenario(write_place(tmp_path))

    with pytest.raises(sim.ScenarioError) as caught:
        make_plan(scenario, draws=4)

    (fault,) = caught.value.faults
    assert fault.file == "--draws 4"
    assert "at most: the pack small_county has 3 joint draws" in fault.message_en
    assert "只有 3 组联合抽样" in fault.message_zh


def test_a_pack_without_joint_draws_has_no_end_of_draws_that_tell_nothing(root):
    place = root / "scenarios" / "teaching" / "small_county.yaml"
    scenario = sim.load_scenario(place)

    assert len(make_plan(scenario, draws=1000, replications=1).units) == 1000
    with pytest.raises(sim.ScenarioError) as caught:
        make_plan(scenario, draws=1001)

    (fault,) = caught.value.faults
    assert "draws can be 1000 at most" in fault.message_en
    assert "没有联合抽样" in fault.message_zh


def test_more_draws_in_a_file_than_the_pack_has_are_a_fault_of_the_line(tmp_path):
    file = write_place(tmp_path, more="draws: 4\n")

    with pytest.raises(sim.ScenarioError) as caught:
        sim.load_scenario(file)

    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (7, 8)


def test_a_pack_without_joint_draws_may_have_any_number_and_says_so(tmp_path):
    scenario = sim.load_scenario(write_place(tmp_path, rows=()))

    results = sim.run(scenario, draws=2, replications=1, jobs=1)

    (warning,) = results.scenario.warnings
    assert "no joint draws: the 2 draws change only how attractive" in warning[1]
    assert "各机构的吸引力" in warning[0]
    assert "机构名册" not in warning[0]
    assert set(results.summary["band"]) == {"chance_and_registry"}
    effects = results.homes.pivot_table(
        index="home_id", columns="draw", values="home_effect"
    )
    assert (effects[1] != effects[2]).all()


def test_a_scenario_that_fixes_all_says_that_no_parameter_is_drawn(tmp_path):
    file = write_place(
        tmp_path, [[0.5], [0.6]], paths=[CONSTANT], more=FIXED + "draws: 2\n"
    )

    plan = make_plan(sim.load_scenario(file))

    (warning,) = plan.scenario.warnings
    assert "fixes every parameter of the joint draws" in warning[1]


def test_manifest_says_which_draws_and_what_they_move(tmp_path):
    scenario = sim.load_scenario(write_place(tmp_path, more=FIXED))

    folder = sim.run(scenario, draws=2, replications=1, jobs=1, out=tmp_path).folder

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    design = manifest["design"]
    assert design["draws"] == 2
    assert design["draw_numbers"] == [1, 2]
    assert design["joint_draws"] is True
    assert SEVERE in design["drawn_parameters"]
    assert design["held_parameters"] == [CONSTANT]
    assert design["band"] == "chance_and_ignorance"
    results = Results(make_plan(scenario, draws=2, replications=1), RunFolder(folder))
    units = manifest["diagnostics"]["units"]
    assert results.diagnostics.to_dict("records") == units
    assert [(unit["draw"], unit["replication"]) for unit in units] == [(1, 0), (2, 0)]
    assert all(unit["starting_residents"] > 0 for unit in units)


def test_residents_of_the_first_day_are_counted_with_those_without_a_bed(results):
    placed = results.events[
        (results.events["time_days"] == 0) & results.events["elder_id"].notna()
    ]
    started = placed.groupby(["draw", "replication"])["residents_change"].sum()
    counted = results.diagnostics.set_index(["draw", "replication"])

    expected = counted["starting_residents"] - counted["dropped_residents"]
    assert started.to_list() == expected.to_list()


def test_signs_of_all_units_are_added_up():
    units = pd.DataFrame([[1, 0, 3, 100, 2], [2, 0, 4, 300, 6]], columns=COLUMNS)

    assert together(units) == Diagnostics(7, 400, 8)
    assert together(units).dropped_share == pytest.approx(0.02)
    assert Diagnostics(0, 0, 0).dropped_share == 0.0


def test_the_run_of_a_draw_does_not_depend_on_how_many_there_are(results, tmp_path):
    file = write_place(tmp_path, more=FIXED)

    two = sim.run(sim.load_scenario(file), draws=2, **QUICK)

    pd.testing.assert_frame_equal(
        two.indicators, results.indicators.query("draw < 3").reset_index(drop=True)
    )
    assert len(APART) == 3


class StopAfterOne(Silence):
    """Cancels a run when its first unit is done."""

    def units(self, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt


def test_a_stopped_run_of_draws_is_finished_as_if_it_had_not_stopped(tmp_path):
    scenario = sim.load_scenario(write_place(tmp_path))
    plan = make_plan(scenario, draws=3, replications=1, jobs=1)
    whole = run_plan(plan, tmp_path / "whole")

    with pytest.raises(Stopped) as stopped:
        run_plan(plan, tmp_path / "stopped", progress=StopAfterOne())
    rest = run_plan(plan, tmp_path / "stopped", resume=True)

    assert stopped.value.done == 1
    assert rest.folder == stopped.value.folder
    for name in ("events.parquet", "indicators.parquet", "homes.parquet"):
        assert (rest.folder / name).read_bytes() == (whole.folder / name).read_bytes()
    pd.testing.assert_frame_equal(rest.diagnostics, whole.diagnostics)
