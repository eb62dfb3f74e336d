"""Every word changes with the switch."""

from __future__ import annotations

import re
from typing import Any

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Marks of Plotly's hover language, and paths of parameters.
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|demand\.\w+")
# Words that are the same in Chinese: formats, the program and an option, scenario ids.
SAME = {"CSV", "ruralbeds", "draws", "frozen", "sample"}


def test_the_english_page_has_no_chinese(page: Any) -> None:
    page.tab.select_option("#county", index=2)
    page.say("en")
    page.tab.wait_for_timeout(500)

    assert page.tab.locator("html").get_attribute("lang") == "en"
    assert [words for words in page.words() if CHINESE.search(words)] == []


def test_the_chinese_page_has_no_english(page: Any) -> None:
    page.tab.select_option("#county", index=2)
    page.say("en")
    page.say("zh")
    page.tab.wait_for_timeout(500)

    assert page.tab.locator("html").get_attribute("lang") == "zh-CN"
    strange = {
        word
        for words in page.words()
        for word in re.findall(r"[A-Za-z]{2,}", MARKS.sub(" ", words))
    } - SAME
    assert strange == set()


def test_the_language_is_remembered(page: Any) -> None:
    page.say("en")
    page.tab.reload()

    assert page.tab.locator("html").get_attribute("lang") == "en"


TICKS = """(years) => {
  page.data.part_years = years;
  page.say();
  const ticks = [...document.querySelectorAll('#chart-occupancy .xtick text')];
  return ticks.map(one => one.textContent);
}"""


def test_a_part_of_a_year_is_named_along_the_axis(page, data):
    years = data.figures.years
    part = {str(years[-1]): {"zh": "2030<br>1–6月", "en": "2030<br>Jan–Jun"}}
    try:
        zh = page.tab.evaluate(TICKS, part)
        page.say("en")
        en = page.tab.evaluate(TICKS, part)
    finally:
        usual = page.tab.evaluate(TICKS, {})

    assert (zh[-1], en[-1]) == ("20301–6月", "2030Jan–Jun")
    assert sorted(zh[:-1]) == sorted(usual[:-1])
    assert len(usual) == len(years)
