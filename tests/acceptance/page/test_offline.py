"""The page reaches for nothing, whatever is touched or named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.report import PageData


def use_everything(page: Any) -> None:
    """Touch every control once, and look at a county."""
    page.say("en")
    page.tab.select_option("#measure", "3")
    page.tab.fill("#year", "2024")
    page.tab.select_option("#county", index=2)
    page.say("zh")


def test_the_page_asks_for_nothing_and_complains_of_nothing(page: Any) -> None:
    use_everything(page)

    assert page.requests == [page.address]
    assert page.complaints == []


def test_no_button_sends_the_data_anywhere(page: Any) -> None:
    titles = page.tab.locator(".modebar-btn").evaluate_all(
        "all => all.map(one => one.dataset.title)"
    )

    assert titles
    assert not [title for title in titles if "hare" in title or "分享" in title]
    assert set(titles) == {"下载图片", "放大", "缩小", "还原"}


def test_a_county_called_script_stays_a_name(open_page: Any, data: PageData) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    counties = data.counties.assign(name_zh=evil, name_en=evil)
    changed = replace(data, counties=counties, title={"zh": evil, "en": evil})
    page = open_page(changed)
    page.tab.select_option("#county", index=2)
    page.tab.locator("#chart-counties").hover()
    page.tab.wait_for_timeout(300)

    assert page.requests == [page.address]
    assert page.complaints == []
    assert page.tab.locator("h1").inner_text() == evil
    assert page.tab.locator("img[src=x]").count() == 0
