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
from sim.report.figures import Figures
from sim.report.page import page, page_words
from sim.report.rules.answer import rules_headlines
from sim.report.rules.costs import costs_section
from sim.report.rules.moves import moves_section
from sim.report.rules.regret import false_closures, regret_section
from sim.report.words import Words, load_words

WORDS = ("rule_words.yaml", "closure_words.yaml")
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


def costs(
    years: list[int], *, public: list[float], half: float = float("nan")
) -> Figures:
    """Return costs of which only the public budget changes by year; all in yuan."""
    paid = {
        "cost_public": public,
        "cost_home": [1e6] * len(years),
        "cost_family": [2e6] * len(years),
        "cost_displaced": [5e5] * len(years),
    }
    rows = [
        (at, name, value)
        for name, values in paid.items()
        for at, value in zip(years, values, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["year", "indicator", "mean"])
    whole = dict.fromkeys(("tier", "ownership", "operation", "residence"), "all")
    ends = {"low": table["mean"] - half, "high": table["mean"] + 2 * half}
    return Figures(table.assign(area_level="region", area_code="x", **ends, **whole))


def test_one_off_spending_of_an_earlier_year_is_in_the_headline(
    made: ModuleType, words: Words
) -> None:
    figures = costs([2026, 2027, 2028, 2029], public=[9e9, 5e6, 50e6, 2e6])

    (card,) = [
        one
        for one in rules_headlines(made.rules_data(), figures, load_words(*WORDS))
        if "purses" in one.label.en
    ]

    # 2027 to 2029: 57 of the public budget, 3 of the homes, 6 of the families.
    assert card.label.en == "Cost to all three purses, 2027-2029 together"
    assert card.label.zh == "2027至2029年合计支出（三方相加）"
    assert card.value.en == "66 million yuan"
    told = [line.en for line in card.lines]
    assert card.interval is not None
    assert card.interval.en == "of it in 2029: 5 million yuan"
    assert told[0].startswith("Public budget 57 million yuan")
    assert told[-1].endswith("1.5 million yuan")


def test_the_section_of_costs_tells_the_sum_and_the_last_year(
    made: ModuleType, words: Words
) -> None:
    figures = costs([2026, 2027, 2028, 2029], public=[9e9, 5e6, 50e6, 2e6])

    section = costs_section(made.rules_data(), figures, words)

    table = section.tables[0]
    assert section.lines[0].en.startswith("2027-2029 together: ")
    assert " 2029: " in section.lines[0].en
    heads = [one.en for one in table.heads]
    place = heads.index("2027-2029 together")
    assert [row[place].raw for row in table.rows] == [
        "5.7e+07",
        "3e+06",
        "6e+06",
        "1.5e+06",
    ]


def test_the_chart_of_costs_has_the_intervals_of_its_table(
    made: ModuleType, words: Words
) -> None:
    known = costs([2026, 2027], public=[2e6, 3e6], half=2e5)

    section = costs_section(made.rules_data(), known, words)

    assert section.chart is not None
    assert section.chart.figure is not None
    bars = section.chart.figure["data"][0]["error_y"]
    assert bars["array"] == {"zh": [40.0, 40.0], "en": [0.4, 0.4]}
    assert bars["arrayminus"] == {"zh": [20.0, 20.0], "en": [0.2, 0.2]}
    (upward,) = section.chart.figure["layout"]["annotations"]
    assert upward["text"] == words["costs.upward_bars"]
    single = costs([2026, 2027], public=[2e6, 3e6])
    bare = costs_section(made.rules_data(), single, words)
    assert bare.chart is not None
    assert bare.chart.figure is not None
    assert "error_y" not in bare.chart.figure["data"][0]


def test_a_single_year_is_not_said_to_be_several_together(
    made: ModuleType, words: Words
) -> None:
    figures = costs([2026, 2027], public=[9e9, 5e6])

    section = costs_section(made.rules_data(), figures, words)

    assert section.lines[0].en.count("2027: ") == 1
    assert "together" not in section.lines[0].en


def verdicts(*rows: tuple[str, float, float, int]) -> pd.DataFrame:
    names = ["verdict", "twin_occupancy", "twin_se", "continuations"]
    return pd.DataFrame(rows, columns=names).assign(theta=0.5)


NEAR = ("false", 0.510, 0.125, 3)
FAR = ("right", 0.2, 0.03, 3)


def test_verdicts_near_the_threshold_are_said_to_be_a_coin_toss(
    made: ModuleType, words: Words
) -> None:
    judged = verdicts(
        NEAR,
        FAR,
        ("right", 0.496, 0.1, 3),
        ("right", 0.41, 0.05, 3),
        ("false", 0.9, float("nan"), 1),
        ("right", float("nan"), float("nan"), 0),
        ("not_missed", 0.51, 0.2, 3),
        ("censored", 0.51, 0.2, 3),
    )
    data = made.rules_data(judged=judged)

    told = " ".join(line.en for line in regret_section(data, words).lines)

    assert "for 4 of the 6 closures judged (67%)" in told
    assert "2 of these are called false and 2 right" in told
    assert "Continuations behind each verdict: 3 (0 to 3)" in told
    assert "each run from the start of the period" in told
    short = false_closures(data, words)
    assert short is not None
    assert "for 4 of the 6 the verdict" in short.en
    assert "这6次中有4次" in short.zh


@pytest.mark.parametrize(("near", "said"), [(1, False), (2, True)])
def test_the_answer_tells_of_doubt_above_a_third(
    made: ModuleType, words: Words, near: int, said: bool
) -> None:
    judged = verdicts(*[NEAR] * near, *[FAR] * (3 - near))

    short = false_closures(made.rules_data(judged=judged), words)

    assert short is not None
    assert ("coin toss" in short.en) is said


def test_verdicts_far_from_the_threshold_are_said_to_be_so(
    made: ModuleType, words: Words
) -> None:
    data = made.rules_data(judged=verdicts(FAR, FAR))

    told = " ".join(line.en for line in regret_section(data, words).lines)

    assert "In all 2 closures judged" in told
    assert "coin toss" not in told
