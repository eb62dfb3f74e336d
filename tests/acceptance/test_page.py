"""The page of a run in a real browser: offline, in both languages, on paper, by phone.

Pixels are not compared, since fonts differ from machine to machine.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from sim.report import PageData, write_page

playwright = pytest.importorskip("playwright.sync_api")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAID = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  const said = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const silent = 'script, style, noscript, [translate=no]';
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.closest(silent)) said.push(node.textContent.trim());
  }
  const all = (selector) => [...document.querySelectorAll(selector)];
  said.push(...all('[aria-label]').map(one => one.ariaLabel));
  said.push(...all('[data-title]').map(one => one.dataset.title));
  const traces = all('.js-plotly-plot').flatMap(chart => chart.data);
  for (const one of traces) {
    said.push(...[one.name, one.hovertemplate, one.text, one.customdata].flat(2));
  }
  return said.filter(one => typeof one === 'string' && one);
}"""
# Marks of Plotly's hover language, and paths of parameters.
MARKS = re.compile(r"<[^>]*>|%\{[^}]*\}|demand\.\w+")
# Words that are the same in Chinese: formats, the program, scenario ids.
SAME = {"CSV", "ruralbeds", "frozen", "sample"}


def browser_path() -> str:
    """Return a browser of this machine; without one the tests are skipped but in CI."""
    found = os.environ.get("RURALBEDS_BROWSER") or next(
        (path for name in NAMES if (path := shutil.which(name))), None
    )
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("no browser: set RURALBEDS_BROWSER or install chromium")
    pytest.skip("no browser: set RURALBEDS_BROWSER or install chromium")


def load_sample() -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "report" / "sample.py"
    spec = importlib.util.spec_from_file_location("page_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Opened:
    """A page in the browser, with what it asked for and complained of."""

    def __init__(self, context: playwright.BrowserContext, path: Path) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.tab = context.new_page()
        self.tab.on("request", lambda one: self.requests.append(one.url))
        self.tab.on("console", lambda one: self._heard(one.type, one.text))
        self.tab.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.address = path.as_uri()
        self.tab.goto(self.address)
        self.tab.wait_for_selector(".main-svg")

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def say(self, language: str) -> None:
        """Switch the language."""
        self.tab.click(f"[data-language={language}]")

    def map_colours(self) -> list[str]:
        """Return the fill of each outline on the map."""
        self.tab.wait_for_timeout(300)
        paths = self.tab.locator("#chart-counties .choroplethlayer path")
        fill = "all => all.map(one => getComputedStyle(one).fill)"
        colours: list[str] = paths.evaluate_all(fill)
        return colours

    def click(self, shapes: str, number: int) -> None:
        """Click the middle of a shape that a chart has drawn, which covers it."""
        shape = self.tab.locator(shapes).nth(number)
        shape.scroll_into_view_if_needed()
        box = shape.bounding_box()
        assert box is not None
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.tab.mouse.move(*middle)
        self.tab.wait_for_timeout(300)
        self.tab.mouse.click(*middle)

    def words(self) -> list[str]:
        """Return all that a reader may see, hear or hover over, but for names."""
        words: list[str] = self.tab.evaluate(SAID)
        return words


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    path = browser_path()
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def data() -> PageData:
    made: PageData = load_sample().sample()
    return made


@pytest.fixture(scope="module")
def path(data: PageData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("page"), data)


@pytest.fixture
def context(browser: playwright.Browser) -> Iterator[playwright.BrowserContext]:
    size = {"width": 1280, "height": 860}
    made = browser.new_context(offline=True, viewport=size, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def page(context: playwright.BrowserContext, path: Path) -> Opened:
    return Opened(context, path)


def use_everything(page: Opened) -> None:
    """Touch every control once, and look at a county."""
    page.say("en")
    page.tab.select_option("#measure", "3")
    page.tab.fill("#year", "2024")
    page.tab.select_option("#county", index=2)
    page.say("zh")


def test_the_page_asks_for_nothing_and_complains_of_nothing(page: Opened) -> None:
    use_everything(page)

    assert page.requests == [page.address]
    assert page.complaints == []


def test_the_map_has_an_outline_for_each_county(page: Opened, data: PageData) -> None:
    assert len(page.map_colours()) == len(data.counties)


def test_counties_do_not_flood_the_frame(page: Opened) -> None:
    frame = page.tab.locator("#chart-counties").bounding_box()
    boxes = page.tab.locator("#chart-counties .choroplethlayer path").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )

    assert frame is not None
    assert max(boxes) < 0.2 * frame["width"]


def test_the_year_changes_the_colours(page: Opened) -> None:
    last = page.map_colours()
    page.tab.fill("#year", "2021")

    assert page.map_colours() != last
    assert page.tab.locator("#year-shown").text_content() == "2021"


def test_the_indicator_changes_the_colours(page: Opened) -> None:
    public = page.map_colours()
    page.tab.select_option("#measure", "3")

    assert page.map_colours() != public


def test_a_click_on_a_county_shows_its_line_and_table(page: Opened) -> None:
    assert page.tab.locator("#county-panel").is_hidden()
    page.click("#chart-counties .choroplethlayer path", 5)
    page.tab.wait_for_selector("#chart-county .main-svg")

    assert page.tab.locator("#county-name").text_content() == "第6县：公办机构入住率"
    assert page.tab.locator("#table-county tbody tr").count() == 10
    assert page.tab.locator("#county").input_value() == "450105"


def test_the_county_table_follows_the_year(page: Opened, data: PageData) -> None:
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


def test_no_button_sends_the_data_anywhere(page: Opened) -> None:
    titles = page.tab.locator(".modebar-btn").evaluate_all(
        "all => all.map(one => one.dataset.title)"
    )

    assert titles
    assert not [title for title in titles if "hare" in title or "分享" in title]
    assert set(titles) == {"下载图片", "放大", "缩小", "还原"}


def test_the_english_page_has_no_chinese(page: Opened) -> None:
    page.tab.select_option("#county", index=2)
    page.say("en")
    page.tab.wait_for_timeout(500)

    assert page.tab.locator("html").get_attribute("lang") == "en"
    assert [words for words in page.words() if CHINESE.search(words)] == []


def test_the_chinese_page_has_no_english(page: Opened) -> None:
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


def test_the_language_is_remembered(page: Opened) -> None:
    page.say("en")
    page.tab.reload()

    assert page.tab.locator("html").get_attribute("lang") == "en"


def test_a_table_is_saved_for_spreadsheets(page: Opened) -> None:
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


def test_a_chart_is_saved_as_a_picture(page: Opened) -> None:
    page.tab.locator("#chart-occupancy").hover()
    with page.tab.expect_download() as saving:
        page.tab.locator("#chart-occupancy .modebar-btn").first.click()

    assert saving.value.suggested_filename == "sample-occupancy.svg"
    assert page.complaints == []


def test_the_page_prints_with_its_tables_and_uncut_charts(page: Opened) -> None:
    pdf = page.tab.pdf(prefer_css_page_size=True, print_background=True)
    page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.tab.wait_for_timeout(300)
    widths = page.tab.locator(".js-plotly-plot .main-svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )

    assert len(re.findall(rb"/Type ?/Page\b", pdf)) >= 4
    assert max(widths) <= 688  # A4 less its margins, in pixels of the style sheet
    assert page.tab.locator("details:not([open])").count() == 0
    page.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator("details[open]").count() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_a_phone(
    browser: playwright.Browser, path: Path, language: str
) -> None:
    context = browser.new_context(
        offline=True, viewport={"width": 390, "height": 844}, has_touch=True
    )
    page = Opened(context, path)
    page.say(language)
    page.tab.select_option("#county", index=2)
    page.tab.wait_for_timeout(500)

    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_every_control_is_reached_by_keyboard(page: Opened) -> None:
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


def test_every_chart_has_a_name_and_a_table(page: Opened) -> None:
    for chart in ("occupancy", "coverage", "counties", "drift"):
        drawn = page.tab.locator(f"#chart-{chart}")
        assert drawn.get_attribute("role") == "img"
        assert drawn.get_attribute("aria-label")
        assert page.tab.locator(f"#table-{chart} th[scope=col]").count() > 1


def test_counties_without_boundaries_are_ranked_bars(
    context: playwright.BrowserContext, data: PageData, tmp_path: Path
) -> None:
    page = Opened(context, write_page(tmp_path, replace(data, boundaries=None)))
    values = page.tab.evaluate("document.getElementById('chart-counties').data[0].x")

    page.click("#chart-counties .bars path", 3)
    page.tab.wait_for_selector("#chart-county .main-svg")

    assert len(values) == len(data.counties)
    assert values == sorted(values, reverse=True)
    assert page.complaints == []


def test_a_county_called_script_stays_a_name(
    context: playwright.BrowserContext, data: PageData, tmp_path: Path
) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    counties = data.counties.assign(name_zh=evil, name_en=evil)
    changed = replace(data, counties=counties, title={"zh": evil, "en": evil})
    page = Opened(context, write_page(tmp_path, changed))
    page.tab.select_option("#county", index=2)
    page.tab.locator("#chart-counties").hover()
    page.tab.wait_for_timeout(300)

    assert page.requests == [page.address]
    assert page.complaints == []
    assert page.tab.locator("h1").inner_text() == evil
    assert page.tab.locator("img[src=x]").count() == 0
