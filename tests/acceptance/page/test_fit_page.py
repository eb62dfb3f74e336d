"""The page of a calibration: offline, in both languages, on a phone, on paper."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"<[^>]*>|&\w+;|%\{[^}]*\}")
# Words that are the same in Chinese: a format, a score, the command, the pack.
SAME = {"CSV", "CRPS", "ruralbeds", "calibrate", "guangxi"}
BOXES = """all => all.map(one => {
  const {top, bottom} = one.getBoundingClientRect();
  return {top, bottom};
})"""
CHARTS = ("fit", "holdouts", "checks", "unknowns", "correlation")


def test_it_asks_for_nothing_and_complains_of_nothing(fit_page: Any) -> None:
    fit_page.say("en")
    fit_page.tab.locator("#chart-fit").hover()
    fit_page.say("zh")
    fit_page.tab.wait_for_timeout(500)

    assert fit_page.requests == [fit_page.address]
    assert fit_page.complaints == []


def test_in_english_nothing_is_chinese(fit_page: Any) -> None:
    fit_page.say("en")
    fit_page.tab.wait_for_timeout(500)

    assert fit_page.tab.locator("html").get_attribute("lang") == "en"
    assert [words for words in fit_page.words() if CHINESE.search(words)] == []


def test_in_chinese_nothing_is_english(fit_page: Any) -> None:
    fit_page.say("en")
    fit_page.say("zh")
    fit_page.tab.wait_for_timeout(500)

    strange = {
        word
        for words in fit_page.words()
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    } - SAME
    assert strange == set()


def test_words_within_charts_change_with_the_switch(fit_page: Any) -> None:
    drawn = ".main-svg text"
    fit_page.say("en")
    fit_page.tab.wait_for_timeout(500)
    said = fit_page.tab.locator(drawn).all_text_contents()

    assert len(said) > 100
    assert [words for words in said if CHINESE.search(words)] == []


def test_every_chart_is_drawn_with_a_name_and_a_table(fit_page: Any) -> None:
    for name in CHARTS:
        drawn = fit_page.tab.locator(f"#chart-{name}")
        assert drawn.locator(".main-svg").count() > 0
        assert drawn.get_attribute("role") == "img"
        assert drawn.get_attribute("aria-label")
        assert fit_page.tab.locator(f"#table-{name} th[scope=col]").count() > 1
    small = fit_page.tab.locator(".chart.small")
    assert small.count() == 11 + 10
    assert fit_page.tab.locator(".chart.small .main-svg").count() >= small.count()


def test_a_table_is_saved_with_bare_numbers(fit_page: Any) -> None:
    fit_page.tab.locator("#fit summary").click()
    with fit_page.tab.expect_download() as saving:
        fit_page.tab.locator("[data-csv=table-fit]").click()

    raw = Path(saving.value.path()).read_bytes()
    assert saving.value.suggested_filename == "calibration-guangxi-fit.csv"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 11
    assert float(rows[1][1]) == 0.425
    assert float(rows[7][1]) == 21400


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_a_phone(fit_page: Any, language: str) -> None:
    fit_page.tab.set_viewport_size({"width": 390, "height": 844})
    fit_page.tab.reload()
    fit_page.say(language)
    fit_page.tab.wait_for_timeout(500)
    beyond = fit_page.tab.locator("#chart-fit .annotation-text").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 390).length"
    )

    assert fit_page.tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert beyond == 0


def test_names_of_rows_stand_clear_of_what_is_drawn_beneath(fit_page: Any) -> None:
    fit_page.tab.set_viewport_size({"width": 390, "height": 844})
    fit_page.tab.reload()
    fit_page.say("en")
    fit_page.tab.wait_for_timeout(500)
    chart = fit_page.tab.locator("#chart-fit")
    names = chart.locator(".annotation-text").evaluate_all(BOXES)
    marks = chart.locator(".scatterlayer .point").evaluate_all(BOXES)

    assert len(names) == 10
    assert len(marks) >= 30
    assert [
        (name, mark)
        for name in names
        for mark in marks
        if name["top"] < mark["bottom"] and mark["top"] < name["bottom"]
    ] == []


def test_it_prints_on_paper_with_its_tables(fit_page: Any) -> None:
    pdf = fit_page.tab.pdf(prefer_css_page_size=True, print_background=True)
    fit_page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    fit_page.tab.wait_for_timeout(300)
    widths = fit_page.tab.locator(".js-plotly-plot > div > div > .main-svg")
    wide = widths.evaluate_all("all => all.map(one => +one.getAttribute('width'))")
    small = fit_page.tab.locator(".chart.small .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )

    assert len(re.findall(rb"/Type ?/Page\b", pdf)) >= 6
    assert max(wide) <= 688
    assert max(small) <= 215
    assert fit_page.tab.locator("details:not([open]):not([data-long])").count() == 0
    fit_page.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert fit_page.tab.locator("details[open]").count() == 0
