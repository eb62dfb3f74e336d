"""The page of a sweep in the browser: both languages, charts with tables, a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api as playwright

from sim.report.sweep_page import write_sweep_page

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|--\w+")
# A format, a file beside the page, the command, and the id of the scenario.
SAME = {"CSV", "csv", "sweep", "ruralbeds", "case"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def sweep_shared(
    browser: playwright.Browser,
    sweep_sample: Any,
    tmp_path_factory: pytest.TempPathFactory,
    opened: Any,
) -> Iterator[Any]:
    """Open the page once for all tests: loading it is what takes time."""
    where: Path = tmp_path_factory.mktemp("sweep")
    data = replace(sweep_sample.LINE, title={"zh": EVIL, "en": EVIL})
    context = browser.new_context(
        offline=True, viewport={"width": 1280, "height": 720}, accept_downloads=True
    )
    yield opened(context, write_sweep_page(where, data))
    context.close()


@pytest.fixture
def sweep_page(sweep_shared: Any) -> Any:
    """Return the page in its language and width."""
    sweep_shared.tab.set_viewport_size({"width": 1280, "height": 720})
    sweep_shared.say("zh")
    return sweep_shared


def test_both_languages_are_whole(sweep_page: Any) -> None:
    sweep_page.say("en")
    sweep_page.tab.wait_for_timeout(300)
    chinese = [words for words in sweep_page.words() if CHINESE.search(words)]
    sweep_page.say("zh")
    sweep_page.tab.wait_for_timeout(300)
    english = {
        word
        for words in sweep_page.words()
        if "onerror" not in words
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    }

    assert chinese == []
    assert english - SAME == set()


def test_charts_have_names_and_their_numbers_a_table_to_save(sweep_page: Any) -> None:
    charts = sweep_page.tab.locator(".chart")

    assert charts.count() == 2
    assert sweep_page.tab.locator(".chart.js-plotly-plot[aria-label]").count() == 2
    with sweep_page.tab.expect_download() as saving:
        button = "document.querySelector('[data-csv=table-points]').click()"
        sweep_page.tab.evaluate(button)
    raw = Path(saving.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(raw.decode("utf-8-sig").splitlines()) == 1 + 2 * 3


def test_a_title_that_tries_to_be_a_script_stays_a_title(sweep_page: Any) -> None:
    assert "onerror" in sweep_page.tab.locator("h1").inner_text()
    assert sweep_page.tab.locator("img").count() == 0


def test_nothing_is_wider_than_the_paper_or_the_phone(sweep_page: Any) -> None:
    sweep_page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sweep_page.tab.wait_for_timeout(300)
    widths = sweep_page.tab.locator(".js-plotly-plot .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    sweep_page.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    sweep_page.tab.set_viewport_size({"width": 390, "height": 800})
    sweep_page.tab.wait_for_timeout(300)

    assert max(widths) <= 688
    assert sweep_page.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_asks_for_nothing_and_complains_of_nothing(sweep_page: Any) -> None:
    assert sweep_page.requests == [sweep_page.address]
    assert sweep_page.complaints == []
