import shutil
from pathlib import Path

import pandas as pd
import pytest

from sim.experiment.page import page_data
from sim.experiment.plan import make_plan
from sim.experiment.run import run_plan
from sim.experiment.store import RunFolder
from sim.experiment.tables import write_parquet
from sim.experiment.work import Shared, share, unit_files
from sim.population import expected_population
from sim.scenario import Scenario, load_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"

CLOSING = """\
format: ruralbeds-scenario/1
id: closing
extends: small_county
title: {zh: 关, en: Close}
rules:
  shut:
    label: {zh: 关, en: Close}
    source: assumption
    assumes: [x]
    scope: {tier: township, ownership: public}
    review: every 1 year from 2028-01-01
    when: {all: [home.occupancy.mean12m < 60%]}
    then: [{do: close, notice: 30 days, max_travel: 180 minutes}]
"""


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load_scenario(SCENARIOS / "teaching" / "small_county.yaml")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"replications": 0}, "replications must be at least 1"),
        ({"draws": -1}, "draws must be at least 1"),
        ({"jobs": 0}, "jobs must be at least 1"),
        ({"seed": -1}, "seed must lie between"),
        ({"seed": 2**32}, "seed must lie between"),
    ],
)
def test_impossible_numbers_are_refused_with_their_name(small, wrong, words):
    with pytest.raises(ValueError, match=words):
        make_plan(small, **wrong)


def test_one_code_may_be_given_without_a_list(small):
    assert make_plan(small, area="990101").scenario.county_indices == (
        make_plan(small, area=["990101"]).scenario.county_indices
    )


def test_a_part_of_the_area_is_called_a_part_in_tables_and_on_the_page(small):
    part = run_plan(make_plan(small, area="990101", replications=1, jobs=1), None)
    codes = set(part.indicators["area_code"].astype(str))

    assert "small_county:part" in codes
    assert "small_county" not in codes
    whole = run_plan(make_plan(small, replications=1, jobs=1), None)
    assert "small_county" in set(whole.indicators["area_code"].astype(str))
    assert page_data(whole).area_name != page_data(part).area_name


def test_the_tables_of_a_plan_are_those_that_its_units_leave(small, tmp_path):
    shutil.copytree(SCENARIOS / "teaching", tmp_path, dirs_exist_ok=True)
    (tmp_path / "closing.yaml").write_text(CLOSING, "utf-8")
    closing = load_scenario(tmp_path / "closing.yaml")
    for scenario, chosen in (
        (small, {}),
        (small, {"events": False}),
        (closing, {}),
        (closing, {"regret": False}),
    ):
        plan = make_plan(scenario, area="990101", replications=1, jobs=1, **chosen)
        shared = Shared(
            *(plan.scenario, expected_population(plan.scenario)),
            *(plan.events, plan.regret),
        )
        share({tmp_path: shared}, tmp_path)

        files = unit_files(tmp_path, plan.units[0], tmp_path)

        named = {f"{name}.parquet" for name in plan.tables_of(plan.units[0])}
        assert named == set(files)


def test_whatever_changes_a_table_changes_the_fingerprint(small, tmp_path):
    shutil.copytree(SCENARIOS / "teaching", tmp_path, dirs_exist_ok=True)
    (tmp_path / "closing.yaml").write_text(CLOSING, "utf-8")
    closing = load_scenario(tmp_path / "closing.yaml")
    chosen = ({}, {"area": "990101"}, {"events": False}, {"regret": False}, {"seed": 9})
    plans = [make_plan(small), *(make_plan(closing, **one) for one in chosen)]

    assert len({plan.input_hash for plan in plans}) == len(plans)
    assert len({plan.unit_hash for plan in plans}) == len(plans)


def test_workers_and_numbers_of_units_leave_the_fingerprint_of_a_unit(small):
    one = make_plan(small, replications=1, jobs=1)
    more = make_plan(small, replications=3, jobs=2)

    assert one.unit_hash == more.unit_hash
    assert one.input_hash != more.input_hash


def laid(plan, folder) -> None:
    """Leave the tables of all units of a plan, without rows."""
    for unit in plan.units:
        part = folder.parts / unit.name
        part.mkdir(parents=True)
        for name in plan.tables_of(unit):
            write_parquet(pd.DataFrame({"draw": [0]}), part / f"{name}.parquet")


@pytest.mark.parametrize("damage", ["nothing_there", "one_missing", "one_empty"])
def test_a_damaged_unit_is_done_again(small, tmp_path, damage):
    plan, folder = make_plan(small, replications=2, jobs=1), RunFolder(tmp_path)
    laid(plan, folder)
    assert folder.finished(plan) == plan.units
    damaged = folder.parts / plan.units[1].name

    if damage == "nothing_there":
        shutil.rmtree(damaged)
        damaged.mkdir()
    elif damage == "one_missing":
        (damaged / "elders.parquet").unlink()
    else:
        (damaged / "events.parquet").write_bytes(b"")

    assert folder.finished(plan) == plan.units[:1]
    assert not damaged.exists()


def test_a_table_that_some_units_lack_is_not_put_together(small, tmp_path):
    plan, folder = make_plan(small, replications=2, jobs=1), RunFolder(tmp_path)
    laid(plan, folder)
    (folder.parts / plan.units[1].name / "elders.parquet").unlink()

    assert len(folder.part_files("events", plan.units)) == 2
    assert folder.part_files("moves", plan.units) == []
    with pytest.raises(FileNotFoundError, match="lacks a table"):
        folder.part_files("elders", plan.units)
