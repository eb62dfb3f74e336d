"""The page of a comparison: offline, in both languages, without holes, on paper."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright import sync_api as playwright

import sim
from sim.experiment.compare_page import comparison_data
from sim.indicators.closing_chance import closing_chances
from sim.report.closing_data import ClosingHomes
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import write_compare_page

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|--\w+|\([\w.]+\)|（[\w.]+）")
# Words that are the same in Chinese: a format, the command, and the name of the pack,
# which is that of its folder; and a name that tries to be a script.
SAME = {"CSV", "ruralbeds", "small", "county"}
EVIL = "<img src=x onerror=alert(1)>"


def closing(scenarios: list[str]) -> ClosingHomes:
    """Return homes of a real registry that two scenarios close, one named badly."""
    kind = {"county_code": "990101", "tier": "township", "size": "under_20"}
    homes = pd.DataFrame([{**kind, "home_id": one} for one in ("h1", "h2")])
    tables = {
        scenarios[1]: homes.assign(share=[1.0, 0.0], repetitions=4),
        scenarios[2]: homes[:1].assign(share=0.5, repetitions=4),
    }
    table = closing_chances(tables, 2).assign(beds=12)
    table["name"] = table["home_id"].map({"h1": EVIL, "h2": "990101-2"})
    return ClosingHomes(scenarios[1:], table)


@pytest.fixture(scope="module")
def compare_data() -> ComparePageData:
    """Return three scenarios of a small county, two draws of each."""
    folder = Path(__file__).parents[3] / "scenarios" / "teaching"
    names = ("small_county", "convert_to_nursing_beds", "more_demand_from_2025")
    scenarios = [sim.load_scenario(folder / f"{name}.yaml") for name in names]
    made = sim.compare(scenarios, area=["990101"], replications=2, draws=2, jobs=1)
    data = comparison_data(made)
    return replace(data, closing=closing([one.id for one in data.scenarios]))


@pytest.fixture(scope="module")
def compare_shared(
    browser: playwright.Browser,
    compare_data: ComparePageData,
    tmp_path_factory: pytest.TempPathFactory,
    opened: Any,
) -> Iterator[Any]:
    """Open the page once for all tests: loading it is what takes time."""
    path = write_compare_page(tmp_path_factory.mktemp("compare"), compare_data)
    made = browser.new_context(
        offline=True, viewport={"width": 1280, "height": 720}, accept_downloads=True
    )
    yield opened(made, path)
    made.close()


@pytest.fixture
def compare_page(compare_shared: Any) -> Any:
    """Return the page in its language and width."""
    compare_shared.tab.set_viewport_size({"width": 1280, "height": 720})
    compare_shared.tab.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.open = false; })"
    )
    compare_shared.say("zh")
    compare_shared.tab.evaluate("scrollTo(0, 0)")
    return compare_shared


def test_in_english_nothing_is_chinese(compare_page: Any) -> None:
    compare_page.say("en")
    compare_page.tab.wait_for_timeout(500)

    assert [words for words in compare_page.words() if CHINESE.search(words)] == []


def test_in_chinese_nothing_is_english(compare_page: Any) -> None:
    compare_page.tab.wait_for_timeout(500)

    strange = {
        word
        for words in compare_page.words()
        if "onerror" not in words
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    } - SAME
    assert strange == set()


def test_every_chart_is_drawn_with_a_table_and_no_number_is_missing(
    compare_page: Any,
) -> None:
    compare_page.say("en")
    compare_page.tab.wait_for_timeout(500)
    charts = compare_page.tab.locator(".chart")

    assert charts.count() >= 15
    assert charts.count() == compare_page.tab.locator(".chart.js-plotly-plot").count()
    assert compare_page.tab.locator(".chart:not([aria-label])").count() == 0
    bare = compare_page.tab.evaluate(
        """() => [...document.querySelectorAll('section:has(.chart)')]
          .filter(one => !one.querySelector('table tbody tr')
            || !one.querySelector('[data-csv]')).map(one => one.id)"""
    )
    assert bare == []
    said = " ".join(compare_page.words())
    assert not re.search(r"\b(NaN|nan|None|undefined|inf|Infinity)\b", said)


def test_the_first_screen_has_the_answer_and_four_differences(
    compare_page: Any,
) -> None:
    rows = compare_page.tab.locator("#leading tbody tr")

    assert rows.count() == 4
    low = rows.nth(3).evaluate("one => one.getBoundingClientRect().bottom")
    assert low <= 720
    assert compare_page.tab.locator("#leading .grade").count() == 4


def test_numbers_of_the_first_screen_are_in_the_saved_table(compare_page: Any) -> None:
    shown = {
        bold.replace("−", "-")
        for text in compare_page.tab.locator("#leading b").all_inner_texts()
        for bold in re.findall(r"[+−]\d[\d.,]*", text)
    }
    with compare_page.tab.expect_download() as saving:
        button = "document.querySelector('[data-csv=table-sureness]').click()"
        compare_page.tab.evaluate(button)
    text = Path(saving.value.path()).read_bytes().decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    saved = [float(row["差"]) for row in rows if row["差"]]
    assert shown
    for one in shown:
        value = float(one.replace(",", ""))
        # Shown to three figures, or to one place behind the point.
        room = max(0.0501, 0.006 * abs(value))
        assert any(abs(value - other) <= room for other in saved), one


def test_what_the_scenarios_differ_in_is_said(compare_page: Any) -> None:
    compare_page.say("en")

    compare_page.tab.locator("#settings summary").first.click()
    compare_page.tab.locator("#settings summary").last.click()
    told = compare_page.tab.locator("#settings").inner_text()

    assert "Demand level (demand.level)" in told
    assert "2025-01-01: 1.5" in told
    assert "40% of ordinary beds converted to nursing beds" in told


def test_a_home_with_a_script_for_a_name_stays_a_name(compare_page: Any) -> None:
    compare_page.tab.locator("#chart-closing-homes").hover()
    compare_page.tab.wait_for_timeout(200)

    assert compare_page.tab.locator("img").count() == 0
    table = compare_page.tab.locator("#table-closing-homes td")
    assert table.filter(has_text="<img").count() == 1


def test_it_prints_with_its_tables_and_nothing_cut(compare_page: Any) -> None:
    pdf = compare_page.tab.pdf(prefer_css_page_size=True, print_background=True)
    compare_page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    compare_page.tab.wait_for_timeout(300)
    widths = compare_page.tab.locator(".js-plotly-plot .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    compare_page.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert len(re.findall(rb"/Type ?/Page\b", pdf)) >= 4
    assert max(widths) <= 688


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_a_phone(compare_page: Any, language: str) -> None:
    compare_page.say(language)
    compare_page.tab.set_viewport_size({"width": 390, "height": 800})
    compare_page.tab.wait_for_timeout(500)

    assert compare_page.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_asks_for_nothing_and_complains_of_nothing(compare_page: Any) -> None:
    compare_page.tab.locator("#lines .chart").first.hover()
    compare_page.tab.wait_for_timeout(200)

    assert compare_page.requests == [compare_page.address]
    assert compare_page.complaints == []
