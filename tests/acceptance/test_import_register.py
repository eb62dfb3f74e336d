"""The made-up admissions register becomes figures, targets and effects, and no stay."""

from __future__ import annotations

import csv
import re
import shutil

import numpy as np
import pandas as pd
import pytest

import sim
from sim.area import load_area
from sim.cli import main
from sim.fitting.plan import make_calibration

FILES = ["registry/homes.csv", "registry/elders.csv", "registry/admissions.csv"]
TO = ["--pack", "./places/small_county", "--county", "990101", "--out", "./jia"]


@pytest.fixture(scope="module")
def jia(request, tmp_path_factory):
    """The folder in which the register was imported, and what was told."""
    place = tmp_path_factory.mktemp("register") / "teaching"
    root = request.config.rootpath
    shutil.copytree(root / "scenarios" / "teaching", place)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        with pytest.raises(SystemExit) as ended:
            main(["import", *FILES, *TO])
    assert ended.value.code == 0
    return place


def figures(jia, level="county", **chosen):
    table = load_area(jia / "jia").observed
    for name, wanted in {"area_level": level, **chosen}.items():
        table = table[table[name] == wanted]
    return table


def test_observed_figures_have_source_grade_and_place(jia):
    table = pd.read_csv(jia / "jia" / "observed_years.csv")
    sources = pd.read_csv(jia / "jia" / "sources.csv")

    assert set(table["source_id"]) <= set(sources["source_id"])
    assert set(table["grade"]) == {"derived"}
    assert table["read_from"].str.fullmatch(r"admissions\.csv \d+-\d+ \(\d+\)").all()
    wanted = {"occupancy_rate", "residents", "admissions", "leavings", "deaths_in_care"}
    assert wanted <= set(table["indicator"])


def test_occupancy_is_that_of_the_days_in_the_register(jia):
    """Counted again by hand: days of 2025 by home, and the three without a row."""
    rows = stays(jia)
    year = pd.date_range("2025-01-01", "2026-01-01", inclusive="left")
    days = 365 * 3
    for row in rows:
        since, until = (_day(cell) for cell in row[8:10])
        days += sum((year >= since) & (year < (until or year[-1] + year.freq)))

    every = figures(
        jia, year=2025, indicator="occupancy_rate", tier="all", ownership="all"
    )

    assert every["value"].iloc[0] == pytest.approx(days / (101 * 365), abs=1e-5)


def stays(jia):
    """The rows of the register, without title and heading."""
    lines = (jia / FILES[2]).read_text(encoding="utf-8").splitlines()
    return list(csv.reader(lines))[2:]


def _day(cell):
    digits = [int(part) for part in re.findall(r"\d+", cell)]
    if len(digits) == 1:
        text = str(digits[0])
        digits = [int(text[:4]), int(text[4:6]), int(text[6:])]
    return pd.Timestamp(*digits) if digits else None


def test_the_last_year_is_told_in_full_and_earlier_ones_as_far_as_known(jia):
    years = sorted(figures(jia, indicator="occupancy_rate")["year"].unique())

    assert years == [2023, 2024, 2025]


def test_nothing_written_leads_back_to_a_person(jia):
    numbers = {row[2] for row in stays(jia)}
    text = "".join(
        path.read_text(encoding="utf-8-sig")
        for path in [*(jia / "jia").rglob("*"), jia / "mapping.yaml", jia / "jia.yaml"]
        if path.is_file()
    )

    assert len(numbers) > 100
    assert not {one for one in numbers if one in text}
    flows = figures(jia)
    persons = flows[flows["indicator"].isin(["admissions", "leavings"])]["value"]
    assert not ((persons > 0) & (persons < 5)).any()


def test_a_calibration_accepts_the_targets(jia):
    plan = make_calibration(str(jia / "jia"), jia / "jia" / "targets.csv")

    names = {target.id for target in plan.targets}
    assert {"occupancy_all", "admissions_all", "stay_all"} <= names
    for target in plan.targets:
        assert target.low < target.value < target.high


def test_effects_of_homes_are_listed_and_used(jia):
    effects = pd.read_csv(jia / "jia" / "home_effects.csv").set_index("home_id")
    homes = load_area(jia / "jia").homes.set_index("home_id")
    filled = pd.read_csv(jia / "jia" / "filled.csv")

    assert effects["home_effect"].to_dict() == homes["home_effect"].to_dict()
    assert effects.loc["990101-P01", "home_effect"] > 0.1
    assert effects.loc["990101-T01", "home_effect"] < -0.3
    # The smallest home is believed least.
    assert effects["weight"].idxmin() == "990101-T02"
    listed = filled[filled["column"] == "home_effect"]
    assert set(listed["grade"]) == {"derived"}
    assert len(listed) == len(effects)


def test_an_import_again_gives_the_same_bytes(jia, monkeypatch):
    monkeypatch.chdir(jia)
    written = ("observed_years.csv", "targets.csv", "home_effects.csv", "homes.csv")
    before = {name: (jia / "jia" / name).read_bytes() for name in written}

    with pytest.raises(SystemExit):
        main(["import", *FILES, *TO, "--mapping", "mapping.yaml"])

    assert {name: (jia / "jia" / name).read_bytes() for name in written} == before


@pytest.mark.long
def test_simulated_homes_come_closer_to_the_observed(jia):
    """Without effects of homes 0.17 apart beside the level, with them 0.07."""
    seen = figures(jia, "home", indicator="occupancy_rate")
    seen = seen.groupby("area_code")["value"].mean()
    scenario = sim.load_scenario(jia / "jia.yaml")

    with_them = _apart(scenario, seen)
    homes = jia / "jia" / "homes.csv"
    table = pd.read_csv(homes, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table["home_effect"] = "0"
    table.to_csv(homes, index=False)
    without = _apart(sim.load_scenario(jia / "jia.yaml"), seen)

    assert with_them < 0.7 * without


def _apart(scenario, seen):
    """Return how far homes are from the observed, their common level aside."""
    table = sim.run(scenario, replications=20, jobs=1).indicators
    rows = table[(table["area_level"] == "home") & (table["year"] <= 2028)]
    rows = rows[rows["indicator"] == "occupancy_rate"]
    gap = rows.groupby(rows["area_code"].astype(str))["value"].mean() - seen
    return float(np.sqrt(((gap - gap.mean()) ** 2).mean()))
