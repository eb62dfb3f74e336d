"""What the scripts of the page read: figures, counties and their words, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from sim.report.blocks import Chart
from sim.report.charts import style
from sim.report.page_data import PageData
from sim.report.part_years import part_year_names
from sim.report.rendering import embedded
from sim.report.words import Text, Words

# Words of the page that its scripts say too.
_SHARED: Final = ("counties.table", "head.county", "head.year")


def browser_data(
    data: PageData, charts: Sequence[Chart], words: Words, lang: str
) -> Markup:
    """Return the JSON of the page; `counties` is drawn by its own script."""
    figures = {chart.name: chart.figure for chart in charts if chart.figure}
    said = {f"browser.{key}": text for key, text in words.family("browser").items()}
    return embedded(
        {
            "language": lang,
            "scenario": data.scenario_id,
            "area": Text.of(data.area_name),
            "words": {**said, **{key: words[key] for key in _SHARED}},
            "counties": figures.pop("counties", None),
            "figures": figures,
            "part_years": part_year_names(
                data.timeline.start, data.timeline.end, words
            ),
            "layout": style.layout(400),
        }
    )
