"""Small charts side by side, one for each unknown or target, with one table for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.report.blocks import Table
from sim.report.charts import style
from sim.report.fit_charts.ticks import labels, ticks
from sim.report.words import Text


@dataclass(frozen=True)
class Panel:
    """One of the small charts."""

    name: str
    title: Text
    figure: dict[str, Any]
    alternative: Text


@dataclass(frozen=True)
class Panels:
    """Small charts with what to read in them; without any, the reading says why."""

    name: str
    title: Text
    reading: Text
    panels: Sequence[Panel] = ()
    table: Table | None = None


def small_axis(low: float, high: float, unit: str, title: Text | None = None) -> Any:
    """Return an axis from `low` to `high` with a few round numbers, in units shown."""
    places = ticks(low, high, 4)
    factor = 100.0 if unit == "share" else 1.0
    return style.axis(
        title,
        range=[factor * low, factor * high],
        tickvals=[factor * place for place in places],
        ticktext=labels(places, unit),
        tickangle=0,
        fixedrange=True,
    )


def small_layout(height: int = 170, **parts: Any) -> dict[str, Any]:
    """Return the layout of a small chart."""
    font = {"family": style.FONT, "size": 11, "color": style.INK}
    margin = {"l": 36, "r": 8, "t": 6, "b": 34}
    shared = {"font": font, "margin": margin, "showlegend": False}
    return style.layout(height, **{**shared, **parts})
