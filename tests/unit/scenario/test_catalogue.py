from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.indicators.catalogue import CATALOGUE
from sim.report.scenario_reference import scenario_reference
from sim.scenario import schema
from sim.scenario.catalogue import UNIT_LABELS, catalogue, sources
from sim.scenario.conditions import ConditionEntry
from sim.scenario.reference import json_schema_text
from sim.scenario.rule_actions import ACTION_MODELS, Doing
from sim.scenario.rule_entry import Protection
from sim.scenario.schema import Strict
from sim.scenario.sentences import SENTENCES

SCENARIOS = Path(__file__).parents[3] / "scenarios"
MODELS = {
    model
    for model in (*vars(schema).values(), *schema.MODELS_ELSEWHERE)
    if isinstance(model, type) and issubclass(model, Strict) and model is not Strict
}
BAD = [
    None,
    "",
    "?",
    "-1",
    "0",
    "1.5",
    "2030-13-01",
    "no",
    [],
    [None],
    ["?"],
    ["1"],
    ["1", "2", "3"],
    {},
    {"?": "?"},
    {"off": "no"},
    {"do": "?"},
    {"kind": "?"},
    {"2030-13-01": "1"},
]


@pytest.mark.parametrize("path", catalogue())
def test_a_default_lies_within_its_range_and_the_range_within_the_bounds(path):
    parameter = catalogue()[path]

    value = parameter.read(parameter.default)

    if parameter.unit == "yes_no":
        assert parameter.range is None
        return
    if parameter.unit == "choice":
        assert value in parameter.options
        assert (parameter.range, parameter.bounds) == (None, None)
        assert not parameter.dated
        return
    assert parameter.options is None
    low, high = parameter.range
    floor, ceiling = parameter.bounds
    assert floor <= low <= value <= high <= ceiling


@pytest.mark.parametrize("path", catalogue())
def test_a_parameter_names_a_known_source_and_clause(path):
    name, _, clause = catalogue()[path].source.partition("#")

    assert name in sources()
    assert not clause or clause in sources()[name].clauses


def test_every_unit_has_a_label_in_both_languages():
    used = {parameter.unit for parameter in catalogue().values()}

    assert used == set(UNIT_LABELS)


def error_types(kind: object) -> set[str]:
    found = set()
    for value in BAD:
        try:
            TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            found |= {details["type"] for details in error.errors()}
    return found


@pytest.mark.parametrize(
    "model", sorted(MODELS, key=str), ids=lambda model: model.__name__
)
def test_no_field_of_any_model_fails_without_a_sentence(model):
    found = error_types(model)
    for name, field in model.model_fields.items():
        for value in BAD:
            try:
                model.model_validate({field.alias or name: value, "unheard_of": "1"})
            except ValidationError as error:
                found |= {details["type"] for details in error.errors()}

    assert found <= set(SENTENCES)
    assert {"model_type", "extra_forbidden"} <= found


def test_unions_fail_with_sentences_only():
    kinds = (
        schema.Action,
        schema.TargetOrOff,
        schema.Demand,
        schema.AreaChoice,
        schema.RuleOrOff,
        Doing,
        ConditionEntry,
    )

    for kind in kinds:
        assert error_types(kind) <= set(SENTENCES)


def test_every_field_of_every_model_is_described():
    for model in MODELS:
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"


def test_generated_reference_and_schema_are_not_stale():
    assert (SCENARIOS / "REFERENCE.md").read_text(
        encoding="utf-8"
    ) == scenario_reference()
    written = (SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == json_schema_text()


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_indicator_is_in_the_reference_with_all_that_defines_it(indicator):
    start = f"| `{indicator.id}`"
    row = next(
        line for line in scenario_reference().splitlines() if line.startswith(start)
    )

    for words in (indicator.label, indicator.definition, indicator.numerator):
        assert words.zh in row
        assert words.en in row


def test_every_action_and_protection_is_in_the_reference():
    text = scenario_reference()

    for model in ACTION_MODELS:
        done = model.model_json_schema()["properties"]["do"]["const"]
        assert f"\n| `{done}` |" in text
    for name in get_args(Protection):
        assert f"\n| `{name}` |" in text
