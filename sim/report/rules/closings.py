"""Which homes close, when and by which rule; and how surely, by class of home."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Section, Table, number, proper, said, year
from sim.report.charts import style
from sim.report.rules.data import RulesData
from sim.report.rules.reasons import rule_name
from sim.report.rules.spread import ranged
from sim.report.words import Text, Words

_TIERS: Final = ("county", "township", "village")
_BANDS: Final = ("under_20", "20_to_39", "40_to_79", "80_and_more")
# Okabe and Ito's colours, each with a hatching of its own.
_COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_HATCHES: Final = ("", "/", "x", ".", "-", "+")
_LEGEND: Final = {
    "orientation": "h",
    "traceorder": "normal",
    "x": 0,
    "y": -0.12,
    "yanchor": "top",
}

_Series = dict[tuple[str, str], pd.DataFrame]


def closings_section(data: RulesData, years: list[int], words: Words) -> Section:
    """Return the homes that end by year, rule and manner, as a chart."""
    title = words["closings.title"]
    if not data.ends_homes:
        return Section("closings", title, [words["closings.no_rule"]])
    if data.closings is None:
        return Section("closings", title, [words["closings.no_log"]])
    if data.closings.empty:
        return Section("closings", title, [words["closings.none"]])
    total = ranged(data.counted(data.closings))
    reading = words["closings.reading"].fill(year=years[-1], total=total)
    chart = Chart(
        "closings",
        title,
        reading,
        _figure(data, years, words),
        words["closings.alternative"].fill(reading=reading),
        _table(data, years, words),
    )
    return Section("closings", title, [reading], chart=chart)


def classes_section(data: RulesData, names: dict[str, Text], words: Words) -> Section:
    """Return how surely homes close, by class, and one by one in a real registry.

    Parameters
    ----------
    names
        Of counties, by code.
    """
    title = words["classes.title"]
    if data.by_class is None:
        missing = "closings.no_log" if data.ends_homes else "closings.no_rule"
        return Section("classes", title, [words[missing]])
    real = data.by_home is not None
    reading = words["classes.reading_real" if real else "classes.reading"]
    details = [_by_home(data.by_home, names, words)] if real else []
    tables = [_by_class(data.by_class, words)]
    return Section("classes", title, [reading], tables=tables, details=details)


def _manner(closings: pd.DataFrame) -> pd.Series:
    """Return how homes ended, in the words of the page's family `kind`."""
    event = closings["event"].astype(str)
    closed = event + "_" + closings["cause"].astype(str)
    return closed.where(event == "closed", event)


def _series(data: RulesData) -> _Series:
    """Return the ends of homes by rule and manner, in the order of the rules."""
    assert data.closings is not None
    rows = data.closings.assign(manner=_manner(data.closings))
    order = {rule.id: place for place, rule in enumerate(data.rules)}
    found = {(str(k[0]), str(k[1])): g for k, g in rows.groupby(["rule", "manner"])}
    keys = sorted(found, key=lambda one: (order.get(one[0], len(order)), one[1]))
    return {key: found[key] for key in keys}


def _named(key: tuple[str, str], data: RulesData, words: Words) -> Text:
    rule, manner = key
    kind = words.named("kind", manner)
    if not rule:
        return kind
    name = rule_name(rule, data, words)
    return words["closings.series"].fill(rule=name, kind=kind)


def _by_year(
    data: RulesData, rows: pd.DataFrame, years: list[int]
) -> dict[int, list[float]]:
    return {at: data.counted(rows[rows["year"] == at]) for at in years}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _figure(data: RulesData, years: list[int], words: Words) -> dict[str, Any]:
    traces = []
    for place, (key, rows) in enumerate(_series(data).items()):
        name = _named(key, data, words)
        counts = _by_year(data, rows, years)
        look = place % len(_COLOURS)
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": years,
                "y": [round(_mean(values), 3) for values in counts.values()],
                "marker": {
                    "color": _COLOURS[look],
                    "pattern": {
                        "shape": _HATCHES[look],
                        "fillmode": "overlay",
                        "fgcolor": "#ffffff",
                        "fgopacity": 0.8,
                    },
                },
                "hovertemplate": words["closings.hover"].fill(name=name),
            }
        )
    return {
        "data": traces,
        "layout": style.layout(
            320 + 24 * len(traces),
            barmode="stack",
            showlegend=True,
            margin={"l": 48, "r": 16, "t": 40, "b": 40 + 26 * len(traces)},
            legend=_LEGEND,
            xaxis=style.year_axis(years),
            yaxis=style.axis(rangemode="tozero", fixedrange=True),
            annotations=[style.upright(words["closings.upward"])],
        ),
    }


def _table(data: RulesData, years: list[int], words: Words) -> Table:
    rows: list[list[Cell]] = []
    for key, ends in _series(data).items():
        for at, counts in _by_year(data, ends, years).items():
            if not any(counts):
                continue
            name = said(_named(key, data, words))
            numbers = (_mean(counts), min(counts), max(counts))
            rows.append([year(at), name, *(number(one) for one in numbers)])
    heads = ("year", "kind", "mean", "least", "most")
    named = [words[f"closing_head.{head}"] for head in heads]
    return Table("closings", words["closings.table"], named, rows)


def _in_order(table: pd.DataFrame) -> list[Any]:
    place = {name: at for at, name in enumerate((*_TIERS, *_BANDS))}
    kinds = zip(table["tier"], table["size"], strict=True)
    order = [(place[str(tier)], place[str(size)]) for tier, size in kinds]
    rows = list(table.itertuples(index=False))
    return [rows[at] for at in sorted(range(len(rows)), key=lambda at: order[at])]


def _by_class(table: pd.DataFrame, words: Words) -> Table:
    rows = [
        [
            said(words.named("tier", str(row.tier))),
            said(words.named("band", str(row.size))),
            number(float(row.homes)),
            number(float(row.closed)),
            number(float(row.share), "share"),
            number(float(row.any_share), "share"),
        ]
        for row in _in_order(table)
    ]
    heads = ("tier", "size", "homes", "closed", "share", "any")
    named = [words[f"closing_head.{head}"] for head in heads]
    return Table("classes", words["classes.table"], named, rows)


def _by_home(table: pd.DataFrame | None, names: dict[str, Text], words: Words) -> Table:
    assert table is not None
    ordered = table.sort_values(["share", "home_id"], ascending=[False, True])
    rows = [
        [
            proper(row.home_id),
            said(names.get(str(row.county_code), Text.of(row.county_code))),
            said(words.named("tier", str(row.tier))),
            said(words.named("band", str(row.size))),
            number(float(str(row.share)), "share"),
        ]
        for row in ordered.itertuples(index=False)
    ]
    heads = ("home", "county", "tier", "size", "share")
    named = [words[f"closing_head.{head}"] for head in heads]
    return Table("homes-closed", words["classes.home_table"], named, rows)
