"""The page of a comparison, from tables that a reader can check."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from comparisons import BETTER, WORSE, A, made

from sim.report.compare_charts import tables
from sim.report.compare_charts.sureness import sureness_table
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_page, compare_words, write_compare_page
from sim.report.compare_summary import summary
from sim.report.compare_verdict import changes

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
OWN = Path(__file__).parents[3] / "sim" / "report" / "compare_words.yaml"


def standings(data, scenario):
    return sorted(str(one.standing) for one in changes(data, scenario))


def test_surely_better_is_what_the_intervals_that_hold_together_say():
    assert standings(made({"a": A, "b": BETTER}), "b") == ["better", "open"]


def test_less_is_worse_where_more_is_better():
    data = made({"a": BETTER, "b": A})

    assert standings(data, "b") == ["open", "worse"]


def test_the_sentence_has_the_difference_and_its_interval():
    text = summary(made({"a": A, "b": BETTER}), compare_words())

    better = '"S b" – better: Nursing-bed share (+10.0 points, 95% interval, all'
    assert better in text.en
    assert "not told apart: Median wait" in text.en
    assert "更好的有护理型床位占比（+10.0个百分点，" in text.zh


def test_twins_are_told_to_be_twins():
    text = summary(made({"a": A, "b": A}), compare_words())

    assert "exactly the same headline figures in every replication" in text.en
    assert "完全相同" in text.zh


def test_a_single_replication_claims_nothing():
    data = made({"a": ([0.5], [30.0]), "b": ([0.6], [31.0])}, draws=(0,))

    text = summary(data, compare_words())

    assert "nothing can be said to be better" in text.en
    assert "better:" not in text.en
    assert "更好的" not in text.zh


def test_many_scenarios_are_named_up_to_a_few():
    data = made({name: BETTER if name > "a" else A for name in "abcdefghij"})

    assert "further scenarios: 6" in summary(data, compare_words()).en
    assert compare_page(data, compare_words()).count('id="chart-lines-') == 2


def variants() -> list[ComparePageData]:
    """Return comparisons that between them have every reason to say something."""
    full = made({"a": A, "b": BETTER})
    setting = {
        "path": "demand.level",
        "label_zh": "需求水平",
        "label_en": "Demand level",
        "unit": "ratio",
    }
    settings = [{**setting, "scenario": one, "value": "1"} for one in "ab"]
    action = {
        "scenario": "b",
        "date": "2027-01-01",
        "do": "build",
        "count": 1,
        "beds": 60,
        "share": None,
        "nursing_share": None,
        "among": {"tier": "county", "ownership": "public"},
    }
    others = [
        {**action, "among": among}
        for among in ({}, {"tier": "township"}, {"tier": "village"})
    ]
    others.append({**action, "among": {"ownership": "private"}})
    nothing = full.lines.assign(mean=float("nan"))
    same = made({"a": A, "b": A})
    # Four figures that nothing tells apart.
    wait = ["median_wait", "false_closures", "closures", "conversions"]
    many, rows, wide = (
        pd.concat(
            table[table["headline"] == "median_wait"].assign(headline=name)
            for name in wait
        )
        for table in (full.headlines, full.lines, full.differences)
    )
    none = full.ranking.iloc[:0]
    kinds = [
        f"{kind}_{end}" for kind in ("mean", "simultaneous") for end in ("low", "high")
    ]
    lone = full.differences.assign(**dict.fromkeys(kinds, float("nan")))
    return [
        full,
        same,
        replace(
            full,
            settings=pd.DataFrame(settings),
            actions=pd.DataFrame([action, *others]),
        ),
        made({"a": ([0.5], [30.0]), "b": ([0.6], [31.0])}, draws=(0,)),
        made({"a": A, "b": BETTER}, draws=(1, 1, 2, 2)),
        made({"a": A, "b": BETTER}, draws=(1, 2, 3, 4)),
        made({name: BETTER if name > "a" else A for name in "abcdefgh"}),
        made({"a": ([0.5] * 4, [3.0] * 4), "b": ([0.5] * 4, [4.0] * 4)}, (1, 1, 2, 2)),
        replace(full, lines=nothing, ranking=none),
        replace(full, differences=lone),
        replace(full, counties=1, warnings=({"zh": "留意", "en": "Beware"},)),
        replace(full, headlines=full.headlines.assign(better="")),
        made({"a": A, "b": WORSE}),
        made({"a": BETTER, "b": A, "c": BETTER}),
        made({"a": A, "b": (BETTER[0], [20.0, 21.0, 23.0, 22.0])}),
        replace(full, headlines=full.headlines.assign(unit="yuan")),
        replace(full, headlines=many, differences=wide, lines=rows, ranking=none),
    ]


def test_every_page_is_made_and_every_word_is_used():
    words = compare_words()

    pages = [
        compare_page(data, words)
        for data in variants()
        if data.lines["mean"].notna().any()
    ]
    for data in variants():
        summary(data, words)

    own = set(re.findall(r"^(\w+):", OWN.read_text("utf-8"), re.MULTILINE))
    unused = {key for key in words if key.split(".")[0] in own} - words.asked
    assert unused == set()
    for page in pages:
        assert not re.search(r">\s*nan\s*<", page, re.IGNORECASE)


def test_words_are_there_in_both_languages_with_the_same_parts():
    for key, text in compare_words().items():
        assert not CHINESE.search(text.en), key
        holes = [sorted(re.findall(r"\{\w+[^}]*\}", words)) for words in text]
        assert holes[0] == holes[1], key


def test_the_page_is_written_into_a_folder_or_to_a_path(tmp_path):
    data = made({"a": A, "b": BETTER})

    in_folder = write_compare_page(tmp_path / "there", data)
    to_path = write_compare_page(tmp_path / "other.html", data, "en")

    assert in_folder == tmp_path / "there" / "report.html"
    assert in_folder.read_text("utf-8").count('lang="zh-CN"') >= 1
    assert '<html lang="en">' in to_path.read_text("utf-8")


def test_amounts_of_a_larger_area_are_said_to_be_of_it():
    data = replace(
        made({"a": A, "b": BETTER}),
        warnings=({"zh": "留意", "en": "Beware"},),
        whole={"zh": "大区", "en": "Largeland"},
    )

    assert "whole of Largeland" in compare_page(data, compare_words(), "en")


def test_a_figure_that_never_differs_is_named_and_not_drawn():
    still = (BETTER[0], A[1])
    html = compare_page(made({"a": A, "b": still}), compare_words(), "en")

    assert 'id="chart-differences-nursing_bed_share"' in html
    assert 'id="chart-differences-median_wait"' not in html
    assert "The same in every year and replication, and not drawn: Median wait" in html
    cards = html[html.index('class="cards"') : html.index('id="lines"')]
    assert "Median wait" not in cards


def test_ties_in_every_replication_are_one_line_without_a_chance():
    table = ranking_lines(made({"a": A, "b": (BETTER[0], A[1])}))

    assert [line[4] for line in table if line[0] == "Median wait"] == [
        "all the same in every replication"
    ]
    assert len([line for line in table if line[0] == "Nursing-bed share"]) == 2


def ranking_lines(data: ComparePageData) -> list[list[str]]:
    """Return the cells of the ranking in English."""
    table = tables.ranking_table(data, compare_words())
    return [[cell.text.en for cell in row] for row in table.rows]


def test_the_page_says_which_interval_is_whose_and_what_pairing_saves():
    data = made({"a": A, "b": BETTER})
    (row,) = [
        one
        for _, one in data.differences.query("year == 2030").iterrows()
        if one["headline"] == "nursing_bed_share"
    ]
    table = sureness_table(data, compare_words())
    shown = dict(zip((head.en for head in table.heads), table.rows[0], strict=True))

    def ends(kind: str) -> str:
        low, high = (f"{100 * row[f'{kind}_{end}']:+.1f}" for end in ("low", "high"))
        return f"{low} to {high}".replace("-", "−")

    assert shown["95% interval of the mean (paired)"].text.en == ends("mean")
    assert shown["95% interval if unpaired"].text.en == ends("unpaired")
    assert shown["95% intervals that hold together"].text.en == ends("simultaneous")
    factor = float(shown["Variance-reduction factor"].raw or "nan")
    assert factor == pytest.approx(row["variance_reduction"], rel=1e-4)


def test_which_homes_are_concerned_is_said_in_both_languages():
    action = {"scenario": "b", "date": "2027-01-01", "do": "upgrade", "count": 2}
    rest = dict.fromkeys(("beds", "share", "nursing_share"))
    among = [{"tier": "township", "ownership": "public"}, {}]
    rows = [{**action, **rest, "among": one} for one in among]
    data = replace(made({"a": A, "b": BETTER}), actions=pd.DataFrame(rows))

    table = tables.actions_table(data, compare_words())

    assert table is not None
    assert [row[3].text for row in table.rows] == [
        ("乡镇、公办", "township homes, public"),
        ("各类机构", "all homes"),
    ]
