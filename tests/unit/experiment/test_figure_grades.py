"""A figure has the grade of the worst that it rests on, and says which is which."""

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.experiment.figure_grades import figure_grades, with_grades

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@pytest.fixture(scope="module")
def grades() -> pd.DataFrame:
    scenario = sim.load_scenario(SCENARIOS / "frozen.yaml")
    return figure_grades(scenario).set_index(["indicator", "of"])


def test_beds_of_the_region_are_published_where_nothing_changes(grades):
    assert grades.loc[("licensed_beds", "whole"), "grade"] == "published"
    assert grades.loc[("licensed_beds", "part"), "grade"] == "assumed"


def test_occupancy_is_assumed_and_tells_what_is_better(grades):
    line = grades.loc[("occupancy_rate", "whole")]

    assert line["grade"] == "assumed"
    assert line["grounds"] == (
        "beds: published; elders: derived; lives: derived; demand: assumed"
    )
    assert line["grounds_zh"].startswith("公布：机构与床位；推算：")
    assert line["grounds_en"].startswith("published: homes and beds; derived: ")


def test_rows_get_the_grade_of_whole_or_part(grades):
    rows = pd.DataFrame(
        {
            "indicator": ["licensed_beds"] * 3,
            "area_level": ["region", "county", "region"],
            "tier": ["all", "all", "township"],
        }
    )

    graded = with_grades(rows, grades.reset_index())

    assert graded["grade"].tolist() == ["published", "assumed", "assumed"]
