"""What the small charts of a comparison say of themselves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from comparisons import BETTER, A, made

from sim.report.compare_charts.panels import difference_panels, lines_panels
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_words
from sim.report.compare_summary import caveats

FULL = made({"a": A, "b": BETTER})


def with_closures() -> ComparePageData:
    """Return a comparison whose closures are 33, and conversions and shares too."""
    names = ("false_closures", "closures", "conversions")
    tables = {
        name: pd.concat(
            table[table["headline"] == "median_wait"].assign(headline=name)
            for name in names
        )
        for name, table in (("lines", FULL.lines), ("headlines", FULL.headlines))
    }
    return replace(FULL, **tables)


def test_a_share_of_closures_stands_beside_how_many_there_were():
    panels = lines_panels(with_closures(), compare_words())

    false, closures = (panels.panels[place].figure["data"] for place in (0, 1))
    hovers = [one["text"][0].en for one in false if "text" in one]
    assert hovers[0].endswith(
        "mean closures of the year 33, conversions 33; those that can be judged count"
    )
    assert not any("judged" in str(one.get("text")) for one in closures)
    # Two years of 33 closures and 33 conversions each.
    assert "on average: S a 132, S b 132." in panels.reading.en
    assert "各年合计平均关停和改用：甲a 132、甲b 132。" in panels.reading.zh
    plain = lines_panels(FULL, compare_words()).reading
    assert plain == compare_words()["lines.reading"]


def test_an_axis_that_does_not_begin_at_nought_says_so():
    low = made({"a": ([0.0, 0.1, 0.0, 0.1], A[1]), "b": BETTER})

    cut = lines_panels(FULL, compare_words()).panels[0]
    whole = lines_panels(low, compare_words()).panels[0]

    assert cut.title.en.endswith("; axis not from 0")
    assert cut.title.zh.endswith("，纵轴不从0起")
    assert "axis" not in whole.title.en


def test_money_is_in_wan_in_chinese_and_in_millions_in_english():
    yuan = FULL.headlines["headline"] == "median_wait"
    headlines = FULL.headlines[yuan].assign(unit="yuan")
    data = replace(FULL, headlines=headlines)
    lines = data.lines.assign(mean=3e6, low=2e6, high=4e6)
    data = replace(data, lines=lines)

    panel = lines_panels(data, compare_words()).panels[0]

    assert "（万元）" in panel.title.zh
    assert "(million yuan)" in panel.title.en
    line = panel.figure["data"][-1]
    assert line["y"] == {"zh": [300.0, 300.0], "en": [3.0, 3.0]}
    low = panel.figure["layout"]["yaxis"]["range"]
    assert low["zh"][0] == 100 * low["en"][0]
    other = difference_panels(data, compare_words()).panels[0]
    bars = other.figure["data"][0]["error_y"]["array"]
    assert bars["zh"][0] == round(100 * bars["en"][0], 10)


def test_what_a_paper_takes_over_does_not_speak_of_a_page():
    lone = replace(FULL, counties=1)

    told = caveats(lone, compare_words())

    assert not any("本页" in one.zh or "this page" in one.en for one in told)
