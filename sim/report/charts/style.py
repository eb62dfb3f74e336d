"""How every chart looks: colour-blind colours, with dash and marker beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.numbers import Estimate
from sim.report.words import Text, Words

FONT: Final = (
    '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",'
    '"WenQuanYi Micro Hei","SimHei",sans-serif'
)
INK: Final = "#1c2733"
GRID: Final = "#e3e8ee"
QUIET: Final = "#5b6775"
WARNING: Final = "#a8321c"
# Height of a label within the chart. [share]
_LABEL: Final = 0.07
# A line so far from the middle of a label leaves it free. [share]
_FREE: Final = 0.045


class Look(NamedTuple):
    """How one series is drawn, so that it is told apart without its colour too."""

    colour: str
    dash: str
    marker: str


# Okabe and Ito's colours, in the order in which series appear.
LOOKS: Final = (
    Look("#0072B2", "solid", "circle"),
    Look("#D55E00", "dash", "square"),
    Look("#009E73", "dot", "diamond"),
)


def layout(height: int, **parts: Any) -> dict[str, Any]:
    """Return the layout that all charts share, without Plotly's 7 kB template."""
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 48, "r": 16, "t": 64, "b": 40},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "legend": {"orientation": "h", "x": 0, "y": 1.07, "yanchor": "bottom"},
        **parts,
    }


def axis(title: Text | None = None, **parts: Any) -> dict[str, Any]:
    """Return an axis with a thin grid."""
    words = {"title": {"text": title, "standoff": 8}} if title else {}
    return {"gridcolor": GRID, "linecolor": GRID, "zeroline": False, **words, **parts}


def year_axis(years: Sequence[int]) -> dict[str, Any]:
    """Return an axis of calendar years, each of them a tick where there is room."""
    return axis(
        range=[years[0] - 0.6, years[-1] + 0.6],
        tickformat="d",
        tick0=years[0],
        dtick=1 if len(years) <= 12 else 2,
        tickangle=0,
        fixedrange=True,
        showgrid=False,
        ticks="outside",
        tickcolor=GRID,
    )


def names_axis(names: Sequence[object], **parts: Any) -> dict[str, Any]:
    """Return an upright axis of names, the first on top, for bars or dots by number."""
    return axis(
        tickmode="array",
        automargin=True,
        tickvals=list(range(len(names))),
        ticktext=list(names),
        range=[len(names) - 0.5, -0.5],
        fixedrange=True,
        **parts,
    )


def unmarked(name: object) -> str:
    """Return a name of a planner's file, in which Plotly would read marks."""
    return str(name).replace("<", "‹").replace(">", "›")


def share_axis() -> dict[str, Any]:
    """Return an axis from 0 to 100 %, always the same so that charts compare."""
    return axis(range=[0, 1.02], tickformat=".0%", dtick=0.2, fixedrange=True)


def upright(title: Text) -> dict[str, Any]:
    """Return the title of the upright axis, set level above it.

    Chinese turned on its side is hard to read.
    """
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -44,
        "y": 1,
        "yanchor": "bottom",
        "yshift": 4,
        "text": title,
        "showarrow": False,
        "font": {"color": QUIET, "size": 12},
    }


def series(
    path: Mapping[int, Estimate], name: Text, look: Look, words: Words
) -> list[dict[str, Any]]:
    """Return a line with its 80 % band; years without a value are left out.

    Parameters
    ----------
    path
        Shares by year.
    """
    known = {year: one for year, one in path.items() if one.is_known}
    ends = {year: one for year, one in known.items() if one.has_interval}
    hover = words["hover.share" if ends else "hover.share_only"].fill(name=name)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(known),
        "y": [round(one.mean, 4) for one in known.values()],
        "line": {"color": look.colour, "dash": look.dash, "width": 2.5},
        "marker": {"symbol": look.marker, "size": 7, "color": look.colour},
        "hovertemplate": hover,
    }
    if not ends:
        return [line]
    line["customdata"] = [
        [round(end, 4) if isfinite(end) else None for end in one[1:]]
        for one in known.values()
    ]
    return [_band(ends, look), line]


def _band(ends: Mapping[int, Estimate], look: Look) -> dict[str, Any]:
    years = list(ends)
    highs = [round(one.high, 4) for one in ends.values()]
    lows = [round(one.low, 4) for one in ends.values()]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": years + years[::-1],
        "y": highs + lows[::-1],
        "fill": "toself",
        "fillcolor": look.colour,
        "opacity": 0.18,
        "line": {"width": 0, "color": look.colour},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def level(
    share: float, words: Text, paths: Sequence[Mapping[int, Estimate]]
) -> tuple[Any, Any]:
    """Return a line across the chart at one share, and its label where it is free.

    Parameters
    ----------
    paths
        The series of the chart, shares by year, which the label must not cover.
    """
    shape = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": share,
        "y1": share,
        "line": {"color": WARNING, "width": 1.5, "dash": "longdash"},
    }
    end, side = max(
        ((end, side) for end in ("left", "right") for side in ("bottom", "top")),
        key=lambda place: _clearance(share, paths, *place),
    )
    label = {
        "xref": "paper",
        "x": 0.005 if end == "left" else 0.995,
        "xanchor": end,
        "y": share,
        "yanchor": side,
        "text": words,
        "showarrow": False,
        "font": {"color": WARNING, "size": 12},
        "bgcolor": "rgba(255,255,255,0.8)",
        "borderpad": 1,
    }
    return shape, label


def _clearance(
    share: float, paths: Sequence[Mapping[int, Estimate]], end: str, side: str
) -> tuple[float, float]:
    """Return how far a label at one end of a line is from series and from bands.

    As shares. The label is taken to be half as wide as the chart, as on a phone.
    """
    middle = share + (_LABEL if side == "bottom" else -_LABEL) / 2
    lines, bands = [], []
    for path in paths:
        years = list(path)
        half = (len(years) + 1) // 2
        beside = years[:half] if end == "left" else years[-half:]
        lines += [abs(path[year].mean - middle) for year in beside]
        bands += [abs(each - middle) for year in beside for each in path[year]]
    line, band = (
        round(min((gap for gap in gaps if isfinite(gap)), default=1.0), 3)
        for gaps in (lines, bands)
    )
    # A label may stand on a band before it stands on a line.
    return min(line, _FREE), band


def planning(start: date | None, words: Text) -> tuple[list[Any], list[Any]]:
    """Return the mark of the first day on which a rule may act, if there is one.

    Yearly values stand at the middle of their year, so the first of January lies half
    a year before them.
    """
    if start is None:
        return [], []
    at = start.year - 0.5 + (start.timetuple().tm_yday - 1) / 365
    line = {"color": QUIET, "width": 1, "dash": "dot"}
    shape = {"type": "line", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1}
    label = {
        "yref": "paper",
        "x": at,
        "xanchor": "left",
        "y": 0.995,
        "yanchor": "top",
        "text": words,
        "showarrow": False,
        "font": {"color": QUIET, "size": 12},
    }
    return [{**shape, "line": line}], [label]


def stars(
    aims: pd.DataFrame, name: Text, look: Look, aside: float, words: Words
) -> list[dict[str, Any]]:
    """Return targets as hollow stars, at the year whose end they name.

    Parameters
    ----------
    aims
        `date` and `limit`, a row a target.
    aside
        How far they are moved sideways, lest one hide another. [years]
    """
    if aims.empty:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": words["coverage.target"].fill(name=name),
            "showlegend": False,
            "x": [when.year + aside for when in aims["date"]],
            "customdata": [when.year for when in aims["date"]],
            "y": [float(limit) for limit in aims["limit"]],
            "marker": {
                "symbol": "star-open",
                "size": 14,
                "color": look.colour,
                "line": {"width": 2},
            },
            "hovertemplate": words["hover.target"].fill(
                name=words["coverage.target"].fill(name=name)
            ),
        }
    ]
