"""Ranges of `homes_totals.yaml`: each fault of one is a sentence with its line."""

import shutil
from pathlib import Path

import pytest

from sim.area import AreaError
from sim.area.homes import read_homes_totals

GUANGXI = Path(__file__).parents[3] / "calibration" / "areas" / "guangxi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(GUANGXI / "homes_totals.yaml", tmp_path)
    return tmp_path


def test_the_shipped_ranges_have_no_fault(folder: Path) -> None:
    totals = read_homes_totals(folder)

    assert totals is not None
    assert totals["township_homes"]["range"] == [650, 950]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[650, 950]", "[850, 950]", "[low, high] with 800 within"),
        ("[650, 950]", "[950, 650]", "[low, high]"),
        ("[650, 950]", "[650.5, 950]", "whole numbers"),
        ("[650, 950]", "[650, 1100]", "leave private homes without any"),
        ("{mean: [100, 200]}", "{mean: [100, 900]}", "leave private homes without"),
        ("{mean: [100, 200]}", "{mode: [100, 200]}", "no 'mode'"),
        ("{mean: [100, 200]}", "{mean: [160, 200]}", "with 150 within"),
        ("  upgradable:", "  improvable:", "lacks: upgradable"),
        (
            "plan_14th_fyp, grade: published}\nnursing_beds",
            "plan_14th_fyp, grade: published, range: [1, 99999]}\nnursing_beds",
            "only township_homes may have a range; beds",
        ),
    ],
)
def test_a_range_that_no_draw_could_use_is_refused(
    folder: Path, before: str, after: str, said: str
) -> None:
    path = folder / "homes_totals.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")

    with pytest.raises(AreaError) as caught:
        read_homes_totals(folder)

    assert said in caught.value.message("en")
    assert caught.value.line
    assert caught.value.message("zh") != caught.value.message("en")
