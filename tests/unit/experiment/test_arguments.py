"""What `sim.run` is given is looked at before anything is done with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiment.arguments import check_arguments

SCENARIO = Path(__file__).parents[3] / "scenarios" / "teaching" / "small_county.yaml"


@pytest.fixture(scope="module")
def scenario():
    return sim.load_scenario(SCENARIO)


@pytest.mark.parametrize("given", ["file.yaml", Path("file.yaml"), None, {"id": "x"}])
def test_a_scenario_must_be_loaded_first(given):
    with pytest.raises(TypeError, match=r"sim\.load_scenario"):
        sim.run(given)


@pytest.mark.parametrize(
    ("argument", "value", "sentence"),
    [
        ("area", 5, "codes as texts, not int 5"),
        ("area", [450123], "codes as texts, not list"),
        ("area", {"450123": 1}, "codes as texts, not dict"),
        ("area", iter(["990101"]), "codes as texts, not list_iterator"),
        ("replications", "2", "replications must be a whole number, not str '2'"),
        ("draws", 2.0, "draws must be a whole number, not float 2.0"),
        ("seed", True, "seed must be a whole number, not bool True"),
        ("jobs", [1], "jobs must be a whole number"),
        ("out", 3, "path of a folder, not int 3"),
    ],
)
def test_an_argument_of_another_kind_is_a_sentence(scenario, argument, value, sentence):
    with pytest.raises(TypeError, match=sentence):
        sim.run(scenario, **{argument: value})


@pytest.mark.parametrize(
    ("argument", "value"), [("replications", 0), ("jobs", -1), ("seed", -1)]
)
def test_a_number_out_of_bounds_is_a_sentence(scenario, argument, value):
    with pytest.raises(ValueError, match=argument):
        sim.run(scenario, **{argument: value})


@pytest.mark.parametrize("area", [None, "990101", ["990101"], np.array(["990101"])])
def test_whole_numbers_and_codes_of_any_library_are_taken(scenario, area):
    check_arguments(scenario, area, Path(), {"seed": np.int64(3), "draws": None})
