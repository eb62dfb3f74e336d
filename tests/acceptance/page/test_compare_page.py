"""The page of a comparison: offline, in both languages, without holes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright import sync_api as playwright

import sim
from sim.experiment.compare_page import comparison_data
from sim.report.compare_page import write_compare_page

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|--\w+|\([\w.]+\)|（[\w.]+）")
# Words that are the same in Chinese: a format, the command, and the name of the pack,
# which is that of its folder.
SAME = {"CSV", "ruralbeds", "small", "county"}


@pytest.fixture(scope="module")
def compare_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of three scenarios of a small county, two draws of each."""
    folder = Path(__file__).parents[3] / "scenarios" / "teaching"
    names = ("small_county", "convert_to_nursing_beds", "more_demand_from_2025")
    scenarios = [sim.load_scenario(folder / f"{name}.yaml") for name in names]
    made = sim.compare(scenarios, area=["990101"], replications=2, draws=2, jobs=1)
    assert isinstance(made.differences, pd.DataFrame)
    where = tmp_path_factory.mktemp("compare")
    return write_compare_page(where, comparison_data(made))


@pytest.fixture
def compare_page(
    context: playwright.BrowserContext, compare_path: Path, opened: Any
) -> Any:
    return opened(context, compare_path)


def test_it_asks_for_nothing_and_complains_of_nothing(compare_page: Any) -> None:
    compare_page.say("en")
    compare_page.tab.locator("#lines .chart").first.hover()
    compare_page.say("zh")
    compare_page.tab.wait_for_timeout(500)

    assert compare_page.requests == [compare_page.address]
    assert compare_page.complaints == []


def test_in_english_nothing_is_chinese(compare_page: Any) -> None:
    compare_page.say("en")
    compare_page.tab.wait_for_timeout(500)

    assert [words for words in compare_page.words() if CHINESE.search(words)] == []


def test_in_chinese_nothing_is_english(compare_page: Any) -> None:
    compare_page.say("zh")
    compare_page.tab.wait_for_timeout(500)

    strange = {
        word
        for words in compare_page.words()
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    } - SAME
    assert strange == set()


def test_every_chart_is_drawn_and_no_number_is_missing(compare_page: Any) -> None:
    compare_page.say("en")
    compare_page.tab.wait_for_timeout(500)
    charts = compare_page.tab.locator(".chart")

    assert charts.count() >= 15
    assert charts.count() == compare_page.tab.locator(".chart.js-plotly-plot").count()
    said = " ".join(compare_page.words())
    assert not re.search(r"\b(NaN|nan|None|undefined|inf|Infinity)\b", said)


def test_what_the_scenarios_differ_in_is_said(compare_page: Any) -> None:
    compare_page.say("en")

    compare_page.tab.locator("#settings summary").first.click()
    compare_page.tab.locator("#settings summary").last.click()
    told = compare_page.tab.locator("#settings").inner_text()

    assert "Demand level (demand.level)" in told
    assert "2025-01-01: 1.5" in told
    assert "40% of ordinary beds converted to nursing beds" in told


def test_it_fits_a_phone(compare_page: Any) -> None:
    compare_page.tab.set_viewport_size({"width": 390, "height": 800})
    compare_page.tab.wait_for_timeout(500)

    width = compare_page.tab.evaluate("document.documentElement.scrollWidth")

    assert width <= 390
