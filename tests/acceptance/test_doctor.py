"""`ruralbeds doctor` as a planner and as whoever helps them sees it."""

from __future__ import annotations

import csv
import getpass
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

TEACHING = "scenarios/teaching"
SMALL = f"{TEACHING}/small_county.yaml"
PLANTED = {
    "home": "秘密颐养院",
    "author": "李明明",
    "phone": "13812345678",
    "identity": "45010219400101123X",
    "folder": "王芳的文件夹",
}


@pytest.fixture
def folder(root, tmp_path):
    """The teaching scenarios in a folder named after somebody, with names planted."""
    there = tmp_path / PLANTED["folder"]
    shutil.copytree(root / TEACHING, there / TEACHING)
    homes = there / TEACHING / "places" / "small_county" / "homes.csv"
    text = homes.read_text(encoding="utf-8")
    homes.write_text(text.replace("甲县福利院", PLANTED["home"]), encoding="utf-8")
    scenario = there / SMALL
    note = (
        f"author: {PLANTED['author']}\n"
        f"notes: 与{PLANTED['home']}（990101-C1）的联系人 {PLANTED['phone']}，"
        f"{PLANTED['identity']}\n"
    )
    text = scenario.read_text(encoding="utf-8").replace("\nid: ", f"\n{note}id: ", 1)
    scenario.write_text(text, encoding="utf-8")
    return there


def test_a_scenario_that_was_not_screened_is_told_how(folder, ruralbeds):
    done = ruralbeds("doctor", SMALL, "--lang", "en", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert re.search(
        r"Parameters, \d+: published \d+, derived \d+, assumed \d+", done.stdout
    )
    assert f"ruralbeds doctor {SMALL} --screen" in done.stdout
    assert " 1. " not in done.stdout


def test_the_shipped_ranks_belong_to_the_shipped_scenario(root, ruralbeds):
    """Its values and ranges are still those that were moved."""
    done = ruralbeds("doctor", "scenarios/baseline.yaml", "--lang", "en", cwd=root)

    assert done.returncode == 0, done.stderr
    assert "comes with the program" in done.stdout
    assert re.search(r"Occupancy of public homes .*\n +1\. ", done.stdout)


@pytest.mark.long
def test_what_the_command_screens_the_next_one_reads(folder, ruralbeds):
    words = ("doctor", SMALL, "--area", "990102", "--bases", 2, "--lang", "en")

    first = ruralbeds(*words, "--screen", "--jobs", 1, cwd=folder)
    again = ruralbeds(*words, cwd=folder)

    assert first.returncode == again.returncode == 0, first.stderr
    assert "Computed on this machine" in again.stdout
    assert again.stdout == first.stdout
    assert not again.stderr


def test_a_home_on_the_moon_is_a_check_that_failed(folder, ruralbeds):
    homes = folder / TEACHING / "places" / "small_county" / "homes.csv"
    text = homes.read_text(encoding="utf-8").splitlines()
    text[1] = re.sub(r",[\d.]+,[\d.]+$", ",0,0", text[1])
    homes.write_text("\n".join(text) + "\n", encoding="utf-8")

    zh = ruralbeds("doctor", SMALL, cwd=folder)
    en = ruralbeds("doctor", SMALL, "--lang", "en", cwd=folder)

    assert zh.returncode == en.returncode == 1
    assert "有错：1 家机构的经纬度在本县范围之外" in zh.stdout
    assert "FAULT: homes outside the surroundings of their county: 1;" in en.stdout
    assert "990101-C1" in en.stdout


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("nowhere.yaml",), 2),
        (("scenarios",), 2),
        (("--screen",), 2),
        (("--area", "990101"), 2),
        ((SMALL, "--bundle", "out.txt"), 2),
        ((SMALL, "--area", "123456"), 2),
        ((f"{TEACHING}/places/small_county",), 0),
        ((), 0),
    ],
)
def test_it_ends_in_the_status(words, status, folder, ruralbeds):
    done = ruralbeds("doctor", *words, cwd=folder)

    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "out.txt").exists()


def test_a_pack_that_cannot_be_loaded_is_a_check_that_failed(folder, ruralbeds):
    pack = folder / TEACHING / "places" / "small_county"
    (pack / "townships.csv").write_text("nothing\n", encoding="utf-8")

    done = ruralbeds("doctor", f"{TEACHING}/places/small_county", cwd=folder)

    assert done.returncode == 1
    assert "townships.csv" in done.stdout


def test_the_file_for_support_identifies_nobody(folder, ruralbeds):
    run = ruralbeds("run", SMALL, "--replications", 1, "--jobs", 1, cwd=folder)
    assert run.returncode == 0, run.stderr
    run_folder = Path(run.stdout.splitlines()[-1])

    done = ruralbeds("doctor", SMALL, "--bundle", "out.zip", cwd=folder)
    by_run = ruralbeds("doctor", run_folder, "--bundle", "run.zip", cwd=folder)

    assert done.returncode == by_run.returncode == 0, done.stderr + by_run.stderr
    for name in ("out.zip", "run.zip"):
        held = _read(folder / name)
        assert "manifests/1.json" in held
        manifest = json.loads(held["manifests/1.json"])
        assert manifest["scenario"]["id"] == "small-county"
        assert json.loads(held["environment.json"])["packages"]["numpy"]
        assert not [one for one in held if one.endswith((".csv", ".parquet", ".xlsx"))]
        everything = "\n".join([*held, *held.values()])
        homes = folder / TEACHING / "places" / "small_county" / "homes.csv"
        with homes.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        secrets = {*PLANTED.values(), str(folder), str(folder.parent)}
        secrets |= {row["name"] for row in rows} | {row["home_id"] for row in rows}
        assert {one for one in secrets if one in everything} == set()
        user = getpass.getuser()
        assert not re.search(rf"(?<!\w){re.escape(user)}(?!\w)", everything)
    own = [one for one in _read(folder / "out.zip") if one.startswith("scenario/")]
    assert own == ["scenario/small_county.yaml"]


def _read(path):
    with zipfile.ZipFile(path) as bundle:
        return {one: bundle.read(one).decode("utf-8") for one in bundle.namelist()}
