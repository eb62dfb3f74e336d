"""Values are counted by how good they are."""

from __future__ import annotations

import shutil

from sim.area import load_area
from sim.doctor.grades import grades_section
from sim.report.words import load_words
from sim.scenario import load_scenario
from sim.scenario.catalogue import catalogue

WORDS = load_words("doctor_words.yaml")


def test_every_parameter_of_a_scenario_is_counted_once(root):
    scenario = load_scenario(root / "scenarios/teaching/small_county.yaml")
    assumed = [one for one in scenario.settings.values() if one.grade == "assumed"]

    parameters = grades_section(scenario, WORDS).findings[0].text

    assert f"Parameters, {len(catalogue())}: " in parameters.en
    assert parameters.en.endswith(f"assumed {len(assumed)}")
    assert parameters.zh.endswith(f"假设 {len(assumed)}")


def test_what_a_rule_assumes_beyond_its_clause_is_counted(root):
    scenario = load_scenario(root / "scenarios/merge_by_text_and.yaml")
    texts = sum(len(rule.assumes) for rule in scenario.rules)

    told = [one.text.en for one in grades_section(scenario, WORDS).findings]

    assert texts
    assert any(
        line.startswith("What rules assume") and line.endswith(f"assumed {texts}")
        for line in told
    )


def test_cells_that_an_import_filled_are_counted(root, tmp_path):
    pack = tmp_path / "mine"
    shutil.copytree(root / "scenarios/teaching/places/small_county", pack)
    (pack / "filled.csv").write_text(
        "file,row,column,value,grade,source_id,why_zh,why_en\n"
        "homes.csv,a,lon,1,assumed,x,,\nhomes.csv,a,lat,1,derived,x,,\n",
        encoding="utf-8-sig",
    )

    told = [one.text.en for one in grades_section(load_area(pack), WORDS).findings]

    assert (
        "Cells that the import filled in, 2: published 0, derived 1, assumed 1" in told
    )
