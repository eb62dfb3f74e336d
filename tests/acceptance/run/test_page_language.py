"""A finished run shown in another language has its page in that language."""

from __future__ import annotations

import json
import re

from run_folders import folder_of, manifest_of, tables

import sim
from sim.experiment.plan import make_plan
from sim.experiment.reuse import finished_results
from sim.experiment.run import run_plan


def test_the_page_is_written_anew_and_nothing_is_simulated(ruralbeds, root, tmp_path):
    place = root / "scenarios" / "teaching" / "two_homes.yaml"
    words = ["run", place, "--replications", 1, "--jobs", 1]
    run = folder_of(ruralbeds(*words, "--lang", "zh", cwd=tmp_path), tmp_path)
    before, told = tables(run), manifest_of(run)

    shown = ruralbeds(*words, "--lang", "en", cwd=tmp_path)
    once_more = ruralbeds(*words, "--lang", "en", cwd=tmp_path)

    assert folder_of(shown, tmp_path) == folder_of(once_more, tmp_path) == run
    assert "simulating" not in shown.stderr
    assert "has been run to the end" in once_more.stderr
    page = (run / "report.html").read_text("utf-8")
    assert re.search('<html lang="(.*?)"', page)[1] == "en"
    assert tables(run) == before
    now = manifest_of(run)
    changed = {name for name in now if json.dumps(now[name]) != json.dumps(told[name])}
    assert changed == {"page_language", "outputs"}
    other = {
        name for name, one in now["outputs"].items() if one != told["outputs"][name]
    }
    assert other == {"report.html", "report.xlsx"}


def test_a_folder_that_cannot_be_written_to_still_tells_its_figures(
    root, tmp_path, monkeypatch
):
    place = root / "scenarios" / "teaching" / "two_homes.yaml"
    plan = make_plan(sim.load_scenario(place), replications=1, jobs=1)
    run = run_plan(plan, tmp_path, lang="zh")
    before = {path.name: path.read_bytes() for path in run.folder.iterdir()}

    def read_only(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sim.experiment.reuse.write_readings", read_only)
    shown = finished_results(plan, tmp_path, "en")

    assert shown.folder == run.folder
    assert "cannot be written (Permission denied)" in shown.unwritten.en
    assert "写不了" in shown.unwritten.zh
    assert len(shown.summary) == len(run.summary)
    assert {path.name: path.read_bytes() for path in run.folder.iterdir()} == before
    assert finished_results(plan, tmp_path, "zh").unwritten is None
