"""Single homes that close: by name in a real registry, else marked as an example."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from comparisons import BETTER, A, made

from sim.indicators.closing_chance import closing_chances
from sim.report.closing_data import ClosingHomes
from sim.report.compare_charts.closing_homes import closing_section
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_page, compare_words

EVIL = "<script>alert(1)</script>"


def named() -> ComparePageData:
    """Return two scenarios that close homes of a real registry."""
    kind = {"county_code": "1", "tier": "township", "size": "under_20"}
    rows = [{**kind, "home_id": name, "repetitions": 4} for name in ("h1", "h2", "h3")]
    tables = {
        "a": pd.DataFrame(rows).assign(share=[0.25, 0.0, 0.0]),
        "b": pd.DataFrame(rows[:2]).assign(share=[1.0, 0.5]),
    }
    table = closing_chances(tables, 4).assign(beds=12)
    table["name"] = table["home_id"].map({"h1": EVIL, "h2": "乙院", "h3": "丙院"})
    return replace(
        made({"a": A, "b": BETTER}),
        synthetic_registry=False,
        closing=ClosingHomes(["a", "b"], table),
    )


def example(closing: int = 12) -> ComparePageData:
    """Return two scenarios of drawn homes, with one repetition as an example."""
    kind = {"tier": "township", "beds": 19}
    ended = {"year": 2027, "event": "closed", "cause": "rule_merge"}
    rows = [
        {"scenario": "a", "example": 1, **kind, "event": "kept"},
        {"scenario": "b", "example": 1, **kind, **ended},
    ]
    homes = ClosingHomes(["a", "b"], None, pd.DataFrame(rows), closing)
    kinds = {"tier": "township", "size": "under_20", "homes": 4.0, "any_share": 0.5}
    classes = pd.DataFrame([{"scenario": "b", **kinds, "closed": 1.0, "share": 0.25}])
    return replace(made({"a": A, "b": BETTER}), closing=homes, classes=classes)


def test_homes_of_a_real_registry_stand_with_their_chances_side_by_side():
    section = closing_section(named(), compare_words())

    assert section is not None
    table = section.chart.table
    rows = [[cell.text.en for cell in row] for row in table.rows]
    assert rows[0][1] == EVIL
    assert rows[0][-2:] == ["1 of 4 (5% to 70%)", "4 of 4 (51% to 100%)"]
    # No rule of b looks at the last home.
    assert rows[2][-1] == "—"
    assert 'rules of "S b" look at homes: 2; closed' in section.lines[0].en


def test_a_home_called_script_stays_a_name():
    html = compare_page(named(), compare_words(), "en")

    assert EVIL not in html
    assert "‹script›" in html


def test_homes_that_never_close_are_said_not_to():
    data = named()
    table = data.closing.by_home.assign(mean_share=0.0)
    closing = replace(data.closing, by_home=table)

    section = closing_section(replace(data, closing=closing), compare_words())

    assert section.chart is None
    assert section.lines[0].zh.startswith("名册里没有一家机构")


def test_drawn_homes_are_an_example_that_says_so_in_both_languages():
    data = example()

    for lang, mark in (
        ("zh", "示例 · 抽取的机构，并非真实"),
        ("en", "Example · drawn, not real"),
    ):
        html = compare_page(data, compare_words(), lang)
        assert f">{mark}</span></p>" in html
    section = closing_section(data, compare_words())
    row = [cell.text.en for cell in section.tables[0].rows[0]]
    assert row == [
        "Example home 1 (not real)",
        "Township",
        "19",
        "stays",
        "merged in 2027",
    ]
    assert (
        "in some scenario: 12; the first of them shown here: 1" in section.lines[0].en
    )


def test_every_word_of_single_homes_is_used():
    words = compare_words()
    several = made({"a": A, "b": BETTER}, draws=(1, 1, 2, 2))
    for one in (named(), example()):
        closing_section(one, words)
        both = replace(several, closing=one.closing)
        closing_section(both, words)
    never = replace(
        named().closing, by_home=named().closing.by_home.assign(mean_share=0.0)
    )
    closing_section(replace(named(), closing=never), words)
    compare_page(example(), words)

    own = {
        key for key in words if key.startswith(("closing_homes.", "closing_example."))
    }
    # What a home becomes other than merged is said with the words of the run page.
    assert own - words.asked == set()
