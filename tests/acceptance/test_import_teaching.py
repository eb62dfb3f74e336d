"""The made-up registry for practice becomes a complete pack by the documented steps."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from sim.area import load_area
from sim.cli import main
from sim.doctor.pack import pack_section
from sim.report.words import load_words


@pytest.fixture
def teaching(root, tmp_path, monkeypatch):
    shutil.copytree(root / "scenarios" / "teaching", tmp_path / "teaching")
    monkeypatch.chdir(tmp_path / "teaching")
    return tmp_path / "teaching"


def test_the_registry_for_practice_is_imported_and_run(teaching):
    files = [f"registry/{name}.csv" for name in ("homes", "elders", "admissions")]
    to = ["--pack", "./places/small_county", "--county", "990101", "--out", "./jia"]
    for words in (
        ["import", *files, *to],
        ["validate", "jia.yaml"],
        ["run", "jia.yaml", "--replications", "1", "--jobs", "1"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0

    area = load_area(teaching / "jia")
    # The doctor finds the region that was named by its path, and the sums agree.
    odd = pack_section(area, load_words("doctor_words.yaml")).findings
    assert not [one for one in odd if "small_county" in one.text.en]
    beds = area.homes["beds_ordinary"] + area.homes["beds_nursing"]
    assert beds.sum() == 101
    assert area.homes["care_staff"].sum() == 14
    aged = area.elders[area.elders["age_group"] >= "60-64"]
    assert aged["elders"].sum() == 3240
    observed = pd.read_csv(teaching / "jia" / "observed.csv")
    assert observed["residents"].sum() == 65
    (page,) = (teaching / "results").rglob("report.html")
    text = page.read_text(encoding="utf-8")
    for title in ("登记的入住率与推演", "Home by home: registered and simulated"):
        assert title in text
