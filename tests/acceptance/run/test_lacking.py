"""A programme that asks for more than there is is told wherever the run is read."""

from __future__ import annotations

import shutil

import pytest
from run_folders import folder_of, manifest_of

from sim.cli import main

PROGRAMME = """
programme:
  - {date: 2029-05-01, do: convert_beds, beds: 100000,
     grade: assumed, source: assumption, note: x}
"""
SENTENCE = "on 2029-05-01 100000 beds were to be converted, only "


@pytest.fixture
def asking(root, tmp_path):
    shutil.copytree(root / "scenarios" / "teaching", tmp_path / "teaching")
    scenario = tmp_path / "teaching" / "small_county.yaml"
    text = scenario.read_text(encoding="utf-8")
    assert "programme:" not in text
    scenario.write_text(text.rstrip() + PROGRAMME, encoding="utf-8")
    return scenario


def test_the_run_its_page_and_its_manifest_tell_it(ruralbeds, asking, tmp_path):
    done = ruralbeds("run", asking, "--replications", 1, "--lang", "en", cwd=tmp_path)

    run = folder_of(done, tmp_path)
    assert done.returncode == 0, done.stderr
    assert SENTENCE in done.stderr
    assert any(SENTENCE in warning for warning in manifest_of(run)["warnings"])
    assert SENTENCE in (run / "report.html").read_text(encoding="utf-8")


def test_it_is_told_before_the_run(asking, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(asking), "--lang", "en"])

    assert ended.value.code == 0
    assert SENTENCE in capsys.readouterr().err
