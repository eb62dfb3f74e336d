from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import sim
from sim.report import PageData
from sim.report.page import page, page_words
from sim.report.rules.closings import closings_section
from sim.report.rules.did import did_section
from sim.report.rules.moves import moves_section
from sim.report.rules.reasons import reason_said
from sim.report.rules.regret import false_closures, regret_section
from sim.report.rules.said import action_said, in_both, rule_card
from sim.report.words import Text, Words, load_words
from sim.scenario.rule_actions import ACTION_MODELS
from sim.supply.rules.judgement import Outcome
from sim.supply.rules.protections import PROTECTIONS

FILES = ("rule_words.yaml", "closure_words.yaml", "compare_rule_words.yaml")
CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
CODE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\bhome\.|\bcounty\.|\btownship\.")
SCENARIOS = Path(sim.__file__).parents[1] / "scenarios"


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = Path(__file__).with_name("rule_pages.py")
    spec = importlib.util.spec_from_file_location("rule_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(*FILES)


def test_words_of_rules_are_there_in_both_languages(words: Words) -> None:
    own = {key: words[key] for key in words if key not in load_words()}

    for key, text in own.items():
        assert text.zh, key
        assert text.en, key
        # The form of a number may differ: 万元 have no decimals, millions have.
        holes = [sorted(re.findall(r"\{(\w+)[^}]*\}", one)) for one in text]
        assert holes[0] == holes[1], key
        assert not CHINESE.search(text.en), key
        latin = re.findall(r"[A-Za-z]{2,}", re.sub(r"%?\{[^}]*\}|<[^>]*>", "", text.zh))
        assert not latin, key


def test_every_outcome_protection_and_action_has_a_word(words: Words) -> None:
    assert {str(one) for one in Outcome} <= set(words.family("outcome"))
    assert set(PROTECTIONS) <= set(words.family("why"))
    actions = {one.model_fields["do"].annotation.__args__[0] for one in ACTION_MODELS}  # type: ignore[union-attr]
    assert actions <= set(words.family("done"))
    assert actions <= set(words.family("rule_answer"))


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda p: p.stem)
def test_rules_of_shipped_scenarios_are_said_without_code_words(
    path: Path, words: Words
) -> None:
    for rule in sim.load_scenario(path).rules:
        card = rule_card(rule, {}, words)
        for head, told in card.lines:
            if head != words["rules.clause"]:
                assert not CODE.search(told.zh + " " + told.en), told
                assert not CHINESE.search(re.sub("三（三）", "", told.en)), told
        assert card.warning is not None


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("门槛 50% threshold 50 %", "门槛 50%", "threshold 50 %"),
        ("30 张床 30 beds", "30 张床", "30 beds"),
        ("读作“并且” read as “and”", "读作“并且”", "read as “and”"),
        (
            "出自三（三）the clause is 三（三）",
            "出自三（三）",
            "the clause is 三（三）",
        ),
        ("24 months", "24 months", "24 months"),
        ("只有中文", "只有中文", "只有中文"),
    ],
)
def test_a_text_in_both_languages_is_told_apart(written: str, zh: str, en: str) -> None:
    assert in_both(written) == Text(zh, en)


def test_a_rule_says_whom_when_on_what_and_what(made: ModuleType, words: Words) -> None:
    told = {head.en: line for head, line in rule_card(made.rule(), {}, words).lines}

    assert told["If"].zh == "近 12 个月入住率低于50%，并且消防不达标，连续2次评估如此"
    assert told["Reviewed"].en == "every year from 2027-01-01 to 2028-01-01, 2 times"
    assert told["Limits"].en.startswith(
        "at most 1 a county and review; left alone for 2 years"
    )
    assert "90 days after it is announced" in told["Then"].en


def test_an_emergency_is_not_said_to_have_a_notice(
    made: ModuleType, words: Words
) -> None:
    overnight = {**vars(made.CLOSE)["values"], "emergency": True, "notice": 0.0}

    told = action_said(replace(made.CLOSE, values=overnight), words)

    assert "overnight" in told.en
    assert "announced" not in told.en


def test_numbers_are_medians_with_their_range(made: ModuleType, words: Words) -> None:
    section = did_section(made.rules_data(), words)

    table = section.tables[0]
    heads = [one.en for one in table.heads]
    cells = [one.text.en for one in table.rows[0]]
    row = dict(zip(heads, cells, strict=True))
    assert row["Judgements"] == "16.5 (16 to 17)"
    assert row["Condition held"] == "5.5 (4 to 7)"
    assert row["Acted"] == "2 (1 to 3)"
    assert row["Yielded"] == "1 (0 to 2)"
    assert "limits used up 2 (0 to 4)" in section.lines[-1].en


def test_reasons_are_words_and_not_codes(made: ModuleType, words: Words) -> None:
    data = made.rules_data()

    for line in data.outcomes.itertuples():
        told = reason_said(line.rule, line.outcome, line.reason, data, words)
        assert not CODE.search(told.en), told
        assert told != words["why.other"]


def test_closings_are_drawn_by_year_with_hatching(
    made: ModuleType, words: Words
) -> None:
    chart = closings_section(made.rules_data(), [2026, 2027, 2028], words).chart

    assert chart is not None
    assert chart.figure is not None
    assert chart.figure["data"][0]["y"] == [0, 1.0, 0.5]
    assert "pattern" in chart.figure["data"][0]["marker"]


def test_people_moved_are_counted_once_and_minutes_leave_out_those_under_60(
    made: ModuleType, words: Words
) -> None:
    section = moves_section(made.rules_data(), words)
    told = " ".join(line.en for line in section.lines)

    assert "4 (1 to 7) moves" in told
    assert "under 60: 2 (0 to 4)" in told
    assert "Elders moved twice or more: 0.5 (0 to 1)" in told
    assert "median 16 (12 to 20) before" in told
    assert "not counted" in told
    assert section.alarm is None


def test_deaths_of_moves_are_told_with_their_ratios(
    made: ModuleType, words: Words
) -> None:
    section = moves_section(made.rules_data(death_ratios=(1.0, 1.94)), words)

    assert "Excess deaths of moves: 1 (" in section.lines[-1].en
    assert "1.07 to 3.49" in section.lines[-1].en


def test_a_breach_of_the_guarantee_comes_first(made: ModuleType, words: Words) -> None:
    late = made.rules_data().unplaced.assign(breaches=[3.0, 1.0])

    section = moves_section(made.rules_data(unplaced=late), words)

    assert section.alarm is not None
    assert "2 (1 to 3)" in section.alarm.en


def test_false_closures_have_their_denominators(made: ModuleType, words: Words) -> None:
    told = " ".join(line.en for line in regret_section(made.rules_data(), words).lines)

    assert "1 of the 4 closures that can be judged were false (25%)" in told
    assert "Of 19 homes that should stay, 1 were closed (5%)" in told
    assert "cut short: 1." in told
    short = false_closures(made.rules_data(), words)
    assert short is not None
    assert "too few" in short.en


def test_without_its_table_regret_is_left_out_with_a_sentence(
    made: ModuleType, words: Words
) -> None:
    section = regret_section(made.rules_data(by_weight=None), words)

    assert section.lines == [words["regret.missing"]]


@pytest.fixture(scope="module")
def html(full: PageData, made: ModuleType) -> str:
    data = replace(full, rules=made.rules_data())
    return page(data, page_words(data), "en")


def test_the_page_answers_with_what_the_rules_did(html: str) -> None:
    body = html[html.index("<main>") : html.index("</main>")]
    answer = body[body.index('id="answer"') : body.index('class="cards"')]

    assert "homes closed 2 (1 to 3)" in answer
    assert "residents moved 4 (1 to 7)" in answer
    assert "by arithmetic" in answer
    assert body.count('class="card"') == 3 + 1


def test_sections_of_rules_come_before_the_charts_of_every_run(html: str) -> None:
    body = html[html.index("<main>") : html.index("</main>")]
    order = ["rules", "did", "closings", "classes", "moved", "regret", "costs"]
    places = [body.index(f'id="{name}"') for name in [*order, "occupancy", "drift"]]

    assert places == sorted(places)
    assert 'id="false-closures"' in body


def test_rules_that_did_nothing_are_said_to_have_done_nothing(
    full: PageData, made: ModuleType
) -> None:
    rows = made.outcomes()
    kept = rows[rows["outcome"] == "kept"]
    none = pd.DataFrame(columns=made.closings().columns)
    nobody = made.moves().iloc[:0]
    quiet = made.rules_data(outcomes=kept, closings=none, moves=nobody)
    data = replace(full, rules=quiet)

    body = page(data, page_words(data), "en")

    assert "the rules acted on nothing in any replication" in body
    assert "No resident was moved by a rule" in body
    assert 'id="chart-closings"' not in body
