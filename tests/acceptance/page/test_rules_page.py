"""A page with rules, a real registry, several draws and no boundaries, opened once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.report import write_page
from sim.report.homes_data import FlowsData

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|demand\.\w+|--draws")
SAME = {"CSV", "ruralbeds", "frozen", "sample", "threshold"}
EVIL = "<img src=x onerror=alert(1)><script>alert(1)</script>"
DRAWN = ("fates", "flows", "doubt", "closings", "counties", "occupancy")


@pytest.fixture(scope="module")
def ruled(
    browser: Any,
    opened: Any,
    sample: Any,
    variants: Any,
    rule_pages: Any,
    tmp_path_factory: Any,
) -> Iterator[Any]:
    names = [EVIL, "2", "3", "4", "5", "6", "7", "8", "9"]
    streams = pd.DataFrame({"from_home": [EVIL, "2"], "to_home": ["3", EVIL]})
    full = sample.sample()
    data = replace(
        full,
        homes=variants.fates(*names),
        doubt=variants.doubtful(full.summary),
        counties=variants.placed(full.counties),
        boundaries=None,
        run=replace(full.run, draws=4),
        rules=rule_pages.rules_data(
            flows=FlowsData(rule_pages.flows(), streams.assign(persons=[2.5, 1.0]))
        ),
    )
    path: Path = write_page(tmp_path_factory.mktemp("rules"), data)
    size = {"width": 1280, "height": 720}
    context = browser.new_context(offline=True, viewport=size, accept_downloads=True)
    yield opened(context, path)
    context.close()


def test_all_charts_are_drawn_and_have_a_table(ruled: Any) -> None:
    for chart in DRAWN:
        assert ruled.tab.locator(f"#chart-{chart} .main-svg").count() > 0, chart
        assert ruled.tab.locator(f"#chart-{chart}").get_attribute("aria-label")
        assert ruled.tab.locator(f"[data-csv=table-{chart}]").count() == 1, chart
        assert ruled.tab.locator(f"#table-{chart} tbody tr").count() > 0, chart


def test_a_tile_is_clicked_like_a_county(ruled: Any) -> None:
    assert len(ruled.map_colours()) == 24
    ruled.click("#chart-counties .choroplethlayer path", 7)
    ruled.tab.wait_for_selector("#chart-county-kinds .main-svg")

    assert ruled.tab.locator("#county").input_value() == "450107"
    lines = ruled.tab.evaluate("document.getElementById('chart-county-kinds').data")
    assert [one["name"] for one in lines if "name" in one] == [
        "县级公办",
        "乡镇公办（敬老院）",
        "民办",
    ]
    heads = ruled.tab.locator("#table-county th").all_text_contents()
    assert heads[-3:] == ["县级公办入住率", "乡镇公办（敬老院）入住率", "民办入住率"]


def test_names_of_homes_stay_names(ruled: Any) -> None:
    ruled.tab.locator("#chart-flows").hover()
    ruled.tab.locator("#chart-fates").hover()

    assert ruled.tab.locator("img[src=x]").count() == 0
    assert ruled.tab.locator("#table-fates td").filter(has_text="<script>").count() == 1


def test_both_languages_are_whole(ruled: Any) -> None:
    ruled.say("en")
    ruled.tab.wait_for_timeout(400)
    chinese = [words for words in ruled.words() if CHINESE.search(words)]
    ruled.say("zh")
    ruled.tab.wait_for_timeout(400)
    english = {
        word
        for words in ruled.words()
        if "onerror" not in words
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    }

    assert chinese == []
    assert english - SAME == set()


def test_a_table_of_streams_is_saved(ruled: Any) -> None:
    with ruled.tab.expect_download() as saving:
        ruled.tab.evaluate("document.querySelector('[data-csv=table-flows]').click()")

    raw = Path(saving.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(raw.decode("utf-8-sig").splitlines()) == 3


def test_nothing_is_wider_than_the_paper_or_the_phone(ruled: Any) -> None:
    ruled.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = ruled.tab.locator(".js-plotly-plot .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    # Streams that glide to their places would be printed on their way.
    ends = ruled.tab.evaluate(
        """() => {
          const left = document.getElementById('chart-flows').getBoundingClientRect().x;
          return [...document.querySelectorAll('#chart-flows .sankey-node rect')]
            .map(one => one.getBoundingClientRect().right - left);
        }"""
    )
    ruled.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    ruled.tab.set_viewport_size({"width": 390, "height": 844})
    ruled.tab.wait_for_timeout(300)

    assert max(widths) <= 688
    assert 600 < max(ends) <= 680
    assert ruled.tab.evaluate("document.documentElement.scrollWidth") <= 390
    ruled.tab.set_viewport_size({"width": 1280, "height": 720})


def test_it_asks_for_nothing_and_complains_of_nothing(ruled: Any) -> None:
    assert ruled.requests == [ruled.address]
    assert ruled.complaints == []
