from __future__ import annotations

from typing import Any

import pandas as pd

from sim.report import PageData
from sim.report.assumptions import grades
from sim.report.sources import known_sources
from sim.report.words import Text, load_words

LINE: dict[str, Any] = {
    "path": "demand.level",
    "label_zh": "需求水平",
    "label_en": "Level of demand",
    "value": "1",
    "unit": "ratio",
    "low": 0.8,
    "high": 1.2,
    "source": "opinions#二-一-2",
    "grade": "assumed",
    "note": "",
    "file": "/home/someone/packs/guangxi/parameters/demand.yaml",
    "line": 12,
}


def cells(**changes: object) -> list[Text]:
    """Return the texts of the row of one value."""
    table = pd.DataFrame([{**LINE, **changes}])
    (group,) = grades(table, known_sources(None), load_words())
    return [cell.text for cell in group.table.rows[0]]


def test_a_value_stands_with_unit_range_and_the_title_of_its_source() -> None:
    label, value, ends, source, _, _ = cells()

    assert label == Text("需求水平（demand.level）", "Level of demand (demand.level)")
    assert value == Text("1 倍", "1 times")
    assert ends == Text("0.8 至 1.2", "0.8 to 1.2")
    assert source.zh.endswith("（征求意见稿） 二（一）2")


def test_the_place_says_nothing_of_the_machine() -> None:
    assert cells()[-1] == Text.of("parameters/demand.yaml:12")


def test_yes_and_no_are_said_in_both_languages() -> None:
    assert cells(value="no", unit="yes_no")[1] == Text("否 ", "no ")
    assert cells(value=True, unit="yes_no")[1] == Text("是 ", "yes ")


def test_an_option_is_said_by_what_it_means() -> None:
    path = "population.disability_definition"

    value = cells(path=path, value="assessed", unit="choice")[1]

    assert value == Text(
        "评估口径：60 岁以上失能占 11.6% ",
        "assessed: 11.6 % of those aged 60+ disabled ",
    )


def test_a_value_that_is_no_number_stays_as_it_is() -> None:
    assert cells(value="30%", unit="share")[1].zh == "30% （占比）"


def test_the_assumed_come_first_and_unknown_grades_last() -> None:
    lines = [{**LINE, "grade": grade} for grade in ("published", "odd", "assumed")]

    groups = grades(pd.DataFrame(lines), {}, load_words())

    assert [group.name for group in groups] == ["assumed", "published", "odd"]


def test_notes_and_sources_of_the_pack_are_said_in_both_languages(
    full: PageData,
) -> None:
    origins = full.origins.assign(note="说明", note_en="A note")
    sources = pd.DataFrame(
        {
            "source_id": ["assumption"],
            "title": ["Set by us"],
            "title_zh": ["自定"],
            "publisher": ["this project"],
            "publisher_zh": ["本项目"],
            "year": [2026],
            "grade": ["assumed"],
        }
    )
    known = known_sources(sources)

    cells = grades(origins, known, load_words())[0].table.rows[0]

    assert cells[4].text == Text("说明", "A note")
    assert cells[3].text == Text("自定", "Set by us")
    assert known["assumption"].publisher == Text("本项目", "this project")
