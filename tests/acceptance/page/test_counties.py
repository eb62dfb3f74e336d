"""The county map and the bars that stand in for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.report import PageData


def test_the_map_has_an_outline_for_each_county(page: Any, data: PageData) -> None:
    assert len(page.map_colours()) == len(data.counties)


def test_counties_do_not_flood_the_frame(page: Any) -> None:
    frame = page.tab.locator("#chart-counties").bounding_box()
    boxes = page.tab.locator("#chart-counties .choroplethlayer path").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )

    assert frame is not None
    assert max(boxes) < 0.2 * frame["width"]


def test_the_year_changes_the_colours(page: Any) -> None:
    last = page.map_colours()
    page.tab.fill("#year", "2021")

    assert page.map_colours() != last
    assert page.tab.locator("#year-shown").text_content() == "2021"


def test_the_indicator_changes_the_colours(page: Any) -> None:
    public = page.map_colours()
    page.tab.select_option("#measure", "3")

    assert page.map_colours() != public


def test_a_click_on_a_county_shows_its_line_and_table(page: Any) -> None:
    assert page.tab.locator("#county-panel").is_hidden()
    page.click("#chart-counties .choroplethlayer path", 5)
    page.tab.wait_for_selector("#chart-county .main-svg")

    assert page.tab.locator("#county-name").text_content() == "第6县：公办机构入住率"
    assert page.tab.locator("#table-county tbody tr").count() == 10
    assert page.tab.locator("#county").input_value() == "450105"


def test_the_county_table_follows_the_year(page: Any, data: PageData) -> None:
    page.tab.fill("#year", "2022")

    rows = page.tab.locator("#table-counties tbody tr")
    assert rows.count() == len(data.counties)
    summary = data.summary
    public = summary[
        (summary["area_code"] == data.counties["county_code"].iloc[0])
        & (summary["year"] == 2022)
        & (summary["indicator"] == "occupancy_rate")
        & (summary["ownership"] == "public")
        & (summary["tier"] == "all")
    ]
    shown = rows.first.locator("td").nth(1).text_content()
    assert shown is not None
    assert abs(float(shown.rstrip("%")) - 100 * public["mean"].item()) <= 0.06


def test_counties_without_boundaries_are_ranked_bars(
    open_page: Any, data: PageData
) -> None:
    page = open_page(replace(data, boundaries=None))
    values = page.tab.evaluate("document.getElementById('chart-counties').data[0].x")

    page.click("#chart-counties .bars path", 3)
    page.tab.wait_for_selector("#chart-county .main-svg")

    assert len(values) == len(data.counties)
    assert values == sorted(values, reverse=True)
    assert page.complaints == []
