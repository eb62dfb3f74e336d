"""What a page with rules must not leave unsaid: harm, one-off spending, doubt."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest

from sim.experiment import rule_page
from sim.report import PageData
from sim.report.page import page, page_words
from sim.report.rules.moves import moves_section
from sim.report.words import Words, load_words

SENT = pd.DataFrame(
    {"draw": 0, "replication": [0, 0, 1], "persons": [1, 2, 8], "under_60": [0, 2, 0]}
)


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
    return load_words("rule_words.yaml")


def test_people_sent_home_come_first(made: ModuleType, words: Words) -> None:
    late = made.rules_data().unplaced.assign(breaches=[3.0, 1.0])

    section = moves_section(made.rules_data(sent_home=SENT, unplaced=late), words)

    assert section.alarm is not None
    assert section.alarm.en.startswith("Sent home when their home was lost overnight")
    assert "5.5 (3 to 8) residents a replication" in section.alarm.en
    assert "under 60: 1 (0 to 2)." in section.alarm.en
    assert "5.5（3至8）人" in section.alarm.zh
    assert section.alarm.en.endswith("2 (1 to 3) a replication.")


def test_nobody_moved_is_not_said_of_people_sent_home(
    full: PageData, made: ModuleType
) -> None:
    nobody = made.moves().iloc[:0]
    data = replace(full, rules=made.rules_data(moves=nobody, sent_home=SENT))

    body = page(data, page_words(data), "en")

    answer = body[body.index('id="answer"') : body.index('class="cards"')]
    cards = body[body.index('class="cards"') : body.index('id="rules"')]
    assert "residents sent home without a place 5.5 (3 to 8)" in answer
    assert "Residents sent home, no place found" in cards
    for false in ("nobody moved", "No resident was moved", "every guaranteed elder"):
        assert false not in body


def test_without_people_sent_home_nothing_is_said_of_them(
    full: PageData, made: ModuleType
) -> None:
    data = replace(full, rules=made.rules_data(sent_home=SENT.iloc[:0]))

    assert "ent home" not in page(data, page_words(data), "en")


def test_those_sent_home_are_read_from_the_log_with_those_under_60() -> None:
    log = pd.DataFrame(
        {
            "draw": 0,
            "replication": [0, 0, 1, 1],
            "event": ["discharged", "discharged", "discharged", "moved_by_closure"],
            "cause": ["sent_home", "sent_home", "voluntary", "emergency"],
            "elder_id": pd.array([7, None, 8, 9], dtype="Int64"),
            "residents_change": [-1, -1, -1, -1],
        }
    )

    sent = rule_page._sent_home(SimpleNamespace(), log)  # type: ignore[arg-type]

    assert sent["persons"].tolist() == [1, 1]
    assert sent["under_60"].tolist() == [0, 1]


def test_without_a_log_those_sent_home_are_those_of_the_indicator(
    tmp_path: Path, made: ModuleType, words: Words
) -> None:
    rows = [
        ("region", "residents_sent_home", 4.0),
        ("county", "residents_sent_home", 4.0),
    ]
    table = pd.DataFrame(rows, columns=["area_level", "indicator", "value"])
    table.assign(draw=0, replication=0, year=2028).to_parquet(
        tmp_path / "indicators.parquet"
    )
    results = SimpleNamespace(folder=tmp_path)

    sent = rule_page._sent_home(results, None)  # type: ignore[arg-type]
    section = moves_section(made.rules_data(moves=None, sent_home=sent), words)

    assert section.alarm is not None
    assert "2 (0 to 4) residents" in section.alarm.en
    assert "under 60: —" in section.alarm.en
