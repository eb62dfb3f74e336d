"""Everything that a rule or the engine can say of a decision has words."""

import re
from pathlib import Path

import pytest

from sim.events import CAUSES, EVENTS
from sim.report.words import load_words
from sim.scenario.rule_actions import ACTION_MODELS
from sim.supply.rules.judgement import Outcome
from sim.supply.rules.protections import KEPT_OPEN, PROTECTIONS

ROOT = Path(__file__).parents[3]
CHINESE = re.compile(r"[一-鿿　-〿＀-￯]")
CODE = re.compile(r"[a-z]+_[a-z_]+|\{|\}")
HOLE = re.compile(r"\{\w+\}")
# Code words in quotes that modules return or pass on as a reason.
RETURNED = re.compile(
    r'(?:return|else|else \(|Outcome\.REFUSED,) ?"([a-z]+(?:_[a-z]+)*)"'
)


@pytest.fixture(scope="module")
def words():
    return load_words("explain_words.yaml")


def reasons() -> set[str]:
    """All reasons, read from the modules that give them."""
    read = {
        name
        for module in ("feasibility", "turns", "judge")
        for name in RETURNED.findall(
            (ROOT / f"sim/supply/rules/{module}.py").read_text(encoding="utf-8")
        )
    }
    named = {"history_too_short", "no_bed_days", "not_ranked", "residents_unplaced"}
    not_ranked = {*read, *PROTECTIONS, KEPT_OPEN, *named, "construction_restricted"}
    return not_ranked - {"home", "county", "township"}


def test_the_reasons_are_found_in_the_modules():
    assert {"cooldown", "per_review", "in_works", "is_winding_down"} <= reasons()
    assert len(reasons()) > 25


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_each_reason_has_words(reason, words):
    assert f"reason.{reason}" in words


@pytest.mark.parametrize("outcome", [str(one) for one in Outcome])
def test_each_outcome_has_words(outcome, words):
    assert f"outcome.{outcome}" in words
    assert f"outcome_name.{outcome}" in words


@pytest.mark.parametrize("model", ACTION_MODELS, ids=lambda one: one.__name__)
def test_each_action_has_words(model, words):
    (action,) = model.model_fields["do"].annotation.__args__

    assert f"rule_action.{action}" in words
    assert f"action_name.{action}" in words


def test_each_event_of_a_home_has_words(words):
    of_people = "willing applied waiting declined admitted worsened recovered withdrew"
    of_people += " died_waiting discharged died_in_care transferred"
    told_otherwise = (
        "staff_changed surge_opened surge_closed moved_by_closure regrouped"
    )
    of_homes = {*map(str, EVENTS)} - {*of_people.split(), *told_otherwise.split()}

    assert {name for name in of_homes if f"happened.{name}" not in words} == set()


def test_each_cause_of_an_action_has_words(words):
    of_rules = [str(cause) for cause in CAUSES if str(cause).startswith("rule")]

    assert all(f"cause.{cause}" in words for cause in of_rules)


def test_no_word_is_a_code_word_and_no_english_is_chinese(words):
    page = set(load_words())
    own = {key: text for key, text in words.items() if key not in page}
    shown = {key: HOLE.sub("", text.zh + text.en) for key, text in own.items()}
    # Commands and files are named as they are written.
    allowed = {"asked.elder", "kept.changed"}

    assert {key for key, text in shown.items() if CODE.search(text)} <= allowed
    assert not [key for key, text in own.items() if CHINESE.search(text.en)]
    assert not [key for key, text in own.items() if not (text.zh and text.en)]


def test_both_languages_fill_the_same_holes(words):
    only_one = {"transferred_within"}  # the English article
    odd = {
        key.partition(".")[2]
        for key, text in words.items()
        if {*HOLE.findall(text.zh)} != {*HOLE.findall(text.en)}
    }

    assert odd <= only_one
