"""Make the picture of the page in README.md from a real run.

Runs `scenarios/baseline.yaml` for one county (450881, 5 replications), opens it in
Chromium without a network, and keeps the first screen::

    python .ci/page_picture.py

Writes `results/reference/page.png`. RURALBEDS_BROWSER names another browser.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / "page.png"
RUN = ("run", "scenarios/baseline.yaml", "--area", "450881", "--replications", "5")


def main() -> None:
    """Run, open, and keep what a reader sees first."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [sys.executable, "-m", "sim", *RUN, "--no-events", "--out", out],
            cwd=ROOT,
            check=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        [page] = Path(out).glob("*/*/report.html")
        TARGET.write_bytes(picture(page))
    sys.stdout.write(f"{TARGET} {TARGET.stat().st_size // 1000} kB\n")


def picture(page: Path) -> bytes:
    """Return the first screen of a page as PNG."""
    browser_path = os.environ.get("RURALBEDS_BROWSER", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(
            viewport={"width": 1040, "height": 560}, offline=True, locale="zh-CN"
        )
        opened = context.new_page()
        opened.goto(page.as_uri())
        opened.wait_for_timeout(2000)
        shot = opened.screenshot(type="png")
        browser.close()
    return shot


if __name__ == "__main__":
    main()
