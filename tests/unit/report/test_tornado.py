"""The chart of what moves results: longest first, sure or not, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources

import pandas as pd
import pytest

from sim.report import PageData
from sim.report.charts.tornado import TOP, tornado_chart
from sim.report.page import page, page_words
from sim.report.words import Text, Words, load_words
from sim.scenario.catalogue import catalogue

FILES = ("screening_words.yaml", "doctor_words.yaml")
CHINESE = re.compile(r"[㐀-鿿，。；：、（）“”]")
LABELS = {
    "public_occupancy": ("公办机构入住率", "Occupancy of public homes", "share"),
    "unmet_need": ("未满足需求", "Unmet need", "person_days"),
    "nursing_bed_share": ("护理型床位占比", "Nursing-bed share", "share"),
}


def row(headline: str, path: str, size: float, **other: object) -> dict[str, object]:
    zh, en, unit = LABELS[headline]
    return {
        "area": "guangxi",
        "scenario": "baseline",
        "counties": "451027",
        "kind": "joint_draws",
        "bases": 4,
        "headline": headline,
        "unit": unit,
        "year": 2030,
        "path": path,
        "grade": "assumed",
        "low": "0.5",
        "value": "1",
        "high": "2",
        "own": 0.5,
        "low_change": -size / 2,
        "high_change": size / 2,
        "mu": size,
        "mu_star": size,
        "sigma": size / 10,
        "half_width": size / 5,
        "n": 4,
        "label_zh": zh,
        "label_en": en,
        "where_zh": "凌云县",
        "where_en": "Lingyun County",
        **other,
    }


@pytest.fixture
def screening() -> pd.DataFrame:
    paths = [one for one, it in catalogue().items() if it.range][: TOP + 3]
    sizes = [(n + 1) / 100 for n in range(len(paths))]
    many = [
        row("public_occupancy", path, size)
        for path, size in zip(paths, sizes, strict=True)
    ]
    few = [
        row("unmet_need", "demand.level", 1500.0, half_width=2000.0),
        row("unmet_need", "demand.patience_days", 200.0, grade="derived"),
        row("nursing_bed_share", "demand.level", 0.0),
    ]
    return pd.DataFrame(many + few)


@pytest.fixture
def words() -> Words:
    return load_words("screening_words.yaml")


def test_the_longest_dozen_are_drawn_the_longest_on_top(screening, words) -> None:
    chart = tornado_chart(screening, words, scenario="baseline")

    bars = chart.figure["data"][0]
    assert len(bars["x"]) == TOP
    assert bars["x"] == sorted(bars["x"], reverse=True)
    assert bars["base"][0] == pytest.approx(-bars["x"][0] / 2)
    assert bars["x"][0] == pytest.approx(15.0)  # percentage points
    low, high = chart.figure["layout"]["yaxis"]["range"]
    assert low > high  # the first row is the upper one


def test_what_is_not_sure_has_no_fill_and_grades_have_patterns(
    screening, words
) -> None:
    bars = tornado_chart(screening, words, scenario="baseline").figure["data"][1]

    assert bars["marker"]["color"][0] == "#ffffff"
    assert bars["marker"]["color"][1] != "#ffffff"
    assert bars["marker"]["pattern"]["shape"] == ["/", ""]


def test_headlines_that_nothing_moves_are_not_offered(screening, words) -> None:
    chart = tornado_chart(screening, words, scenario="baseline")

    (menu,) = chart.figure["layout"]["meta"]["menus"]
    offered = [option["label"].en for option in menu["options"]]
    assert offered == ["Occupancy of public homes", "Unmet need"]
    assert menu["options"][1]["traces"]["visible"] == [False, True, True, True]
    title = menu["options"][1]["layout"]["xaxis"]["title"]["text"]
    assert title == Text("变化（人日）", "Change, person-days")


def test_the_table_has_every_bar_in_the_unit_shown(screening, words) -> None:
    table = tornado_chart(screening, words, scenario="baseline").table

    assert len(table.rows) == TOP + 2
    assert all(len(line) == len(table.heads) for line in table.rows)
    assert table.rows[0][3].raw == "-7.5"
    assert table.rows[0][-2].text == Text("百分点", "points")


def test_ranks_of_another_scenario_are_said_to_be_so(screening, words) -> None:
    own = tornado_chart(screening, words, scenario="baseline").reading
    other = tornado_chart(screening, words, scenario="programme").reading

    assert "凌云县" in own.zh
    assert "方案：基准：现状延续" in own.zh
    assert "baseline" not in own.en + other.en
    assert "has not been ranked by itself" not in own.en
    assert "has not been ranked by itself" in other.en


def test_without_a_screening_the_chart_says_how_to_make_one(words) -> None:
    chart = tornado_chart(None, words, scenario="baseline")

    assert chart.figure is None
    assert "--screen" in chart.reading.zh


def test_the_page_has_the_chart_where_its_area_was_screened(
    full: PageData, screening: pd.DataFrame
) -> None:
    ranked = replace(full, screening=screening)

    assert 'id="chart-tornado"' in page(ranked, page_words(ranked))
    assert 'id="chart-tornado"' not in page(full, page_words(full))


@pytest.mark.parametrize("file", FILES)
def test_the_words_are_of_one_language_each_with_the_same_holes(file: str) -> None:
    own = set(load_words(file)) - set(load_words())
    for key in own:
        text = load_words(file)[key]
        holes = [set(re.findall(r"\{\w+\}", words)) for words in text]
        assert holes[0] == holes[1], key
        assert not CHINESE.search(text.en.replace("“", "").replace("”", "")), key
        left = re.sub(r"\{\w+\}", "", text.zh)
        allowed = r"ruralbeds|doctor|screen|yaml|area|Noto Sans CJK SC|Chrome|Edge"
        allowed += (
            r"|Firefox|Windows|chcp|UTF|GB|Python|csv|sources|out|homes_totals|<br>"
        )
        assert not re.search(r"[A-Za-z]{2,}", re.sub(allowed, "", left)), key


def test_every_word_of_the_doctor_is_named_by_some_module() -> None:
    folder = resources.files("sim")
    parts = [
        *folder.joinpath("doctor").iterdir(),
        *folder.joinpath("report", "charts").iterdir(),
        folder.joinpath("report", "screened.py"),
        folder.joinpath("commands", "doctor.py"),
    ]
    code = "".join(one.read_text("utf-8") for one in parts if one.name.endswith(".py"))
    families = ("counted", "who", "verdict")  # named by what they are of
    unused = {
        key
        for file in FILES
        for key in set(load_words(file)) - set(load_words())
        if key.split(".")[0] not in families and key not in code
    }

    assert unused <= {
        *("screening.kind_chances", "screening.kind_joint_draws"),
        *("doctor.screened_chances", "doctor.screened_joint_draws"),
        *(f"screening.{one}" for one in ("from", "low", "high", "size", "sigma")),
        *("screening.headline", "screening.grade", "screening.unit"),
        # Named by the id of the scenario that was screened.
        "screened_scenario.baseline",
    }
