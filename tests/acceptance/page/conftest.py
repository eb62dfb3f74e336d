"""The page of a run, opened in a real browser without a network.

Pixels are not compared, since fonts differ from machine to machine.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright import sync_api as playwright

from sim.report import PageData, write_page
from sim.report.fit_page import write_fit_page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK: playwright.ViewportSize = {"width": 1280, "height": 860}
PUT = """([name, value]) => {
  const one = document.getElementById(name);
  one.value = value;
  one.dispatchEvent(new Event('input'));
}"""
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
    const parts = [one, one.node ?? {}, one.link ?? {}];
    const words = ['name', 'hovertemplate', 'text', 'customdata', 'label'];
    said.push(...parts.flatMap(part => words.map(word => part[word]).flat(2)));
  }
  return said.filter(one => typeof one === 'string' && one);
}"""


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


def load_sample(name: str = "sample") -> ModuleType:
    path = Path(__file__).parents[2] / "unit" / "report" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"page_{name}", path)
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

    def reset(self) -> None:
        """Put everything back that a reader may have changed."""
        self.tab.set_viewport_size(DESK)
        self.tab.evaluate("localStorage.clear(); scrollTo(0, 0)")
        self.tab.evaluate(
            "document.querySelectorAll('details').forEach(one => { one.open = false; })"
        )
        self.say("zh")
        last = self.tab.locator("#year").get_attribute("max")
        for name, value in (("measure", "0"), ("year", last), ("county", "")):
            self.tab.evaluate(PUT, [name, value])
        self.tab.locator(".skip").focus()

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


@pytest.fixture(scope="session")
def data() -> PageData:
    made: PageData = load_sample().sample()
    return made


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """Return what makes up the data of a page."""
    return load_sample()


@pytest.fixture(scope="session")
def variants() -> ModuleType:
    """Return what a page may have beside the sample."""
    return load_sample("sample_variants")


@pytest.fixture(scope="session")
def rule_pages() -> ModuleType:
    """Return what makes up the data of rules."""
    return load_sample("rule_pages")


@pytest.fixture(scope="session")
def path(data: PageData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("page"), data)


@pytest.fixture
def context(browser: playwright.Browser) -> Iterator[playwright.BrowserContext]:
    made = browser.new_context(offline=True, viewport=DESK, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared(browser: playwright.Browser, path: Path) -> Iterator[Opened]:
    """Open the page once for all tests of a file: loading it is what takes time."""
    made = browser.new_context(offline=True, viewport=DESK, accept_downloads=True)
    yield Opened(made, path)
    made.close()


@pytest.fixture
def page(shared: Opened) -> Opened:
    """Return the page as if it had just been opened."""
    shared.reset()
    return shared


@pytest.fixture(scope="session")
def fit_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a calibration."""
    made = load_sample("fit_pages").calibration()
    return write_fit_page(tmp_path_factory.mktemp("fit"), made)


@pytest.fixture
def fit_page(context: playwright.BrowserContext, fit_path: Path) -> Opened:
    return Opened(context, fit_path)


@pytest.fixture(scope="session")
def sweep_sample() -> ModuleType:
    """Return made-up sweeps."""
    return load_sample("test_sweep_page")


@pytest.fixture(scope="session")
def opened() -> type[Opened]:
    """Return what opens a page."""
    return Opened


@pytest.fixture
def open_page(
    context: playwright.BrowserContext, tmp_path: Path
) -> Callable[[PageData], Opened]:
    """Return what writes a page of the given data and opens it."""
    return lambda data: Opened(context, write_page(tmp_path, data))
