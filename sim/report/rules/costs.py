"""What it costs from three purses, by year and per resident, each with its grade."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from sim.report.blocks import Cell, Chart, Section, Table, said, year
from sim.report.charts import style
from sim.report.figures import Figures
from sim.report.indicator_words import indicator_name
from sim.report.numbers import NOT_KNOWN, Estimate, count
from sim.report.rules.data import RulesData
from sim.report.words import Text, Words, joined

PURSES: Final = ("cost_public", "cost_home", "cost_family")
_DISPLACED: Final = "cost_displaced"
_LOOKS: Final = (*style.LOOKS, style.Look("#CC79A7", "dashdot", "triangle-up"))
_WAN: Final = 1e4
_MILLION: Final = 1e6


def costs_section(data: RulesData, figures: Figures, words: Words) -> Section:
    """Return what the public budget, the homes and the families bear."""
    title = words["costs.title"]
    shown = [name for name in (*PURSES, _DISPLACED) if figures.has(name)]
    if not all(name in shown for name in PURSES):
        return Section("costs", title, [words["costs.missing"]])
    lines = [_told(data, figures, words), words["costs.reading"]]
    chart = Chart(
        "costs",
        title,
        lines[0],
        _figure(figures, shown, words),
        words["costs.alternative"].fill(reading=lines[0]),
        _table(data, figures, shown, words),
    )
    tables = [_of_year(data, figures, shown, words)]
    return Section("costs", title, lines, chart=chart, tables=tables)


def years_together(data: RulesData, figures: Figures) -> list[int]:
    """Return the years whose cost is added up: from where planning starts to the end.

    One-off spending falls into the first of them and is in no later year.
    """
    later = [at for at in figures.years if at >= data.rules_since]
    return later or figures.years[-1:]


def together(years: list[int], figures: Figures, name: str) -> float:
    """Return a figure of cost [yuan] summed over years, mean of the repetitions."""
    return sum(figures.at(at, name).mean for at in years)


def span_of_years(years: list[int], words: Words) -> Text:
    """Return years as a label says them: "2027-2030 together"."""
    if len(years) == 1:
        return words["cost_head.year"].fill(year=years[0])
    return words["cost_head.together"].fill(first=years[0], last=years[-1])


def money(value: float) -> Text:
    """Return yuan as prose has them: 万元 in Chinese, millions in English.

    Less than a tenth of a million is told in yuan: rounded, it would be nothing.
    """
    if value != value:  # noqa: PLR0124 - NaN differs from itself
        return Text.of(NOT_KNOWN)
    millions = f"{count(value / _MILLION)} million yuan"
    english = millions if abs(value) >= _MILLION / 10 else f"{count(value)} yuan"
    return Text(f"{count(value / _WAN)}万元", english)


def _ends(estimate: Estimate, words: Words) -> Text:
    if not estimate.has_interval:
        return Text.of(NOT_KNOWN)
    low, high = money(estimate.low), money(estimate.high)
    return words["page.span"].fill(low=low, high=high)


def _told(data: RulesData, figures: Figures, words: Words) -> Text:
    """Return the three purses of all years and of the last, each with its grade."""
    years, last = years_together(data, figures), figures.years[-1:]
    spans = [years] if years == last else [years, last]
    told = []
    for span in spans:
        purses = [
            words["costs.purse"].fill(
                name=indicator_name(name),
                money=money(together(span, figures, name)),
                grade=words.named("grade", data.cost_grade(name)),
            )
            for name in PURSES
        ]
        listed = joined(purses, words["rules.between"])
        when = span_of_years(span, words)
        told.append(words["costs.told"].fill(when=when, purses=listed))
    return joined(told, Text("", " "))


def _figure(figures: Figures, shown: list[str], words: Words) -> dict[str, Any]:
    traces: list[dict[str, Any]] = []
    for look, name in zip(_LOOKS, shown, strict=False):
        path = figures.path(name)
        label = indicator_name(name)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": label,
                "x": list(path),
                "y": _heights([one.mean for one in path.values()]),
                **(_bars(path, look) if _has_ends(figures, name) else {}),
                "line": {"color": look.colour, "dash": look.dash, "width": 2.5},
                "marker": {"symbol": look.marker, "size": 8, "color": look.colour},
                "hovertemplate": words["costs.hover"].fill(name=label),
            }
        )
    sure = any("error_y" in one for one in traces)
    upward = "costs.upward_bars" if sure else "costs.upward"
    return {
        "data": traces,
        "layout": style.layout(
            420,
            margin={"l": 56, "r": 16, "t": 40, "b": 90},
            legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top"},
            xaxis=style.year_axis(figures.years),
            yaxis=style.axis(fixedrange=True, zeroline=True, zerolinecolor=style.QUIET),
            annotations=[style.upright(words[upward])],
        ),
    }


def _heights(yuan: list[float]) -> dict[str, list[float | None]]:
    """Return yuan in the unit of each language, as tables and prose have them."""
    return {
        language: [round(one / unit, 4) if isfinite(one) else None for one in yuan]
        for language, unit in (("zh", _WAN), ("en", _MILLION))
    }


def _has_ends(figures: Figures, name: str) -> bool:
    return any(one.has_interval for one in figures.path(name).values())


def _bars(path: dict[int, Estimate], look: style.Look) -> dict[str, Any]:
    """Return the 80 % intervals of the table as bars; of no length where unknown."""
    known = [one if one.has_interval else None for one in path.values()]
    above = [max(one.high - one.mean, 0.0) if one else 0.0 for one in known]
    below = [max(one.mean - one.low, 0.0) if one else 0.0 for one in known]
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": _heights(above),
            "arrayminus": _heights(below),
            "color": look.colour,
            "thickness": 1.2,
            "width": 4,
        }
    }


def _grade(data: RulesData, name: str, words: Words) -> Cell:
    return said(words.named("grade", data.cost_grade(name)))


def _of_year(
    data: RulesData, figures: Figures, shown: list[str], words: Words
) -> Table:
    """Return all years, the first and the last, and per resident, a row a purse."""
    first, last = figures.first_year, figures.last_year
    years = years_together(data, figures)
    rows = []
    for name in shown:
        end = figures.at(last, name)
        each = figures.at(last, f"{name}_per_resident")
        rows.append(
            [
                said(indicator_name(name)),
                _money_cell(together(years, figures, name)),
                _money_cell(figures.at(first, name).mean),
                _money_cell(end.mean),
                said(_ends(end, words)),
                Cell(Text.of(count(each.mean)), f"{each.mean:.5g}")
                if each.is_known
                else Cell(Text.of(NOT_KNOWN), ""),
                _grade(data, name, words),
            ]
        )
    heads = [
        words["cost_head.purse"],
        span_of_years(years, words),
        words["cost_head.year"].fill(year=first),
        words["cost_head.year"].fill(year=last),
        words["cost_head.ends_of"].fill(year=last),
        words["cost_head.each_of"].fill(year=last),
        words["head.grade"],
    ]
    caption = words["costs.last_table"].fill(
        when=span_of_years(years, words), year=last
    )
    return Table("costs-last", caption, heads, rows)


def _money_cell(value: float) -> Cell:
    return Cell(money(value), f"{value:.5g}" if value == value else "")  # noqa: PLR0124


def _table(data: RulesData, figures: Figures, shown: list[str], words: Words) -> Table:
    rows = []
    for at in figures.years:
        for name in shown:
            one = figures.at(at, name)
            rows.append(
                [
                    year(at),
                    said(indicator_name(name)),
                    _money_cell(one.mean),
                    said(_ends(one, words)),
                    _grade(data, name, words),
                ]
            )
    heads = [words["head.year"], words["cost_head.purse"], words["cost_head.amount"]]
    heads += [words["cost_head.ends"], words["head.grade"]]
    return Table("costs", words["costs.table"], heads, rows)
