"""Saving, printing, a phone, the keyboard, a reader that speaks."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest


def test_a_table_is_saved_for_spreadsheets(page: Any) -> None:
    page.tab.locator("#occupancy summary").click()
    with page.tab.expect_download() as saving:
        page.tab.locator("[data-csv=table-occupancy]").click()

    raw = Path(saving.value.path()).read_bytes()
    assert saving.value.suggested_filename == "sample-occupancy.csv"
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0][:3] == ["年份", "机构类别", "入住率"]
    assert len(rows) == 51
    assert 0 < float(rows[1][2]) < 1
    assert float(rows[1][5]) > 1000


def test_a_chart_is_saved_as_a_picture(page: Any) -> None:
    page.tab.locator("#chart-occupancy").hover()
    with page.tab.expect_download() as saving:
        page.tab.locator("#chart-occupancy .modebar-btn").first.click()

    assert saving.value.suggested_filename == "sample-occupancy.svg"
    assert page.complaints == []


def test_the_page_prints_with_its_tables_and_uncut_charts(page: Any) -> None:
    pdf = page.tab.pdf(prefer_css_page_size=True, print_background=True)
    page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.tab.wait_for_timeout(300)
    widths = page.tab.locator(".js-plotly-plot .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )

    assert len(re.findall(rb"/Type ?/Page\b", pdf)) >= 4
    assert max(widths) <= 688  # A4 less its margins, in pixels of the style sheet
    assert page.tab.locator("details:not([open]):not([data-long])").count() == 0
    page.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator("details[open]").count() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_a_phone(page: Any, language: str) -> None:
    page.tab.set_viewport_size({"width": 390, "height": 844})
    page.tab.reload()
    page.say(language)
    page.tab.select_option("#county", index=2)
    page.tab.wait_for_timeout(500)

    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_control_is_reached_by_keyboard(page: Any) -> None:
    reached = set()
    for _ in range(60):
        page.tab.keyboard.press("Tab")
        reached.add(
            page.tab.evaluate(
                "document.activeElement.id || document.activeElement.dataset.language"
                " || document.activeElement.tagName"
            )
        )

    assert {"zh", "en", "measure", "year", "county", "SUMMARY", "BUTTON"} <= reached


def test_every_chart_has_a_name_and_a_table(page: Any) -> None:
    for chart in ("occupancy", "coverage", "counties", "drift"):
        drawn = page.tab.locator(f"#chart-{chart}")
        assert drawn.get_attribute("role") == "img"
        assert drawn.get_attribute("aria-label")
        assert page.tab.locator(f"#table-{chart} th[scope=col]").count() > 1
