"""What pages carry within them to need no network: styles, scripts, Plotly."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}


@cache
def asset(name: str) -> str:
    """Return a file of `sim/report/browser` as text."""
    folder = resources.files("sim.report.browser")
    return folder.joinpath(name).read_text("utf-8")


@cache
def plotly() -> str:
    """Return the script of Plotly."""
    # Imported here: plotly takes a third of a second that no other command needs.
    from plotly.offline import get_plotlyjs  # noqa: PLC0415

    return str(get_plotlyjs())
