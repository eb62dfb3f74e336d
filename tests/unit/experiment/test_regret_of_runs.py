"""Regret of whole runs: same again, in any order, from units of earlier runs."""

import json
import shutil

import pandas as pd
import pytest
from stopped_runs import Stopper

import sim
from sim.engine import simulate
from sim.experiment import regret_runs, work
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.regret_runs import variants_of
from sim.experiment.study import Stopped, run_together
from sim.indicators.regret import INDICATORS
from sim.population import area

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
"""
TABLES = ("regret", "closures_by_supply_weight", "indicators", "moves", "closings")
QUICK = {"replications": 2, "jobs": 1}


@pytest.fixture(scope="module")
def scenario(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing") / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", folder)
    file = folder / "closing.yaml"
    file.write_text(RULE, encoding="utf-8")
    return sim.load_scenario(file)


@pytest.fixture(scope="module")
def results(scenario):
    return sim.run(scenario, **QUICK)


def same_tables(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_something_is_judged(results):
    kinds = set(results.regret["kind"])

    assert kinds == {"close", "stayed"}
    assert set(results.regret["continuations"]) == {2}
    assert results.regret["twin_se"].notna().all()


def test_the_same_run_has_the_same_regret_with_any_number_of_workers(scenario, results):
    same_tables(results, sim.run(scenario, **QUICK))
    same_tables(results, sim.run(scenario, replications=2, jobs=2))


def test_verdicts_are_counted_in_the_figures(results):
    figures = results.indicators
    whole = figures[figures["area_level"] == "region"]
    for unit, verdicts in results.regret.groupby(["draw", "replication"]):
        own = whole[(whole["draw"] == unit[0]) & (whole["replication"] == unit[1])]
        told = own[own["indicator"] == "missed_closure_share"]["value"]
        number = verdicts["verdict"].value_counts()
        missed, stays = number.get("missed", 0), number.get("not_missed", 0)
        assert told.tolist() == pytest.approx([missed / (missed + stays)])


def test_judging_changes_nothing_but_its_own_figures(scenario, results):
    plain = sim.run(scenario, regret=False, **QUICK)

    for name in ("events", "decisions", "elders", "homes", "moves", "closings"):
        pd.testing.assert_frame_equal(getattr(plain, name), getattr(results, name))
    figures = results.indicators
    others = figures[~figures["indicator"].isin(INDICATORS)].reset_index(drop=True)
    pd.testing.assert_frame_equal(plain.indicators, others)
    assert plain.regret.empty
    assert not list(plain.folder.glob("regret*"))


def test_units_of_an_earlier_run_are_judged_by_all_continuations(scenario, tmp_path):
    sim.run(scenario, out=tmp_path, **QUICK)
    three = sim.run(scenario, replications=3, jobs=1, out=tmp_path)
    manifest = json.loads((three.folder / "manifest.json").read_text("utf-8"))

    anew = sim.run(scenario, replications=3, jobs=1)

    assert manifest["taken_over"]["units"] == 2
    same_tables(three, anew)
    assert set(three.regret["continuations"]) == {3}


def test_a_stopped_run_is_judged_as_if_it_had_not_stopped(scenario, results, tmp_path):
    plan = make_plan(scenario, **QUICK)

    with pytest.raises(Stopped):
        run_together([plan], tmp_path, pages=False, progress=Stopper(1))
    (rest,) = run_together([plan], tmp_path, pages=False, resume=True)

    same_tables(rest, results)
    for name in ("regret", "regret_twin", "regret_homes", "regret_levels"):
        file = f"{name}.parquet"
        assert (rest.folder / file).read_bytes() == (results.folder / file).read_bytes()


def test_a_run_says_that_it_simulates_twins(scenario):
    told = []
    plan = make_plan(scenario, replications=1, jobs=1)

    class Listener(Silence):
        def stage(self, name):
            told.append(name)

    run_together([plan], progress=Listener())

    assert told == ["population", "units_and_twins", "tables"]


def test_without_a_rule_that_closes_there_are_no_companions(scenario, monkeypatch):
    calls = []
    monkeypatch.setattr(
        work,
        "simulate",
        lambda *args, **kw: calls.append(args) or simulate(*args, **kw),
    )
    monkeypatch.setattr(regret_runs, "simulate", None)
    twin = scenario.without_closing()

    results = sim.run(twin, replications=1, jobs=1)

    assert len(calls) == 1
    assert not make_plan(twin).regret
    assert results.regret.empty
    assert results.closures_by_supply_weight.empty


def test_elders_are_drawn_once_for_a_unit_and_all_its_companions(scenario, monkeypatch):
    drawn = []
    draw_people = area.draw_people
    monkeypatch.setattr(area, "PEOPLE", area.Latest(area.PEOPLE.most))
    monkeypatch.setattr(
        area, "draw_people", lambda *args: drawn.append(args[1]) or draw_people(*args)
    )

    sim.run(scenario, replications=1, jobs=1)

    assert sorted(drawn) == list(scenario.county_indices)


def test_a_run_to_the_period_is_the_same_within_a_longer_one(scenario):
    variants = variants_of(scenario)
    assert variants.windows.end > scenario.timeline.horizon_days

    own = simulate(scenario, 0, 0)
    longer = simulate(variants.central.scenario, 0, 0, days=variants.days)

    for name in ("log", "homes", "decisions", "elders"):
        pd.testing.assert_frame_equal(getattr(own, name), getattr(longer, name))


def test_the_manifest_says_how_closures_were_judged(results):
    manifest = json.loads((results.folder / "manifest.json").read_text("utf-8"))

    told = manifest["design"]["regret"]
    assert told["twin_end"] == "2032-12-31"
    assert told["supply_weights"] == {"zero": 0.0, "central": 0.3, "high": 1.0}
    assert told["thresholds"] == {"shut": [0.6, "rule"]}
    assert manifest["design"]["rules"] == ["shut"]


def test_another_switch_is_another_run(scenario):
    judged, plain = make_plan(scenario), make_plan(scenario, regret=False)

    assert judged.input_hash != plain.input_hash
    assert judged.unit_hash != plain.unit_hash


def test_tables_of_closings_are_kept_as_spreadsheets(results):
    for name in ("closings", "closing_share", "closings_by_year", "refusals"):
        table = getattr(results, name)
        read = pd.read_csv(results.folder / f"{name}.csv", encoding="utf-8-sig")
        assert list(read.columns) == list(table.columns)
        assert len(read) == len(table)
    share = results.closing_share
    assert set(share["repetitions"]) == {2}
    ended = results.closings["event"].isin(["closed", "converted"]).sum()
    column = "share" if "home_id" in share else "closed"
    assert share[column].sum() * 2 == pytest.approx(ended)
