"""How far elders live from a centre and from a free bed, and how evenly beds lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, number, said, year
from sim.report.charts import style
from sim.report.charts.style import Look
from sim.report.figures import Figures
from sim.report.indicator_words import indicator_name
from sim.report.numbers import Estimate, as_known, formatted
from sim.report.words import NOTHING, Text, Words, joined

_ELDERS: Final = style.LOOKS[0].colour
_DISABLED: Final = style.LOOKS[1].colour
_LOOKS: Final = {
    "elders_30": Look(_ELDERS, "solid", "circle"),
    "elders_60": Look(_ELDERS, "dot", "circle-open"),
    "disabled_30": Look(_DISABLED, "dash", "square"),
    "disabled_60": Look(_DISABLED, "dashdot", "square-open"),
}
# Of centres only all elders are drawn: the disabled live in the same townships.
_CENTER: Final = {
    "elders_30": "share_within_30_min_center",
    "elders_60": "share_within_60_min_center",
}
_BED: Final = {
    "elders_30": "share_elders_within_30_min_free_bed",
    "elders_60": "share_elders_within_60_min_free_bed",
    "disabled_30": "share_within_30_min_free_bed",
    "disabled_60": "share_within_60_min_free_bed",
}
_IN_TABLE: Final = (
    *_CENTER.values(),
    "share_disabled_within_30_min_center",
    "share_disabled_within_60_min_center",
    *_BED.values(),
)
_BEDS: Final = {
    "rural": style.LOOKS[2],
    "urban": Look("#CC79A7", "dash", "triangle-up"),
}
_GINI: Final = {
    "access_gini": ("gini", style.LOOKS[0]),
    "access_gini_disabled": ("gini_disabled", style.LOOKS[1]),
}
_LEGEND: Final = {
    "orientation": "h",
    "traceorder": "normal",
    "x": 0,
    "y": -0.08,
    "yanchor": "top",
}
# Where the upper and the lower half of a chart stand. [share of its height]
_UPPER: Final = (0.57, 1.0)
_LOWER: Final = (0.0, 0.41)


def access_chart(
    figures: Figures, words: Words, start: date | None, *, synthetic: bool
) -> Chart:
    """Return the shares of elders near a centre, and near a free bed that suits."""
    title = words["access.title"]
    known = [one for one in _IN_TABLE if figures.has(one)]
    if not all(one in known for one in (*_CENTER.values(), *_BED.values())):
        return Chart("access", title, words["access.missing"])
    last = figures.last_year
    shares = {
        "center": as_known(figures.at(last, _CENTER["elders_30"])),
        "bed": as_known(figures.at(last, _BED["elders_30"])),
        "disabled": as_known(figures.at(last, _BED["disabled_30"])),
    }
    reading = [
        words["access.reading"].fill(year=last, **shares),
        words["access.no_gap"],
        caveat(words, synthetic=synthetic),
    ]
    table = Table(
        "access",
        words["access.table"],
        _heads(words),
        [_row(figures, words, at, one) for at in figures.years for one in known],
    )
    return Chart(
        "access",
        title,
        joined(reading, Text("", " ")),
        _figure(figures, words, start),
        words["access.alternative"].fill(year=last, **shares),
        table,
    )


def inequality_chart(
    figures: Figures, words: Words, start: date | None, *, synthetic: bool
) -> Chart:
    """Return the beds in reach of rural and urban elders, and their Gini by year."""
    title = words["inequality.title"]
    if not figures.has("access_2sfca"):
        return Chart("inequality", title, words["inequality.missing"])
    last, first = figures.last_year, figures.first_year
    both = all(figures.has("access_2sfca", residence=one) for one in _BEDS)
    told = words["inequality.reading" if both else "inequality.no_residence"].fill(
        year=last,
        first=first,
        before=_index(figures.at(first, "access_gini")),
        after=_index(figures.at(last, "access_gini")),
        all=_beds(figures.at(last, "access_2sfca")),
        **{
            f"{one}{ending}": _beds(figures.at(at, "access_2sfca", residence=one))
            for one in _BEDS
            for ending, at in (("", last), ("_before", first))
        },
    )
    return Chart(
        "inequality",
        title,
        joined([told, caveat(words, synthetic=synthetic)], Text("", " ")),
        _inequality(figures, words, start, list(_BEDS) if both else ["all"]),
        words["inequality.alternative"].fill(
            year=last, after=_index(figures.at(last, "access_gini"))
        ),
        _inequality_table(figures, words),
    )


def caveat(words: Words, *, synthetic: bool) -> Text:
    """Return that no township may be judged by positions that were drawn."""
    return words["access.example" if synthetic else "access.derived"]


def _beds(estimate: Estimate) -> str:
    return formatted(estimate.mean, "beds_per_1000")


def _index(estimate: Estimate) -> str:
    return formatted(estimate.mean, "index")


def _figure(figures: Figures, words: Words, start: date | None) -> dict[str, Any]:
    traces = []
    for place, lines in ((1, _CENTER), (2, _BED)):
        for name, indicator in lines.items():
            drawn = style.series(
                figures.path(indicator), words[f"access.{name}"], _LOOKS[name], words
            )
            traces += _in_panel(drawn, place, name, in_legend=place == 2)
    axes = style.share_axis() | {"dtick": 0.25}
    titles = (words["access.center_axis"], words["access.bed_axis"])
    return _two_panels(traces, (axes, axes), titles, figures.years, words, start)


def _in_panel(
    traces: Sequence[dict[str, Any]], place: int, group: str, *, in_legend: bool
) -> list[dict[str, Any]]:
    """Return traces moved to the upper (1) or the lower (2) half of a chart."""
    axes = {} if place == 1 else {"xaxis": "x2", "yaxis": "y2"}
    hidden = {} if in_legend else {"showlegend": False}
    return [{**one, **axes, "legendgroup": group, **hidden} for one in traces]


def _two_panels(
    traces: list[dict[str, Any]],
    axes: tuple[Mapping[str, Any], Mapping[str, Any]],
    titles: tuple[Text, Text],
    years: Sequence[int],
    words: Words,
    start: date | None,
) -> dict[str, Any]:
    """Return a chart of two halves, one above the other, over the same years."""
    shapes, labels = style.planning(start, words["page.planning"])
    by_year = style.year_axis(years)
    return {
        "data": traces,
        "layout": style.layout(
            560,
            margin={"l": 48, "r": 16, "t": 36, "b": 96},
            legend=_LEGEND,
            xaxis={**by_year, "anchor": "y", "showticklabels": False},
            xaxis2={**by_year, "anchor": "y2"},
            yaxis={**axes[0], "domain": list(_UPPER)},
            yaxis2={**axes[1], "domain": list(_LOWER)},
            shapes=shapes,
            annotations=[
                style.upright(titles[0]),
                {**style.upright(titles[1]), "y": _LOWER[1]},
                *labels,
            ],
        ),
    }


def _inequality(
    figures: Figures, words: Words, start: date | None, whom: Sequence[str]
) -> dict[str, Any]:
    traces = []
    looks = {**_BEDS, "all": style.LOOKS[0]}
    for one in whom:
        path = figures.path("access_2sfca", residence=one)
        drawn = _amounts(path, words[f"inequality.{one}"], looks[one], words, "beds")
        traces += _in_panel(drawn, 1, one, in_legend=True)
    for indicator, (name, look) in _GINI.items():
        path = figures.path(indicator)
        drawn = _amounts(path, words[f"inequality.{name}"], look, words, "gini")
        traces += _in_panel(drawn, 2, name, in_legend=True)
    titles = (words["inequality.beds_axis"], words["inequality.gini_axis"])
    upward = style.axis(rangemode="tozero", fixedrange=True, nticks=5)
    index = style.axis(range=[0, 1], tickformat=".1f", dtick=0.2, fixedrange=True)
    return _two_panels(traces, (upward, index), titles, figures.years, words, start)


def _amounts(
    path: Mapping[int, Estimate], name: Text, look: Look, words: Words, kind: str
) -> list[dict[str, Any]]:
    """Return a line of amounts with its band, as `style.series` does for shares."""
    drawn = style.series(path, name, look, words)
    known = [one for one in path.values() if one.is_known]
    line = {key: value for key, value in drawn[-1].items() if key != "customdata"}
    line["y"] = [round(one.mean, 3) for one in known]
    line["hovertemplate"] = words[f"inequality.hover_{kind}"].fill(name=name)
    return [*drawn[:-1], line]


def _heads(words: Words) -> list[Text]:
    names = ("year", "figure", "whom", "value", "interval")
    return [words[f"access_head.{name}"] for name in names]


def _row(
    figures: Figures,
    words: Words,
    at: int,
    indicator: str,
    unit: str = "share",
    residence: str = "all",
) -> list[Cell]:
    one = figures.at(at, indicator, residence=residence)
    ends = NOTHING
    if isfinite(one.low) and isfinite(one.high):
        low, high = formatted(one.low, unit), formatted(one.high, unit)
        ends = Text.of(f"{low} – {high}")
    return [
        year(at),
        said(indicator_name(indicator)),
        said(words[f"access_whom.{residence}"]),
        number(one.mean, unit),
        said(ends if ends != NOTHING else Text("—", "—")),
    ]


def _inequality_table(figures: Figures, words: Words) -> Table:
    rows = []
    for at in figures.years:
        for indicator in ("access_2sfca", "access_2sfca_disabled"):
            rows += [
                _row(figures, words, at, indicator, "beds_per_1000", residence)
                for residence in ("all", "rural", "urban")
                if figures.has(indicator, residence=residence)
            ]
        rows += [
            _row(figures, words, at, indicator, "index")
            for indicator in _GINI
            if figures.has(indicator)
        ]
    return Table("inequality", words["inequality.table"], _heads(words), rows)
