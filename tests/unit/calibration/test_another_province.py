"""A province is its inputs: documented steps make its pack, and no code knows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from calibration import build_area
from calibration.steps.places import AREAS, INPUTS, inputs_of
from calibration.steps.positions import inside
from calibration.steps.units import boundary_rings
from sim.area.pack import load_area

ROOT = INPUTS.parents[1]


def bytes_by_name(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_its_command_rebuilds_the_made_up_province_byte_for_byte(tmp_path: Path):
    command = [sys.executable, "-m", "calibration.build_area", "wuyou", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, check=True)

    assert bytes_by_name(tmp_path) == bytes_by_name(AREAS / "wuyou")


def test_sums_of_the_census_come_out_exactly():
    census = pd.read_csv(inputs_of("wuyou") / "census_2020_counties.csv")
    elders = load_area(AREAS / "wuyou").elders

    old = elders[~elders["age_group"].isin(["45-49", "50-54", "55-59"])]
    found = old.groupby("county_code")["elders"].sum()
    assert found.tolist() == census["aged_60_plus"].tolist()


def test_every_township_lies_within_its_own_boundary():
    townships = load_area(AREAS / "wuyou").townships
    shapes = boundary_rings(inputs_of("wuyou"))

    for code, units in townships.groupby("county_code"):
        assert inside(units[["lon", "lat"]].to_numpy(), shapes[str(code)]).all()


def test_no_code_knows_it():
    for folder in ("sim", "calibration/steps"):
        for path in (ROOT / folder).rglob("*.py"):
            assert "wuyou" not in path.read_text("utf-8"), path


def test_all_missing_inputs_are_named_at_once(tmp_path: Path):
    shutil.copytree(inputs_of("wuyou"), tmp_path / "inputs")
    (tmp_path / "inputs" / "county_units.csv").unlink()
    (tmp_path / "inputs" / "parameters" / "demand.yaml").unlink()

    with pytest.raises(FileNotFoundError, match=r"county_units\.csv.*demand\.yaml"):
        build_area.build(tmp_path / "pack", tmp_path / "inputs")

    assert not (tmp_path / "pack").exists()


def test_the_steps_name_every_input():
    told = (ROOT / "calibration" / "README.md").read_text("utf-8")
    steps = told.split("## Another province")[1].split("## Another place")[0]

    own = {str(one.relative_to(inputs_of("wuyou"))) for one in files_of("wuyou")}
    named = set(re.findall(r"`([\w/]+\.(?:csv|yaml|geojson))`", steps))
    assert own <= named, own - named


def files_of(area: str) -> list[Path]:
    return [path for path in inputs_of(area).rglob("*") if path.is_file()]
