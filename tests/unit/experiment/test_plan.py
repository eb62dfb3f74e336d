from pathlib import Path

import pytest

from sim.experiment.page import page_data
from sim.experiment.plan import make_plan
from sim.experiment.run import run_plan
from sim.experiment.store import RunFolder
from sim.experiment.units import Unit
from sim.scenario import Scenario, load_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"


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


def test_a_damaged_unit_is_done_again(tmp_path):
    folder = RunFolder(tmp_path)
    unit = Unit(0, 0)
    damaged = folder.parts / unit.name
    damaged.mkdir(parents=True)
    (damaged / "events.parquet").write_bytes(b"")

    assert folder.finished([unit]) == []
    assert not damaged.exists()
