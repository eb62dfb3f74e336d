"""A sweep that was stopped goes on, one that is complete is not run again."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from run_folders import manifest_of
from stopped_runs import Counter, Stopper

import sim
from sim.cli import main
from sim.experiment.plan import make_plan
from sim.experiment.run import Stopped
from sim.experiment.sweep import chosen, run_sweep

TEXT = """format: ruralbeds-scenario/1
id: swept
title: {{zh: 甲, en: A}}
extends: two_homes
replications: {replications}
sweeps:
  reach: {{vary: {{choice.max_minutes: [45, 60, 90]}}, design: grid}}
"""
RULE = (
    "{{until: {{indicator: applications, half_width: {half_width}}}, min: 2, max: 4}}"
)


def write(place, folder, replications="2"):
    """Write a scenario with a sweep, the last value of which is its own."""
    folder.mkdir()
    for beside in place.parent.iterdir():
        (folder / beside.name).symlink_to(beside)
    file = folder / "swept.yaml"
    file.write_text(TEXT.format(replications=replications), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def file(place, tmp_path_factory):
    return write(place, tmp_path_factory.mktemp("swept") / "files")


@pytest.fixture(scope="module")
def asked(file):
    scenario = sim.load_scenario(file)
    return make_plan(scenario, jobs=1, events=False), chosen(scenario, "reach")


@pytest.fixture(scope="module")
def anew(asked, tmp_path_factory):
    """The sweep, run without a stop."""
    return run_sweep(*asked, tmp_path_factory.mktemp("anew"))


def tables(results) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in results.folder.glob("*.csv")}


def folders(out) -> list:
    return sorted((out / "sweep-swept-reach").iterdir())


@pytest.mark.slow
def test_a_stopped_sweep_goes_on_where_it_was(asked, anew, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.experiment.sweep_running.TOGETHER", 2)

    # own, 45 and 60 are different; 90 is the scenario's own. Two units each.
    with pytest.raises(Stopped) as stopped:
        run_sweep(*asked, tmp_path / "out", progress=Stopper(5))
    [folder] = folders(tmp_path / "out")
    assert stopped.value.folder == folder
    assert (stopped.value.done, stopped.value.total) == (5, 6)
    assert manifest_of(folder)["status"] == "partial"
    counted = Counter()
    resumed = run_sweep(*asked, tmp_path / "out", resume=True, progress=counted)

    assert counted.told == [(5, 6), (6, 6)]
    assert resumed.folder == folder
    assert tables(resumed) == tables(anew)
    assert not (folder / "parts").exists()


@pytest.mark.slow
def test_a_sweep_that_was_killed_goes_on_too(asked, anew, tmp_path):
    with pytest.raises(Stopped):
        run_sweep(*asked, tmp_path / "out", progress=Stopper(3))
    [folder] = folders(tmp_path / "out")
    told = manifest_of(folder) | {"status": "running"}  # as one that nobody ended
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    counted = Counter()

    resumed = run_sweep(*asked, tmp_path / "out", resume=True, progress=counted)

    assert counted.told[0] == (3, 6)
    assert tables(resumed) == tables(anew)


@pytest.mark.slow
def test_a_complete_sweep_is_shown_in_the_language_asked_for(file, tmp_path, capsys):
    words = ["sweep", str(file), "--jobs", "1", "--out", str(tmp_path / "out")]
    said = []
    for more in (["--lang", "zh"], ["--lang", "en"], ["--lang", "en", "--force"]):
        with pytest.raises(SystemExit) as ended:
            main([*words, *more])
        assert ended.value.code == 0
        said.append(capsys.readouterr())

    first, forced = folders(tmp_path / "out")
    assert [one.out.splitlines()[-1] for one in said] == [
        *(str(first), str(first), str(forced))
    ]
    assert "The same sweep has been run to the end" in said[1].err
    assert "simulating" not in said[1].err
    assert "simulating" in said[2].err
    pages = [(one / "report.html").read_text("utf-8") for one in (first, forced)]
    assert [re.search('<html lang="(.*?)"', page)[1] for page in pages] == ["en"] * 2
    # What is read back from the tables makes the page that is made of the results.
    assert said[1].out.splitlines()[:-1] == said[2].out.splitlines()[:-1]
    assert pages[0] == pages[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("half_width", "number", "sentence"),
    [
        (1000, 4, "takes at the scenario's own values: 4 at every point"),
        (0.001, 4, "4 replications at every point, the most allowed"),
    ],
)
def test_a_rule_of_precision_is_followed_at_the_scenarios_own_values(
    place, tmp_path, capsys, half_width, number, sentence
):
    rule = RULE.format(half_width=half_width).replace("{{", "{").replace("}}", "}")
    file = write(place, tmp_path / "ruled", rule)
    words = ["--jobs", "1", "--lang", "en", "--out", str(tmp_path / "out")]

    with pytest.raises(SystemExit) as ended:
        main(["sweep", str(file), *words])

    assert ended.value.code == 0
    assert sentence in capsys.readouterr().err
    [folder] = folders(tmp_path / "out")
    manifest = manifest_of(folder)
    assert manifest["design"]["replications"] == number
    assert manifest["precision"]["figures"][0]["replications"] == number
    table = pd.read_csv(folder / "sweep.csv", encoding="utf-8-sig")
    assert table["n"].max() == number
