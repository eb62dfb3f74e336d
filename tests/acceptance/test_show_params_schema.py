"""`show`, `params`, `schema` and the help page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli import VERBS, main
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
MORE_DEMAND = ROOT / "scenarios/teaching/more_demand_from_2025.yaml"


def output_of(capsys, *words: object, status: int = 0) -> str:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    printed = capsys.readouterr()
    assert ended.value.code == status, printed.err
    return printed.out if status == 0 else printed.err


def test_show_prints_a_scenario_that_loads(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = output_of(capsys, "show", MORE_DEMAND)

    path = tmp_path / "shown.yaml"
    path.write_text(text, encoding="utf-8")

    assert load_scenario(path).input_hash() == load_scenario(MORE_DEMAND).input_hash()


def test_show_origin_names_file_and_line_of_every_value(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    lines = output_of(capsys, "show", MORE_DEMAND, "--origin").splitlines()

    held = dict(line.split(" = ", 1) for line in lines)
    source = "scenarios/teaching/more_demand_from_2025.yaml:14"
    assert source in held["demand.level"]
    assert "catalogue.yaml" in held["demand.patience_days"]
    assert "places/small_county/parameters" in held["outside.beds"]


@pytest.mark.parametrize(
    ("day", "value"),
    [("2024-12-31", "1 "), ("2025-01-01", "1.5 "), ("2030-01-01", "2 ")],
)
def test_show_at_gives_the_values_of_that_day(capsys, day, value):
    text = output_of(capsys, "show", MORE_DEMAND, "--at", day, "--lang", "en")

    assert f"demand.level = {value}" in text


def test_show_at_refuses_days_outside_the_period_and_no_days(capsys):
    told = output_of(
        capsys, "show", MORE_DEMAND, "--at", "2031-01-01", "--lang", "en", status=2
    )
    assert "outside the period" in told
    output_of(capsys, "show", MORE_DEMAND, "--at", "2030-13-01", status=2)


def test_params_finds_by_path_and_by_words_of_either_language(capsys):
    assert "demand.patience_days" in output_of(capsys, "params", "耐心")
    assert "demand.patience_days" in output_of(capsys, "params", "patience")
    assert output_of(capsys, "params", "patience").count("\n") == 2
    assert "没有与" in output_of(capsys, "params", "demand.levle", status=1)


def test_params_lists_the_options_of_a_choice_with_their_meaning(capsys):
    printed = output_of(
        capsys, "params", "population.disability_definition", "--lang", "en"
    )

    assert "    strict_adl: strict: six activities" in printed
    assert "    assessed: assessed: 11.6 %" in printed


def test_schema_is_json_with_every_parameter(capsys):
    schema = json.loads(output_of(capsys, "schema"))

    described = schema["properties"]["set"]["properties"]["demand.level"]["description"]
    assert "需求水平" in described
    assert schema["additionalProperties"] is False


def test_help_lists_every_verb(ruralbeds, root):
    done = ruralbeds("--help", cwd=root)

    assert done.returncode == 0
    for verb in VERBS:
        assert f"  {verb} " in done.stdout


def test_help_imports_no_pandas(root, ruralbeds):
    done = ruralbeds("-h", PYTHONPROFILEIMPORTTIME="1", cwd=root)

    assert " typer" in done.stderr
    assert " pandas" not in done.stderr


def test_a_console_of_another_encoding_is_no_trouble(ruralbeds, root):
    done = ruralbeds("params", "特困", cwd=root, PYTHONIOENCODING="gbk", PYTHONUTF8="0")

    assert done.returncode == 0
    assert "特困" in done.stdout


def test_version(ruralbeds, root):
    assert ruralbeds("--version", cwd=root).stdout.startswith("ruralbeds ")


def test_a_fault_of_the_program_is_owned_up_to_with_status_4(capsys, monkeypatch):
    monkeypatch.setitem(VERBS, "broken_verb", "not there")

    told = output_of(capsys, "broken_verb", status=4)

    assert "A fault of the program" in told.splitlines()[-1]
