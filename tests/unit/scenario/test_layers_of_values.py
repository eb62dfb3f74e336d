from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.scenario import ScenarioError, load_scenario

HEAD = """\
format: ruralbeds-scenario/1
id: {name}
title: {{zh: 甲, en: A}}
"""
PARENT = (
    HEAD.format(name="layer-parent")
    + """\
area: ./place
period: {start: 2021-01-01, end: 2030-12-31}
planning_start: 2027-01-01
seed: 1
set:
  demand.level: {value: 1.5, source: assumption, note: x, range: [1, 2]}
  demand.patience_days: {value: 90, source: assumption, note: x}
  village.points_per_100_villages:
    values: {2025-12-31: 80, 2030-12-31: 90}
    between: linear
    source: assumption
    note: x
history:
  - {date: 2023-01-01, do: convert_beds, share: 10%,
     grade: assumed, source: assumption, note: x}
  - {date: 2022-01-01, do: upgrade, count: 1, among: {tier: township},
     grade: assumed, source: assumption, note: x}
programme:
  - {date: 2028-01-01, do: build, count: 1, tier: county, ownership: public,
     beds: 200, nursing_share: 80%, grade: assumed, source: fyp14#2-1}
targets:
  nursing_bed_share@2025-12-31:
    {at_least: 55%, nature: binding, source: fyp14#专栏1-1}
  total_beds@2025-12-31:
    {at_least: 30, nature: expected, source: fyp14#专栏1-2, published: 31}
"""
)


@pytest.fixture
def child(write):
    write("layer-parent", PARENT)

    def load(text: str = "", **overrides: str):
        path = write(
            "layer-child",
            HEAD.format(name="layer-child") + "extends: layer-parent\n" + text,
        )
        return load_scenario(path, overrides.get("overrides"))

    return load


def entry(value: str) -> str:
    return f"{{{value}, source: assumption, note: x}}"


def test_a_value_comes_from_the_nearest_layer(child):
    scenario = child(f"set:\n  demand.level: {entry('value: 2')}\n")

    assert scenario.value("demand.level") == 2
    assert scenario.value("demand.patience_days") == 90
    assert scenario.value("outside.beds") == 0  # the area pack
    assert scenario.value("choice.cross_county") is False  # the catalogue


def test_origins_name_the_file_and_line_of_each_value(child):
    origins = child(f"set:\n  demand.level: {entry('value: 2')}\n").origins()
    rows = origins.set_index("path")

    assert rows.loc["demand.level", "file"].endswith("layer-child.yaml")
    assert rows.loc["demand.level", "line"] == 6
    assert rows.loc["demand.patience_days", "file"].endswith("layer-parent.yaml")
    assert rows.loc["outside.beds", "file"].endswith("place/parameters/demand.yaml")
    assert rows.loc["choice.cross_county", "file"] == "sim/scenario/catalogue.yaml"
    assert rows.loc["village.points_per_100_villages@2030-12-31", "value"] == "90"


def test_an_entry_is_replaced_whole_but_for_its_plausible_range(child):
    held = child(f"set:\n  demand.level: {entry('value: 2')}\n").settings

    assert (held["demand.level"].low, held["demand.level"].high) == (1, 2)
    assert held["demand.level"].grade == "assumed"


def test_a_linear_course_begins_with_what_holds_beneath_it(child):
    scenario = child()
    path = "village.points_per_100_villages"

    assert scenario.value(path) == 70
    assert scenario.value_on(path, date(2025, 12, 30)) == 70
    assert scenario.value_on(path, date(2025, 12, 31)) == 80
    middle = scenario.value_on(path, date(2028, 7, 1))
    assert middle == pytest.approx(85, abs=0.02)
    assert scenario.value_on(path, date(2030, 12, 31)) == 90
    assert scenario.is_dated(path)
    assert scenario.changes(path)[0] == date(2025, 12, 31)
    assert len(scenario.changes(path)) == 1 + 20 + 1  # ends and quarters between


def test_steps_hold_until_the_next_date(child):
    scenario = child(
        f"set:\n  demand.level: {entry('values: {2028-01-01: 3, 2030-01-01: 1}')}\n"
    )

    days = [date(2027, 12, 31), date(2028, 1, 1), date(2029, 12, 31), date(2030, 1, 1)]
    assert [scenario.value_on("demand.level", day) for day in days] == [1.5, 3, 3, 1]
    assert scenario.changes("demand.level") == [date(2028, 1, 1), date(2030, 1, 1)]


def test_overrides_lie_over_every_file_and_may_be_without_effect(child):
    scenario = child(
        overrides={"demand.level": "1.5", "choice.cross_county": "是"},
    )

    assert scenario.value("demand.level") == 1.5
    assert scenario.value("choice.cross_county") is True
    assert scenario.settings["choice.cross_county"].file == "--set"


def test_an_override_may_change_one_dated_value(child):
    scenario = child(
        overrides={
            "village.points_per_100_villages@2030-12-31": "100",
            "demand.level@2029-01-01": "60%",
        },
    )

    assert scenario.value_on("village.points_per_100_villages", date(2031, 1, 1)) == 100
    assert scenario.value_on("village.points_per_100_villages", date(2026, 1, 1)) > 80
    assert scenario.value_on("demand.level", date(2028, 12, 31)) == 1.5
    assert scenario.value_on("demand.level", date(2029, 1, 1)) == 0.6


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("demand.levl", "1", "did you mean demand.level"),
        ("demand.level", "much", "is not a number"),
        ("demand.level", "-1", "out of bounds"),
        ("demand.level@2025-02-30", "1", "no day “2025-02-30”"),
        ("travel.speed@2025-02-01", "40", "leave out @date"),
        ("occupancy_rate", "1", "belongs under targets"),
    ],
)
def test_a_bad_override_is_a_fault(child, path, value, sentence):
    with pytest.raises(ScenarioError) as caught:
        child(overrides={path: value})

    (fault,) = caught.value.faults
    assert sentence in fault.message_en
    assert fault.text("en").startswith(f"--set {path}={value}: ")


def test_lists_are_replaced_whole_and_ordered_by_date(child):
    assert [action.do for action in child().history] == ["upgrade", "convert_beds"]
    assert child("history: []\n").history == []


def test_an_action_carries_all_its_figures(child):
    upgrade, convert = child().history
    (build,) = child().programme

    assert (upgrade.count, upgrade.among) == (1, {"tier": "township"})
    assert (convert.share, convert.beds, convert.label) == (0.1, None, "history")
    assert (build.beds, build.nursing_share, build.tier) == (200, 0.8, "county")
    assert build.label == "programme"


def test_targets_are_merged_by_name_and_can_be_taken_out(child):
    scenario = child(
        "targets:\n"
        "  total_beds@2025-12-31: {off: true}\n"
        "  nursing_bed_share@2025-12-31: "
        "{at_least: 50%, nature: expected, source: assumption, note: x}\n"
        "  nursing_bed_share@2030-12-31/own: "
        "{at_least: 60%, nature: expected, source: assumption, note: x}\n"
    )

    assert [(target.id, target.at_least) for target in scenario.targets] == [
        ("nursing_bed_share@2025-12-31", 0.5),
        ("nursing_bed_share@2030-12-31/own", 0.6),
    ]
    assert scenario.targets[1].document == "planner"
    assert child().targets[1].published == 31
    assert child().targets[0].document == "plan"


@pytest.mark.parametrize(
    "extra",
    [
        "",
        f"set:\n  demand.level: {entry('values: {2028-01-01: 3, 2030-01-01: 1}')}\n",
        "history: []\ntargets:\n  total_beds@2025-12-31: {off: true}\n",
        "demand: {kind: renewal, applications_per_year: 5, mean_stay: 1 year}\n",
    ],
)
def test_the_resolved_scenario_loads_to_the_same_inputs(
    child, write, extra, bench, monkeypatch
):
    monkeypatch.chdir(bench)
    scenario = child(extra, overrides={"travel.speed": "35", "demand.level": "1"})

    again = load_scenario(write("resolved", scenario.resolved_yaml()))

    assert again.input_hash() == scenario.input_hash()
    assert "extends" not in scenario.resolved_yaml().split("\n# ")[0]


def test_the_hash_moves_with_a_value_and_with_the_pack_and_not_with_a_note(
    child, bench
):
    plain = child().input_hash()

    assert child("notes: something\n").input_hash() == plain
    assert child("seed: 2\n").input_hash() != plain
    assert child(overrides={"travel.speed": "31"}).input_hash() != plain
    townships = bench / "place" / "townships.csv"
    before = townships.read_bytes()
    try:
        townships.write_bytes(before + b"\n")
        assert child().input_hash() != plain
    finally:
        townships.write_bytes(before)


def test_codes_choose_counties_and_prefectures_of_the_pack(child):
    assert child("area: ['990101']\n").county_indices == [0]
    assert child().in_area(["990100"]).area_codes == ("990100",)
    with pytest.raises(ScenarioError) as caught:
        child().in_area(["990102"])
    assert "did you mean" in caught.value.text("en")


def test_a_run_may_have_other_replications_and_keeps_the_rest(child):
    scenario = child().with_run(replications=7, draws=None, seed=3)

    assert (scenario.replications, scenario.draws, scenario.seed) == (7, 1, 3)


def test_origins_hold_a_note_in_each_language_and_one_alone_in_both(child):
    scenario = child(f"set:\n  demand.level: {entry('value: 2')}\n")
    settings = dict(scenario.settings)
    both = {"zh": "说明", "en": "A note"}
    settings["outside.beds"] = replace(settings["outside.beds"], note=both)

    rows = replace(scenario, settings=settings).origins().set_index("path")

    assert rows.loc["outside.beds", ["note", "note_en"]].tolist() == ["说明", "A note"]
    assert rows.loc["demand.level", ["note", "note_en"]].tolist() == ["x", "x"]
