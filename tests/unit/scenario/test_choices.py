"""A parameter that is one of several options, by the one the catalogue has."""

from __future__ import annotations

import pytest

from sim.area import AreaError
from sim.scenario import ScenarioError, load_scenario

PATH = "population.disability_definition"
HEAD = """\
format: ruralbeds-scenario/1
id: chooser
title: {zh: 甲, en: A}
extends: sound-parent
"""


@pytest.fixture
def load(write):
    def load(entry: str = "", **overrides: str):
        text = f"set:\n  {PATH}: {{{entry}}}\n" if entry else ""
        return load_scenario(write("chooser", HEAD + text), overrides.get("overrides"))

    return load


def entry(value: str) -> str:
    return f"{value}, source: assumption, note: x"


def test_the_catalogue_holds_until_a_file_or_the_command_line_chooses(load):
    assert load().value(PATH) == "strict_adl"
    assert load(entry("value: assessed")).value(PATH) == "assessed"
    assert load(overrides={PATH: "assessed"}).value(PATH) == "assessed"


def test_a_wrong_word_is_told_the_options_in_both_languages(load):
    with pytest.raises(ScenarioError) as caught:
        load(entry("value: strict"))
    (fault,) = caught.value.faults

    assert fault.line == 6
    for option in ("strict_adl", "assessed"):
        assert option in fault.message_zh
        assert option in fault.message_en
    assert "“strict”不是可选值" in fault.message_zh
    assert "“strict” is not one of the options: strict_adl (" in fault.message_en
    assert "、" not in fault.message_en


def test_a_wrong_word_of_the_command_line_is_told_the_same(load):
    with pytest.raises(ScenarioError, match="assessed"):
        load(overrides={PATH: "0.116"})


def test_an_option_has_neither_dates_nor_a_range(load):
    with pytest.raises(ScenarioError, match="range"):
        load(entry("value: assessed, range: [0, 1]"))
    with pytest.raises(ScenarioError, match="values"):
        load(entry("values: {2025-01-01: assessed}"))


def test_choosing_what_holds_anyway_has_no_effect(load):
    with pytest.raises(ScenarioError, match="strict_adl"):
        load(entry("value: strict_adl"))


def test_the_choice_is_in_the_origins_and_survives_in_the_resolved_file(load, write):
    chosen = load(entry("value: assessed"))
    row = chosen.origins().set_index("path").loc[PATH]

    again = load_scenario(write("chooser", chosen.resolved_yaml()))

    assert (row["value"], row["unit"]) == ("assessed", "choice")
    assert again.value(PATH) == "assessed"
    assert again.input_hash() == chosen.input_hash()
    assert chosen.input_hash() != load().input_hash()


def test_code_may_choose_as_well(load):
    assert load().with_values({PATH: "assessed"}).value(PATH) == "assessed"
    with pytest.raises(ValueError, match="strict_adl"):
        load().with_values({PATH: "broad"})


@pytest.mark.parametrize("value", ["assessed", "3", "broad"])
def test_a_pack_may_choose_as_well(load, bench, value):
    file = bench / "place" / "parameters" / "choice.yaml"
    source = "guangxi_rates"
    file.write_text(
        f"values:\n  {PATH}: {{value: {value}, unit: choice, source: {source}, "
        "grade: assumed, note: x}\n",
        encoding="utf-8",
    )
    try:
        if value == "assessed":
            assert load().value(PATH) == "assessed"
        else:
            with pytest.raises(AreaError, match="assessed"):
                load()
    finally:
        file.unlink()
