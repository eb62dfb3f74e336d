"""What every page has round its sections: scripts, styles, the switch of languages.

A page is its sections; this sets them into `frame.html.j2` with all that the page needs
without a network, and lays the page where it was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from sim.report.assets import HTML_LANG, asset, plotly
from sim.report.blocks import Chart
from sim.report.fit_charts.panels import Panels
from sim.report.rendering import embedded, environment
from sim.report.words import Words

_FIRST: Final = ("locale.js", "language.js", "charts.js")
_LAST: Final = ("tables.js", "print.js")


class Frame(NamedTuple):
    """What tells one kind of page from another."""

    template: str
    """The sections, a file of `sim/report/browser`."""
    styles: Sequence[str] = ("page.css", "fit.css", "compare.css")
    scripts: Sequence[str] = (*_FIRST, *_LAST, "panels.js")


RUN: Final = Frame(
    "page.html.j2",
    ("page.css", "rules.css"),
    (*_FIRST, "county_kinds.js", "counties.js", *_LAST),
)
FIT: Final = Frame("fit_page.html.j2", ("page.css", "fit.css"))
COMPARISON: Final = Frame("compare_page.html.j2")
SWEEP: Final = Frame("sweep_page.html.j2")


def framed(
    frame: Frame,
    parts: Mapping[str, Any],
    words: Words,
    lang: str,
    page_data: Markup | None = None,
) -> str:
    """Return a whole page as text.

    Parameters
    ----------
    parts
        Everything that the sections name. `scenario_id` starts the names of its CSV
        files; `charts`, by name, are what the scripts draw unless `page_data` is given,
        and `part_years` what years are called of which there is a part.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    page_data
        What the scripts read, as `embedded` returns it.
    """
    if page_data is None:
        page_data = embedded(
            {
                "language": lang,
                "scenario": parts["scenario_id"],
                "figures": figures_of(parts["charts"].values()),
                "part_years": parts.get("part_years", {}),
                "words": {},
            }
        )
    return (
        environment(lang, words)
        .get_template(frame.template)
        .render(
            **parts,
            lang=lang,
            html_lang=HTML_LANG,
            css="".join(asset(style) for style in frame.styles),
            plotly=plotly(),
            topology_stub=asset("topology_stub.js"),
            scripts=[asset(script) for script in frame.scripts],
            page_data=page_data,
        )
    )


def figures_of(charts: Iterable[Chart | Panels]) -> dict[str, Any]:
    """Return the figures of charts and of small charts by their names."""
    figures: dict[str, Any] = {}
    for one in charts:
        if isinstance(one, Panels):
            figures |= {panel.name: panel.figure for panel in one.panels}
        elif one.figure is not None:
            figures[one.name] = one.figure
    return figures


def laid(where: Path | str, html: str) -> Path:
    """Write a page and return its path: `report.html` in a folder, or an `.html`."""
    path = Path(where)
    if path.suffix != ".html":
        path = path / "report.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    # A page that is there stays whole until the new one is.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(html, "utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
