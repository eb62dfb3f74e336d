"""What closing rules see in a world that closes nothing, and what follows."""

import shutil

import numpy as np
import pandas as pd
import pytest

import sim
from sim.engine import simulate
from sim.experiment.flip import seen_in
from sim.experiment.registries import of_registry
from sim.experiment.regret_figures import decided, in_windows
from sim.experiment.regret_runs import variants_of
from sim.experiment.units import Unit

RULE = """\
format: ruralbeds-scenario/1
id: closing
extends: small_county
title: {zh: 关, en: Close}
question: {zh: 关？, en: Close?}
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
  threshold:
    vary: {"rules.shut.when.all[0]": ["home.occupancy.mean12m < 0%"]}
    design: grid
"""
UNIT = Unit(0, 0)


@pytest.fixture(scope="module")
def scenario(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("flip") / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", folder)
    file = folder / "closing.yaml"
    file.write_text(RULE, encoding="utf-8")
    return sim.load_scenario(file).in_area(["990101"])


@pytest.fixture(scope="module")
def seen(scenario):
    return seen_in(scenario, UNIT)


def test_what_follows_is_what_the_twin_of_regret_does(scenario, seen):
    variants = variants_of(scenario)
    twin = simulate(variants.central.twin, 0, 0, days=variants.windows.end)
    windows = in_windows(twin.log, twin.homes, variants.windows)

    both = seen.merge(windows, on=["home_id", "time_days"])

    assert len(both) == len(seen) > 0
    occupancy = both["resident_days"] / both["bed_days"]
    np.testing.assert_array_equal(both["later_occupancy"], occupancy)


def test_at_the_first_review_the_rule_sees_what_it_sees_when_it_closes(scenario, seen):
    variants = variants_of(scenario)
    real = simulate(variants.central.scenario, 0, 0, days=variants.days)
    closed = decided(real, scenario.rules, variants.windows)
    first = seen["time_days"].min()

    would = set(seen.loc[seen["below"] & (seen["time_days"] == first), "home_id"])
    did = closed[(closed["kind"] == "close") & (closed["time_days"] == first)]

    assert would
    assert set(did["home_id"]) == would


def test_a_sweep_says_where_close_becomes_keep_and_threshold_nought_closes_none(
    scenario, tmp_path
):
    done = sim.sweep(scenario, replications=1, jobs=1, out=tmp_path)
    again = sim.sweep(scenario, replications=1, jobs=1, out=tmp_path)

    flip = done.flipped
    assert flip is not None
    verdicts = flip.groupby("point")["verdict"].agg(set)
    assert verdicts["1"] == {"none"}
    assert verdicts["own"] != {"none"}
    assert again.folder == done.folder
    pd.testing.assert_frame_equal(again.flipped, flip)


def test_a_registry_comes_to_what_the_indicators_say(scenario):
    results = sim.run(scenario, replications=1, jobs=1)
    rows = results.indicators
    rows = rows[(rows["area_level"] == "region") & (rows["year"] == 2030)]
    rows = rows[(rows["ownership"] == "public") & (rows["tier"] == "all")]
    rows = rows[(rows["operation"] == "all") & (rows["residence"] == "all")]

    told = of_registry(scenario, UNIT)

    value = rows.loc[rows["indicator"] == "occupancy_rate", "value"].item()
    assert told["occupancy"] == pytest.approx(value)
    closed = results.closings[results.closings["event"] == "closed"]
    assert told["closures"] == len(closed) > 0
