"""Pictures of a calibration for `calibration/README.md`, taken from its page.

Needs a browser and playwright, as the tests do (`pip install -e .[test]`)::

    python -m calibration.plots results/calibration/guangxi

writes `plots/NAME_LANGUAGE.svg` beside this file, and the many small charts of the
emulator as a PNG. The page is the only source: nothing is drawn a second time.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from playwright.sync_api import Page, sync_playwright

OUT: Final = Path(__file__).with_name("plots")
CHARTS: Final = ("fit", "holdouts", "unknowns")
PANELS: Final = ("emulator",)
LANGUAGES: Final = ("zh", "en")
WIDTH: Final = 900
BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)
# Plotly draws a copy; on a dark page a clear ground could not be read.
_PICTURE: Final = """([name, width]) => {
  const chart = document.getElementById(`chart-${name}`);
  const layout = {...chart.layout, paper_bgcolor: "#fff", plot_bgcolor: "#fff"};
  const height = chart.layout.height;
  return Plotly.toImage({data: chart.data, layout, config: {}},
    {format: "svg", width, height});
}"""
_NAME_OF_COPY: Final = re.compile(r"clip([0-9a-f]{6})")
_NAME_OF_TRACE: Final = re.compile(r" trace[0-9a-f]{6}(?=\")")


def main(source: Path, out: Path = OUT) -> list[Path]:
    """Write the pictures of a page in both languages and return their paths.

    Parameters
    ----------
    source
        The page, or the folder of a calibration in which it lies.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    with opened(page_of(source)) as page:
        for language in LANGUAGES:
            page.click(f"[data-language={language}]")
            page.wait_for_timeout(500)
            written += [
                one for name in CHARTS if (one := svg(page, name, language, out))
            ]
            written += [
                one for name in PANELS if (one := png(page, name, language, out))
            ]
    return written


def page_of(source: Path) -> Path:
    """Return the page of a folder: `report.html`, or the only page in it."""
    if source.is_file():
        return source
    pages = sorted(source.glob("*.html"))
    named = [page for page in pages if page.name == "report.html"] or pages
    if len(named) != 1:
        raise SystemExit(f"{source}: no page of a calibration, or more than one")
    return named[0]


@contextmanager
def opened(path: Path) -> Iterator[Page]:
    """Open a page in a browser that has no network."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=browser_path(), args=FLAGS)
        context = browser.new_context(
            offline=True, viewport={"width": WIDTH + 80, "height": 900}
        )
        page = context.new_page()
        page.goto(path.resolve().as_uri())
        page.wait_for_selector(".main-svg")
        yield page
        browser.close()


def browser_path() -> str:
    """Return a browser of this machine."""
    named = os.environ.get("RURALBEDS_BROWSER")
    found = named or next(
        (path for one in BROWSERS if (path := shutil.which(one))), None
    )
    if found is None:
        raise SystemExit("no browser: set RURALBEDS_BROWSER or install chromium")
    return found


def svg(page: Page, name: str, language: str, out: Path) -> Path | None:
    """Write one chart, or nothing where the page leaves it out."""
    if page.locator(f"#chart-{name}").count() == 0:
        return None
    # A chart has no size before it is drawn, which a busy machine takes its time for.
    page.wait_for_selector(f"#chart-{name} .main-svg", state="attached")
    address: str = page.evaluate(_PICTURE, [name, WIDTH])
    drawn = unquote(address.removeprefix("data:image/svg+xml,"))
    path = out / f"{name}_{language}.svg"
    path.write_text(named(drawn, name) + "\n", "utf-8", newline="\n")
    return path


def named(drawn: str, name: str) -> str:
    """Return a drawing that is the same each time, without Plotly's chance names."""
    drawn = _NAME_OF_TRACE.sub("", drawn)
    found = _NAME_OF_COPY.search(drawn)
    return drawn.replace(found[1], name) if found else drawn


def png(page: Page, name: str, language: str, out: Path) -> Path | None:
    """Write small charts with their key as one picture; as SVG they would be large."""
    key, panels = (page.locator(f"#{name} .{part}") for part in ("key", "panels"))
    if panels.count() == 0:
        return None
    page.evaluate("window.scrollTo(0, 0)")
    above, below = key.bounding_box(), panels.bounding_box()
    assert above is not None
    assert below is not None
    path = out / f"{name}_{language}.png"
    bottom = below["y"] + below["height"]
    page.screenshot(
        path=path,
        full_page=True,
        clip={
            "x": below["x"],
            "y": above["y"],
            "width": below["width"],
            "height": bottom - above["y"],
        },
    )
    return path


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit("usage: python -m calibration.plots FOLDER [OUT]")
    for one in main(*map(Path, sys.argv[1:])):
        print(f"{one} {one.stat().st_size / 1000:.0f} kB")  # noqa: T201
