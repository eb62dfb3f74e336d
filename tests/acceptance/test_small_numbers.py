"""What leaves the office names no handful of a county's real residents."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from sim.cli import main
from sim.report.masking import FEWEST, HIDDEN, SMALL

RULE = """\
format: ruralbeds-scenario/1
id: close-small
extends: jia
title: {zh: 关小, en: Close the small}
rules:
  close:
    label: {zh: 低于三成即关闭, en: Close below 30 %}
    source: assumption
    note: trial
    scope: {tier: township, ownership: public}
    review: every 1 year from 2027-01-01
    when: {all: [home.occupancy.now < 30%]}
    then: [{do: close, notice: 90 days, max_travel: 60 minutes}]
"""
HOME = "990101-T02"


def told(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0


@pytest.fixture(scope="module")
def county(tmp_path_factory, root):
    """The county for practice, imported, run with a rule and compared."""
    folder = tmp_path_factory.mktemp("small") / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (folder / "close_small.yaml").write_text(RULE, "utf-8")
        to = ["--pack", "./places/small_county", "--county", "990101", "--out", "./jia"]
        told(["import", "registry/homes.csv", "registry/elders.csv", *to])
        how = ["--replications", "2", "--jobs", "1", "--out", "out"]
        told(["compare", "jia.yaml", "close_small.yaml", *how])
    return folder / "out"


def run_of(out, scenario):
    (found,) = (out / scenario).iterdir()
    return found


def small_homes(run) -> pd.DataFrame:
    """The planted small counts: homes with a handful of residents, from Parquet."""
    table = pd.read_parquet(run / "indicators.parquet")
    rows = table[(table["area_level"] == "home") & (table["indicator"] == "residents")]
    return rows[(rows["value"] > 0) & (rows["value"] < FEWEST)]


@pytest.mark.parametrize("scenario", ["jia", "close-small"])
def test_no_table_for_others_has_a_handful_of_residents(county, scenario):
    run = run_of(county, scenario)
    planted = small_homes(run)
    assert HOME in set(planted["area_code"].astype(str))

    for file in run.glob("*.csv"):
        text = file.read_text("utf-8-sig")
        for value in planted["value"]:
            # Whole numbers such as 1.0 are figures of other things as well.
            if value != round(value):
                assert repr(float(value)) not in text, (file.name, value)
    shown = pd.read_csv(run / "indicators.csv", dtype=str)
    people = shown[shown["indicator"] == "residents"]["value"]
    numbers = pd.to_numeric(people, errors="coerce").dropna()
    assert SMALL in set(people)
    assert not ((numbers > 0) & (numbers < FEWEST)).any()


def test_occupancy_beside_the_beds_does_not_tell_it_either(county):
    shown = pd.read_csv(run_of(county, "jia") / "indicators.csv", dtype=str)
    own = shown[(shown["area_level"] == "home") & (shown["area_code"] == HOME)]
    wide = own.pivot_table(
        index=["replication", "year"],
        columns="indicator",
        values="value",
        aggfunc="first",
    )

    few = wide["residents"] == SMALL
    assert few.any()
    assert (wide.loc[few, "occupancy_rate"] == HIDDEN).all()
    assert (wide.loc[few, "occupancy_rate_staffed"] == HIDDEN).all()


def test_a_total_less_the_others_does_not_tell_it(county):
    shown = pd.read_csv(run_of(county, "jia") / "indicators.csv", dtype=str)
    homes = shown[(shown["area_level"] == "home") & (shown["indicator"] == "residents")]

    for _, group in homes.groupby(["replication", "year"]):
        hidden = group["value"].isin([SMALL, HIDDEN])
        assert hidden.sum() != 1


def test_the_page_says_so_and_shows_none(county):
    page = (run_of(county, "jia") / "report.html").read_text("utf-8")

    assert "不足5人的人数" in page
    assert "counts of fewer than 5 people" in page


def test_explanations_leave_it_out(county, capsys, tmp_path):
    run = run_of(county, "close-small")
    rows = tmp_path / "rows.csv"
    told(["explain", str(run), HOME, "--csv", str(rows)])

    said = capsys.readouterr().out
    assert "少于 5" in said
    for file, text in (("said", said), ("rows", rows.read_text("utf-8-sig"))):
        for number in range(1, FEWEST):
            assert f" {number} 人" not in text, (file, number)


def test_what_is_made_up_is_shown_whole(root, tmp_path):
    scenario = root / "scenarios" / "teaching" / "two_homes.yaml"
    how = ["--replications", "1", "--jobs", "1", "--out", str(tmp_path)]
    told(["run", str(scenario), *how])

    (run,) = (tmp_path / "two-homes").iterdir()
    shown = (run / "indicators.csv").read_text("utf-8-sig")
    assert SMALL not in shown
    assert HIDDEN not in shown


def test_the_workbook_shows_none(county):
    run = run_of(county, "jia")
    book = CalamineWorkbook.from_path(str(run / "report.xlsx"))
    rows = [
        row
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        if row and row[0] == HOME
    ]
    first = small_homes(run)
    first = first[(first["area_code"].astype(str) == HOME) & (first["year"] == 2026)]

    assert len(first) == 2
    (row,) = rows
    shares = {round(value / 15, 6) for value in [first["value"].mean()]}
    assert not shares & {round(one, 6) for one in row if isinstance(one, float)}
