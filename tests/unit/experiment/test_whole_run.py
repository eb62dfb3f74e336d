"""What happens in a year is added up over the years that are planned for."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

import sim
from sim.commands import compare as command
from sim.experiment.compare_page import comparison_data
from sim.experiment.plan import make_plan
from sim.experiment.sweep import chosen, run_sweep
from sim.experiment.whole_run import summed
from sim.indicators.repetitions import Repetitions

RULE = """\
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
sweeps:
  limit:
    vary:
      "rules.shut.when.all[0]":
        [home.occupancy.mean12m < 40%, home.occupancy.mean12m < 90%]
    design: grid
"""


@pytest.fixture(scope="module")
def teaching(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing") / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", folder)
    (folder / "closing.yaml").write_text(RULE, "utf-8")
    return folder


def test_flows_are_summed_from_the_first_year_planned_for():
    figures = pd.DataFrame(
        {
            "headline": ["closures"] * 3 + ["occupancy"] * 3,
            "year": [2026, 2027, 2028] * 2,
        }
    )
    values = np.array(
        [[9.0, 9.0], [2.0, np.nan], [1.0, np.nan], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]
    )
    repetitions = Repetitions(
        figures, np.array([0, 0]), np.array([0, 1]), {"a": values}, joint=False
    )

    sums = summed(repetitions, 2027)

    assert sums.figures["headline"].tolist() == ["closures"]
    assert np.array_equal(sums.by_scenario["a"], [[3.0, np.nan]], equal_nan=True)


def test_the_lines_of_compare_have_all_closures_and_say_of_which_years(
    teaching, capsys
):
    files = [teaching / "small_county.yaml", teaching / "closing.yaml"]
    comparison = sim.compare(
        [sim.load_scenario(file) for file in files], replications=2, jobs=1
    )
    closings = comparison.results[1].closings

    command._tell(comparison, "en")

    said = capsys.readouterr().out.splitlines()
    (closed,) = [line for line in said if "Homes closed" in line and "  +" in line]
    assert closed.startswith("2027–2030  closing  ")
    assert "n=2" in closed
    assert len(closings) > 0
    mean = comparison.whole_run.set_index("headline").loc["closures", "difference"]
    assert mean == pytest.approx((closings["event"] == "closed").sum() / 2)
    assert not any("every time" in line for line in said)
    (full,) = [line for line in said if "Occupancy of public homes  " in line]
    assert full.startswith("2030  closing  ")
    assert comparison_data(comparison).last_year == 2030


def test_a_sweep_over_a_condition_of_a_rule_has_a_page_in_both_languages(
    teaching, tmp_path
):
    scenario = sim.load_scenario(teaching / "closing.yaml")
    plan = make_plan(scenario, replications=1, jobs=1, events=False, regret=False)
    sweep = chosen(scenario, "limit")

    for lang, word in (("zh", "参数扫描"), ("en", "Sweep")):
        done = run_sweep(plan, sweep, tmp_path, lang=lang, resume=True)
        page = (done.folder / "report.html").read_text("utf-8")
        assert f'<html lang="{lang}' in page
        assert word in page

    assert done.points["rules.shut.when.all[0]"].tolist() == [
        "home.occupancy.mean12m < 40%",
        "home.occupancy.mean12m < 90%",
    ]
